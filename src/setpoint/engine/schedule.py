"""Who is in the batch: rows wait, are admitted, and retire. No torch here.

Rows are admitted in the order of the requests, and a retired row's slot is filled by the last
row of the batch, so that the batch has no gaps and its order never depends on a set.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from setpoint.records import FinishReason, GenerationRequest


@dataclass(slots=True, kw_only=True)
class Row:
    """One request on its way.

    Attributes:
        prompt_ids: The rendered prompt.
        room: Most tokens it may emit: its cap, or what the model's context leaves.
        emitted: Tokens drawn so far.
        finish_reason: None while it lives.
    """

    request: GenerationRequest
    prompt_ids: tuple[int, ...]
    room: int
    opens_in_thought: bool = False
    emitted: list[int] = field(default_factory=list)
    finish_reason: FinishReason | None = None

    def append(self, token: int, stop_ids: frozenset[int]) -> None:
        """Takes a drawn token and ends the row if it must end."""
        self.emitted.append(token)
        if token in stop_ids:
            self.finish_reason = FinishReason.STOP
        elif len(self.emitted) >= self.room:
            self.finish_reason = FinishReason.LENGTH


class Schedule:
    """The waiting rows and the batch; slot i holds ``live[i]``."""

    def __init__(self, rows: Sequence[Row], *, slots: int) -> None:
        self.live: list[Row] = []
        self._waiting = deque(rows)
        self._slots = slots

    @property
    def is_done(self) -> bool:
        """True when no row lives or waits."""
        return not self.live and not self._waiting

    @property
    def waiting(self) -> int:
        """Number of rows not yet admitted."""
        return len(self._waiting)

    def admit(self) -> Iterator[tuple[int, Row]]:
        """Fills free slots; yields each new row with its slot."""
        while self._waiting and len(self.live) < self._slots:
            row = self._waiting.popleft()
            self.live.append(row)
            yield len(self.live) - 1, row

    def retire(self) -> Iterator[tuple[Row, tuple[int, int] | None]]:
        """Takes out ended rows; yields each with the move (source, target) that closes its gap."""
        for slot in reversed(range(len(self.live))):
            row = self.live[slot]
            if row.finish_reason is None:
                continue
            last = self.live.pop()
            if last is row:
                yield row, None
            else:
                self.live[slot] = last
                yield row, (len(self.live), slot)
