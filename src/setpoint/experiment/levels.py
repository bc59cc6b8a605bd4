"""Reads the levels of a setting: values and ranges, as a user writes them.

What is covered: ``0.6``, ``0.1,0.6`` and ``0.1:1.2:0.1`` (first:last:step, the last included), and
lists of these; each setting's limits.
What is not: how the levels of several settings are combined (`arms`, `grid`).
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from setpoint.errors import SettingError

_MOST_LEVELS = 1000
_MOST_DIGITS = 9
"""Before and after the point; it keeps hostile exponents from filling the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A number that a sweep may vary.

    Attributes:
        name: What an error calls one value.
        option: What the user wrote before the levels.
        lowest: Least value.
        highest: Greatest value.
        expected: The limits in words.
        example: A range that makes sense.
        excludes: A value at a limit that is not allowed.
        is_whole: True if the value counts something.
    """

    name: str
    option: str
    lowest: float
    highest: float
    expected: str
    example: str
    excludes: float | None = None
    is_whole: bool = False

    def allows(self, value: Decimal) -> bool:
        """Tells whether a value is within the limits."""
        is_within = self.lowest <= value <= self.highest and value != self.excludes
        return is_within and (not self.is_whole or value == value.to_integral_value())


TEMPERATURE = Setting(
    name="temperature",
    option="--temperatures",
    lowest=0,
    highest=2,
    expected="from 0 to 2",
    example="0.1:1.2:0.1",
)
TOP_P = Setting(
    name="--top-p",
    option="--top-p",
    lowest=0,
    highest=1,
    excludes=0,
    expected="above 0 and at most 1 (1 keeps every token)",
    example="0.8:1:0.05",
)
TOP_K = Setting(
    name="--top-k",
    option="--top-k",
    lowest=0,
    highest=10**_MOST_DIGITS,
    expected="a whole number, 0 (keep every token) or more",
    example="10:50:10",
    is_whole=True,
)
MIN_P = Setting(
    name="--min-p",
    option="--min-p",
    lowest=0,
    highest=1,
    excludes=1,
    expected="0 (keep every token) or more, and below 1",
    example="0:0.2:0.05",
)


def parse_levels(text: str, setting: Setting) -> tuple[float, ...]:
    """Returns the levels of a setting, ascending, each once.

    Decimal arithmetic keeps 0.3 from becoming 0.30000000000000004.

    Raises:
        SettingError: Not levels, too many of them, or one is beyond the limits.
    """
    pieces = text.split(",")
    levels = [level for piece in pieces for level in _parse_piece(piece, text, setting)]
    return tuple(float(level) for level in sorted(set(levels)))


def _parse_piece(piece: str, text: str, setting: Setting) -> list[Decimal]:
    if ":" not in piece:
        return [_limited(_decimal(piece, text, setting), setting)]
    parts = piece.split(":")
    where = f"{setting.option} {text!r}"
    if len(parts) != 3:  # noqa: PLR2004 - first, last, step
        raise SettingError(f"{where}: expected first:last:step, e.g. {setting.example}.")
    first, last, step = (_decimal(part, text, setting) for part in parts)
    if step <= 0:
        raise SettingError(
            f"the step of {setting.option} is {step}, but must be above 0, e.g. {setting.example}."
        )
    if last < first:
        raise SettingError(
            f"{where}: the last level, {last}, is below the first, {first}. "
            f"Write {last}:{first}:{step}."
        )
    count = int((last - first) / step) + 1
    if count > _MOST_LEVELS:
        raise SettingError(
            f"{where}: the number of levels is {count}, but must be at most {_MOST_LEVELS}. "
            "Take a greater step."
        )
    return [_limited(first + index * step, setting) for index in range(count)]


def _limited(value: Decimal, setting: Setting) -> Decimal:
    if not setting.allows(value):
        raise SettingError(f"{setting.name} is {value}, but must be {setting.expected}.")
    return value


def _decimal(part: str, text: str, setting: Setting) -> Decimal:
    try:
        value = Decimal(part.strip())
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite() or (value and abs(value.adjusted()) > _MOST_DIGITS):
        raise SettingError(
            f"{setting.option} {text!r}: {part!r} is not a number that can be used. Expected "
            f"a value, a list, or first:last:step, e.g. {setting.example}."
        )
    return value
