"""Compares an answer's form with the key's: the same, different, or not to be decided.

Covered: the kinds of `forms`, each with its own kind and the few it can stand for (a pair in round
brackets for an open interval, a list for a set, a bare number for one with a unit).
Not covered: identities between functions.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from setpoint.records import Truth
from setpoint.verify.answers.forms import (
    Collection,
    Equation,
    Form,
    Interval,
    Measure,
    Named,
    Region,
    Word,
)
from setpoint.verify.answers.reading import PLACEHOLDER
from setpoint.verify.expressions.polynomial import (
    PI,
    Polynomial,
    canonical_equation,
    constant,
    multiply,
    rename,
    unknown,
)
from setpoint.verify.expressions.units import find_unit, is_unit

PAIR = 2
_UNORDERED = frozenset({"set", "list"})


def compare(key: Form, answer: Form) -> Truth:
    """TRUE if the answer is the key, FALSE if it is not, UNKNOWN if that cannot be told."""
    key, answer = _align_names(key, answer)
    if isinstance(key, Equation) or isinstance(answer, Equation):
        return _compare_equations(key, answer)
    if isinstance(key, Named) and isinstance(answer, Named):
        is_same_name = key.name == answer.name
        return compare(key.form, answer.form) if is_same_name else Truth.FALSE
    if isinstance(key, Measure) and isinstance(answer, Measure):
        return _compare_measures(key, answer)
    if isinstance(key, Collection) and isinstance(answer, Collection):
        return _compare_collections(key, answer)
    if isinstance(key, Region) or isinstance(answer, Region):
        return _truth(_as_region(key) == _as_region(answer))
    return _compare_mixed(key, answer)


def _align_names(key: Form, answer: Form) -> tuple[Form, Form]:
    """Takes off names that only one side gives, and names in words."""
    if isinstance(key, Named) and isinstance(answer, Named):
        are_symbols = len(key.name) == 1 or len(answer.name) == 1 or key.name == answer.name
        return (key, answer) if are_symbols else (key.form, answer.form)
    if isinstance(key, Named) and not isinstance(answer, Equation):
        return key.form, _as_function_value(answer) if PLACEHOLDER in key.name else answer
    if isinstance(answer, Named) and not isinstance(key, Equation):
        return key, answer.form
    return key, answer


def _as_function_value(form: Form) -> Form:
    """Writes the only unknown of an expression as a function's variable."""
    if not isinstance(form, Measure) or len(form.value.names) != 1:
        return form
    (name,) = form.value.names
    return Measure(value=rename(form.value, name, PLACEHOLDER), unit=form.unit)


def _compare_equations(key: Form, answer: Form) -> Truth:
    first, second = _equation_terms(key), _equation_terms(answer)
    if first is None or second is None:
        return Truth.UNKNOWN
    return _truth(first == second)


def _equation_terms(form: Form) -> frozenset[object] | None:
    """The canonical terms of an equation, or of a name with its value."""
    if isinstance(form, Equation):
        return frozenset(form.terms)
    if isinstance(form, Named) and isinstance(form.form, Measure):
        return frozenset(canonical_equation(unknown(form.name), form.form.value))
    return None


def _as_region(form: Form) -> frozenset[Interval] | None:
    """The intervals of a region, of an open interval written as a pair, or of nothing."""
    if isinstance(form, Region):
        return form.intervals
    if not isinstance(form, Collection):
        return None
    if form.kind == "set" and not form.items:
        return frozenset()
    ends = [item.value for item in form.items if isinstance(item, Measure)]
    if form.kind != "tuple" or len(ends) != len(form.items) or len(ends) != PAIR:
        return None
    return frozenset({Interval(low=ends[0], high=ends[1], has_low=False, has_high=False)})


def _compare_mixed(key: Form, answer: Form) -> Truth:
    """Compares one form with several."""
    one, several = (answer, key) if isinstance(key, Collection) else (key, answer)
    if not isinstance(several, Collection):
        is_unread = isinstance(answer, Word) and not isinstance(key, Word)
        return Truth.UNKNOWN if is_unread else _truth(key == answer)
    if not several.items or any(compare(one, item) is not Truth.TRUE for item in several.items):
        return Truth.FALSE
    return Truth.TRUE if several.kind == "list" else Truth.UNKNOWN


