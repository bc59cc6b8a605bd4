"""Tests of `setpoint.verify.expressions.units`."""

from fractions import Fraction

import pytest

from setpoint.verify.expressions.units import find_unit, may_convert, share_words


@pytest.mark.parametrize(
    ("one", "other", "factor"),
    [
        ("cm", "厘米", 1),
        ("m", "cm", 100),
        ("hours", "minutes", 60),
        ("square meters", "cm ^ 2", 10_000),
        ("inches^2", "inches squared", 1),
    ],
)
def test_units_of_a_kind_convert(one: str, other: str, factor: int) -> None:
    """Names in two languages and powers share a dimension and differ by a factor."""
    first, second = find_unit(one), find_unit(other)

    assert first.dimension == second.dimension
    assert first.size / second.size == Fraction(factor)


@pytest.mark.parametrize(("one", "other"), [("cm", "kg"), ("cm", "cm^2"), ("apples", "pears")])
def test_units_of_different_kinds_do_not(one: str, other: str) -> None:
    """Length, mass, area and unknown things are apart."""
    assert find_unit(one).dimension != find_unit(other).dimension


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["eggs", "eggs"], False),
        (["hours", "hour"], False),
        (["yards", "feet"], True),
        (["dozen eggs"], True),
        (["times as many"], True),
    ],
)
def test_labels_that_hide_a_factor(labels: list[str], *, expected: bool) -> None:
    """Two units of a kind, and words that multiply, may explain a difference."""
    assert may_convert(labels) is expected


def test_shared_words_ignore_number() -> None:
    """Singular and plural name the same thing."""
    assert share_words(["eggs per day"], ["egg"])
    assert not share_words(["boys"], ["girls"])
