"""Tests of reading a verdict: what is said, by which clause, in which words."""

import pytest
from fakes.verdicts import NECESSARILY, NECESSARILY_NOT, NOT_NECESSARILY, OPEN
from hypothesis import given
from hypothesis import strategies as st

from setpoint.problems import LogicVerdict, Statement
from setpoint.verify.inferences.verdicts import read_verdict


def read(text: str, conclusion: str = "some_not A C") -> LogicVerdict | None:
    """The verdict on a conclusion about the sets that it and the premises name."""
    return read_verdict(text, Statement.parse(conclusion), ("A", "B", "C", "S", "P"))


@pytest.mark.parametrize("text", NOT_NECESSARILY)
def test_not_necessarily_is_read(text: str) -> None:
    """Each of these says that the conclusion need not hold."""
    assert read(text) is LogicVerdict.NOT_NECESSARILY


@pytest.mark.parametrize("text", NECESSARILY)
def test_necessarily_is_read(text: str) -> None:
    """Each of these says that the conclusion must hold."""
    assert read(text) is LogicVerdict.NECESSARILY


@pytest.mark.parametrize("text", NECESSARILY_NOT)
def test_necessarily_not_is_read(text: str) -> None:
    """Each of these says that the conclusion cannot hold."""
    assert read(text) is LogicVerdict.NECESSARILY_NOT


@pytest.mark.parametrize("text", OPEN)
def test_no_verdict_is_made_up(text: str) -> None:
    """None of these commits itself."""
    assert read(text) is None


@pytest.mark.parametrize(
    ("conclusion", "text", "expected"),
    [
        ("some A C", "所以有些A是C一定成立", LogicVerdict.NECESSARILY),
        ("some A C", "Therefore, some A are C.", LogicVerdict.NECESSARILY),
        ("some A C", "Therefore some C are A.", LogicVerdict.NECESSARILY),
        ("some A C", "No A can be C, so it's impossible.", LogicVerdict.NECESSARILY_NOT),
        ("some A C", "因此没有A是C。", LogicVerdict.NECESSARILY_NOT),
        ("some A C", "A和C不相交，所以“有些A是C”一定不成立。", LogicVerdict.NECESSARILY_NOT),
        ("some A C", "A一定不是C", LogicVerdict.NECESSARILY_NOT),
        ("some A C", "有些A不一定是C", LogicVerdict.NOT_NECESSARILY),
        ("some A C", "Some A are not necessarily C.", LogicVerdict.NOT_NECESSARILY),
        ("some A C", "It does not follow that some A are C.", LogicVerdict.NOT_NECESSARILY),
        ("some A C", "it is certain that no A are C", LogicVerdict.NECESSARILY_NOT),
        ("some A C", "没有A可能是C", LogicVerdict.NECESSARILY_NOT),
        ("all S P", "所以所有S都是P。", LogicVerdict.NECESSARILY),
        ("all S P", "【答案】一定", LogicVerdict.NECESSARILY),
        ("all S P", "By transitivity, all S are P. Answer: necessarily", LogicVerdict.NECESSARILY),
        ("all S P", "So every S is a P.", LogicVerdict.NECESSARILY),
        ("all S P", "Yes, all S must be P.", LogicVerdict.NECESSARILY),
        ("all S P", "因此，所有S必然都是P", LogicVerdict.NECESSARILY),
        ("all S P", "因此，并不能说所有S都是P", LogicVerdict.NOT_NECESSARILY),
        ("all S P", "S不一定是P", LogicVerdict.NOT_NECESSARILY),
        ("all S P", "not all S must be P", LogicVerdict.NOT_NECESSARILY),
        ("all S P", "并非所有S都一定是P", LogicVerdict.NOT_NECESSARILY),
        ("all S P", "所以有些S不是P", LogicVerdict.NECESSARILY_NOT),
    ],
)
def test_statements_are_told_apart_by_their_meaning(
    conclusion: str, text: str, expected: LogicVerdict
) -> None:
    """The conclusion counts in any wording, and so does its negation."""
    assert read(text, conclusion) is expected


def test_the_answer_section_counts_over_the_body() -> None:
    """Where body and section disagree, the section is the answer."""
    assert read("因此不一定成立。\n【答案】一定成立") is LogicVerdict.NECESSARILY


def test_the_last_commitment_of_the_body_counts() -> None:
    """A text that changes its mind means what it says last."""
    assert read("It must be true. But no: it is not necessarily true.") is (
        LogicVerdict.NOT_NECESSARILY
    )


@given(st.lists(st.sampled_from(["并非", "不能说", "并不是说"]), max_size=9))
def test_negations_cancel_in_pairs(negations: list[str]) -> None:
    """However deep they nest, an even number of negations says *certain*."""
    odd = len(negations) % 2
    expected = LogicVerdict.NOT_NECESSARILY if odd else LogicVerdict.NECESSARILY
    assert read("".join(negations) + "一定成立") is expected


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    """Hostile text has a verdict or none, but never an error."""
    assert read(text) in {None, *LogicVerdict}


@given(st.text(alphabet="不一定必然可能非并ABC是所有些的，。“”？\n \\{}=1∈", max_size=200))
def test_any_jumble_of_its_words_can_be_read(text: str) -> None:
    """So do words of the trade in any order."""
    assert read(text) in {None, *LogicVerdict}
