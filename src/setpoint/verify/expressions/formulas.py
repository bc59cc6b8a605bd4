r"""Values that have no exact form here, known by their numbers at fixed points.

Covered: roots and functions of unknowns, broken and unknown exponents, division by sums, factorials
of unknowns. Two values are the same if they agree to 30 of 50 digits wherever they are tried; e and
i are the constants. Agreement at positive points alone leaves it open (``\sqrt{x^2}`` and x).
Not covered: proofs. Magnitudes are checked before a function is computed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
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
from setpoint.verify.expressions.sampling import TRIALS, agree, as_fraction, sample
from setpoint.verify.expressions.surds import approximate
from setpoint.verify.expressions.tree import Expression, Name, Node, Number, Operation
from setpoint.verify.expressions.unreadable import UnreadableError
from setpoint.verify.expressions.values import evaluate

_CONSTANTS = frozenset({"e", "i"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A value as its tree."""

    node: Node

    @property
    def names(self) -> frozenset[str]:
        """The unknowns."""
        return _names(self.node) - {PI} - _CONSTANTS

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
        has_constants = _CONSTANTS & (one.names | other.names)
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
    return as_fraction(number)


def _compare_samples(sampled: Callable[[int], tuple[Any, Any]]) -> Truth:
    """Tries positive points first, then points of both signs."""
    try:
        agreements = [agree(*sampled(trial)) for trial in range(2 * TRIALS)]
    except UnreadableError:
        return Truth.UNKNOWN
    if False in agreements[:TRIALS]:
        return Truth.FALSE
    return Truth.TRUE if all(agreements) else Truth.UNKNOWN


def _sample_value(value: Value, trial: int) -> Any:  # noqa: ANN401 - mpmath has no types
    return sample(_as_node(value), trial)


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
