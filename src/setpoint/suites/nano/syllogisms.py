"""Syllogisms and set statements: do two premises settle a conclusion about the outer terms?

What is covered: the moods and figures whose verdict does not depend on whether a set may be
empty, in everyday words and in the words of sets. The key comes from all 255 models.
What is not: more than three sets, or forms that need existential import.
"""

from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from random import Random

from setpoint.problems import LogicKey, LogicVerdict, Problem, Quantifier, Statement
from setpoint.records import Language
from setpoint.suites.inferences import prove_inference
from setpoint.suites.nano.set_models import decide
from setpoint.suites.nano.split import Split, draw_from, split_of
from setpoint.suites.nano.wording import pose
from setpoint.suites.proof import Proof

TRIPLES = (
    *(("A", "B", "C"), ("P", "Q", "R"), ("X", "Y", "Z"), ("D", "E", "F"), ("K", "L", "M")),
    *(("U", "V", "W"), ("S", "M", "P"), ("A", "C", "E"), ("F", "G", "H"), ("R", "S", "T")),
)
"""Names of the first outer, the middle and the second outer set."""

WORDS = {
    Language.ZH: {
        Quantifier.ALL: ("所有{s}都是{p}", "{s}是{p}的子集"),
        Quantifier.NO: ("没有{s}是{p}", "{s}与{p}没有公共元素"),
        Quantifier.SOME: ("有些{s}是{p}", "{s}与{p}有公共元素"),
        Quantifier.SOME_NOT: ("有些{s}不是{p}", "{s}中有元素不属于{p}"),
    },
    Language.EN: {
        Quantifier.ALL: ("all {s} are {p}", "{s} is a subset of {p}"),
        Quantifier.NO: ("no {s} are {p}", "{s} and {p} have no common element"),
        Quantifier.SOME: ("some {s} are {p}", "{s} and {p} have a common element"),
        Quantifier.SOME_NOT: ("some {s} are not {p}", "some element of {s} is not in {p}"),
    },
}
"""How each statement is put: everyday words, then words of sets."""

QUESTIONS = {
    Language.ZH: (
        "如果{first}，且{second}，那么“{conclusion}”是否一定成立？说明理由。",
        "已知{first}，{second}。能否断定“{conclusion}”？请说明理由。",
    ),
    Language.EN: (
        'If {first}, and {second}, is it necessarily true that "{conclusion}"? Give your reasons.',
        (
            'Suppose that {first} and that {second}. Must it be true that "{conclusion}"? Give a '
            "reason."
        ),
    ),
}

_SHARES = {
    LogicVerdict.NOT_NECESSARILY: 0.5,
    LogicVerdict.NECESSARILY: 0.3,
    LogicVerdict.NECESSARILY_NOT: 0.2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SyllogismTask:
    """Two premises and a conclusion.

    Attributes:
        premises: They share the middle set.
        conclusion: From the first outer set to the second.
        words: 0 for everyday words, 1 for words of sets.
        wording: Which of the language's `QUESTIONS`.
    """

    premises: tuple[Statement, Statement]
    conclusion: Statement
    verdict: LogicVerdict
    language: Language
    words: int
    wording: int


def draw_syllogism(random: Random, split: Split, language: Language) -> SyllogismTask:
    """Draws a syllogism of one side of the split; half of them are not settled."""
    return draw_from(split, lambda source: _propose(source, language), _side_of, random)


def syllogism_problem(task: SyllogismTask, identifier: str) -> Problem:
    """Returns the task as a problem with a proven key."""
    first, second = (say(one, task.language, task.words) for one in task.premises)
    question = QUESTIONS[task.language][task.wording].format(
        first=first, second=second, conclusion=say(task.conclusion, task.language, task.words)
    )
    return pose(question, task.language, _key(task), identifier)


def prove_syllogism(task: SyllogismTask) -> tuple[Proof, ...]:
    """Proves the verdict in every world, whether or not sets may be empty."""
    key = _key(task)
    return tuple(prove_inference(replace(key, existential_import=has)) for has in (False, True))


def say(statement: Statement, language: Language, words: int) -> str:
    """Puts a statement into words.

    Args:
        statement: What to say.
        language: In which language.
        words: 0 for everyday words, 1 for words of sets.
    """
    pattern = WORDS[language][statement.quantifier][words]
    return pattern.format(s=statement.subject, p=statement.predicate)


def _key(task: SyllogismTask) -> LogicKey:
    return LogicKey(premises=task.premises, conclusion=task.conclusion, verdict=task.verdict)


def _propose(random: Random, language: Language) -> SyllogismTask:
    verdict = random.choices(tuple(_SHARES), weights=tuple(_SHARES.values()))[0]
    first, second, conclusion = random.choice(_forms()[verdict])
    names = dict(zip("AMC", random.choice(TRIPLES), strict=True))
    return SyllogismTask(
        premises=(_rename(first, names), _rename(second, names)),
        conclusion=_rename(conclusion, names),
        verdict=verdict,
        language=language,
        words=random.randrange(2),
        wording=random.randrange(len(QUESTIONS[language])),
    )


@cache
def _forms() -> dict[LogicVerdict, list[tuple[Statement, Statement, Statement]]]:
    """Sorts the forms over A, M and C whose verdict is the same with and without empty sets."""
    forms: dict[LogicVerdict, list[tuple[Statement, Statement, Statement]]] = {
        verdict: [] for verdict in LogicVerdict
    }
    for first, second, conclusion in product(
        _between("A", "M"), _between("M", "C"), _from_a_to_c()
    ):
        verdict = decide((first, second), conclusion)
        with_members = decide((first, second), conclusion, nonempty=True)
        if verdict is not None and verdict is with_members:
            forms[verdict].append((first, second, conclusion))
    return forms


def _between(one: str, other: str) -> list[Statement]:
    """Returns the statements between two sets, without saying a symmetric one twice."""
    forwards = [Statement(quantifier=each, subject=one, predicate=other) for each in Quantifier]
    asymmetric = (Quantifier.ALL, Quantifier.SOME_NOT)
    backwards = [Statement(quantifier=each, subject=other, predicate=one) for each in asymmetric]
    return forwards + backwards


def _from_a_to_c() -> list[Statement]:
    return [Statement(quantifier=each, subject="A", predicate="C") for each in Quantifier]


def _rename(statement: Statement, names: dict[str, str]) -> Statement:
    return Statement(
        quantifier=statement.quantifier,
        subject=names[statement.subject],
        predicate=names[statement.predicate],
    )


def _side_of(task: SyllogismTask) -> Split:
    if task.premises[0].subject == "A" and task.conclusion.predicate == "C":
        return Split.TRAIN  # the usual letters, in which the report's own question is put
    return split_of("syllogism", *map(str, task.premises), str(task.conclusion))
