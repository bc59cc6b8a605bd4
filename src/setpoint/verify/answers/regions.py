r"""Reads sets of real numbers: intervals, inequalities in one unknown, and unions of them.

Covered: ``[0,1)``, ``(-\infty, 2) \cup (3, oo)``, ``0<x<12.5``, ``x<-4/3 或 x>0``,
``x \in [-2,7]``.
A pair in round brackets is left to the reader of tuples unless an end is infinite.
Not covered: inequalities joined by *and*, and sets given by a rule.
"""

import re

from setpoint.verify.answers.cleaning import split_outside
from setpoint.verify.answers.forms import Interval, Region
from setpoint.verify.expressions.parsing import read_expression
from setpoint.verify.expressions.polynomial import Polynomial
from setpoint.verify.expressions.values import evaluate

_UNION = re.compile(r"\\cup(?![A-Za-z])|∪|(?<=[)\]])\s?U\s?(?=[(\[])|\bor\b|或")
_MEMBERSHIP = re.compile(r"[A-Za-z]\s?(?:\\in(?![A-Za-z])|∈)\s?")
_INTERVAL = re.compile(r"([(\[])([^()\[\],]*(?:\([^()]*\)[^()\[\],]*)*)[,，](.*)([)\]])", re.DOTALL)
_INFINITY = re.compile(r"([-+]?)\s?(?:\\infty|∞|oo|inf(?:ty|inity)?)")
_ORDER = re.compile(r"<=|>=|[<>≤≥⩽⩾]|\\(?:leqslant|geqslant|leq|geq|le|ge|lt|gt)(?![A-Za-z])")
_STRICT = frozenset({"<", ">", r"\lt", r"\gt"})
_MAX_SIDES = 3


def read_region(text: str) -> Region | None:
    """Reads a cleaned text; None if it is no region.

    Raises:
        UnreadableError: It is one, but an end cannot be read.
    """
    body = _MEMBERSHIP.sub("", text, count=1) if _MEMBERSHIP.match(text) else text
    parts = split_outside(body, _UNION)
    intervals = [_read_part(part) for part in parts]
    if any(interval is None for interval in intervals):
        return None
    found = frozenset(interval for interval in intervals if interval is not None)
    is_pair = len(parts) == 1 and body == text and _may_be_tuple(text, next(iter(found)))
    return None if is_pair else Region(intervals=found)


def _may_be_tuple(text: str, interval: Interval) -> bool:
    is_round = text.startswith("(") and text.endswith(")")
    return is_round and interval.low is not None and interval.high is not None


def _read_part(text: str) -> Interval | None:
    match = _INTERVAL.fullmatch(text)
    if match and "," not in match[3] and not _ORDER.search(text):
        return Interval(
            low=_read_end(match[2]),
            high=_read_end(match[3]),
            has_low=match[1] == "[",
            has_high=match[4] == "]",
        )
    return _read_inequality(text)


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


def _read_end(text: str) -> Polynomial | None:
    if _INFINITY.fullmatch(text.strip()):
        return None
    return evaluate(read_expression(text).node)
