r"""Reads an answer, clean of prose, into the kind of mathematical object it is.

Covered: numbers with units, numbers in a base, ``x = …``, chains such as ``85/3 ≈ 28.33``, lists,
tuples, sets, matrices, intervals and inequalities, ``±``, equations, words and choice letters.
Not covered: sums over indices and integrals, which raise `UnreadableError`.
"""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from setpoint.records import Truth
from setpoint.verify.answers.atoms import read_atom, read_measure, value_of
from setpoint.verify.answers.cleaning import clean_answer, enclosed, peel, split_outside
from setpoint.verify.answers.comparison import compare
from setpoint.verify.answers.forms import (
    PLACEHOLDER,
    Collection,
    Equation,
    Form,
    Measure,
    Named,
)
from setpoint.verify.answers.regions import read_region
from setpoint.verify.answers.scopes import cut_scope
from setpoint.verify.expressions.formulas import (
    approximate_value,
    compare_values,
    rename_value,
)
from setpoint.verify.expressions.unreadable import UnreadableError

MIN_SIDES = 2
MAX_LENGTH = 1000
MAX_DEPTH = 6
MAX_ITEMS = 40
MAX_WORD_LENGTH = 60
ROUNDING = Fraction(1, 20)

_MATRIX = re.compile(
    r"[(\[]?\s?\\begin\s?\{([bpB]?matrix|array)\}(?:\s?\{[clr| ]{1,40}\})?(.*)"
    r"\\end\s?\{\1\}\s?[)\]]?",
    re.DOTALL,
)
_TRANSPOSED = re.compile(r"\)\s?\^\s?\{?\s?(?:T|\\top|\\intercal)\s?\}?\Z")
"""A row that is called a column: both are written as tuples."""
_MEMBER = re.compile(r"[A-Za-z]\s?(?:\\in(?![A-Za-z])|∈)\s?(?=\\?\{)")
_CASES = re.compile(r"\\begin\s?\{(cases|aligned)\}(.*)\\end\s?\{\1\}", re.DOTALL)
_ROW_END = re.compile(r"\\\\")
_CELL_END = re.compile(r"&")
_SEPARATOR = re.compile(r"[,，、;；]|\b(?:or|and)\b|或者?|和|以及")
_EQUALS = re.compile(r"={1,2}")
_ESTIMATES = re.compile(r"≈|\\approx(?![A-Za-z])|\\simeq(?![A-Za-z])|≒|约等于")
_PLUS_MINUS = re.compile(r"\\pm(?![A-Za-z])|±")
_FUNCTION = re.compile(r"([A-Za-z](?:\^\{?-1\}?|_\{?\w\}?)?)\s?\(\s?([A-Za-z])\s?\)")
_COLON = re.compile(r"[:：]")
_WORD = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+)*")


def read_form(text: str) -> Form:
    """Reads an answer.

    Raises:
        UnreadableError: It is of no known kind, or over a cap.
    """
    if len(text) > MAX_LENGTH:
        raise UnreadableError("the answer is too long")
    cleaned = _TRANSPOSED.sub(")", cut_scope(clean_answer(text)))
    if not cleaned:
        raise UnreadableError("the answer is empty")
    return _read(cleaned, 0)


def _read(text: str, depth: int) -> Form:
    if depth > MAX_DEPTH:
        raise UnreadableError("the answer is nested too deeply")
    peeled = peel(text)
    for reader in _READERS:
        form = reader(peeled, depth)
        if form is not None:
            return form
    return read_measure(peeled)


def _read_matrix(text: str, depth: int) -> Form | None:
    match = _MATRIX.fullmatch(text)
    if match:
        lines = [line.strip() for line in _ROW_END.split(match[2]) if line.strip()]
        rows = [_collection("row", _CELL_END.split(line), depth) for line in lines[:MAX_ITEMS]]
        return Collection(kind="matrix", items=tuple(rows))
    inside = enclosed(text, "[")
    if inside is None or not inside.lstrip().startswith("["):
        return None
    lines = [enclosed(line, "[") or "" for line in split_outside(inside, _SEPARATOR)]
    rows = [_collection("row", split_outside(line, _SEPARATOR), depth) for line in lines]
    return Collection(kind="matrix", items=tuple(rows))


def _read_atom(text: str, _depth: int) -> Form | None:
    return read_atom(text)


def _read_member(text: str, depth: int) -> Form | None:
    member = _MEMBER.match(text)
    is_set = member and enclosed(text[member.end() :].removeprefix("\\"), "{") is not None
    return _read(text[member.end() :], depth + 1) if member and is_set else None


def _read_cases(text: str, depth: int) -> Form | None:
    match = _CASES.fullmatch(text)
    lines = [line.strip(" &,，") for line in _ROW_END.split(match[2])] if match else []
    parts = [line for line in lines if line]
    return _collection("list", parts, depth) if parts else None


def _read_labelled(text: str, depth: int) -> Form | None:
    """Reads ``Anna: 5`` as a named value."""
    label, *rest = split_outside(text, _COLON)
    is_label = len(rest) == 1 and _WORD.fullmatch(label) and len(label) <= MAX_WORD_LENGTH
    return Named(name=label.casefold(), form=_read(rest[0], depth + 1)) if is_label else None