def _compare_collections(key: Collection, answer: Collection) -> Truth:
    if {key.kind, answer.kind} <= _UNORDERED:
        if _is_named_apart(key) == _is_named_apart(answer):
            return _compare_unordered(key.items, answer.items)
        is_same_in_order = _compare_ordered(key.items, answer.items) is Truth.TRUE
        may_be_same = _compare_unordered(key.items, answer.items) is not Truth.FALSE
        return Truth.TRUE if is_same_in_order else _unknown_if(may_be_same)
    if key.kind == answer.kind:
        return _compare_ordered(key.items, answer.items)
    is_other_kind = "set" in {key.kind, answer.kind}
    same = Truth.FALSE if is_other_kind else _compare_ordered(key.items, answer.items)
    return Truth.FALSE if same is Truth.FALSE else Truth.UNKNOWN


def _is_named_apart(collection: Collection) -> bool:
    """True if each item has a name of its own, as in ``x = 1, y = 2``."""
    names = {item.name for item in collection.items if isinstance(item, Named)}
    return len(names) == len(collection.items)


def _compare_ordered(key: Sequence[Form], answer: Sequence[Form]) -> Truth:
    if len(key) != len(answer):
        return Truth.FALSE
    return _all(compare(one, other) for one, other in zip(key, answer, strict=True))


def _compare_unordered(key: Sequence[Form], answer: Sequence[Form]) -> Truth:
    """Compares as sets: each item has its like on the other side."""
    forth = _all(_any(compare(one, other) for other in answer) for one in key)
    back = _all(_any(compare(other, one) for other in key) for one in answer)
    return _all((forth, back))


def _compare_measures(key: Measure, answer: Measure) -> Truth:
    if key.value.names != answer.value.names:
        key, answer = _name_as_unit(key), _name_as_unit(answer)
    if key.unit and answer.unit:
        return _compare_with_units(key, answer)
    unit = find_unit(key.unit or answer.unit)
    is_equal = key.value == answer.value
    if unit.dimension == "count" and unit.size != 1:
        is_scaled_equal = _in_units(key) == _in_units(answer)
        return Truth.TRUE if is_scaled_equal else _unknown_if(is_equal)
    if unit.dimension == "angle" and not is_equal:
        return _truth(_in_radians(key) == _in_radians(answer))
    may_be_equal = _has_imaginary_power(key, answer) or _is_renamed(key.value, answer.value)
    return Truth.TRUE if is_equal else _unknown_if(may_be_equal)


def _compare_with_units(key: Measure, answer: Measure) -> Truth:
    units = [find_unit(measure.unit) for measure in (key, answer)]
    if units[0].dimension == units[1].dimension:
        return _truth(_in_units(key) == _in_units(answer))
    are_known = is_unit(key.unit) and is_unit(answer.unit)
    return _unknown_if(key.value == answer.value and not are_known)


def _in_units(measure: Measure) -> Polynomial:
    return multiply(measure.value, constant(find_unit(measure.unit).size))


def _in_radians(measure: Measure) -> Polynomial:
    if find_unit(measure.unit).dimension != "angle":
        return measure.value
    return multiply(measure.value, multiply(unknown(PI), constant(Fraction(1, 180))))


def _name_as_unit(measure: Measure) -> Measure:
    """Takes the name in ``15 m`` for a unit if it is one."""
    if len(measure.value.terms) != 1 or measure.unit:
        return measure
    ((monomial, number),) = measure.value.terms.items()
    is_single = len(monomial) == 1 and monomial[0][1] in {1, 2, 3}
    if not is_single or not is_unit(monomial[0][0]):
        return measure
    name, power = monomial[0]
    return Measure(value=constant(number), unit=name if power == 1 else f"{name}^{power}")


def _is_renamed(key: Polynomial, answer: Polynomial) -> bool:
    """True if the values differ only in what they call their one unknown."""
    if key.names == answer.names or len(key.names) != 1 or len(answer.names) != 1:
        return False
    return rename(answer, next(iter(answer.names)), next(iter(key.names))) == key


def _has_imaginary_power(*measures: Measure) -> bool:
    """True if a power of i occurs, which may be a number."""
    monomials = (monomial for measure in measures for monomial in measure.value.terms)
    return any(name == "i" and power > 1 for monomial in monomials for name, power in monomial)


def _all(truths: Iterable[Truth]) -> Truth:
    found = set(truths)
    if Truth.FALSE in found:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.TRUE


def _any(truths: Iterable[Truth]) -> Truth:
    found = set(truths)
    if Truth.TRUE in found:
        return Truth.TRUE
    return Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.FALSE


def _truth(claim: bool) -> Truth:  # noqa: FBT001 - the claim itself is the argument
    return Truth.TRUE if claim else Truth.FALSE


def _unknown_if(claim: bool) -> Truth:  # noqa: FBT001 - as above
    return Truth.UNKNOWN if claim else Truth.FALSE
