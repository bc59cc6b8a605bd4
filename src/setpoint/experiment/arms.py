"""Combines the user's settings into arms, and refuses what makes no sense."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from math import prod
from types import MappingProxyType

from setpoint.errors import SettingError
from setpoint.experiment.grid import Grid, combine_blocks, inherits_temperature
from setpoint.experiment.levels import TEMPERATURE, parse_levels
from setpoint.records import Arm, PromptStyle

_MOST_ARMS = 1000


def build_arms(
    temperatures: Sequence[float],
    styles: Sequence[PromptStyle],
    *,
    top_p: Sequence[float] = (1.0,),
    top_k: Sequence[float] = (0,),
    min_p: Sequence[float] = (0.0,),
    grid: Grid = MappingProxyType({}),
) -> tuple[Arm, ...]:
    """Returns every combination of the levels: by style, then by temperature, then the rest.

    The temperatures have no part where the grid names every block.

    Args:
        temperatures: Those of the blocks that the grid does not name.
        styles: Prompt styles.
        top_p: See `records.Sampling` for this, ``top_k`` and ``min_p``.
        top_k: Whole numbers.
        min_p: Shares.
        grid: Temperatures of blocks.

    Raises:
        SettingError: There are too many combinations.
    """
    first = temperatures if inherits_temperature(grid) else temperatures[:1]
    _refuse_too_many(styles, first, top_p, top_k, min_p, *grid.values())
    return tuple(
        Arm(sampling=replace(settings, top_p=p, top_k=int(k), min_p=least), style=style)
        for style, temperature, p, k, least in product(styles, first, top_p, top_k, min_p)
        for settings in combine_blocks(temperature, grid)
    )


def parse_temperatures(text: str) -> tuple[float, ...]:
    """Reads ``0.1:1.2:0.1`` (first:last:step, last included) or ``0.1,0.6,1.2``.

    Raises:
        SettingError: Not such a list, or a level is not within 0 to 2.
    """
    return parse_levels(text, TEMPERATURE)


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
    if value < 1:
        raise SettingError(f"{name} is {value}, but must be 1 or more.")


def _refuse_too_many(*axes: Sequence[object]) -> None:
    sizes = [len(axis) for axis in axes if len(axis) > 1]
    if prod(sizes) > _MOST_ARMS:
        factors = f"{' x '.join(map(str, sizes))} = " if len(sizes) > 1 else ""
        raise SettingError(
            f"the settings make {factors}{prod(sizes)} arms, but a sweep has at most {_MOST_ARMS}. "
            "Give fewer levels, or a greater step."
        )
