"""Reads the user's settings into arms, and refuses what makes no sense."""

import math
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from setpoint.errors import SettingError
from setpoint.records import Arm, PromptStyle, Sampling

_HIGHEST_TEMPERATURE = 2
_MOST_LEVELS = 1000


def build_arms(
    temperatures: Sequence[float],
    styles: Sequence[PromptStyle],
    *,
    top_p: float = 1.0,
    top_k: int = 0,
    min_p: float = 0.0,
) -> tuple[Arm, ...]:
    """Returns every style at every temperature, temperatures ascending within a style.

    Raises:
        SettingError: A value is outside its range (see `records.Sampling`).
    """
    _require(0 < top_p <= 1, "--top-p", top_p, "above 0 and at most 1 (1 keeps every token)")
    _require(top_k >= 0, "--top-k", top_k, "0 (keep every token) or more")
    _require(0 <= min_p < 1, "--min-p", min_p, "0 (keep every token) or more, and below 1")
    return tuple(
        Arm(
            sampling=Sampling(temperature=temperature, top_p=top_p, top_k=top_k, min_p=min_p),
            style=style,
        )
        for style in styles
        for temperature in temperatures
    )


def parse_temperatures(text: str) -> tuple[float, ...]:
    """Reads ``0.1:1.2:0.1`` (first:last:step, last included) or ``0.1,0.6,1.2``.

    Decimal arithmetic keeps 0.3 from becoming 0.30000000000000004.

    Raises:
        SettingError: Not such a list, or a level is not within 0 to 2.
    """
    levels = _parse_range(text) if ":" in text else _parse_list(text)
    for level in levels:
        _require(0 <= level <= _HIGHEST_TEMPERATURE, "temperature", level, "from 0 to 2")
    return tuple(float(level) for level in sorted(set(levels)))


def parse_styles(text: str) -> tuple[PromptStyle, ...]:
    """Reads ``plain``, ``steps`` or ``plain,steps``.

    Raises:
        SettingError: Another word.
    """
    try:
        return tuple(dict.fromkeys(PromptStyle(word.strip()) for word in text.split(",")))
    except ValueError as error:
        known = ", ".join(PromptStyle)
        raise SettingError(f"--style {text!r}: {error}. Known styles: {known}.") from error


def require_positive(name: str, value: int) -> None:
    """Refuses zero and negative counts.

    Raises:
        SettingError: The value is below 1.
    """
    _require(value >= 1, name, value, "1 or more")


def _parse_range(text: str) -> list[Decimal]:
    parts = text.split(":")
    if len(parts) != 3:  # noqa: PLR2004 - first, last, step
        raise SettingError(f"--temperatures {text!r}: expected first:last:step, e.g. 0.1:1.2:0.1.")
    first, last, step = (_decimal(part, text) for part in parts)
    _require(step > 0, "the step of --temperatures", step, "above 0, e.g. 0.1:1.2:0.1")
    if last < first:
        raise SettingError(f"--temperatures {text!r}: the last level is below the first.")
    count = int((last - first) / step) + 1
    _require(count <= _MOST_LEVELS, "the number of levels", count, f"at most {_MOST_LEVELS}")
    return [first + index * step for index in range(count)]


def _parse_list(text: str) -> list[Decimal]:
    return [_decimal(part, text) for part in text.split(",")]


def _decimal(part: str, text: str) -> Decimal:
    try:
        value = Decimal(part.strip())
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite():
        raise SettingError(
            f"--temperatures {text!r}: {part!r} is not a number. Expected 0.1:1.2:0.1 or 0.1,0.6."
        )
    return value


def _require(holds: bool, name: str, value: float | Decimal, expected: str) -> None:  # noqa: FBT001 - reads as require(condition, ...)
    if not holds or math.isnan(value):
        raise SettingError(f"{name} is {value}, but must be {expected}.")
