"""Compares an answer's form with the key's: the same, different, or not to be decided.

Covered: the kinds of `forms`, each with its own kind and the few it can stand for (a pair in round
brackets for an open interval, a list for a set, a bare number for one with a unit).
Not covered: identities between functions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from setpoint.records import Truth
from setpoint.verify.answers.forms import (
    PLACEHOLDER,
    Collection,
    Equation,
    Form,
    Interval,
    Measure,
    Named,
    Region,
    Word,
)
from setpoint.verify.answers.aligning import (
    align_parameters,
    are_named_in_words,
    as_quotient,
    as_vector,
    compare_proportions,
    in_order_of_names,
)
from setpoint.verify.expressions.formulas import (
    Value,
    approximate_value,
    compare_ratios,
    compare_values,
    multiply_values,
    rename_value,
    subtract_values,
)
from setpoint.verify.expressions.polynomial import (
    PI,
    CanonicalEquation,
    Polynomial,
    canonical_equation,
    constant,
    multiply,
    unknown,
)
from setpoint.verify.expressions.units import find_unit, is_unit

PAIR = 2
_SAME_WHEN_ORDERED = ({"chain", "list"}, {"matrix", "tuple"})
MIN_STEPS = 100
_UNORDERED = frozenset({"set", "list"})


def compare(key: Form, answer: Form) -> Truth:
    """TRUE if the answer is the key, FALSE if it is not, UNKNOWN if that cannot be told."""
    return _compare(key, align_parameters(key, answer))


def _compare(key: Form, answer: Form) -> Truth:
    key, answer = _align_names(key, answer)
    key, answer = _as_identity(key), _as_identity(answer)
    if isinstance(key, Equation) or isinstance(answer, Equation):
        return _compare_equations(key, answer)
    if isinstance(key, Named) and isinstance(answer, Named):
        is_same_name = key.name == answer.name
        return _compare(key.form, answer.form) if is_same_name else Truth.FALSE
    if isinstance(key, Measure) and isinstance(answer, Measure):
        return _compare_measures(key, answer)
    if isinstance(key, Collection) and isinstance(answer, Collection):
        return _compare_collections(key, answer)
    ratios = (as_quotient(key), as_quotient(answer))
    if ratios != (key, answer):
        return _compare(*ratios)
    if isinstance(key, Region) or isinstance(answer, Region):
        return _compare_regions(key, answer)
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
    return replace(form, value=rename_value(form.value, name, PLACEHOLDER))


def _compare_equations(key: Form, answer: Form) -> Truth:
    first, second = _difference(key, answer), _difference(answer, key)
    if first is None or second is None:
        return Truth.UNKNOWN
    if isinstance(first, Polynomial) and isinstance(second, Polynomial):
        return _truth(_canonical(first) == _canonical(second))
    return compare_ratios(first, second)


def _as_identity(form: Form) -> Form:
    """Takes an equation that always holds for the value of its sides."""
    is_identity = isinstance(form, Equation) and compare_values(form.left, form.right) is Truth.TRUE
    return Measure(value=form.left) if is_identity and isinstance(form, Equation) else form


def _difference(form: Form, other: Form) -> Value | None:
    """Left minus right of an equation, of a name with its value, or of the value of y."""
    if isinstance(form, Equation):
        return subtract_values(form.left, form.right)
    if isinstance(form, Named) and isinstance(form.form, Measure):
        return subtract_values(unknown(form.name), form.form.value)
    if isinstance(form, Measure) and isinstance(other, Equation):
        others = (other.left, other.right)
        extra = frozenset().union(*(value.names for value in others)) - form.value.names
        return subtract_values(unknown(min(extra)), form.value) if len(extra) == 1 else None
    return None


def _canonical(difference: Polynomial) -> CanonicalEquation:
    return canonical_equation(difference, constant(0))


def _compare_regions(key: Form, answer: Form) -> Truth:
    first, second = _as_region(key), _as_region(answer)
    if first is None or second is None:
        return Truth.FALSE
    forth = _all(_any(_compare_intervals(one, other) for other in second) for one in first)
    back = _all(_any(_compare_intervals(one, other) for other in first) for one in second)
    return _all((forth, back))


def _compare_intervals(one: Interval, other: Interval) -> Truth:
    if (one.has_low, one.has_high) != (other.has_low, other.has_high):
        return Truth.FALSE
    return _all((_compare_ends(one.low, other.low), _compare_ends(one.high, other.high)))


def _compare_ends(one: Value | None, other: Value | None) -> Truth:
    if one is None or other is None:
        return _truth(one is None and other is None)
    return compare_values(one, other)


def _as_region(form: Form) -> tuple[Interval, ...] | None:
    """The intervals of a region, of an open interval written as a pair, or of nothing."""
    if isinstance(form, Region):
        return form.intervals
    if not isinstance(form, Collection):
        return None
    if form.kind == "set" and not form.items:
        return ()
    ends = [item.value for item in form.items if isinstance(item, Measure)]
    if form.kind != "tuple" or len(ends) != len(form.items) or len(ends) != PAIR:
        return None
    return (Interval(low=ends[0], high=ends[1], has_low=False, has_high=False),)


def _compare_mixed(key: Form, answer: Form) -> Truth:
    """Compares one form with several."""
    one, several = (answer, key) if isinstance(key, Collection) else (key, answer)
    if not isinstance(several, Collection):
        if key == answer:
            return Truth.TRUE
        return _unknown_if(isinstance(answer, Word) and not _are_single_words(key, answer))
    if not isinstance(one, Word) and any(isinstance(item, Word) for item in several.items):
        return Truth.UNKNOWN
    if not several.items or any(_compare(one, item) is not Truth.TRUE for item in several.items):
        return Truth.FALSE
    return Truth.TRUE if several.kind == "list" else Truth.UNKNOWN


def _are_single_words(*forms: Form) -> bool:
    return all(isinstance(form, Word) and " " not in form.text for form in forms)


def _compare_collections(key: Collection, answer: Collection) -> Truth:
    kinds = {key.kind, answer.kind}
    if kinds <= _UNORDERED:
        return _compare_sets(key, answer)
    if kinds == {"ratio"}:
        return compare_proportions(key, answer)
    if key.kind == answer.kind:
        return _compare_ordered(key.items, answer.items)
    if "matrix" in kinds:
        key, answer = as_vector(key), as_vector(answer)
    if "tuple" in kinds and _is_named_apart(key) != _is_named_apart(answer):
        key, answer = in_order_of_names(key), in_order_of_names(answer)
    same = Truth.FALSE if "set" in kinds else _compare_ordered(key.items, answer.items)
    is_settled = (
        same is Truth.FALSE or kinds in _SAME_WHEN_ORDERED or _have_names_apart(key, answer)
    )
    return same if is_settled else Truth.UNKNOWN


def _compare_sets(key: Collection, answer: Collection) -> Truth:
    if _is_named_apart(key) == _is_named_apart(answer):
        return _compare_unordered(key.items, answer.items)
    if _compare_ordered(key.items, answer.items) is Truth.TRUE:
        return Truth.TRUE
    same = _compare_unordered(key.items, answer.items)
    is_told_in_words = are_named_in_words(answer) and len(key.items) == len(answer.items)
    return same if same is Truth.FALSE or is_told_in_words else Truth.UNKNOWN


def _have_names_apart(key: Collection, answer: Collection) -> bool:
    """True if one side names each of its parts and the other, in the same order, none or all."""
    return "tuple" in {key.kind, answer.kind} and (_is_named_apart(key) or _is_named_apart(answer))


def _is_named_apart(collection: Collection) -> bool:
    """True if each item has a name of its own, as in ``x = 1, y = 2``."""
    names = {item.name for item in collection.items if isinstance(item, Named)}
    return len(names) == len(collection.items)


def _compare_ordered(key: Sequence[Form], answer: Sequence[Form]) -> Truth:
    if len(key) != len(answer):
        return Truth.FALSE
    return _all(_compare(one, other) for one, other in zip(key, answer, strict=True))


def _compare_unordered(key: Sequence[Form], answer: Sequence[Form]) -> Truth:
    """Compares as sets: each item has its like on the other side."""
    forth = _all(_any(_compare(one, other) for other in answer) for one in key)
    back = _all(_any(_compare(other, one) for other in key) for one in answer)
    return _all((forth, back))


def _compare_measures(key: Measure, answer: Measure) -> Truth:
    if key.value.names != answer.value.names:
        key, answer = _name_as_unit(key), _name_as_unit(answer)
    if key.unit and answer.unit:
        return _compare_with_units(key, answer)
    unit = find_unit(key.unit or answer.unit)
    same = compare_values(key.value, answer.value)
    if unit.dimension == "count" and unit.size != 1:
        is_scaled = compare_values(_in_units(key), _in_units(answer)) is Truth.TRUE
        return Truth.TRUE if is_scaled else _unknown_if(same is Truth.TRUE)
    if unit.dimension == "angle" and same is Truth.FALSE:
        return compare_values(_in_radians(key), _in_radians(answer))
    if same is not Truth.FALSE:
        return same
    return Truth.TRUE if _rounds_to(key, answer) else _unknown_if(_is_renamed(key, answer))


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
    return _unknown_if(is_same and not are_known)


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
