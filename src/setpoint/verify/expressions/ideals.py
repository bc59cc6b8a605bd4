"""What equations say together: whether another one follows from them, or contradicts them.

Equations are polynomials that are zero. Linear systems are decided: an equation follows if it is a
rational combination of the others, and contradicts them if a combination leaves a number that is
not zero. With powers and products the same is tried with the equations' multiples by monomials up
to `MAX_DEGREE`, which is membership in the ideal up to that degree: what is found is proven, what
is not found may still follow. A name in a denominator is taken to be not zero.

Covered: any polynomials of `polynomial` within the caps. Not covered: inequalities, and that
unknowns are whole or positive.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from setpoint.verify.expressions.polynomial import (
    Monomial,
    Polynomial,
    is_unknown,
    multiply,
    substitute,
    unknown,
)
from setpoint.verify.expressions.unreadable import UnreadableError

MAX_EQUATIONS = 40
MAX_MULTIPLIED = 12
"""Equations that are multiplied, and at most `MAX_MULTIPLIED_NAMES` unknowns in each."""
MAX_MULTIPLIED_NAMES = 3
MAX_DEGREE = 3


class Relation(Enum):
    """How an equation stands to others."""

    FOLLOWS = "follows"
    CONTRADICTS = "contradicts"
    INDEPENDENT = "independent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A relation, and the equations that prove it.

    Attributes:
        relation: FOLLOWS, CONTRADICTS or INDEPENDENT.
        sources: Offsets of the equations that were combined; empty if INDEPENDENT.
    """

    relation: Relation
    sources: frozenset[int] = frozenset()


def relate(equation: Polynomial, others: Sequence[Polynomial]) -> Finding:
    """Relates an equation to others, the latter ones first where they contradict each other.

    Of the others, the last `MAX_EQUATIONS` that share unknowns with it, directly or through one
    another, are looked at. The time depends on the caps alone.
    """
    chosen = _connected(equation, others)
    degree = max((_degree(one) for one in (equation, *(others[at] for at in chosen))), default=1)
    basis: list[_Row] = []
    for number, source in enumerate(chosen):
        limit = degree if number < MAX_MULTIPLIED else 1
        rows = [*_multiples(others[source], limit, {source})]
        trial = _extended(basis, rows)
        basis = basis if trial is None else trial
    rest = _reduced(_row(_cleared(equation), frozenset()), basis)
    if not rest.terms:
        return Finding(relation=Relation.FOLLOWS, sources=rest.sources)
    return _put_in_values(equation, basis) or _seek_contradiction(equation, degree, basis)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A combination of equations.

    Attributes:
        terms: What is zero.
        sources: The equations it was made of.
    """

    terms: dict[Monomial, Fraction]
    sources: frozenset[int]

    @property
    def leader(self) -> Monomial:
        """Its greatest monomial; those without unknowns are the least."""
        return max(self.terms, key=_rank)

    @property
    def is_impossible(self) -> bool:
        """True if a number that is not zero is said to be zero."""
        return bool(self.terms) and not Polynomial(terms=self.terms).names


def _put_in_values(equation: Polynomial, basis: list[_Row]) -> Finding | None:
    """Tries the values that the others give to its unknowns, if they give one to each."""
    values: dict[str, Fraction] = {}
    sources = frozenset[int]()
    for name in equation.names:
        rest = _reduced(_row(unknown(name), frozenset()), basis)
        if set(rest.terms) - {()}:
            return None
        values[name] = rest.terms.get((), Fraction(0))
        sources |= rest.sources
    try:
        total = substitute(equation, values)
    except UnreadableError:
        return None
    relation = Relation.CONTRADICTS if total.terms else Relation.FOLLOWS
    return Finding(relation=relation, sources=sources)


def _seek_contradiction(equation: Polynomial, degree: int, basis: list[_Row]) -> Finding:
    for row in _multiples(equation, degree, ()):
        rest = _reduced(row, basis)
        if rest.is_impossible:
            return Finding(relation=Relation.CONTRADICTS, sources=rest.sources)
        if rest.terms:
            basis = [*basis, rest]
    return Finding(relation=Relation.INDEPENDENT)


def _connected(equation: Polynomial, others: Sequence[Polynomial]) -> list[int]:
    """Offsets of the last equations that share unknowns with it, the latest first."""
    recent = range(len(others) - 1, max(-1, len(others) - 1 - MAX_EQUATIONS), -1)
    names, found = equation.names, set[int]()
    while fresh := [at for at in recent if at not in found and others[at].names & names]:
        found.update(fresh)
        names = names.union(*(others[at].names for at in fresh))
    return [at for at in recent if at in found]


def _multiples(equation: Polynomial, degree: int, sources: Iterable[int]) -> Iterator[_Row]:
    """The equation, and its products with monomials while these are within the degree."""
    cleared = _cleared(equation)
    names = sorted(cleared.names)
    is_multiplied = 1 < degree <= MAX_DEGREE and len(names) <= MAX_MULTIPLIED_NAMES
    factors = _monomials(names, degree - _degree(cleared)) if is_multiplied else [()]
    for factor in factors:
        try:
            product = multiply(cleared, Polynomial(terms={factor: Fraction(1)}))
        except UnreadableError:
            continue
        yield _row(product, frozenset(sources))


def _monomials(names: Sequence[str], degree: int) -> list[Monomial]:
    """All products of powers up to a degree, the least first."""
    found: list[dict[str, int]] = [{}]
    for name in names:
        found = [
            {**powers, name: power} if power else powers
            for powers in found
            for power in range(max(degree, 0) - sum(powers.values()) + 1)
        ]
    return sorted((tuple(sorted(powers.items())) for powers in found), key=_rank)


def _cleared(equation: Polynomial) -> Polynomial:
    """The equation times the names in its denominators."""
    lowest: dict[str, int] = {}
    for monomial in equation.terms:
        for name, power in monomial:
            lowest[name] = min(lowest.get(name, 0), power)
    factor = tuple(sorted((name, -power) for name, power in lowest.items() if power < 0))
    if not factor:
        return equation
    return multiply(equation, Polynomial(terms={factor: Fraction(1)}))


def _row(value: Polynomial, sources: frozenset[int]) -> _Row:
    return _Row(terms=dict(value.terms), sources=sources)


def _extended(basis: list[_Row], rows: Sequence[_Row]) -> list[_Row] | None:
    """The basis with more rows; None if these contradict it."""
    grown = list(basis)
    for row in rows:
        rest = _reduced(row, grown)
        if rest.is_impossible:
            return None
        if rest.terms:
            grown.append(rest)
    return grown


def _reduced(row: _Row, basis: Sequence[_Row]) -> _Row:
    """The row less the multiples of basis rows that take their leaders out of it."""
    terms, sources = dict(row.terms), row.sources
    for other in sorted(basis, key=lambda one: _rank(one.leader), reverse=True):
        leader = other.leader
        if leader not in terms:
            continue
        factor = terms[leader] / other.terms[leader]
        for monomial, number in other.terms.items():
            terms[monomial] = terms.get(monomial, Fraction(0)) - factor * number
            if not terms[monomial]:
                del terms[monomial]
        sources |= other.sources
    return _Row(terms=terms, sources=sources)


def _degree(equation: Polynomial) -> int:
    degrees = (sum(abs(power) for _, power in monomial) for monomial in equation.terms)
    return max(degrees, default=0)


def _rank(monomial: Monomial) -> tuple[bool, int, Monomial]:
    has_unknowns = any(is_unknown(name) for name, _ in monomial)
    return has_unknowns, sum(power for _, power in monomial), monomial
