"""The suite ``article``: the three problems of the report that setpoint starts from.

Each is put in Chinese, as published, and in English; plain, or asking for numbered steps and an
answer section. The published keys of all three are wrong (`refutations` shows why); the keys
here are proven by `proofs`.
"""

from fractions import Fraction

from setpoint.problems import (
    AnswerKey,
    CodeCase,
    CodeKey,
    JsonValue,
    LogicKey,
    LogicVerdict,
    MathKey,
    Problem,
    Statement,
)
from setpoint.records import Kind, Language, PromptStyle
from setpoint.suites.inferences import prove_inference, refute_counterexample
from setpoint.suites.proof import Proof
from setpoint.suites.sequences import (
    ArithmeticSequence,
    prove_milestones,
    prove_term,
    refute_sequence,
    refute_term,
)
from setpoint.suites.substrings import generate_cases, prove_cases, refute_substrings

SUITE = "article"

_SUMS = ((3, Fraction(15)), (6, Fraction(60)))
_INDEX = 9

MATH_KEY = MathKey(
    answer="85/3",
    milestones=(("d=10/3",), ("a_1=5/3", "a_2=5", "a_5=15")),
)

_LISTED_VALUES: tuple[tuple[str, int, list[JsonValue]], ...] = (
    ("abac", 2, ["ab", "ac", "ba"]),
    ("", 2, []),
    ("ab", 3, []),
    ("aaaa", 2, ["aa"]),
    ("banana", 3, ["ana", "ban", "nan"]),
    ("cba", 1, ["a", "b", "c"]),
    ("Zebra", 5, ["Zebra"]),
    ("abcabc", 4, ["abca", "bcab", "cabc"]),
    ("天地天", 2, ["地天", "天地"]),
)

CODE_KEY = CodeKey(
    function=None,
    cases=(
        *(CodeCase(arguments=(s, k), expected=expected) for s, k, expected in _LISTED_VALUES),
        *generate_cases(tuple((s, k) for s, k, _ in _LISTED_VALUES)),
    ),
)

# The verdict is the same with and without existential import. With it, a counterexample must have
# no empty set, so that whatever is accepted is a counterexample under both readings.
LOGIC_KEY = LogicKey(
    premises=(Statement.parse("all A B"), Statement.parse("some_not B C")),
    conclusion=Statement.parse("some_not A C"),
    verdict=LogicVerdict.NOT_NECESSARILY,
    existential_import=True,
)

_KEYS: dict[Kind, AnswerKey] = {
    Kind.MATH: MATH_KEY,
    Kind.CODE: CODE_KEY,
    Kind.LOGIC: LOGIC_KEY,
}

_QUESTIONS = {
    (Kind.MATH, Language.ZH): "已知等差数列前3项和为15，前6项和为60，求第9项。",
    (Kind.MATH, Language.EN): (
        "The first 3 terms of an arithmetic sequence sum to 15, and its first 6 terms sum to 60. "
        "Find the 9th term."
    ),
    (Kind.CODE, Language.ZH): (
        "写一个函数，输入字符串s和整数k，返回s中所有长度为k的子串，并去重后按字典序排序。"
    ),
    (Kind.CODE, Language.EN): (
        "Write a function that takes a string s and an integer k and returns all substrings of s "
        "of length k, without duplicates and sorted in lexicographic order."
    ),
    (Kind.LOGIC, Language.ZH): (
        "如果所有A都是B，且有些B不是C，那么“有些A不是C”是否一定成立？说明理由。"
    ),
    (Kind.LOGIC, Language.EN): (
        'If all A are B, and some B are not C, is it necessarily true that "some A are not C"? '
        "Give your reasons."
    ),
}

_STEP_FORMAT = {
    Language.ZH: "请按以下格式作答：\n【步骤1】……\n【步骤2】……\n（需要几步写几步）\n【答案】……",
    Language.EN: (
        "Answer in this format:\n【Step 1】...\n【Step 2】...\n(as many as needed)\nAnswer: ..."
    ),
}


def problems() -> tuple[Problem, ...]:
    """Returns the six problems: three kinds in two languages."""
    return tuple(_problem(kind, language) for kind in Kind for language in Language)


def _problem(kind: Kind, language: Language) -> Problem:
    question = _QUESTIONS[kind, language]
    return Problem(
        id=f"{SUITE}/{kind}/{language}",
        kind=kind,
        language=language,
        prompts={
            PromptStyle.PLAIN: question,
            PromptStyle.STEPS: f"{question}\n{_STEP_FORMAT[language]}",
        },
        key=_KEYS[kind],
    )


def proofs() -> tuple[Proof, ...]:
    """Proves the key of each problem from its statement."""
    return (
        prove_term(_SUMS, _INDEX, Fraction(MATH_KEY.answer)),
        prove_milestones(_SUMS, MATH_KEY.milestones),
        prove_cases(CODE_KEY),
        prove_inference(LOGIC_KEY),
    )


def refutations() -> tuple[Proof, ...]:
    """Shows that the published keys are wrong."""
    published = ArithmeticSequence(first=Fraction(2), difference=Fraction(5))
    return (
        refute_term(_SUMS, _INDEX, Fraction(105)),
        refute_sequence(published, _SUMS),
        refute_substrings("abac", 2, ["ab", "ac", "ba", "ca"]),
        refute_counterexample(LOGIC_KEY, {"A": {1}, "B": {1, 2, 3}, "C": {2, 3}}),
    )
