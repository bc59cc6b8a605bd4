"""Tests of `benchmarks.logic` and of the arguments it reads."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.fallacies import is_valid
from benchmarks.logic import Item, bbh_items, measure, neubaroco_items
from benchmarks.properties import NotParsedError
from benchmarks.syllogisms import read_sentence, verdict_on
from setpoint.problems import LogicVerdict

SHARED = Path(__file__).parents[3].parent / "shared"


@pytest.mark.parametrize(
    ("argument", "valid"),
    [
        (
            (
                "Every son of Ann is a fan of Bo. Kim is a son of Ann. So, necessarily, Kim is a "
                "fan of Bo."
            ),
            True,
        ),
        (
            ("Every son of Ann is a fan of Bo. Kim is a fan of Bo. Hence, Kim is a son of Ann."),
            False,
        ),
        ("No son of Ann is a fan of Bo. Therefore, no fan of Bo is a son of Ann.", True),
        (
            (
                "Being a fan of Bo is necessary for being a son of Ann. Hence, every son of Ann "
                "is a fan of Bo."
            ),
            True,
        ),
        (
            (
                "Being a fan of Bo is sufficient for being a son of Ann. Hence, every son of Ann "
                "is a fan of Bo."
            ),
            False,
        ),
        (
            (
                "Nobody is neither a son of Ann nor a fan of Bo. Hence, whoever is not a son of "
                "Ann is a fan of Bo."
            ),
            True,
        ),
        (
            (
                "Every fan of Bo is a son of Ann or a critic of Cy. No fan of Bo is a critic of "
                "Cy. Hence, every fan of Bo is a son of Ann."
            ),
            True,
        ),
        (
            (
                "It is not the case that Kim is a fan of Bo. Whoever is not both a fan of Bo and "
                "a son of Ann is a critic of Cy. Hence, Kim is a critic of Cy."
            ),
            True,
        ),
        (
            (
                "Some fan of Bo is a son of Ann. Every son of Ann is a critic of Cy. Hence, not "
                "every critic of Cy is a fan of Bo."
            ),
            False,
        ),
        (
            ("Every fan of Bo is a son of Ann. Hence, somebody is a fan of Bo and a son of Ann."),
            False,
        ),
        (
            (
                "There is no son of Ann who is a fan of Bo yet not a critic of Cy. Whoever is "
                "none of this: a critic of Dee or critic of Cy, is a fan of Bo. Hence, every son "
                "of Ann is a critic of Cy or a critic of Dee."
            ),
            True,
        ),
    ],
)
def test_arguments_are_valid_exactly_if_they_are(
    argument: str,
    valid: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """Forms, combinations and individuals each have their meaning."""
    assert is_valid(f"Here is an argument: {argument}") is valid


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("Most fans of Bo are sons of Ann. Hence, Kim is a fan of Bo.", "no known form"),
        ("Every fan of Bo is a son of Ann.", "no conclusion"),
        (
            (
                "Every fan of A is a fan of B. Every fan of C is a fan of D. "
                "Hence, no fan of E is a fan of A."
            ),
            "more than four sets",
        ),
    ],
)
def test_what_cannot_be_read_is_not_decided(argument: str, reason: str) -> None:
    """An argument that is understood in part is not judged by that part."""
    with pytest.raises(NotParsedError, match=reason):
        is_valid(f"Here is an argument: {argument}")


@pytest.mark.parametrize(
    ("premises", "hypothesis", "verdict"),
    [
        ("All cats are pets. No pet is a robot.", "No robot is a cat.", LogicVerdict.NECESSARILY),
        (
            "All cats are pets. Some pets are loud.",
            "Some cats are loud.",
            LogicVerdict.NOT_NECESSARILY,
        ),
        ("All cats are pets. All cats are loud.", "Some pet is loud.", LogicVerdict.NECESSARILY),
        (
            "All of Ann's friends are tall. One friend of Bo is Ann's friend.",
            "A certain friend of Bo's is tall.",
            LogicVerdict.NECESSARILY,
        ),
        (
            "All chefs are tall. No tall person is a thief.",
            "Some cooks are thieves.",
            LogicVerdict.NECESSARILY_NOT,
        ),
        ("All things that are A or B are C. No C is D.", "No B is D.", LogicVerdict.NECESSARILY),
    ],
)
def test_syllogisms_are_decided_whatever_their_wording(
    premises: str, hypothesis: str, verdict: LogicVerdict
) -> None:
    """The three terms are told apart, and every one has a member."""
    assert verdict_on(premises, hypothesis) is verdict


def test_no_with_not_denies_once() -> None:
    """The set is translated from a language with negative concord."""
    assert read_sentence("No cat is not a pet.") == read_sentence("No cat is a pet.")


@pytest.mark.parametrize("premises", ["If Taro is glad, Taro sings. Taro is glad.", "All A are B."])
def test_other_inferences_are_not_decided(premises: str) -> None:
    """Propositional items and single premises are no syllogisms."""
    with pytest.raises(NotParsedError):
        verdict_on(premises, "Some A are C.")


def test_what_is_not_parsed_counts_neither_way() -> None:
    """Agreement is a share of what was decided; the rest is counted by its reason."""

    def refuse() -> str:
        raise NotParsedError("no known form: 'x'")

    items = [
        Item(id="1", text="", label="valid", decide=lambda: "valid"),
        Item(id="2", text="", label="valid", decide=lambda: "invalid"),
        Item(id="3", text="", label="valid", decide=refuse),
    ]
    figures = measure(iter(items))
    assert (figures["items"], figures["decided"], figures["agreed"]) == (3, 2, 1)
    assert figures["not_parsed"] == {"no known form": 1}


@pytest.mark.parametrize(
    ("file", "read", "decided", "agreement"),
    [
        ("neubaroco_nli.tsv", neubaroco_items, 745, 0.96),
        ("bbh_formal_fallacies.json", bbh_items, 236, 1.0),
    ],
)
def test_public_labels_are_matched(
    file: str, read: Callable[[str], Iterator[Item]], decided: int, agreement: float
) -> None:
    """As many items are decided as ever, with no less agreement."""
    path = SHARED / "data" / file
    if not path.exists():
        pytest.skip(f"no {file} beside the repository")
    figures = measure(read(path.read_text(encoding="utf-8")))
    assert figures["decided"] == decided
    assert isinstance(figures["agreement"], float)
    assert figures["agreement"] >= agreement