def _read_region_form(text: str, _depth: int) -> Form | None:
    return read_region(text)


def _read_bracketed(text: str, depth: int) -> Form | None:
    for opener, kind in (("(", "tuple"), ("\\{", "set"), ("{", "set"), ("[", "list")):
        inside = enclosed(text, opener)
        if inside is not None:
            parts = split_outside(inside, _SEPARATOR)
            if len(parts) > 1 or kind == "set":
                return _collection(kind, parts, depth)
    return None


def _read_list(text: str, depth: int) -> Form | None:
    parts = [part for part in split_outside(text, _SEPARATOR) if part]
    return _collection("list", parts, depth) if len(parts) > 1 else None


def _collection(kind: str, parts: Sequence[str], depth: int) -> Collection:
    if len(parts) > MAX_ITEMS:
        raise UnreadableError("the answer has too many parts")
    items: list[Form] = []
    for part in parts:
        form = _read(part.strip(), depth + 1)
        is_several = isinstance(form, Collection) and form.kind == "list"
        items += form.items if is_several and isinstance(form, Collection) else (form,)
    return Collection(kind=kind, items=tuple(items))


def _read_plus_minus(text: str, depth: int) -> Form | None:
    if not _PLUS_MINUS.search(text):
        return None
    parts = [_PLUS_MINUS.sub(sign, text) for sign in "+-"]
    return _collection("list", parts, depth)


def _read_estimated(text: str, depth: int) -> Form | None:
    """Reads ``85/3 ≈ 28.33`` as its exact side, if the others come near it."""
    parts = [part for part in split_outside(text, _ESTIMATES) if part]
    if not parts or parts == [text]:
        return None
    forms = [_read(part, depth + 1) for part in parts]
    values = [form.form if isinstance(form, Named) else form for form in forms]
    exact = next((one for one, part in zip(values, parts, strict=True) if "." not in part), None)
    chosen = exact or values[0]
    if not all(_is_near(chosen, other) for other in values):
        raise UnreadableError("the answer contradicts itself")
    return Named(name=forms[0].name, form=chosen) if isinstance(forms[0], Named) else chosen


def _read_equality(text: str, depth: int) -> Form | None:
    sides = [side for side in split_outside(text, _EQUALS) if side]
    if len(sides) < MIN_SIDES:
        return _read(sides[0], depth + 1) if sides and sides[0] != text else None
    function = _FUNCTION.fullmatch(sides[0])
    if function:
        value = rename_value(value_of(sides[-1]), function[2], PLACEHOLDER)
        return Named(name=f"{function[1]}({PLACEHOLDER})", form=Measure(value=value))
    names, values_ = (enclosed(side, "(") for side in (sides[0], sides[-1]))
    if names and values_ and len(sides) == MIN_SIDES:
        return _read_pairs(names, values_, depth)
    name = _name_of(sides[0])
    if name is not None:
        return Named(name=name, form=_same_value(sides[1:], depth))
    values = [value_of(side) for side in sides]
    if any(value.names for value in values) and len(values) == MIN_SIDES:
        return Equation(left=values[0], right=values[1])
    return _same_value(sides, depth)


def _read_pairs(names: str, values: str, depth: int) -> Form:
    """Reads ``(x, y) = (1, 2)`` as the pair of named values, in order."""
    pairs = zip(split_outside(names, _SEPARATOR), split_outside(values, _SEPARATOR), strict=False)
    parts = [f"{name} = {value}" for name, value in pairs]
    return _collection("tuple", parts, depth)


def _same_value(sides: Sequence[str], depth: int) -> Form:
    """The value of a chain of equals signs; a decimal in it may round the first side."""
    forms = [_read(side, depth + 1) for side in sides]
    if all(
        compare(forms[0], form) is Truth.TRUE or ("." in side and _is_near(forms[0], form))
        for side, form in zip(sides, forms, strict=True)
    ):
        return forms[0]
    raise UnreadableError("the answer contradicts itself")


def _is_near(one: Form, other: Form) -> bool:
    if not isinstance(one, Measure) or not isinstance(other, Measure):
        return one == other
    first, second = approximate_value(one.value), approximate_value(other.value)
    if first is None or second is None:
        return compare_values(one.value, other.value) is Truth.TRUE
    return abs(first - second) <= ROUNDING * max(abs(first), abs(second))


def _name_of(text: str) -> str | None:
    """The unknown or the words that a side is; None if it is something else."""
    try:
        return value_of(text).lone_name
    except UnreadableError:
        has_digits = any(character.isdigit() for character in text)
        return None if has_digits or "\\" in text else text.casefold()


_READERS: tuple[Callable[[str, int], Form | None], ...] = (
    _read_atom,
    _read_member,
    _read_cases,
    _read_matrix,
    _read_region_form,
    _read_bracketed,
    _read_list,
    _read_labelled,
    _read_estimated,
    _read_equality,
    _read_plus_minus,
)
