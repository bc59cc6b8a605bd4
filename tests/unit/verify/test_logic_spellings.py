"""Tests of `setpoint.verify.logic` on many spellings of the same answers."""

import json
from collections.abc import Mapping
from random import Random

import pytest

from setpoint.problems import LogicKey, parse_key
from setpoint.records import Kind, Outcome, Response, Verdict
from setpoint.verify.logic import verify_logic

SPELLINGS = (
    ("{name}={{{members}}}", "，", ","),
    ("集合{name}为｛{members}｝", "，", "，"),
    ("{name}：={{{members}}}", "、", "、"),
    ("令集合 {name} = {{ {members} }}", "；", " , "),
    ("{name}集合是{{{members}}}", "，", ","),
    (r"$ {name} = \{{{members}\}} $", ", ", ", "),
    (r"\({name}=\left\{{{members}\right\}}\)", ", ", r",\,"),
    (r"{name}=\lbrace {members}\rbrace", ", ", ","),
    ("- **{name}** = {{{members}}}", "\n", ", "),
    ("let {name} be the set {{{members}}}", ", ", ", "),
    ("{name} consists of {{{members}}}", "; ", ", "),
    ("{name} = set([{members}])", "\n", ", "),
    ("| {name} | {{{members}}} |", "\n", ", "),
)
"""How a set is written, what stands between sets, and between members."""
EMPTY = (
    "{name}=∅",
    "{name}为空集",
    r"${name}=\varnothing$",
    "{name} is the empty set",
    "{name}={{}}",
)
NOT_NECESSARILY = (
    "【答案】不一定\n",
    "不一定成立。",
    "因此并不能必然推出。",
    "所以，不能说它一定成立。",
    "答案：**未必**\n",
    "Not necessarily.",
    "It does not follow.",
    "So it is not the case that it must be true.",
    "Answer: not necessarily\n",
    r"\boxed{\text{Not necessarily}} ",
    "推不出。",
    "该推理不可靠。",
    "可能成立，也可能不成立。",
    "说“有些A是C”一定成立是不对的。",
    "没有A是C也是可能的。",
    "This is a non sequitur.",
    "It may or may not be true.",
    "It's false that this necessarily follows.",
    "it is possible that no A is C.",
    "We cannot say that some A must be C.",
)
NECESSARILY = (
    "【答案】一定\n",
    "不能说不一定。",
    "因此必然成立。",
    "Necessarily.",
    "It is not the case that it is not necessarily true.",
    "Answer: necessarily\n",
    r"\boxed{一定成立} ",
    "毫无疑问成立。",
    "不成立是不可能的。",
    "并非不一定。",
    "It cannot be false.",
    "It isn't true that it doesn't follow.",
    "It is impossible for it to be false.",
)
NECESSARILY_NOT = (
    "【答案】一定不\n",
    "一定不成立。",
    "不可能成立。",
    "It is impossible.",
    "Answer: necessarily not\n",
    "It must be false.",
    "结论必假。",
    "结论与前提矛盾。",
    "A不可能是C。",
    "没有A可能是C。",
    "no A can be C.",
    "The conclusion contradicts the premises.",
)
Sets = Mapping[str, list[int]]


def key_of(premises: list[str], conclusion: str, verdict: str) -> LogicKey:
    """A key with existential import."""
    fields = {
        "premises": premises,
        "conclusion": conclusion,
        "verdict": verdict,
        "existential_import": True,
    }
    key = parse_key(Kind.LOGIC, json.dumps(fields))
    assert isinstance(key, LogicKey)
    return key


OPEN = key_of(["all A B", "some B C"], "some A C", "not_necessarily")
VALID = key_of(["all A B", "all B C"], "some A C", "necessarily")
EXCLUDED = key_of(["no A B", "all C B"], "some A C", "necessarily_not")
FOUR = key_of(["all A B", "all B C", "some_not C D"], "some_not A D", "not_necessarily")


def judge(text: str, key: LogicKey = OPEN) -> Verdict:
    """The verdict on a plain text."""
    return verify_logic(key, Response(text=text))


def write(sets: Sets, random: Random) -> str:
    """The sets in one spelling, in any order."""
    one, between, comma = random.choice(SPELLINGS)
    names = random.sample(sorted(sets), len(sets))
    written = []
    for name in names:
        members = comma.join(map(str, random.sample(sets[name], len(sets[name]))))
        pattern = one if members else random.choice(EMPTY)
        written.append(pattern.format(name=name, members=members))
    return between.join(written)


def draw_sets(random: Random) -> Sets:
    """Up to three members, strewn over the sets."""
    return {name: [m for m in (1, 2, 3) if random.random() < 0.5] for name in "ABC"}


def is_counterexample(sets: Sets) -> bool:
    """All A are B, some B are C and no A is C, and none is empty."""
    first, second, third = (set(sets[name]) for name in "ABC")
    return bool(first) and first <= second and bool(second & third) and not first & third


def test_a_written_counterexample_is_accepted_exactly_if_it_is_one() -> None:
    """Random sets, random spellings, random words of the verdict."""
    random = Random(7)
    accepted = 0
    for _ in range(3_000):
        sets = draw_sets(random)
        example, verdict = write(sets, random), random.choice(NOT_NECESSARILY)
        text = f"反例：{example}\n{verdict}" if random.random() < 0.5 else f"{verdict}\n{example}"
        expected = Outcome.CORRECT if is_counterexample(sets) else Outcome.WRONG
        assert judge(text).outcome is expected, (text, judge(text).reason)
        accepted += is_counterexample(sets)
    assert accepted > 100


