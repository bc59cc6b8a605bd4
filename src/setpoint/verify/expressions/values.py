"""Computes what an expression's tree is worth, exactly, and writes values for people.

Covered: the operations of `tree` in either of two readings where notation has two. Sizes are
capped before they are computed. Not covered: anything inexact; that raises `UnreadableError`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import comb, factorial

from setpoint.verify.expressions import polynomial
from setpoint.verify.expressions.polynomial import Polynomial, constant
from setpoint.verify.expressions.surds import square_root
from setpoint.verify.expressions.tree import Expression, Name, Node, Number
from setpoint.verify.expressions.unreadable import UnreadableError

MAX_FACTORIAL = 500
MAX_SHOWN = 60


class Reading(Enum):
    """How notation with two readings is taken."""

    CONVENTIONAL = "conventional"
    """50% is 1/2, ``28 1/3`` is 28 + 1/3, and ``1/2(x)`` is half of x."""
    ALTERNATIVE = "alternative"
    """50% is 50 with a label, ``28 1/3`` is a product, and ``1/2(x)`` is 1/(2x)."""


def evaluate(node: Node, reading: Reading = Reading.CONVENTIONAL) -> Polynomial:
    """The exact value of a tree.

    Raises:
        UnreadableError: The value is over a cap, or not of the kinds in `polynomial`.
    """
    if isinstance(node, Number):
        return constant(node.value)
    if isinstance(node, Name):
        return polynomial.unknown(node.name)
    values = [evaluate(operand, reading) for operand in node.operands]
    if node.operator in _TWO_READINGS:
        return _TWO_READINGS[node.operator][reading](values)
    return _OPERATIONS[node.operator](values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A value as one reading of a text gives it.

    Attributes:
        value: The exact value.
        unit: Worth of the last printed digit if it is a number as printed, e.g. 1/100 for
            ``28.33``; None if it is computed.
    """

    value: Polynomial
    unit: Fraction | None = None


def readings(expression: Expression) -> tuple[Quantity, ...]:
    """The value, and the value in the other reading where the notation has one.

    Raises:
        UnreadableError: The conventional reading has no value.
    """
    conventional = _quantity(expression.node, Reading.CONVENTIONAL)
    if not expression.is_ambiguous:
        return (conventional,)
    try:
        return conventional, _quantity(expression.node, Reading.ALTERNATIVE)
    except UnreadableError:
        return (conventional,)


def printed_unit(node: Node) -> Fraction | None:
    """Worth of the last digit of a number that is printed with a point; None for any other."""
    unit = _printed_unit(node, Reading.CONVENTIONAL)
    return unit if unit is not None and _has_point(node) else None


def show(value: Polynomial) -> str:
    """Writes a value, e.g. ``85/3`` or ``2*a_1 + 7*d``; long ones are cut."""
    terms = [_show_term(monomial, number) for monomial, number in value.terms.items()]
    text = " + ".join(terms).replace("+ -", "- ") or "0"
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


def _show_term(monomial: polynomial.Monomial, number: Fraction) -> str:
    powers = [name if power == 1 else f"{name}^{power}" for name, power in monomial]
    if powers and abs(number) == 1:
        return ("-" if number < 0 else "") + "*".join(powers)
    return "*".join([str(number), *powers])


def _quantity(node: Node, reading: Reading) -> Quantity:
    return Quantity(value=evaluate(node, reading), unit=_printed_unit(node, reading))


def _printed_unit(node: Node, reading: Reading) -> Fraction | None:
    if isinstance(node, Number):
        return Fraction(1, 10 ** (node.decimals or 0))
    if isinstance(node, Name) or node.operator not in {"neg", "%"}:
        return None
    unit = _printed_unit(node.operands[0], reading)
    is_hundredth = node.operator == "%" and reading is Reading.CONVENTIONAL
    return unit / 100 if unit and is_hundredth else unit


def _has_point(node: Node) -> bool:
    while not isinstance(node, Number | Name):
        node = node.operands[0]
    return isinstance(node, Number) and node.decimals is not None


def _sum(values: list[Polynomial]) -> Polynomial:
    total = values[0]
    for value in values[1:]:
        total = polynomial.add(total, value)
    return total


def _product(values: list[Polynomial]) -> Polynomial:
    total = values[0]
    for value in values[1:]:
        total = polynomial.multiply(total, value)
    return total


def _quotient(values: list[Polynomial]) -> Polynomial:
    return polynomial.multiply(values[0], polynomial.invert(values[1]))


def _power(values: list[Polynomial]) -> Polynomial:
    base, exponent = values
    is_root = exponent.rational == Fraction(1, 2)
    return square_root(base) if is_root else polynomial.raise_to(base, exponent)


def _whole(value: Polynomial, limit: int) -> int:
    number = value.rational
    if number is None or number.denominator != 1 or not 0 <= number <= limit:
        raise UnreadableError(f"{show(value)} is not a whole number from 0 to {limit}")
    return number.numerator


def _factorial(values: list[Polynomial]) -> Polynomial:
    return constant(factorial(_whole(values[0], MAX_FACTORIAL)))


def _binomial(values: list[Polynomial]) -> Polynomial:
    upper = _whole(values[0], polynomial.MAX_BITS)
    return constant(comb(upper, _whole(values[1], polynomial.MAX_BITS)))


def _hundredth(values: list[Polynomial]) -> Polynomial:
    return polynomial.multiply(values[0], constant(Fraction(1, 100)))


def _first(values: list[Polynomial]) -> Polynomial:
    return values[0]


def _over_first(values: list[Polynomial]) -> Polynomial:
    """The rest of ``a/b c`` as c/b."""
    return _quotient([values[1], values[0]])


def _over_both(values: list[Polynomial]) -> Polynomial:
    """The rest of ``a/b c`` as 1/(bc)."""
    return polynomial.invert(_product(values))


_Computation = Callable[[list[Polynomial]], Polynomial]
_OPERATIONS: dict[str, _Computation] = {
    "+": _sum,
    "*": _product,
    "/": _quotient,
    "^": _power,
    "neg": lambda values: polynomial.negate(*values),
    "inverse": lambda values: polynomial.invert(*values),
    "sqrt": lambda values: square_root(*values),
    "!": _factorial,
    "binom": _binomial,
}
_TWO_READINGS: dict[str, dict[Reading, _Computation]] = {
    "%": {Reading.CONVENTIONAL: _hundredth, Reading.ALTERNATIVE: _first},
    "mixed": {Reading.CONVENTIONAL: _sum, Reading.ALTERNATIVE: _product},
    "juxtaposed": {Reading.CONVENTIONAL: _over_first, Reading.ALTERNATIVE: _over_both},
}
