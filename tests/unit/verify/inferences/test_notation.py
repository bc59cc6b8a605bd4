"""Tests of `setpoint.verify.inferences.notation`: sets in many spellings."""

import pytest

from setpoint.verify.inferences.members import Members
from setpoint.verify.inferences.notation import blank_sets, find_sets

NAMES = ("A", "B", "C")
USUAL = {"A": {1}, "B": {1, 2}, "C": {1}}


def sets_in(text: str) -> list[dict[str, set[int | str] | None]]:
    """The members of every model in a text."""
    return [
        {name: None if each is None else set(each.singles) for name, each in found.sets.items()}
        for found in find_sets(text, NAMES)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A={1}, B={1,2}, C={1}",
        "A = {1}; B = {1, 2}; C = {1}.",
        "Ａ＝｛１｝，Ｂ＝｛１，２｝，Ｃ＝｛１｝",
        "集合A为｛1｝，集合B为｛1，2｝，集合C为｛1｝",
        "A：={1}、B：={1、2}、C：={1}",
        "A是{1}，B是{1,2}，C是{1}",
        "A={1}，B={1，2}，其中 C={1}",
        "Let A = {1}, B = {1, 2} and C = {1}.",
        "Let A be {1}, B be {1, 2}, and C be the set {1}.",
        "A is {1}, B is {1, 2}, C is {1}",
        r"$A = \{1\}$, $B = \{1, 2\}$, $C = \{1\}$",
        r"\[A=\left\{1\right\},\quad B=\left\{1,2\right\},\quad C=\left\{1\right\}\]",
        r"A=\\{1\\}, B=\\{1,2\\}, C=\\{1\\}",
        r"\(\mathbf{A}=\{1\}\), \(\mathbf{B}=\{1,2\}\), \(\mathbf{C}=\{1\}\)",
        "- **A** = {1}\n- **B** = {1, 2}\n- **C** = {1}",
        "A = C = {1}, B = {1, 2}",
        "A = [1], B = [1, 2], C = [1]",
        "C={1}, B={2,1}, A={1}",
        "1∈A, 1∈B, 1∈C, 2∈B, 2∉C",
        r"1 \in A, 1 \in B, 1 \in C, 2 \in B, 2 \notin C",
        "1属于A、B和C，2属于B但不属于C",
        "1 is in A, B and C; 2 is in B but 2 is not in C",
    ],
)
def test_every_spelling_gives_the_same_sets(text: str) -> None:
    """A model is read whatever the language and the markup."""
    assert sets_in(text) == [USUAL]


@pytest.mark.parametrize(
    "empty", ["∅", "{}", "{ }", r"\emptyset", r"\varnothing", "空集", "the empty set", "｛｝"]
)
def test_every_spelling_of_nothing_is_the_empty_set(empty: str) -> None:
    """An empty set is a set like any other."""
    assert sets_in(f"A = {empty}, B={{1}}, C={{2}}") == [{"A": set(), "B": {1}, "C": {2}}]


def test_unreadable_members_are_marked() -> None:
    """A set by a condition is there, but its members are unknown."""
    assert sets_in("A={x | x>0}, B={1}, C={1}") == [{"A": None, "B": {1}, "C": {1}}]


@pytest.mark.parametrize(
    "text",
    [
        "A={1}, B={1,2}",
        "A, B and C are sets.",
        "设x∈A，则x∈B。",
        "x∈A, x∈B, y∈C",
        "1∈A, 1∈B, 1∈C, 1∉C, 2∈B",
        "DATA={1}, BAB={1}, ABC={1}",
    ],
)
def test_what_does_not_give_every_set_is_no_model(text: str) -> None:
    """Half a model, an argument about any member, and other names are passed over."""
    assert sets_in(text) == []


def test_a_second_model_is_told_from_a_repetition() -> None:
    """Sets given again start a model of their own once all are there."""
    second = {"A": {1}, "B": {1}, "C": {2}}
    text = "A={1}, B={1,2}, C={1}. Since A={1}: fine. Or A={1}, B={1}, C={2}."
    assert sets_in(text) == [USUAL, second]


def test_offsets_point_into_the_original() -> None:
    """Widths and markup do not move the place."""
    text = "例如 $Ａ＝\\{１\\}$, B={1,2}, C={1}"
    assert [text[found.start] for found in find_sets(text, NAMES)] == ["Ａ"]


def test_blanking_keeps_everything_else_in_place() -> None:
    """Sets make room for a comma; the rest of the text does not move."""
    text = "因 A={1} 所以 C={2} 不一定"
    blanked = blank_sets(text, NAMES)
    assert len(blanked) == len(text)
    assert [blanked.find(word) for word in ("A", "C", "所以", "不一定")] == [
        -1,
        -1,
        text.find("所以"),
        text.find("不一定"),
    ]


def test_runs_survive_the_reading() -> None:
    """A set of a million numbers costs no more than one of three."""
    found = find_sets("A={1,2,…,1000000}, B={1,2,…,2000000}, C={1500000}", NAMES)
    assert found[0].sets["A"] == Members(
        singles=frozenset({1, 2, 1_000_000}), runs=(range(2, 1_000_001),)
    )
