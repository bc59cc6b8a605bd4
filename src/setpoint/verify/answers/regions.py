r"""Reads sets of real numbers: intervals, inequalities in one unknown, points, and unions of them.

Covered: ``[0,1)``, ``(-\infty, 2) \cup (3, oo)``, ``0<x<12.5``, ``x<-4/3 或 x>0``, ``x \ne 2``,
``x \in [-2,7]``, ``\{x | x<2\} - \{1\}``, ``(-\infty, -2] \cup \{1\}``.
A pair in round brackets is left to the reader of tuples unless an end is infinite.
Not covered: inequalities joined by *and*, overlapping parts, and sets given by other rules.
"""

import re
from collections.abc import Iterator

from setpoint.verify.answers.cleaning import enclosed, split_outside
from setpoint.verify.answers.forms import Interval, Region
from setpoint.verify.expressions.formulas import (
    Value,
    approximate_value,
    multiply_values,
    read_value,
)
from setpoint.verify.expressions.polynomial import constant
from setpoint.verify.expressions.unreadable import UnreadableError

_UNION = re.compile(r"\\cup(?![A-Za-z])|∪|(?<=[)\]])\s?U\s?(?=[(\[])|\bor\b|或")
_WITHOUT = re.compile(r"\\(?:setminus|backslash)(?![A-Za-z])|(?<=[)\]}])\s?[-\\∖]\s?(?=\\?\{)")
_MEMBERSHIP = re.compile(r"[A-Za-z]\s?(?:\\in(?![A-Za-z])|∈)\s?")
_BUILDER = re.compile(
    r"\\?\{\s?([A-Za-z])\s?(?:(?:\\in(?![A-Za-z])|∈)\s?(?:\\mathbb\s?\{?\s?R\s?\}?|R)\s?)?"
    r"(?:\||:|\\mid(?![A-Za-z])|\\vert(?![A-Za-z]))(.*?)\\?\}",
    re.DOTALL,
)
_INTERVAL = re.compile(r"([(\[])([^()\[\],]*(?:\([^()]*\)[^()\[\],]*)*)[,，](.*)([)\]])", re.DOTALL)
_INFINITY = re.compile(r"([-+]?)\s?(?:\\infty|∞|oo|inf(?:ty|inity)?)")
_ORDER = re.compile(r"<=|>=|[<>≤≥⩽⩾]|\\(?:leqslant|geqslant|leq|geq|le|ge|lt|gt)(?![A-Za-z])")
_UNEQUAL = re.compile(r"([A-Za-z])\s?(?:≠|\\neq?(?![A-Za-z])|!=)(.+)", re.DOTALL)
_POINT = re.compile(r"[A-Za-z]\s?=([^=]+)")
_COMMA = re.compile(r"[,，]")
_POSITIVE = frozenset({"+", "positive", "正"})
_STRICT = frozenset({"<", ">", r"\lt", r"\gt"})
_LINE = re.compile(
    r"\\mathbb ?\{? ?R ?\}?|ℝ|R|(?:all |any )?real numbers?|all reals|(?:全体|任意)?实数",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"(?:,|，|\band\b|且|\\land(?![A-Za-z]))\s?[A-Za-z]\s?(?:≠|\\neq?(?![A-Za-z])|!=)"
)
_DISTANCE = re.compile(r"\|([^|]{1,40})\|\s?(<=|>=|[<>≤≥]|\\(?:leq?|geq?|lt|gt)(?![A-Za-z]))(.+)")
_HALF_LINE = re.compile(
    r"(?:\\mathbb ?\{? ?R ?\}?|ℝ|R) ?[_^] ?\{? ?([+-]) ?\}?"
    r"|(?:all )?(positive|negative) real numbers?|(?:全体)?([正负])实数",
    re.IGNORECASE,
)
_OUTWARDS = re.compile(r"([\[\]])([^\[\]]+)([\[\]])")
_WHOLE = Interval(low=None, high=None, has_low=False, has_high=False)
_MAX_SIDES = 3
_MAX_PARTS = 20


def read_region(text: str) -> Region | None:
    """Reads a cleaned text; None if it is no region.

    Raises:
        UnreadableError: It is one, but an end cannot be read.
    """
    text = _OUTWARDS.sub(_turn_inwards, text)
    body = _MEMBERSHIP.sub("", text, count=1) if _MEMBERSHIP.match(text) else text
    whole, *unequal = split_outside(body, _ALSO)
    whole, *removed = split_outside(whole, _WITHOUT)
    removed += [f"{{{point}}}" for point in unequal]
    builder = _BUILDER.fullmatch(whole)
    parts = split_outside(builder[2].strip() if builder else whole, _UNION)
    if len(parts) > _MAX_PARTS:
        raise UnreadableError("the region has too many parts")
    found = [part for text in parts for part in _read_part(text, is_alone=len(parts) == 1)]
    are_points = all(part is not None and part.low is part.high is not None for part in found)
    if are_points or any(interval is None for interval in found):
        return None
    intervals = [interval for interval in found if interval is not None]
    for point in (point for text in removed for point in _read_points(text)):
        intervals = [rest for interval in intervals for rest in _without(interval, point)]
    is_pair = len(parts) == 1 and body == text and _may_be_tuple(text, intervals[0])
    return None if is_pair else Region(intervals=tuple(intervals))


