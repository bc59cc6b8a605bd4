"""Tests of `setpoint.verify.derivations.claims` and `clauses`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.verify.derivations.claims import Chain, find_chains


def texts(text: str) -> list[list[str]]:
    """The sides of each chain, as written."""
    return [[side.text for side in chain.sides] for chain in find_chains(text)]


def only(text: str) -> Chain:
    """The one chain of a text."""
    (chain,) = find_chains(text)
    return chain


@pytest.mark.parametrize(
    ("text", "chains"),
    [
        ("公差d=10/3，a_9=a_1+8d=85/3。", [["d", "10/3"], ["a_9", "a_1+8d", "85/3"]]),
        ("so 3 + 4 = 7 eggs so 3*5 = 15", [["3 + 4", "7"], ["3*5", "15"]]),
        (r"\[ 8 \times 5 = 40 \]", [[r"8 \times 5", "40"]]),
        (r"\begin{aligned} S &= 3+4 \\ &= 7 \end{aligned}", [["S", "3+4", "7"]]),
        ("3 + 4\n= 7", [["3 + 4", "7"]]),
        ("1. 3 + 4 = 7\n- 8 / 2 = 4", [["3 + 4", "7"], ["8 / 2", "4"]]),
        ("【步骤1】8d=82/3", [["8d", "82/3"]]),
        ("16 (since 8*2 = 16) is right", [["8*2", "16"]]),
        ("DE = 16 and FG = 52", [["DE", "16"], ["FG", "52"]][:1]),
        ("d is 10/3", [["d", "10/3"]]),
        ("d为10/3", [["d", "10/3"]]),
        ("no equation here, 3 < 4", []),
    ],
)
def test_chains_amid_prose(text: str, chains: list[list[str]]) -> None:
    """Equations are found whole, and prose is left out."""
    assert texts(text) == chains


def test_relations_are_kept() -> None:
    """Exact and approximate relations are told apart."""
    assert only("82/3 = 27 1/3 ≈ 27.33").relations == ("=", "≈")


def test_offsets_refer_to_the_text() -> None:
    """A side's text stands at its offset."""
    text = "前３项：3a_1+3d=15；又\\frac{1}{2}\\times 4=2"

    for chain in find_chains(text):
        for side in chain.sides:
            assert text[side.start : side.end] == side.text


@pytest.mark.parametrize(
    "text",
    [
        "5 boys and 3 girls = 8 children",
        "twice 4 = 8",
        "half of 10 = 5",
        "前3项和=15",
        "5 feet 6 inches = 66 inches",
        "17÷5=3余2",
        "50% Increase = 150",
    ],
)
def test_torn_sides_are_not_whole(text: str) -> None:
    """A side from which something may be missing says so."""
    assert not all(side.is_whole for side in only(text).sides)


@pytest.mark.parametrize(
    ("text", "is_doubted", "is_supposed"),
    [
        ("3*5 = 15.", False, False),
        ("Wait, 3*5 = 16.", True, False),
        ("Is 3*5 = 16?", True, False),
        ("等等，3*5=16", True, False),
        ("Suppose d = 5.", False, True),
        ("假设 d=5", False, True),
        ("设公差为d，则3a_1+3d=15", False, False),
        ("when n = 3", False, True),
    ],
)
def test_doubts_and_suppositions(text: str, *, is_doubted: bool, is_supposed: bool) -> None:
    """What the writer does not stand behind is marked."""
    chain = only(text)

    assert (chain.is_doubted, chain.is_supposed) == (is_doubted, is_supposed)


def test_supposition_ends_with_its_paragraph() -> None:
    """A blank line ends a supposition; a sentence does not."""
    chains = find_chains("Suppose d = 5. Then e = 6.\n\nNow f = 7.")

    assert [chain.is_supposed for chain in chains] == [True, True, False]


@pytest.mark.parametrize("text", ["If d = 5, then e = 6. Now f = 7.", "若d=5，则e=6。于是f=7。"])
def test_condition_ends_with_its_sentence(text: str) -> None:
    """What follows from an *if* is no statement; the next sentence is."""
    assert [chain.is_supposed for chain in find_chains(text)] == [True, True, False]


def test_instance_covers_its_clause_only() -> None:
    """``当n=3时`` gives n no value, but what holds then is stated."""
    chains = find_chains("当n=3时，S_3=15，解得d=5")

    assert [chain.is_supposed for chain in chains] == [True, False, False]


def test_dash_of_a_list_may_be_a_minus() -> None:
    """A side behind a dash has both readings."""
    values = [quantity.value.rational for quantity in only("- 5 + 3 = -2").sides[0].quantities]

    assert values == [8, -2]


def test_exclamation_may_be_a_factorial() -> None:
    """``35!`` at the end has both readings."""
    assert [quantity.value.rational for quantity in only("8*5 = 5!").sides[1].quantities] == [
        120,
        5,
    ]


@given(st.text(alphabet="12ad=≈+-*/^(){}\\frac_.,，。\n $%!", max_size=80))
def test_any_text_is_searched(text: str) -> None:
    """No text makes the search fail, and every chain has two sides."""
    assert all(len(chain.sides) == len(chain.relations) + 1 for chain in find_chains(text))
