"""Exact values: polynomials over the rationals, compared term by term.

Covered: sums, products, division by a single term, whole powers; pi and the roots of primes are
names of their own, so that equal values have equal terms.
Not covered: taking roots (`surds`), division by a sum, functions; e and i are plain names.
Sizes are checked before anything is computed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from setpoint.verify.expressions.unreadable import UnreadableError

PI = "π"
MAX_BITS = 4096
MAX_TERMS = 32
MAX_POWER = 5
"""Of a sum; a single term may be raised until it has `MAX_DEGREE`."""
MAX_DEGREE = 64
ROOT = "√"

Monomial: TypeAlias = tuple[tuple[str, int], ...]
CanonicalEquation: TypeAlias = frozenset[tuple[Monomial, Fraction]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Polynomial:
    """A value; equal values have equal terms.

    Attributes:
        terms: Coefficient of each product of powers, none of them zero. A name is an
            unknown, ``π``, or ``√p`` for a prime p, the last with power 1 only.
    """

    terms: Mapping[Monomial, Fraction]

    def __hash__(self) -> int:
        return hash(frozenset(self.terms.items()))

    @property
    def names(self) -> frozenset[str]:
        """The unknowns."""
        found = {name for monomial in self.terms for name, _ in monomial}
        return frozenset(filter(is_unknown, found))

    @property
    def rational(self) -> Fraction | None:
        """The value if it is a rational number."""
        if not self.terms:
            return Fraction(0)
        return self.terms.get(()) if len(self.terms) == 1 else None

    @property
    def lone_name(self) -> str | None:
        """The unknown's name if the value is just that unknown."""
        names = self.names
        name = next(iter(names)) if len(names) == 1 else None
        return name if name and self == unknown(name) else None


def is_unknown(name: str) -> bool:
    """False for pi and the roots of primes, which are names with a value."""
    return name != PI and not name.startswith(ROOT)


def constant(value: Fraction | int) -> Polynomial:
    """A rational number as a value."""
    number = _within_bits(Fraction(value))
    return Polynomial(terms={(): number} if number else {})


def unknown(name: str) -> Polynomial:
    """A named unknown, or `PI`."""
    return Polynomial(terms={((name, 1),): Fraction(1)})


def add(left: Polynomial, right: Polynomial) -> Polynomial:
    """The sum."""
    terms = dict(left.terms)
    for monomial, coefficient in right.terms.items():
        terms[monomial] = _within_bits(terms.get(monomial, Fraction(0)) + coefficient)
    return _polynomial(terms)


def negate(value: Polynomial) -> Polynomial:
    """The value with its sign changed."""
    return Polynomial(terms={monomial: -number for monomial, number in value.terms.items()})


def subtract(left: Polynomial, right: Polynomial) -> Polynomial:
    """The difference."""
    return add(left, negate(right))


def canonical_equation(left: Polynomial, right: Polynomial) -> CanonicalEquation:
    """The equation as terms that sum to zero, the first with factor 1; empty if it always holds.

    Equations that differ by a factor or by moved terms are written alike.
    """
    terms = subtract(left, right).terms
    scale = terms[min(terms)] if terms else Fraction(1)
    return frozenset((monomial, number / scale) for monomial, number in terms.items())


def multiply(left: Polynomial, right: Polynomial) -> Polynomial:
    """The product."""
    if len(left.terms) * len(right.terms) > 4 * MAX_TERMS:
        raise UnreadableError("the product has too many terms")
    terms: dict[Monomial, Fraction] = {}
    for first, one in left.terms.items():
        for second, other in right.terms.items():
            monomial, factor = _join(first, second)
            number = terms.get(monomial, Fraction(0)) + one * other * factor
            terms[monomial] = _within_bits(number)
    return _polynomial(terms)


def invert(value: Polynomial) -> Polynomial:
    """One divided by a value of a single term."""
    if len(value.terms) != 1:
        raise UnreadableError("division by zero" if not value.terms else "division by a sum")
    ((monomial, coefficient),) = value.terms.items()
    number = 1 / coefficient
    powers = {}
    for name, power in monomial:
        if name.startswith(ROOT):
            number /= int(name[1:])
            powers[name] = 1
        else:
            powers[name] = -power
    return Polynomial(terms={tuple(sorted(powers.items())): number})


def raise_to(base: Polynomial, exponent: Polynomial) -> Polynomial:
    """A power with a whole exponent; its size is estimated first."""
    power = exponent.rational
    if power is None:
        raise UnreadableError("an exponent is not a number")
    if power.denominator != 1:
        raise UnreadableError("a broken exponent")
    number = base.rational
    if number is not None:
        return constant(_number_power(number, power.numerator))
    if abs(power) > (MAX_DEGREE if len(base.terms) == 1 else MAX_POWER):
        raise UnreadableError("a power is too large")
    factor = base if power >= 0 else invert(base)
    result = constant(1)
    for _ in range(abs(power.numerator)):
        result = multiply(result, factor)
    return result


def substitute(value: Polynomial, known: Mapping[str, Fraction]) -> Polynomial:
    """Puts numbers for unknowns."""
    total = constant(0)
    for monomial, coefficient in value.terms.items():
        kept = tuple(pair for pair in monomial if pair[0] not in known)
        number = coefficient
        for name, power in monomial:
            if name in known:
                number *= _number_power(known[name], power)
        total = add(total, Polynomial(terms={kept: number} if number else {}))
    return total


def rename(value: Polynomial, old: str, new: str) -> Polynomial:
    """Writes another name for an unknown; the new one must not occur yet."""
    terms = {
        tuple(sorted((new if name == old else name, power) for name, power in monomial)): number
        for monomial, number in value.terms.items()
    }
    return Polynomial(terms=terms)


def _polynomial(terms: Mapping[Monomial, Fraction]) -> Polynomial:
    kept = {monomial: number for monomial, number in terms.items() if number}
    if len(kept) > MAX_TERMS:
        raise UnreadableError("too many terms")
    return Polynomial(terms=kept)


def _join(first: Monomial, second: Monomial) -> tuple[Monomial, int]:
    """Multiplies two products of powers; pairs of roots leave a whole factor."""
    if not first or not second:
        return first or second, 1
    powers = dict(first)
    factor = 1
    for name, power in second:
        powers[name] = powers.get(name, 0) + power
        if name.startswith(ROOT) and powers[name] > 1:
            factor *= int(name[1:])
            powers[name] = 0
    if max(map(abs, powers.values())) > MAX_DEGREE:
        raise UnreadableError("a power is too large")
    return tuple(sorted(pair for pair in powers.items() if pair[1])), factor


def _within_bits(number: Fraction) -> Fraction:
    if max(number.numerator.bit_length(), number.denominator.bit_length()) > MAX_BITS:
        raise UnreadableError("a number is too large")
    return number


def _number_power(base: Fraction, power: int) -> Fraction:
    if base == 0 and power < 0:
        raise UnreadableError("division by zero")
    if base in {0, 1, -1}:
        return Fraction(1) if power == 0 else base ** (2 - power % 2)
    doublings = max(base.numerator.bit_length(), base.denominator.bit_length()) - 1
    if doublings * abs(power) > MAX_BITS:
        raise UnreadableError("a power is too large")
    return base**power
