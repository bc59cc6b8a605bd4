"""Compares an answer's form with the key's: the same, different, or not to be decided.

Covered: the kinds of `forms`, each with its own kind and the few it can stand for (a pair in round
brackets for an open interval, a list for a set, a bare number for one with a unit).
Not covered: reading (`reading`), values with units (`measures`), regions (`regions_compared`).
"""

from collections.abc import Sequence
from dataclasses import replace

from setpoint.records import Truth
from setpoint.verify.answers.aligning import (
    align_parameters,
    are_named_in_words,
    as_quotient,
    as_vector,
    compare_proportions,
    in_order_of_names,
)
from setpoint.verify.answers.forms import (
    PLACEHOLDER,
    Collection,
    Equation,
    Form,
    Measure,
    Named,
    Region,
    Word,
)
from setpoint.verify.answers.measures import compare_measures
from setpoint.verify.answers.regions_compared import compare_regions
from setpoint.verify.answers.truths import all_of, any_of, truth_of, unknown_if
from setpoint.verify.expressions.formulas import (
    Value,
    compare_ratios,
    compare_values,
    rename_value,
    subtract_values,
)
from setpoint.verify.expressions.polynomial import (
    CanonicalEquation,
    Polynomial,
    canonical_equation,
    constant,
    unknown,
)

PAIR = 2
_SAME_WHEN_ORDERED = ({"chain", "list"}, {"matrix", "tuple"})
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
        return _compare(key.form, answer.form) if key.name == answer.name else Truth.FALSE
    return _compare_nameless(key, answer)


def _compare_nameless(key: Form, answer: Form) -> Truth:
    if isinstance(key, Measure) and isinstance(answer, Measure):
        return compare_measures(key, answer)
    if isinstance(key, Collection) and isinstance(answer, Collection):
        return _compare_collections(key, answer)
    ratios = (as_quotient(key), as_quotient(answer))
    if ratios != (key, answer):
        return _compare(*ratios)
    if isinstance(key, Region) or isinstance(answer, Region):
        return compare_regions(key, answer)
    return _compare_mixed(key, answer)


def _align_names(key: Form, answer: Form) -> tuple[Form, Form]:
    """Takes off names that only one side gives, names in words, and a function's name for y."""
    if PLACEHOLDER in _name(key) + _name(answer) and _name(key) != _name(answer):
        return _function_rule(key), _function_rule(answer)
    if isinstance(key, Named) and isinstance(answer, Named):
        return (key, answer) if _are_apart(key.name, answer.name) else (key.form, answer.form)
    if isinstance(key, Named) and not isinstance(answer, Equation):
        return key.form, answer
    if isinstance(answer, Named) and not isinstance(key, Equation):
        return key, answer.form
    return key, answer


def _name(form: Form) -> str:
    return form.name if isinstance(form, Named) else ""


def _function_rule(form: Form) -> Form:
    """The rule of ``f(x) = …`` or ``y = …``, or of a bare expression; another name stays."""
    is_rule = isinstance(form, Named) and (PLACEHOLDER in form.name or form.name == "y")
    inner = form.form if is_rule and isinstance(form, Named) else form
    return inner if PLACEHOLDER in _name(form) else _as_function_value(inner)


def _are_apart(one: str, other: str) -> bool:
    """True for symbols, unless one is the other without its number: x and x_1."""
    stems = [name.partition("_")[0] for name in (one, other)]
    is_numbered = stems[0] == stems[1] and stems[0] in {one, other}
    return any(len(stem) == 1 for stem in stems) and not is_numbered


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
        return truth_of(_canonical(first) == _canonical(second))
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


def _compare_mixed(key: Form, answer: Form) -> Truth:
    """Compares one form with several."""
    one, several = (answer, key) if isinstance(key, Collection) else (key, answer)
    if not isinstance(several, Collection):
        if key == answer:
            return Truth.TRUE
        return unknown_if(isinstance(answer, Word) and not _are_single_words(key, answer))
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
    names = _names_apart(key), _names_apart(answer)
    if names[0] and names[0].keys() == names[1].keys():
        return all_of(_compare(one, names[1][name]) for name, one in names[0].items())
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


def _names_apart(collection: Collection) -> dict[str, Form]:
    """The value of each name; none unless each item has a name of its own."""
    named = {item.name: item.form for item in collection.items if isinstance(item, Named)}
    return named if len(named) == len(collection.items) else {}


def _is_named_apart(collection: Collection) -> bool:
    """True if each item has a name of its own, as in ``x = 1, y = 2``."""
    names = {item.name for item in collection.items if isinstance(item, Named)}
    return len(names) == len(collection.items)


def _compare_ordered(key: Sequence[Form], answer: Sequence[Form]) -> Truth:
    if len(key) != len(answer):
        return Truth.FALSE
    return all_of(_compare(one, other) for one, other in zip(key, answer, strict=True))


def _compare_unordered(key: Sequence[Form], answer: Sequence[Form]) -> Truth:
    """Compares as sets: each item has its like on the other side."""
    forth = all_of(any_of(_compare(one, other) for other in answer) for one in key)
    back = all_of(any_of(_compare(other, one) for other in key) for one in answer)
    return all_of((forth, back))
