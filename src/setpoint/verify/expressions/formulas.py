r"""Values that have no exact form here, known by their numbers at fixed points.

Covered: roots and functions of unknowns, broken and unknown exponents, division by sums, factorials
of unknowns. Two values are the same if they agree to 30 of 50 digits wherever they are tried; e and
i are the constants. Agreement at positive points alone leaves it open (``\sqrt{x^2}`` and x).
Not covered: proofs. Magnitudes are checked before a function is computed.
"""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from typing import Any, TypeAlias

from setpoint.records import Truth
from setpoint.verify.expressions.parsing import read_expression
from setpoint.verify.expressions.polynomial import (
    PI,
    ROOT,
    Polynomial,
    multiply,
    rename,
    subtract,
)
from setpoint.verify.expressions.surds import approximate
from setpoint.verify.expressions.tree import Expression, Name, Node, Number, Operation
from setpoint.verify.expressions.unreadable import UnreadableError
from setpoint.verify.expressions.values import evaluate

DIGITS = 50
TRIALS = 3
MAX_MAGNITUDE = 100_000
"""Bits before or after the point."""
MAX_ARGUMENT = 10_000
MAX_EXACT_FACTORIAL = 3000
_TOLERANCE = 30
_NOISE = (-180, -80)
"""Binary magnitudes that a cancelled sum may leave in the place of zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A value as its tree."""

    node: Node

    @property
    def names(self) -> frozenset[str]:
        """The unknowns."""
        return _names(self.node) - {PI, "e", "i"}

    @property
    def rational(self) -> None:
        """Never known to be rational."""
        return None

    @property
    def lone_name(self) -> None:
        """Never just an unknown."""
        return None


Value: TypeAlias = Polynomial | Formula


def read_value(text: str) -> tuple[Value, Expression]:
    """Reads a text of normalised width, exactly if that can be done, with its tree.

    Raises:
        UnreadableError: The text is neither arithmetic nor a formula.
    """
    try:
        expression = read_expression(text)
        return evaluate(expression.node), expression
    except UnreadableError:
        expression = read_expression(text, has_functions=True)
        return Formula(node=expression.node), expression


def compare_values(one: Value, other: Value) -> Truth:
    """TRUE if the values are the same, UNKNOWN if that depends on signs or cannot be computed."""
    if isinstance(one, Polynomial) and isinstance(other, Polynomial):
        has_constants = {"e", "i"} & (one.names | other.names)
        if one == other or not has_constants:
            return Truth.TRUE if one == other else Truth.FALSE
    return _compare_samples(lambda trial: (_sample_value(one, trial), _sample_value(other, trial)))


def compare_ratios(one: Value, other: Value) -> Truth:
    """TRUE if one value is a constant times the other, as the sides of equal equations are."""
    first = (_sample_value(one, 0), _sample_value(other, 0))
    return _compare_samples(
        lambda trial: (
            _sample_value(one, trial) * first[1],
            _sample_value(other, trial) * first[0],
        )
    )


def rename_value(value: Value, old: str, new: str) -> Value:
    """Writes another name for an unknown."""
    if isinstance(value, Formula):
        return Formula(node=_rename(value.node, old, new))
    return rename(value, old, new)


def multiply_values(one: Value, other: Value) -> Value:
    """The product, exact where both are."""
    if isinstance(one, Polynomial) and isinstance(other, Polynomial):
        return multiply(one, other)
    return Formula(node=Operation(operator="*", operands=(_as_node(one), _as_node(other))))


def subtract_values(one: Value, other: Value) -> Value:
    """The difference, exact where both are."""
    if isinstance(one, Polynomial) and isinstance(other, Polynomial):
        return subtract(one, other)
    negated = Operation(operator="neg", operands=(_as_node(other),))
    return Formula(node=Operation(operator="+", operands=(_as_node(one), negated)))


def approximate_value(value: Value) -> Fraction | None:
    """A real value without unknowns to about 30 digits; None if it is not one."""
    if value.names:
        return None
    if isinstance(value, Polynomial):
        return approximate(value)
    try:
        number = _sample_value(value, 0)
    except UnreadableError:
        return None
    mpmath = _mpmath()
    if abs(mpmath.im(number)) > mpmath.mpf(10) ** -_TOLERANCE or not mpmath.isfinite(number):
        return None
    return Fraction(int(mpmath.nint(mpmath.re(number) * 10**_TOLERANCE)), 10**_TOLERANCE)


def _compare_samples(sample: Callable[[int], tuple[Any, Any]]) -> Truth:
    """Tries positive points first, then points of both signs."""
    try:
        agreements = [_agree(*sample(trial)) for trial in range(2 * TRIALS)]
    except UnreadableError:
        return Truth.UNKNOWN
    if False in agreements[:TRIALS]:
        return Truth.FALSE
    return Truth.TRUE if all(agreements) else Truth.UNKNOWN


def _agree(one: Any, other: Any) -> bool | None:  # noqa: ANN401 - mpmath has no types
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


def _sample_value(value: Value, trial: int) -> Any:  # noqa: ANN401 - as above
    mpmath = _mpmath()
    try:
        with mpmath.workdps(DIGITS):
            return _compute(_as_node(value), trial)
    except (ArithmeticError, ValueError, TypeError) as error:
        raise UnreadableError("a value cannot be computed") from error


def _compute(node: Node, trial: int) -> Any:  # noqa: ANN401 - as above
    mpmath = _mpmath()
    if isinstance(node, Number):
        return mpmath.mpf(node.value.numerator) / node.value.denominator
    if isinstance(node, Name):
        return _point(node.name, trial)
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
    **{name: _bounded(name) for name in ("floor", "ceil")},
}


def _as_node(value: Value) -> Node:
    if isinstance(value, Formula):
        return value.node
    terms = [
        Operation(operator="*", operands=(Number(value=number), *map(_as_power, monomial)))
        for monomial, number in value.terms.items()
    ]
    return Operation(operator="+", operands=tuple(terms))


def _as_power(pair: tuple[str, int]) -> Node:
    name, power = pair
    if name.startswith(ROOT):
        return Operation(operator="sqrt", operands=(Number(value=Fraction(name[1:])),))
    return Operation(operator="^", operands=(Name(name=name), Number(value=Fraction(power))))


def _names(node: Node) -> frozenset[str]:
    if isinstance(node, Name):
        return frozenset({node.name})
    operands = node.operands if isinstance(node, Operation) else ()
    return frozenset().union(*map(_names, operands))


def _rename(node: Node, old: str, new: str) -> Node:
    if isinstance(node, Name):
        return Name(name=new) if node.name == old else node
    if isinstance(node, Number):
        return node
    operands = tuple(_rename(operand, old, new) for operand in node.operands)
    return Operation(operator=node.operator, operands=operands)


def _mpmath() -> Any:  # noqa: ANN401 - as above
    """The library, loaded when it is first needed."""
    import mpmath

    return mpmath