@pytest.mark.parametrize("verdict", [*NECESSARILY, *NECESSARILY_NOT])
def test_a_wrong_verdict_is_wrong_with_a_right_counterexample(verdict: str) -> None:
    """In whatever words and spelling."""
    random = Random(8)
    for _ in range(20):
        example = write({"A": [1], "B": [1, 2], "C": [2]}, random)
        assert judge(f"{example}\n{verdict}").outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("key", "verdicts"), [(VALID, NECESSARILY), (EXCLUDED, NECESSARILY_NOT)], ids=["valid", "not"]
)
def test_a_decided_conclusion_needs_its_verdict_alone(
    key: LogicKey, verdicts: tuple[str, ...]
) -> None:
    """The right words are right, and the words of the other verdicts wrong."""
    for verdict in {*NECESSARILY, *NECESSARILY_NOT, *NOT_NECESSARILY}:
        expected = Outcome.CORRECT if verdict in verdicts else Outcome.WRONG
        assert judge(verdict, key).outcome is expected, verdict


@pytest.mark.parametrize(
    "example",
    [
        "集合 A 只包含元素 1，集合 B 包含元素 1 和 2，集合 C 只包含元素 2",
        "A中只有1，B中有1和2，C中只有2",
        "A contains 1 only; B contains 1 and 2; C contains 2",
        "A -> {1}, B -> {1,2}, C -> {2}",
        "1 belongs to A and B but not to C; 2 belongs to B and C but not to A",
        "1∈A，1∈B，2∈B，2∈C，1∉C，2∉A",
        "a∈A∩B，a∉C，b∈B∩C，b∉A",
        "元素1属于A和B但不属于C，元素2属于B和C但不属于A",
        "A={①}，B={①，②}，C={②}",
        "A∩C=∅，A={1}，B={1,2}，C={2}",
        r"$A=\{1\}$, $B=\{1,2\}$, $C=\{2\}$; $A \cap C = \emptyset$",
        "A={1}, B={1,2}, C={2}: so no A is C",
        "A=cats, B=pets, C=dogs: all cats are pets, some pets are dogs, yet no cat is a dog",
    ],
)
def test_an_example_may_be_put_in_words(example: str) -> None:
    """Members in a sentence, memberships, operations beside the sets, and remarks on them."""
    assert judge(f"不一定。{example}。").outcome is Outcome.CORRECT


@pytest.mark.parametrize("example", ["A=(1), B=(1,2), C=(2)", "A={x|x<1}, B={x|x<2}, C={x|x=1}"])
def test_an_example_in_an_unknown_notation_is_not_called_wrong(example: str) -> None:
    """Parentheses may list members or bound an interval, and conditions are not evaluated."""
    assert judge(f"不一定。{example}").outcome is Outcome.UNPARSED


@pytest.mark.parametrize(
    "example",
    ["x∈A∪B，x∉C", "A={1}，B={1,2}，A∩C=∅", "a∈B∖A，b∈A，b∈B，a∈C，b∉C", "A contains a member"],
)
def test_an_operation_on_sets_gives_no_set(example: str) -> None:
    """Where C is not given, the members of something else are not taken for its own."""
    assert judge(f"不一定。{example}").outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("example", "outcome"),
    [
        ("A={1}, B={1}, C={1,2}, D={1}", Outcome.CORRECT),
        ("A={1}，B={1,2}，C={1,2,3}，D={1,2}", Outcome.CORRECT),
        ("1∈A，1∈B，1∈C，1∈D，2∈C，2∉D", Outcome.CORRECT),
        ("A={1}, B={1}, C={1,2}, D={2}", Outcome.WRONG),
        ("A={1}, B={2}, C={1,2}, D={1}", Outcome.WRONG),
        ("A=∅, B={1}, C={1,2}, D={1}", Outcome.WRONG),
        ("A={1}, B={1,2}, C={1,2}", Outcome.WRONG),
    ],
)
def test_four_sets_are_judged_like_three(example: str, outcome: Outcome) -> None:
    """Every premise, the conclusion and every set count."""
    assert judge(f"不一定。{example}", FOUR).outcome is outcome


@pytest.mark.parametrize(
    ("names", "example"),
    [
        (("dogs", "pets", "birds"), "Dogs = {rex}, Pets = {rex, tweety}, Birds = {tweety}"),
        (("狗", "宠物", "鸟"), "狗={旺财}，宠物={旺财，小黄}，鸟={小黄}"),
        (("狗", "宠物", "鸟"), "1∈狗，1∈宠物，2∈宠物，2∈鸟，1∉鸟，2∉狗"),
    ],
)
def test_sets_may_have_words_for_names(names: tuple[str, str, str], example: str) -> None:
    """Words in either language, in any case."""
    first, second, third = names
    key = key_of(
        [f"all {first} {second}", f"some {second} {third}"],
        f"some {first} {third}",
        "not_necessarily",
    )
    assert judge(f"不一定。{example}", key).outcome is Outcome.CORRECT
