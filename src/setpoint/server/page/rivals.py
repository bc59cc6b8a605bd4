"""Answers to one question at several temperatures, and how far they are the same.

What is covered: texts in pieces, as the stream brings them (about a token each; what the stream
holds back until it is certain comes in one piece).
What is not: tokens that make different pieces of the same text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from setpoint.records import Verdict
from setpoint.server.page.conversation import Turn


@dataclass(slots=True, kw_only=True)
class Rival:
    """One answer, while it grows.

    Attributes:
        pieces: What the stream has brought, thought and answer.
        verdict: None if there is no key, or no end yet.
        refusal: Why there is no answer, or no more of it.
    """

    temperature: float
    turn: Turn = field(default_factory=lambda: Turn(role="assistant"))
    pieces: list[str] = field(default_factory=list)
    verdict: Verdict | None = None
    refusal: str = ""

    def take(self, turn: Turn) -> None:
        """Takes the answer as it is now."""
        piece = turn.reasoning[len(self.turn.reasoning) :] + turn.content[len(self.turn.content) :]
        if piece:
            self.pieces.append(piece)
        self.turn = turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """Where an answer leaves the one before it.

    Attributes:
        other: Temperature of that one; None for the first answer.
        shared: Pieces that are the same.
        has_parted: False while one may still be the beginning of the other.
    """

    other: float | None
    shared: int
    has_parted: bool


def partings(rivals: Sequence[Rival]) -> list[Parting]:
    """Returns for every answer where it leaves its neighbour."""
    first = Parting(other=None, shared=0, has_parted=False)
    return [first, *(_parting(*pair) for pair in pairwise(rivals))]


def shared_by_all(rivals: Sequence[Rival]) -> int:
    """Returns how many pieces at the beginning are the same in all answers."""
    columns = zip(*(rival.pieces for rival in rivals), strict=False)
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, columns))


def distinct(rivals: Sequence[Rival]) -> int:
    """Returns how many different texts there are, as far as the shortest living one goes."""
    lengths = [len(rival.pieces) for rival in rivals if not rival.turn.finish_reason]
    reach = min(lengths, default=max(len(rival.pieces) for rival in rivals))
    return len({tuple(rival.pieces[:reach]) for rival in rivals})


def _parting(one: Rival, other: Rival) -> Parting:
    pairs = zip(one.pieces, other.pieces, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    reaches_an_end = shared == min(len(one.pieces), len(other.pieces))
    is_over = bool(one.turn.finish_reason and other.turn.finish_reason)
    is_same = len(one.pieces) == len(other.pieces) or not is_over
    return Parting(
        other=one.temperature, shared=shared, has_parted=not (reaches_an_end and is_same)
    )
