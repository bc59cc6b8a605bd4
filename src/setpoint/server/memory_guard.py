"""The guard against full memory: colder answers first, then what does free memory.

Above the line the guard climbs a ladder, a rung at a time: temperatures of running and new answers
0.1 lower (the field report's rule; it frees nothing), fewer answers at a time, shorter ones, and
cached blocks given back. It climbs down as slowly, once there is clearly room again. Nothing is
interrupted, and whatever is changed is logged, counted, and told to every answer that it concerns.

What is not: how the memory is read and what is done about it (`backends.memory`).
"""

import logging
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from setpoint.protocols import MemoryProbe, MemoryRelief

LINE = 0.9
_ROOM_AGAIN = 0.8
_PATIENCE = 5
"""Looks between two changes: what was done must have time to show."""

_COOLING = 0.1
_ROWS_SHARE = 0.5
_MOST_REMEMBERED = 64
_log = logging.getLogger(__name__)


class Rung(IntEnum):
    """How far the guard has gone; each rung has all below it."""

    CALM = 0
    COOLER = 1
    FEWER = 2
    SHORTER = 3
    EMPTIED = 4


_ACTIONS = {
    Rung.COOLER: f"temperatures of running and new answers lowered by {_COOLING:g}",
    Rung.FEWER: "fewer answers at a time",
    Rung.SHORTER: "shorter new answers",
    Rung.EMPTIED: "cached blocks given back",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """One change.

    Attributes:
        number: Counts all of them, from 0.
        rung: What was changed.
        is_over: True if it was taken back.
        reason: The reading that led to it.
    """

    number: int
    rung: Rung
    is_over: bool
    reason: str

    @property
    def action(self) -> str:
        """What was done, in words."""
        return f"{_ACTIONS[self.rung]}{': no longer' if self.is_over else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When an answer began: what held then, and how many changes there had been."""

    holding: tuple[Intervention, ...]
    count: int


class MemoryGuard:
    """Looks at the memory whenever it is told to.

    Args:
        probe: Reads the memory.
        relief: What the model can do.
        short_answer: Most tokens of a new answer on the rung SHORTER, at least 1.

    Attributes:
        share: Of the memory that was taken at the last look.
        counts: How often each action was taken.
    """

    def __init__(self, probe: MemoryProbe, relief: MemoryRelief, *, short_answer: int) -> None:
        self.share = 0.0
        self.counts: Counter[str] = Counter()
        self._probe = probe
        self._relief = relief
        self._short_answer = short_answer
        self._holding: list[Intervention] = []
        self._latest: deque[Intervention] = deque(maxlen=_MOST_REMEMBERED)
        self._waited = self._calm = 0

    @property
    def rung(self) -> Rung:
        """How far it has gone."""
        return self._holding[-1].rung if self._holding else Rung.CALM

    @property
    def cooling(self) -> float:
        """What is taken off every temperature now."""
        return _COOLING if self.rung >= Rung.COOLER else 0.0

    @property
    def most_tokens(self) -> int | None:
        """The cap of new answers; None if there is none."""
        return self._short_answer if self.rung >= Rung.SHORTER else None

    def look(self) -> None:
        """Reads the memory, and goes a rung up or down if it is time to."""
        use = self._probe()
        self.share = use.share
        self._waited += 1
        self._calm = self._calm + 1 if use.share < _ROOM_AGAIN else 0
        reason = f"{use.share:.0%} of {use.memory} is taken"
        if use.share > LINE and (self.rung is Rung.CALM or self._waited >= _PATIENCE):
            self._climb(reason)
        elif self._holding and self._calm >= _PATIENCE:
            self._descend(reason)

    def now(self) -> Moment:
        """Returns the moment from which an answer is concerned."""
        return Moment(holding=tuple(self._holding), count=self.counts.total())

    def since(self, moment: Moment) -> Sequence[Intervention]:
        """Returns what has concerned an answer that began at a moment."""
        later = [one for one in self._latest if one.number >= moment.count]
        return [*moment.holding, *later]

    def _climb(self, reason: str) -> None:
        """Goes a rung up; on the highest one, empties caches again."""
        rung = Rung(min(self.rung + 1, Rung.EMPTIED))
        held = self._record(rung, is_over=False, reason=reason)
        self._holding = [one for one in self._holding if one.rung < rung] + [held]
        self._relieve()
        if rung is Rung.EMPTIED:
            self._relief.empty_cache()

    def _descend(self, reason: str) -> None:
        gone = self._holding.pop()
        self._record(gone.rung, is_over=True, reason=reason)
        self._relieve()

    def _relieve(self) -> None:
        rows_share = _ROWS_SHARE if self.rung >= Rung.FEWER else 1.0
        self._relief.adjust(cooling=self.cooling, rows_share=rows_share)

    def _record(self, rung: Rung, *, is_over: bool, reason: str) -> Intervention:
        self._waited = self._calm = 0
        number = self.counts.total()
        change = Intervention(number=number, rung=rung, is_over=is_over, reason=reason)
        self.counts[f"{rung.name.lower()}{'_ended' if is_over else ''}"] += 1
        self._latest.append(change)
        _log.warning("memory guard: %s: %s.", reason, change.action)
        return change
