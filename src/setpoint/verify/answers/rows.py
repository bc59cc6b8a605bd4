r"""Reads numbers in a row that belong together: ratios, chains of inequality, and ordinals.

Covered: ``2 : 3``, ``1 : (4/3)``, ``b < a < d``, ``15th day``, 第15天.
Not covered: ratios of unknowns.
"""

import re

from setpoint.verify.answers.cleaning import split_outside
from setpoint.verify.answers.forms import Collection, Measure
from setpoint.verify.expressions.formulas import read_value
from setpoint.verify.expressions.polynomial import constant
from setpoint.verify.expressions.unreadable import UnreadableError

MIN_LINKS = 3
MAX_LINKS = 12
_COLON = re.compile(r"[:：∶]")
_CLOCK = re.compile(r"\d{1,2}:[0-5]\d")
_ASCENDING = re.compile(r"<|\\lt(?![A-Za-z])")
_DESCENDING = re.compile(r">|\\gt(?![A-Za-z])")
_ORDINAL = re.compile(
    r"(?:the )?(\d{1,6})(?:st|nd|rd|th)\b(?: [A-Za-z]{1,12})?|第 ?(\d{1,6}) ?\S{0,3}"
)


def read_ratio(text: str) -> Collection | None:
    """Reads numbers between colons; None if there are none, or if they may be a time of day."""
    parts = split_outside(text, _COLON)
    if not 1 < len(parts) <= MAX_LINKS or _CLOCK.fullmatch(text):
        return None
    try:
        values = [read_value(part)[0] for part in parts]
    except UnreadableError:
        return None
    if any(value.names for value in values):
        return None
    return Collection(kind="ratio", items=tuple(Measure(value=value) for value in values))


def read_chain(text: str) -> Collection | None:
    """Reads what stands in ascending order, whichever way the signs point."""
    ascending, descending = split_outside(text, _ASCENDING), split_outside(text, _DESCENDING)
    parts = ascending if len(ascending) > 1 else descending[::-1]
    is_mixed = len(ascending) > 1 and len(descending) > 1
    if is_mixed or not MIN_LINKS <= len(parts) <= MAX_LINKS:
        return None
    try:
        values = [read_value(part)[0] for part in parts]
    except UnreadableError:
        return None
    if any(value.lone_name is None for value in values):
        return None
    return Collection(kind="chain", items=tuple(Measure(value=value) for value in values))


def read_ordinal(text: str) -> Measure | None:
    """Reads the number of a place in a row."""
    match = _ORDINAL.fullmatch(text)
    return Measure(value=constant(int(match[1] or match[2]))) if match else None
