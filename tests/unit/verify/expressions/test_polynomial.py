"""Tests of `setpoint.verify.expressions.polynomial` and `surds`."""

from fractions import Fraction
from math import isclose, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.verify.expressions.polynomial import (
    PI,
    Polynomial,
    add,
    canonical_equation,
    constant,
    invert,
    multiply,
    raise_to,
    rename,
    substitute,
    subtract,
    unknown,
)
from setpoint.verify.expressions.surds import approximate, square_root
from setpoint.verify.expressions.unreadable import UnreadableError


def build(terms: list[tuple[tuple[str, ...], Fraction]]) -> Polynomial:
    """The sum of products of names."""
    total = constant(0)
    for names, coefficient in terms:
        product = constant(coefficient)
        for name in names:
            product = multiply(product, unknown(name))
        total = add(total, product)
    return total


polynomials = st.lists(
    st.tuples(st.sampled_from([(), ("x",), ("y",), ("x", "y")]), st.fractions(-9, 9)), max_size=4
).map(build)


@given(polynomials, polynomials, polynomials)
def test_products_distribute_over_sums(a: Polynomial, b: Polynomial, c: Polynomial) -> None:
    """Values computed in two ways have the same terms and the same hash."""
    left = multiply(a, add(b, c))
    right = add(multiply(a, b), multiply(a, c))

    assert left == right
    assert hash(left) == hash(right)


@given(polynomials, st.fractions(-9, 9), st.fractions(-9, 9))
def test_substitution_agrees_with_arithmetic(p: Polynomial, x: Fraction, y: Fraction) -> None:
    """Putting numbers for all unknowns leaves the number."""
    expected = sum(
        coefficient * x ** dict(monomial).get("x", 0) * y ** dict(monomial).get("y", 0)
        for monomial, coefficient in p.terms.items()
    )

    assert substitute(p, {"x": x, "y": y}).rational == expected


@given(st.integers(0, 990), st.integers(0, 990))
def test_product_of_roots_is_root_of_product(a: int, b: int) -> None:
    """Roots have one canonical form."""
    assert multiply(square_root(constant(a)), square_root(constant(b))) == square_root(
        constant(a * b)
    )


@given(st.fractions(Fraction(1, 30), 2000, max_denominator=30))
def test_root_is_approximated(number: Fraction) -> None:
    """A root's digits are those of floating point, as far as these go."""
    digits = approximate(square_root(constant(number)))

    assert digits is not None
    assert isclose(digits, sqrt(number))


def test_pi_is_approximated() -> None:
    """Pi and its inverse have their digits."""
    digits = approximate(invert(unknown(PI)))

    assert digits is not None
    assert isclose(digits, 1 / pi)


def test_root_divides() -> None:
    """One over a root is written over the root."""
    root = square_root(constant(3))

    assert invert(root) == multiply(root, constant(Fraction(1, 3)))


@pytest.mark.parametrize(("scale", "moved"), [(2, 0), (-1, 5), (Fraction(1, 3), -2)])
def test_equation_form_ignores_factors_and_moves(scale: Fraction | int, moved: int) -> None:
    """An equation multiplied through, or with terms moved, is the same equation."""
    left, right = build([(("x",), Fraction(3)), ((), Fraction(1))]), unknown("y")
    other_left = add(multiply(left, constant(scale)), constant(moved))
    other_right = add(multiply(right, constant(scale)), constant(moved))

    assert canonical_equation(left, right) == canonical_equation(other_left, other_right)


def test_identity_has_an_empty_equation_form() -> None:
    """What always holds says nothing."""
    assert canonical_equation(unknown("x"), unknown("x")) == frozenset()


def test_lone_name_is_the_bare_unknown() -> None:
    """Only the unknown itself counts, not a multiple or a power."""
    assert unknown("d").lone_name == "d"
    assert multiply(constant(2), unknown("d")).lone_name is None
    assert multiply(unknown("d"), unknown("d")).lone_name is None


def test_renaming_keeps_coefficients() -> None:
    """Only the name changes."""
    assert rename(unknown("x"), "x", "z") == unknown("z")


@pytest.mark.parametrize(
    ("base", "power"),
    [
        (constant(2), constant(5000)),
        (constant(2), unknown("n")),
        (constant(2), constant(Fraction(1, 3))),
        (add(unknown("x"), constant(1)), constant(-1)),
        (constant(0), constant(-1)),
    ],
)
def test_powers_that_are_not_computed(base: Polynomial, power: Polynomial) -> None:
    """Powers over the cap, or without an exact value, are refused."""
    with pytest.raises(UnreadableError):
        raise_to(base, power)


@pytest.mark.parametrize("number", [-4, 1000003 * 1000033])
def test_roots_that_are_not_computed(number: int) -> None:
    """Negative numbers and numbers too large to factor have no root here."""
    with pytest.raises(UnreadableError):
        square_root(constant(number))


def test_difference_with_itself_is_zero() -> None:
    """Zero has no terms and counts as a number."""
    difference = subtract(unknown("x"), unknown("x"))

    assert difference.terms == {}
    assert difference.rational == 0