def _turn_inwards(match: re.Match[str]) -> str:
    """Writes ``]0,1[`` as ``(0,1)``; what is in order stays."""
    first, inside, last = match.groups()
    is_outwards = (first, last) != ("[", "]") and "," in inside
    low, high = ("(" if first == "]" else "["), (")" if last == "[" else "]")
    return f"{low}{inside}{high}" if is_outwards else match.group()


def _may_be_tuple(text: str, interval: Interval) -> bool:
    is_round = text.startswith("(") and text.endswith(")")
    return is_round and interval.low is not None and interval.high is not None


def _read_part(text: str, *, is_alone: bool) -> list[Interval | None]:
    """The intervals of a part of a union; a point counts only beside other parts."""
    match = _INTERVAL.fullmatch(text)
    if match and "," not in match[3] and not _ORDER.search(text):
        low, high = _read_end(match[2]), _read_end(match[3])
        has_low, has_high = match[1] == "[", match[4] == "]"
        return [Interval(low=low, high=high, has_low=has_low, has_high=has_high)]
    if _LINE.fullmatch(text):
        return [_WHOLE]
    half = _HALF_LINE.fullmatch(text)
    if half:
        return [_half_line(is_positive=(half[1] or half[2] or half[3]).lower() in _POSITIVE)]
    unequal = _UNEQUAL.fullmatch(text)
    if unequal:
        return [*_without(_WHOLE, read_value(unequal[2])[0])]
    point = _POINT.fullmatch(text)
    if not is_alone and (point or enclosed(text.removeprefix("\\"), "{") is not None):
        values = [read_value(point[1])[0]] if point else _read_points(text)
        return [Interval(low=value, high=value, has_low=True, has_high=True) for value in values]
    distance = _DISTANCE.fullmatch(text)
    return _read_distance(*distance.groups()) if distance else [_read_inequality(text)]


def _half_line(*, is_positive: bool) -> Interval:
    zero = constant(0)
    low, high = (zero, None) if is_positive else (None, zero)
    return Interval(low=low, high=high, has_low=False, has_high=False)


def _read_distance(inside: str, sign: str, limit: str) -> list[Interval | None]:
    """The interval within a distance of zero, or the two beyond it."""
    radius = read_value(limit)[0]
    if read_value(inside)[0].lone_name is None or not (approximate_value(radius) or 0) > 0:
        return [None]
    least = multiply_values(radius, constant(-1))
    is_closed = sign not in _STRICT
    if not _points_down(sign):
        return [Interval(low=least, high=radius, has_low=is_closed, has_high=is_closed)]
    return [
        Interval(low=None, high=least, has_low=False, has_high=is_closed),
        Interval(low=radius, high=None, has_low=is_closed, has_high=False),
    ]


def _read_points(text: str) -> list[Value]:
    inside = enclosed(text.removeprefix("\\"), "{")
    if inside is None:
        raise UnreadableError("no set of points")
    return [read_value(part)[0] for part in split_outside(inside, _COMMA)]


def _without(interval: Interval, point: Value) -> Iterator[Interval]:
    """What is left of an interval without a point."""
    if not _is_inside(interval, point):
        yield interval
        return
    yield Interval(low=interval.low, high=point, has_low=interval.has_low, has_high=False)
    yield Interval(low=point, high=interval.high, has_low=False, has_high=interval.has_high)


def _is_inside(interval: Interval, point: Value) -> bool:
    place = approximate_value(point)
    low = None if interval.low is None else approximate_value(interval.low)
    high = None if interval.high is None else approximate_value(interval.high)
    is_known = (low is None) == (interval.low is None) and (high is None) == (interval.high is None)
    if place is None or not is_known:
        raise UnreadableError("a point of unknown place")
    return (low is None or low < place) and (high is None or place < high)


def _read_inequality(text: str) -> Interval | None:
    signs = _ORDER.findall(text)
    sides = _ORDER.split(text)
    if not 1 < len(sides) <= _MAX_SIDES:
        return None
    if all(_points_down(sign) for sign in signs):
        signs, sides = signs[::-1], sides[::-1]
    elif any(_points_down(sign) for sign in signs):
        return None
    values = [_read_end(side) for side in sides]
    unknown = next((index for index, value in enumerate(values) if value and value.lone_name), None)
    others = [value for index, value in enumerate(values) if index != unknown]
    if unknown is None or any(value and value.names for value in others):
        return None
    below, above = values[:unknown], values[unknown + 1 :]
    if len(below) > 1 or len(above) > 1:
        return None
    return Interval(
        low=below[0] if below else None,
        high=above[0] if above else None,
        has_low=bool(below) and signs[0] not in _STRICT,
        has_high=bool(above) and signs[-1] not in _STRICT,
    )


def _points_down(sign: str) -> bool:
    return sign in {">", ">=", "≥", "⩾"} or sign.startswith(r"\g")


def _read_end(text: str) -> Value | None:
    if _INFINITY.fullmatch(text.strip()):
        return None
    return read_value(text)[0]
