"""Square roots of rational numbers, exactly, and values to many digits.

Covered: a root is written over the roots of primes, so that equal values have equal terms.
Not covered: roots of unknowns, of sums and of numbers with two large prime factors.
"""

from fractions import Fraction
from math import isqrt, prod

from setpoint.verify.expressions.polynomial import PI, ROOT, Monomial, Polynomial
from setpoint.verify.expressions.unreadable import UnreadableError

_PRIMES = [n for n in range(2, 1000) if all(n % k for k in range(2, isqrt(n) + 1))]
_SCALE = 10**60
_PI_SCALED = 3141592653589793238462643383279502884197169399375105820974944


def square_root(value: Polynomial) -> Polynomial:
    """The root of a rational number that is not negative."""
    number = value.rational
    if number is None or number < 0:
        raise UnreadableError("the root of something that is not a number from 0 up")
    outer, inner = _split_square(number.numerator * number.denominator)
    if not outer:
        return Polynomial(terms={})
    monomial = tuple(sorted((f"{ROOT}{prime}", 1) for prime in inner))
    return Polynomial(terms={monomial: Fraction(outer, number.denominator)})


def approximate(value: Polynomial) -> Fraction | None:
    """A value without unknowns to about 50 digits; None if it has unknowns."""
    if value.names:
        return None
    return sum((_approximate_term(*term) for term in value.terms.items()), Fraction(0))


def _approximate_term(monomial: Monomial, coefficient: Fraction) -> Fraction:
    factors = (
        Fraction(_PI_SCALED, _SCALE) ** power
        if name == PI
        else Fraction(isqrt(int(name[1:]) * _SCALE**2), _SCALE) ** power
        for name, power in monomial
    )
    return coefficient * prod(factors, start=Fraction(1))


def _split_square(number: int) -> tuple[int, list[int]]:
    """Writes a whole number as a square times distinct primes: its root, and the primes."""
    whole = isqrt(number)
    if whole * whole == number:
        return whole, []
    outer, inner = 1, []
    for prime in _PRIMES:
        while number % prime**2 == 0:
            number //= prime**2
            outer *= prime
        if number % prime == 0:
            number //= prime
            inner.append(prime)
    whole = isqrt(number)
    if whole * whole == number:
        return outer * whole, inner
    if number > _PRIMES[-1] ** 2:
        raise UnreadableError("the root of a number too large to factor")
    return outer, [*inner, number]
