"""Which block each stretch of an answer is in, and at which temperature it was drawn."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from setpoint.engine.blocks import BlockTracker
from setpoint.records import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of text in one block.

    Attributes:
        temperatures: Of the block's tokens; several if a guard has changed it, none if the reply
            does not say.
    """

    block: Block
    text: str
    temperatures: tuple[float, ...] = ()


def segments(reasoning: str, content: str, account: Mapping[str, Any]) -> tuple[Segment, ...]:
    """Returns an answer in order, cut where its block changes.

    Args:
        reasoning: The thought, which is one block.
        content: The answer behind it.
        account: The reply's ``setpoint`` object.
    """
    used: dict[str, list[float]] = defaultdict(list)
    for entry in account.get("blocks", ()):
        used[entry["block"]].append(entry["temperature"])
    stretches = [(Block.THINK, reasoning)] if reasoning else []
    return tuple(
        Segment(block=block, text=text, temperatures=tuple(used[block]))
        for block, text in [*stretches, *_stretches(content)]
    )


def _stretches(content: str) -> Iterator[tuple[Block, str]]:
    """Cuts by the rules by which the engine chose temperatures."""
    tracker = BlockTracker(opens_in_thought=False)
    start, block = 0, tracker.block
    for place, character in enumerate(content):
        if tracker.block is not block:
            yield block, content[start:place]
            start, block = place, tracker.block
        tracker.feed(character)
    if content[start:]:
        yield block, content[start:]
