"""Compares values with units, and decimals with what they round.

Covered: units of a kind, angles, counts such as *dozen*; an exact answer for a key that is a
decimal. Not covered: a decimal answer for an exact key, which is not the same.
"""

from fractions import Fraction

from setpoint.records import Truth
from setpoint.verify.answers.forms import Measure
from setpoint.verify.answers.truths import unknown_if
from setpoint.verify.expressions.formulas import (
    Value,
    approximate_value,
    compare_values,
    multiply_values,
    rename_value,
)
from setpoint.verify.expressions.polynomial import PI, Polynomial, constant, multiply, unknown
from setpoint.verify.expressions.units import find_unit, is_unit

MIN_STEPS = 100
"""A key of three digits or more is that many units of its last digit."""


def compare_measures(key: Measure, answer: Measure) -> Truth:
    """Compares two values, and their units where both have one."""
    if key.value.names != answer.value.names:
        key, answer = _name_as_unit(key), _name_as_unit(answer)
    if key.unit and answer.unit:
        return _compare_with_units(key, answer)
    unit = find_unit(key.unit or answer.unit)
    same = compare_values(key.value, answer.value)
    if unit.dimension == "count" and unit.size != 1:
        is_scaled = compare_values(_in_units(key), _in_units(answer)) is Truth.TRUE
        return Truth.TRUE if is_scaled else unknown_if(same is Truth.TRUE)
    if unit.dimension == "angle" and same is Truth.FALSE:
        return compare_values(_in_radians(key), _in_radians(answer))
    if same is not Truth.FALSE:
        return same
    return Truth.TRUE if _rounds_to(key, answer) else unknown_if(_is_renamed(key, answer))


def _rounds_to(key: Measure, answer: Measure) -> bool:
    """True if an exact answer, rounded or cut, is a key of three digits or more."""
    if key.precision is None or answer.precision is not None:
        return False
    first, second = approximate_value(key.value), approximate_value(answer.value)
    if first is None or second is None or abs(first) < MIN_STEPS * key.precision:
        return False
    is_rounded = abs(first - second) <= key.precision / 2
    is_cut = 0 <= abs(second) - abs(first) < key.precision and first * second > 0
    return second.denominator != 1 and (is_rounded or is_cut)


def _compare_with_units(key: Measure, answer: Measure) -> Truth:
    units = [find_unit(measure.unit) for measure in (key, answer)]
    if units[0].dimension == units[1].dimension:
        return compare_values(_in_units(key), _in_units(answer))
    are_known = is_unit(key.unit) and is_unit(answer.unit)
    is_same = compare_values(key.value, answer.value) is not Truth.FALSE
    return unknown_if(is_same and not are_known)


def _in_units(measure: Measure) -> Value:
    return multiply_values(measure.value, constant(find_unit(measure.unit).size))


def _in_radians(measure: Measure) -> Value:
    if find_unit(measure.unit).dimension != "angle":
        return measure.value
    return multiply_values(measure.value, multiply(unknown(PI), constant(Fraction(1, 180))))


def _name_as_unit(measure: Measure) -> Measure:
    """Takes the name in ``15 m`` for a unit if it is one."""
    value = measure.value
    if not isinstance(value, Polynomial) or len(value.terms) != 1 or measure.unit:
        return measure
    ((monomial, number),) = value.terms.items()
    is_single = len(monomial) == 1 and monomial[0][1] in {1, 2, 3}
    if not is_single or not is_unit(monomial[0][0]):
        return measure
    name, power = monomial[0]
    return Measure(value=constant(number), unit=name if power == 1 else f"{name}^{power}")


def _is_renamed(key: Measure, answer: Measure) -> bool:
    """True if the values differ only in what they call their one unknown."""
    old, new = answer.value.names, key.value.names
    if old == new or len(old) != 1 or len(new) != 1:
        return False
    renamed = rename_value(answer.value, min(old), min(new))
    return compare_values(key.value, renamed) is not Truth.FALSE
