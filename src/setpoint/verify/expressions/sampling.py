"""Computes a tree at fixed points to 50 digits, for values that have no exact form.

Covered: real and complex numbers, principal values; e and i are the constants. Magnitudes are
checked before a power, a factorial or a function is computed.
Not covered: what agreement means (`formulas`).
"""

import threading
import zlib
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from math import factorial
from typing import Any

from setpoint.verify.expressions.polynomial import PI
from setpoint.verify.expressions.tree import Name, Node, Number
from setpoint.verify.expressions.unreadable import UnreadableError

DIGITS = 50
TRIALS = 3
MAX_MAGNITUDE = 100_000
"""Bits before or after the point."""
MAX_ARGUMENT = 10_000
MAX_EXACT_FACTORIAL = 3000
_TOLERANCE = 30
_NOISE = (-180, -80)
"""Binary magnitudes that a cancelled sum may leave in the place of zero."""


def sample(node: Node, trial: int) -> Any:  # noqa: ANN401 - mpmath has no types
    """The value at the points of a trial, all positive in the first `TRIALS`.

    Raises:
        UnreadableError: It has no finite value there, or one beyond the caps.
    """
    try:
        return _compute(node, trial)
    except (ArithmeticError, ValueError, TypeError) as error:
        raise UnreadableError("a value cannot be computed") from error


def agree(one: Any, other: Any) -> bool | None:  # noqa: ANN401 - mpmath has no types
    """Agreement to the tolerance; None where rounding may have made the difference."""
    mpmath = _mpmath()
    if not (mpmath.isfinite(one) and mpmath.isfinite(other)):
        raise UnreadableError("a value is not finite")
    difference = abs(one - other)
    if difference <= mpmath.mpf(10) ** -_TOLERANCE * max(abs(one), abs(other)):
        return True
    magnitudes = (mpmath.mag(abs(one)), mpmath.mag(abs(other)))
    is_noise = any(_NOISE[0] < magnitude < _NOISE[1] for magnitude in magnitudes)
    return None if is_noise else False


def as_fraction(number: Any) -> Fraction | None:  # noqa: ANN401 - as above
    """A real number to about 30 digits behind the point; None for any other."""
    mpmath = _mpmath()
    if abs(mpmath.im(number)) > mpmath.mpf(10) ** -_TOLERANCE or not mpmath.isfinite(number):
        return None
    return Fraction(int(mpmath.nint(mpmath.re(number) * 10**_TOLERANCE)), 10**_TOLERANCE)


def _compute(node: Node, trial: int) -> Any:  # noqa: ANN401 - as above
    mpmath = _mpmath()
    if isinstance(node, Number):
        return mpmath.mpf(node.value.numerator) / node.value.denominator
    if isinstance(node, Name):
        return _point(node.name, trial)
    if node.operator not in _OPERATIONS:
        raise UnreadableError(f"{node.operator} is not computed")
    values = [_compute(operand, trial) for operand in node.operands]
    result = _OPERATIONS[node.operator](*values)
    if not mpmath.isfinite(result) or (result and abs(mpmath.mag(result)) > MAX_MAGNITUDE):
        raise UnreadableError("a value is too large or too small")
    return result


def _point(name: str, trial: int) -> Any:  # noqa: ANN401 - as above
    """The constant of that name, or a fixed point from 1/3 to 10/3, later of either sign."""
    mpmath = _mpmath()
    constants = {PI: mpmath.pi, "e": mpmath.e, "i": mpmath.j}
    if name in constants:
        return +constants[name]
    digest = zlib.crc32(f"{name}/{trial}".encode())
    size = Fraction(1, 3) + Fraction(3 * (digest % 9973), 9973)
    is_negative = trial >= TRIALS and (digest >> 16) % 2
    return mpmath.mpf((-size if is_negative else size).numerator) / size.denominator


def _power(base: Any, exponent: Any) -> Any:  # noqa: ANN401 - as above
    mpmath = _mpmath()
    if base and abs(exponent) * max(abs(mpmath.mag(base)), 1) > MAX_MAGNITUDE:
        raise UnreadableError("a power is too large")
    return mpmath.power(base, exponent)


def _bounded(name: str) -> Callable[..., Any]:
    def compute(*values: Any) -> Any:  # noqa: ANN401 - as above
        if any(abs(value) > MAX_ARGUMENT for value in values):
            raise UnreadableError(f"the argument of {name} is too large")
        return getattr(_mpmath(), name)(*values)

    return compute


def _factorial(value: Any) -> Any:  # noqa: ANN401 - as above
    mpmath = _mpmath()
    is_whole = mpmath.isint(value) and 0 <= value <= MAX_EXACT_FACTORIAL
    return mpmath.mpf(factorial(int(value))) if is_whole else _bounded("factorial")(value)


def _sum(*values: Any) -> Any:  # noqa: ANN401 - as above
    return _mpmath().fsum(values)


def _product(*values: Any) -> Any:  # noqa: ANN401 - as above
    return _mpmath().fprod(values)


_OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "+": _sum,
    "mixed": _sum,
    "*": _product,
    "neg": lambda value: -value,
    "/": lambda upper, lower: upper / lower,
    "inverse": lambda value: 1 / value,
    "juxtaposed": lambda divisor, factor: factor / divisor,
    "^": _power,
    "%": lambda value: value / 100,
    "!": _factorial,
    "binom": _bounded("binomial"),
    "root": lambda degree, value: (
        _mpmath().root(value, int(degree))
        if _mpmath().re(value) >= 0 or int(degree) % 2 == 0
        else -_mpmath().root(-value, int(degree))
    ),
    "sqrt": lambda value: _mpmath().sqrt(value),
    "abs": abs,
    "log": lambda base, value: _mpmath().log(value) / _mpmath().log(base),
    **{name: _bounded(name) for name in ("sin", "cos", "tan", "cot", "sec", "csc", "exp")},
    **{name: _bounded(name) for name in ("sinh", "cosh", "tanh", "asin", "acos", "atan", "acot")},
    **{name: _bounded(name) for name in ("asec", "acsc", "asinh", "acosh", "atanh")},
    **{name: _bounded(name) for name in ("floor", "ceil")},
}


def _mpmath() -> Any:  # noqa: ANN401 - as above
    """The library, loaded when it is first needed, with a precision of this thread's own."""
    return _context(threading.get_ident())


@cache
def _context(_thread: int) -> Any:  # noqa: ANN401 - as above
    import mpmath

    context = mpmath.mp.clone()
    context.dps = DIGITS
    return context
