"""Tests of values that are known by their numbers: `formulas`, `sampling` and `functions`."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from setpoint.records import Truth
from setpoint.verify.expressions.formulas import (
    Formula,
    approximate_value,
    compare_ratios,
    compare_values,
    read_value,
    rename_value,
    subtract_values,
)
from setpoint.verify.expressions.unreadable import UnreadableError

ATOMS = st.sampled_from(["x", "y", "2", "3", r"\pi", "e", r"\sqrt{x}", r"\sin x", r"\ln y"])
FORMULAS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-"), inner).map("({0[0]}{0[1]}{0[2]})".format),
        st.tuples(inner, inner).map(lambda pair: rf"\frac{{{pair[0]}}}{{{pair[1]}}}"),
        inner.map(lambda one: rf"\cos({one})"),
    ),
    max_leaves=5,
)


def compare(one: str, other: str) -> Truth:
    """Compares the values of two texts."""
    return compare_values(read_value(one)[0], read_value(other)[0])


@settings(deadline=None, max_examples=60)
@given(FORMULAS, FORMULAS)
def test_order_of_a_sum_does_not_matter(one: str, other: str) -> None:
    """What can be computed equals itself in another order, and never itself plus one."""
    assert compare(f"{one}+{other}", f"{other}+{one}") is not Truth.FALSE
    assert compare(f"{one}+1", one) is not Truth.TRUE


@pytest.mark.parametrize(
    ("one", "other", "truth"),
    [
        (r"\sin^2 x + \cos^2 x", "1", Truth.TRUE),
        (r"\sin 2x", r"2\sin x\cos x", Truth.TRUE),
        (r"e^{i\pi}", "-1", Truth.TRUE),
        (r"\sqrt[3]{-8}", "-2", Truth.TRUE),
        (r"\lfloor 3.7\rfloor", "3", Truth.TRUE),
        (r"\frac{d!}{2k(d-k)!}", r"\frac{1}{2}\binom{d}{k}(k-1)!", Truth.TRUE),
        (r"\sqrt{x^2}", "|x|", Truth.TRUE),
        ("|x|", "x", Truth.UNKNOWN),
        (r"\frac{1}{2004!}", r"\frac{1}{2006!}", Truth.FALSE),
        (r"e^{-100}", "0", Truth.UNKNOWN),
        (r"\sin \pi", "0", Truth.UNKNOWN),
        (r"\sqrt{x}", r"\sqrt{y}", Truth.FALSE),
        (r"\ln 0", "1", Truth.UNKNOWN),
        ("2^{10^{10}}", "2", Truth.UNKNOWN),
        (r"\sin(10^{9})", "0", Truth.UNKNOWN),
    ],
)
def test_comparison(one: str, other: str, truth: Truth) -> None:
    """Equal at every point is the same; what rounding or signs decide is left open."""
    assert compare(one, other) is truth


def test_logarithm_without_base_is_not_read() -> None:
    """It may be the natural one or that of ten."""
    with pytest.raises(UnreadableError):
        read_value(r"\log 2")


def test_equations_are_the_same_up_to_a_factor() -> None:
    """Their differences are in a constant ratio, even between roots."""
    left, right, other = (
        read_value(text)[0] for text in (r"\sqrt{x}-2y", r"6\sqrt{x}-12y", r"\sqrt{x}-3y")
    )

    assert compare_ratios(left, right) is Truth.TRUE
    assert compare_ratios(left, other) is Truth.FALSE


def test_approximation() -> None:
    """A value without unknowns is known to many digits; one with unknowns is not."""
    root = approximate_value(read_value(r"\sqrt[3]{2}")[0])

    assert root is not None
    assert abs(root**3 - 2) < Fraction(1, 10**28)
    assert approximate_value(read_value(r"\sqrt{x}")[0]) is None
    assert approximate_value(read_value(r"\ln(-1)")[0]) is None


def test_renaming_and_difference() -> None:
    """A formula keeps its tree, so that an unknown can have another name."""
    value = read_value(r"\sqrt{t}")[0]
    renamed = rename_value(value, "t", "x")

    assert isinstance(renamed, Formula)
    assert renamed.names == {"x"}
    difference = subtract_values(renamed, read_value(r"\sqrt{x}")[0])
    assert compare_values(difference, read_value("0")[0]) is Truth.TRUE
