"""Tests of `setpoint.verify.inferences.members`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.verify.inferences.members import Members, model_of, read_members

small_sets = st.frozensets(st.integers(0, 6))


def members(*singles: int | str) -> Members:
    """A set by its members."""
    return Members(singles=frozenset(singles))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", members()),
        (" 1 , 2 ", members(1, 2)),
        ("1，2、3；4", members(1, 2, 3, 4)),
        ("a, b, a", members("a", "b")),
        ('"red apple", “梨”', members("red apple", "梨")),
        ("-1, 0", members(-1, 0)),
        ("x and y", members("x", "y")),
    ],
)
def test_plain_lists_are_read(content: str, expected: Members) -> None:
    """Members are words and numbers with any usual separator between them."""
    assert read_members(content) == expected


@pytest.mark.parametrize(
    "content", ["x | x > 0", "x: x is even", "2, 4, …, 100", "…, 1", "9, …, 3", "1, …, n", "{1}"]
)
def test_other_notations_are_not_guessed(content: str) -> None:
    """What is not a plain list, or a run by ones, cannot be read."""
    assert read_members(content) is None


@pytest.mark.parametrize("ellipsis", ["…", "...", "……", r"\ldots", "⋯"])
def test_a_run_contains_what_lies_between(ellipsis: str) -> None:
    """An ellipsis stands for the numbers that it leaves out, and for no others."""
    run = read_members(f"1, 2, {ellipsis}, 1000000")
    assert run is not None
    assert all(number in run for number in (1, 2, 500_000, 1_000_000))
    assert not any(number in run for number in (0, 1_000_001))


def test_a_run_may_have_no_end() -> None:
    """A last ellipsis goes on for ever."""
    run = read_members("1, 2, 3, …")
    assert run is not None
    assert 10**15 in run
    assert 0 not in run


@given(small_sets, small_sets, small_sets)
def test_a_model_has_the_regions_that_its_members_inhabit(
    first: frozenset[int], second: frozenset[int], third: frozenset[int]
) -> None:
    """The model is what looking at every number finds, whatever the sets."""
    sets = {"A": members(*first), "B": members(*second), "C": members(*third)}
    regions = {
        sum(1 << i for i, each in enumerate((first, second, third)) if number in each)
        for number in range(7)
    }
    inhabited = sum(1 << region for region in regions if region)
    assert model_of(sets, "ABC") & ~1 == inhabited


def test_a_model_of_runs_finds_every_overlap() -> None:
    """Runs that overlap in part inhabit three regions; the sizes do not matter."""
    sets = {
        "A": Members(runs=(range(1, 1_000_000),)),
        "B": Members(runs=(range(500_000, 2_000_000),)),
    }
    assert model_of(sets, "AB") & ~1 == (1 << 1 | 1 << 2 | 1 << 3)
