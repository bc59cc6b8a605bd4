"""Temperatures of blocks: every combination of their levels.

What is covered: ``think=0.4:0.9:0.1,code=0.3,0.5``; ``answer`` stands for all that follows the
thought.
What is not: which token belongs to which block (`engine.blocks`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from setpoint.errors import SettingError
from setpoint.experiment.levels import TEMPERATURE, parse_levels
from setpoint.records import Block, Sampling

Grid = Mapping[str, Sequence[float]]
"""Temperatures by the name of a block, or by `ANSWER`."""

ANSWER = "answer"
_AFTER_THOUGHT = frozenset(Block) - {Block.THINK}
_NAMES = (*Block, ANSWER)


def parse_grid(text: str) -> Grid:
    """Reads ``BLOCK=LEVELS`` pieces with commas between; levels may have commas too.

    Raises:
        SettingError: Not such pieces, a block that does not exist or was named before, levels
            that `parse_levels` refuses, or ``answer`` with nothing left for it.
    """
    texts: dict[str, str] = {}
    for piece in text.split(","):
        name, equals, levels = piece.partition("=")
        if equals:
            texts[_new_block(name.strip(), texts)] = levels
        elif texts:
            texts[next(reversed(texts))] += f",{piece}"
        else:
            raise SettingError(
                f"--grid {text!r}: expected BLOCK=LEVELS, e.g. think=0.4:0.9:0.1,code=0.3,0.5."
            )
    if ANSWER in texts and texts.keys() >= _AFTER_THOUGHT:
        raise SettingError(
            f"--grid {text!r}: answer means code, plot, math and prose, all of which are named "
            "too. Leave answer out."
        )
    return {
        name: parse_levels(
            levels, replace(TEMPERATURE, name=f"the temperature of {name}", option=f"--grid {name}")
        )
        for name, levels in texts.items()
    }


def inherits_temperature(grid: Grid) -> bool:
    """Tells whether any block is left that has the temperature of the arm."""
    has_answer = ANSWER in grid or grid.keys() >= _AFTER_THOUGHT
    return not (Block.THINK in grid and has_answer)


def combine_blocks(temperature: float, grid: Grid) -> Iterator[Sampling]:
    """Yields every combination of the levels, the thought's changing slowest.

    What follows the thought is mostly prose: where ``answer`` is named, or every block, the
    temperature of the settings is that one, and only the blocks that differ have one of their own.
    """
    names = [name for name in _NAMES if name in grid]
    for levels in product(*(grid[name] for name in names)):
        yield _settings(temperature, dict(zip(names, levels, strict=True)))


def _settings(temperature: float, named: dict[str, float]) -> Sampling:
    if ANSWER in named:
        named.setdefault(Block.THINK, temperature)
        temperature = named.pop(ANSWER)
    elif named.keys() == set(Block):
        temperature = named.pop(Block.PROSE)
    blocks = tuple((block, named[block]) for block in Block if block in named)
    return Sampling(temperature=temperature, blocks=blocks)


def _new_block(name: str, known: Mapping[str, str]) -> str:
    if name not in _NAMES:
        raise SettingError(
            f"--grid knows no block {name!r}. Blocks: {', '.join(Block)}; answer is all but think."
        )
    if name in known:
        raise SettingError(f"--grid names {name} twice. Give all its levels at once.")
    return name
