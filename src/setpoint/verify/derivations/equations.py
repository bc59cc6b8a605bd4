r"""Judges one equation between two sides of a text.

TRUE: both sides have the same exact value, in some reading of the notation; or the relation is ≈
and the printed digits are a rounding or truncation of the other side.
FALSE: nothing was left out of either side, and no reading, rounding or unit conversion can save
the equation.
UNKNOWN: everything else.

Policy on ``82/3=27.33``. The digits are right and the sign is not. Where the problem's key is a
fraction that no decimal can express, the problem is about exact values, and such a step is FALSE;
elsewhere, as in sums of money, it is UNKNOWN, since a reader takes the sign for ≈. A decimal that
is computed with (``3.33*3=10``) carries its own rounding: within half a percent it is UNKNOWN.
"""

from dataclasses import dataclass
from fractions import Fraction

from setpoint.records import Truth
from setpoint.verify.derivations.claims import Side
from setpoint.verify.expressions.polynomial import Polynomial, subtract
from setpoint.verify.expressions.surds import approximate
from setpoint.verify.expressions.tree import Name, Node, Number, Operation
from setpoint.verify.expressions.units import may_convert, share_words
from setpoint.verify.expressions.values import Quantity, evaluate, show

ROUNDED_OPERAND_TOLERANCE = Fraction(1, 200)
ESTIMATE_TOLERANCE = Fraction(1, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A truth value with its reason.

    Attributes:
        truth: TRUE, FALSE or UNKNOWN.
        why: What decided it, or what is missing.
        is_settled: True if nothing else in the text can change it.
    """

    truth: Truth
    why: str
    is_settled: bool = False


def judge_equation(left: Side, right: Side, relation: str, *, is_exact: bool) -> Judgement:
    """Judges ``left relation right``, both readable.

    Args:
        left: The left side.
        right: The right side.
        relation: ``=`` or ``≈``.
        is_exact: True if the problem asks for a value that no decimal expresses.
    """
    pairs = [(one, other) for one in left.quantities for other in right.quantities]
    for one, other in pairs:
        if one.value == other.value:
            return _true(f"both sides are {show(one.value)}")
    if any(one.value.names or other.value.names for one, other in pairs):
        return _unknown("it depends on unknowns")
    return _judge_rounding(left, right, relation, is_exact=is_exact)


def has_decimals(node: Node | None) -> bool:
    """True if a decimal is computed with or printed."""
    if node is None or isinstance(node, Name):
        return False
    if isinstance(node, Number):
        return node.decimals is not None and node.value.denominator != 1
    return any(has_decimals(operand) for operand in node.operands)


def doubt_about(left: Side, right: Side) -> str:
    """Why a difference between two sides may not be an error; empty if it must be."""
    labels = [*left.labels, *right.labels]
    if not (left.is_whole and right.is_whole):
        return "words around it may belong to it"
    if may_convert(labels):
        return "units may be converted"
    is_restated = (left.is_printed or right.is_printed) and left.labels and right.labels
    if is_restated and not share_words(left.labels, right.labels):
        return "the sides count different things"
    return ""


def describe_difference(left: Side, right: Side, one: Polynomial, other: Polynomial) -> str:
    """Says what the sides are worth instead of the same, e.g. ``8x5 = 40, not 35``."""
    if left.is_printed and not right.is_printed:
        return describe_difference(right, left, other, one)
    claimed = right.text if right.is_printed else show(other)
    if show(one) == left.text.replace(" ", ""):
        return f"{left.text} is not {claimed}"
    return f"{left.text} = {show(one)}, not {claimed}"


def is_running_total(left: Side, right: Side, *, is_last: bool) -> bool:
    """True if one side goes on from what the other has come to, as in ``2+3=5+4=9``.

    Args:
        left: The left side.
        right: The right side.
        is_last: True if the chain ends with the right side.
    """
    if left.is_printed or right.is_printed:
        return False
    goes_on = not is_last and _begins_with(right.node, left.value, least=1)
    return goes_on or _begins_with(left.node, right.value, least=2)


def _begins_with(node: Node | None, value: Polynomial, least: int) -> bool:
    """True if the first operands, at least so many but not all, are worth the value."""
    if not isinstance(node, Operation) or node.operator not in {"+", "*"}:
        return False
    parts = (
        Operation(operator=node.operator, operands=node.operands[:length])
        for length in range(least, len(node.operands))
    )
    return any(evaluate(part) == value for part in parts)


def _judge_rounding(left: Side, right: Side, relation: str, *, is_exact: bool) -> Judgement:
    first, second = left.value, right.value
    difference = describe_difference(left, right, first, second)
    is_computed = any(has_decimals(side.node) and not side.is_printed for side in (left, right))
    if _any_rounds(left, right, is_loose=relation == "≈"):
        if relation == "≈":
            return _true("the printed digits round it")
        if is_computed or not is_exact:
            return _unknown(f"{difference}, except for rounding")
    if _is_close(first, second, _tolerance(left, right, relation, is_computed=is_computed)):
        return _unknown(f"{difference}; rounding may explain it")
    doubt = doubt_about(left, right)
    return _unknown(f"{difference}; but {doubt}") if doubt else _false(difference)


def _tolerance(left: Side, right: Side, relation: str, *, is_computed: bool) -> Fraction:
    """The relative difference that rounding may make; none between printed and exact values."""
    if not (left.is_printed or right.is_printed):
        if relation == "≈":
            return ESTIMATE_TOLERANCE
        if (left.value.rational is None) != (right.value.rational is None):
            return ROUNDED_OPERAND_TOLERANCE
    return ROUNDED_OPERAND_TOLERANCE if is_computed else Fraction(0)


def _any_rounds(left: Side, right: Side, *, is_loose: bool) -> bool:
    pairs = [(one, other) for one in left.quantities for other in right.quantities]
    both_ways = [*pairs, *((other, one) for one, other in pairs)]
    return any(_rounds(exact.value, printed, is_loose=is_loose) for exact, printed in both_ways)


def _rounds(exact: Polynomial, printed: Quantity, *, is_loose: bool) -> bool:
    """True if the printed digits are the exact value's, rounded or cut off."""
    value, digits = approximate(exact), printed.value.rational
    if value is None or digits is None or printed.unit is None:
        return False
    unit = _significant_unit(digits) if is_loose and printed.unit == 1 else printed.unit
    cut = abs(value) // unit * unit
    return abs(value - digits) <= unit / 2 or (cut == abs(digits) and value * digits >= 0)


def _significant_unit(number: Fraction) -> Fraction:
    """Worth of the last digit of a whole number that is not zero, e.g. 100 for 1200."""
    digits = str(number.numerator)
    return Fraction(10 ** (len(digits) - len(digits.rstrip("0")))) if number else Fraction(1)


def _is_close(one: Polynomial, other: Polynomial, tolerance: Fraction) -> bool:
    """True if the difference is small beside the terms that make it up."""
    difference = approximate(subtract(one, other))
    if difference is None:
        return False
    terms = (
        approximate(Polynomial(terms={monomial: number}))
        for value in (one, other)
        for monomial, number in value.terms.items()
    )
    scale = max((abs(term) for term in terms if term is not None), default=Fraction(0))
    return abs(difference) <= scale * tolerance


def _true(why: str) -> Judgement:
    return Judgement(truth=Truth.TRUE, why=why)


def _false(why: str) -> Judgement:
    return Judgement(truth=Truth.FALSE, why=why)


def _unknown(why: str) -> Judgement:
    return Judgement(truth=Truth.UNKNOWN, why=why)
