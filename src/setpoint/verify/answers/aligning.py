"""Writes two forms alike where notation alone keeps them apart.

Covered: the letter of a parameter, ratios of two as quotients, columns as vectors, parts that are
named in words. Not covered: whether the forms are the same (`comparison`).
"""

from dataclasses import replace

from setpoint.records import Truth
from setpoint.verify.answers.forms import PLACEHOLDER, Collection, Form, Measure, Named
from setpoint.verify.expressions.formulas import (
    Value,
    approximate_value,
    compare_values,
    multiply_values,
    rename_value,
)
from setpoint.verify.expressions.polynomial import Polynomial, invert

PAIR = 2
_PARAMETERS = frozenset("kKnNmMtTlscC")
_LARGEST = ("max", "最大", "large", "great")
_SMALLEST = ("min", "最小", "small", "least")


def align_parameters(key: Form, answer: Form) -> Form:
    """Gives the answer's free letters the key's: the n of ``x = nπ``, a function's variable."""
    if isinstance(key, Measure) and _extra(answer, key) == {"C"}:
        extra = _extra(key, answer)
        return (
            _rename(answer, min(extra), "C")
            if len(extra) == 1 and extra <= {"c", "k", "K"}
            else answer
        )
    is_solution = isinstance(key, Named) or (isinstance(key, Collection) and key.kind == "tuple")
    if not is_solution:
        return answer
    for letter in _extra(key, answer) & _PARAMETERS:
        if letter.swapcase() in _extra(answer, key):
            answer = _rename(answer, letter, letter.swapcase())
    missing, extra = _extra(answer, key), _extra(key, answer)
    is_rule = isinstance(answer, Named) and PLACEHOLDER in answer.name
    is_variable = PLACEHOLDER in missing and not is_rule
    if len(missing) == len(extra) == 1 and (is_variable or extra <= _PARAMETERS):
        return _rename(answer, min(extra), min(missing))
    return answer


def _extra(form: Form, other: Form) -> frozenset[str]:
    return _names(other) - _names(form)


def as_quotient(form: Form) -> Form:
    """A ratio of two numbers as their quotient."""
    if not isinstance(form, Collection) or form.kind != "ratio" or len(form.items) != PAIR:
        return form
    upper, lower = (item.value for item in form.items if isinstance(item, Measure))
    if not isinstance(lower, Polynomial) or not lower.terms:
        return form
    return Measure(value=multiply_values(upper, invert(lower)))


def as_vector(form: Collection) -> Collection:
    """A matrix of one row or one column as its entries; anything else as it is."""
    rows = [row for row in form.items if isinstance(row, Collection)]
    if form.kind != "matrix" or not rows:
        return form
    if len(rows) == 1:
        return rows[0]
    if any(len(row.items) != 1 for row in rows):
        return form
    return Collection(kind="row", items=tuple(row.items[0] for row in rows))


def in_order_of_names(collection: Collection) -> Collection:
    """Parts named by letters in the order of the alphabet, in which pairs are written."""
    named = {item.name: item for item in collection.items if isinstance(item, Named)}
    if len(named) != len(collection.items) or any(len(name) > 1 for name in named):
        return collection
    return replace(collection, items=tuple(named[name] for name in sorted(named)))


def compare_proportions(key: Collection, answer: Collection) -> Truth:
    """Compares ratios of several numbers by their products across."""
    first, second = _values(key), _values(answer)
    if len(first) != len(second):
        return Truth.FALSE
    products = [
        compare_values(multiply_values(one, second[0]), multiply_values(other, first[0]))
        for one, other in zip(first, second, strict=True)
    ]
    return next((truth for truth in products if truth is not Truth.TRUE), Truth.TRUE)


def are_named_in_words(collection: Collection) -> bool:
    """True if each part has a name of several letters, and the largest is not below the least."""
    named = [item for item in collection.items if isinstance(item, Named)]
    are_words = len(named) == len(collection.items) and all(len(item.name) > 1 for item in named)
    return are_words and all(
        _is_below(low, high)
        for low in named
        if low.name.startswith(_SMALLEST)
        for high in named
        if high.name.startswith(_LARGEST)
    )


def _is_below(low: Named, high: Named) -> bool:
    values = [item.form.value for item in (low, high) if isinstance(item.form, Measure)]
    numbers = [number for value in values if (number := approximate_value(value)) is not None]
    return len(numbers) == PAIR and numbers[0] <= numbers[1]


def _values(collection: Collection) -> list[Value]:
    return [item.value for item in collection.items if isinstance(item, Measure)]


def _names(form: Form) -> frozenset[str]:
    if isinstance(form, Measure):
        return form.value.names
    if isinstance(form, Named):
        return _names(form.form)
    if isinstance(form, Collection):
        return frozenset().union(*map(_names, form.items))
    return frozenset()


def _rename(form: Form, old: str, new: str) -> Form:
    if isinstance(form, Measure):
        return replace(form, value=rename_value(form.value, old, new))
    if isinstance(form, Named):
        return replace(form, form=_rename(form.form, old, new))
    if isinstance(form, Collection):
        return replace(form, items=tuple(_rename(item, old, new) for item in form.items))
    return form
