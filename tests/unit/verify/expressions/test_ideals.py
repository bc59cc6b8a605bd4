"""Tests of `setpoint.verify.expressions.ideals`."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.verify.derivations.claims import find_chains
from setpoint.verify.expressions.ideals import Relation, relate
from setpoint.verify.expressions.polynomial import Polynomial, add, constant, multiply, subtract


def difference(equation: str) -> Polynomial:
    """What an equation says is zero."""
    ((left, right),) = (chain.sides for chain in find_chains(equation))
    return subtract(left.value, right.value)


@pytest.mark.parametrize(
    ("equation", "others", "relation"),
    [
        ("x=4", ["3x=12"], Relation.FOLLOWS),
        ("3x=12", ["2x+y=11", "x-y=1"], Relation.FOLLOWS),
        ("3x=13", ["2x+y=11", "x-y=1"], Relation.CONTRADICTS),
        ("x=4", ["2x+y=11"], Relation.INDEPENDENT),
        ("z=1", ["2x+y=11", "x-y=1"], Relation.INDEPENDENT),
        ("x^2+2x*y+y^2=25", ["x+y=5"], Relation.FOLLOWS),
        ("x^2=5", ["x=2"], Relation.CONTRADICTS),
        ("x=2", ["x^2-5x+6=0"], Relation.INDEPENDENT),
        ("x=7", ["x^2-5x+6=0"], Relation.CONTRADICTS),
        ("a*b=6", ["a=2", "b=3"], Relation.FOLLOWS),
        ("12/x=4", ["x=3"], Relation.FOLLOWS),
        (r"x=\sqrt{3}", [r"x=\sqrt{2}"], Relation.CONTRADICTS),
    ],
)
def test_relations(equation: str, others: list[str], relation: Relation) -> None:
    """Linear systems are decided; for powers and products what is found is right."""
    assert relate(difference(equation), list(map(difference, others))).relation is relation


def test_sources_prove_the_relation() -> None:
    """Only equations that were combined are named."""
    others = [difference(one) for one in ("z=9", "2x+y=11", "x-y=1")]

    assert relate(difference("x=4"), others).sources == {1, 2}


def test_the_latest_of_contradicting_equations_counts() -> None:
    """Nothing follows from a contradiction as such."""
    others = [difference(one) for one in ("x=4", "x=2")]

    assert relate(difference("x=2"), others).relation is Relation.FOLLOWS
    assert relate(difference("x=7"), others).relation is Relation.CONTRADICTS


@given(
    rows=st.lists(st.tuples(*[st.integers(-5, 5)] * 3), min_size=1, max_size=3),
    factors=st.tuples(*[st.integers(-3, 3)] * 3),
    point=st.tuples(*[st.integers(-4, 4)] * 3),
    shift=st.integers(1, 5),
)
def test_combinations_follow_and_shifted_ones_contradict(
    rows: list[tuple[int, ...]], factors: tuple[int, ...], point: tuple[int, ...], shift: int
) -> None:
    """A combination of equations with a common solution follows; off by a number, it fails."""
    equations = [_plane(row, point) for row in rows]
    total = constant(0)
    for factor, equation in zip(factors, equations, strict=False):
        total = add(total, multiply(constant(factor), equation))

    assert relate(total, equations).relation is Relation.FOLLOWS
    moved = relate(add(total, constant(shift)), equations).relation
    assert moved is (Relation.CONTRADICTS if total.names else moved)


def _plane(row: tuple[int, ...], point: tuple[int, ...]) -> Polynomial:
    """A linear equation in x, y, z that holds at a point."""
    total = -sum(a * b for a, b in zip(row, point, strict=True))
    terms = {((name, 1),): Fraction(a) for name, a in zip("xyz", row, strict=True) if a}
    return Polynomial(terms=terms | ({(): Fraction(total)} if total else {}))
