"""Who is in the batch: rows wait, start together, part where their tokens differ, and end.

Rows of one prompt and one seed see the same noise, so at many temperatures they draw the same
tokens for a while. A `Branch` is such a bundle: computed as one row, until it parts. This is exact,
because a row's next logits depend on its text alone. No torch here.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from setpoint.engine.blocks import TokenBlocks
from setpoint.engine.draw import Draw
from setpoint.engine.loops import LoopWatch
from setpoint.engine.stops import StopWatch
from setpoint.records import FinishReason, GenerationRequest, Sampling


@dataclass(slots=True, kw_only=True)
class Row:
    """One request on its way.

    Attributes:
        prompt_ids: The rendered prompt.
        room: Most tokens it may emit: its cap, or what the model's context leaves.
        emitted: Tokens drawn so far.
        temperatures: At which they were drawn.
        cooling: Taken off its temperatures from now on.
        loops: Watches them for repetition.
        blocks: Follows the blocks of the text; None if all have one temperature.
        stops: Watches for stop strings; None if there are none.
        finish_reason: None while it lives.
        rescues: How often its logits had to be computed again.
        entropies: Of the distributions from which tokens were drawn, in nats, as far as measured.
    """

    request: GenerationRequest
    prompt_ids: tuple[int, ...]
    room: int
    opens_in_thought: bool = False
    emitted: list[int] = field(default_factory=list)
    temperatures: list[float] = field(default_factory=list)
    cooling: float = 0.0
    loops: LoopWatch = field(default_factory=LoopWatch)
    blocks: TokenBlocks | None = None
    stops: StopWatch | None = None
    finish_reason: FinishReason | None = None
    rescues: int = 0
    entropies: list[float] = field(default_factory=list)

    def append(self, token: int, stop_ids: frozenset[int]) -> None:
        """Takes a drawn token and ends the row if it must end."""
        self.temperatures.append(self.sampling.temperature)
        self.emitted.append(token)
        if self.blocks is not None:
            self.blocks.add(token)
        if token in stop_ids or (self.stops is not None and self.stops.add(token)):
            self.finish_reason = FinishReason.STOP
        elif self.loops.add(token):
            self.finish_reason = FinishReason.LOOP
        elif len(self.emitted) >= self.room:
            self.finish_reason = FinishReason.LENGTH

    @property
    def sampling(self) -> Sampling:
        """The settings for the next token."""
        settings = self.request.sampling
        if self.blocks is not None:
            settings = settings.within(self.blocks.block)
        return settings.shifted(-self.cooling) if self.cooling else settings

    @property
    def mean_entropy(self) -> float | None:
        """The mean of the entropies to three digits; None without any.

        More digits would depend on the batch: its shape decides the last bits of logits.
        """
        return float(f"{fmean(self.entropies):.3g}") if self.entropies else None

    def begins_like(self, other: "Row") -> bool:
        """Tells whether both start from the same prompt and seed."""
        return (self.request.seed, self.prompt_ids) == (other.request.seed, other.prompt_ids)


@dataclass(slots=True)
class Branch:
    """Rows whose tokens are the same so far; never empty while in the batch."""

    rows: list[Row]

    @property
    def emitted(self) -> Sequence[int]:
        """The tokens so far."""
        return self.rows[0].emitted

    @property
    def text_ids(self) -> Sequence[int]:
        """Prompt and tokens so far."""
        return [*self.rows[0].prompt_ids, *self.emitted]

    @property
    def request(self) -> GenerationRequest:
        """The request of one of the rows; seed and prompt are those of all."""
        return self.rows[0].request

    @property
    def prompt_ids(self) -> tuple[int, ...]:
        """The prompt of all rows."""
        return self.rows[0].prompt_ids

    def next_draw(self) -> Draw:
        """Returns what is to be drawn next, a token for each row."""
        return Draw(
            seed=self.request.seed,
            position=len(self.emitted),
            settings=[row.sampling for row in self.rows],
        )

    def end(self, reason: FinishReason) -> None:
        """Ends all rows."""
        for row in self.rows:
            row.finish_reason = reason

    def part(self) -> list["Branch"]:
        """Returns the living rows by the token that they have drawn last, in order."""
        groups: dict[int, list[Row]] = {}
        for row in self.rows:
            if row.finish_reason is None:
                groups.setdefault(row.emitted[-1], []).append(row)
        return [Branch(rows) for rows in groups.values()]


@dataclass(frozen=True, slots=True)
class Copy:
    """What one slot holds is to be copied into another."""

    source: int
    target: int


class Schedule:
    """The waiting rows and the batch; slot i holds ``live[i]``, without gaps.

    A bundle is admitted only if there is a slot for each of its rows, so that it can always part.

    Attributes:
        slots: Rows that may live; while fewer are allowed than live, none is admitted.
    """

    def __init__(self, *, slots: int, shares: bool = True) -> None:
        self.live: list[Branch] = []
        self.slots = slots
        self._waiting: deque[Branch] = deque()
        self._most = slots if shares else 1

    @property
    def is_done(self) -> bool:
        """True when no row lives or waits."""
        return not self.live and not self._waiting

    @property
    def waiting(self) -> int:
        """Number of rows not yet admitted."""
        return sum(len(branch.rows) for branch in self._waiting)

    @property
    def rows(self) -> int:
        """Number of living rows."""
        return sum(len(branch.rows) for branch in self.live)

    @property
    def tokens(self) -> int:
        """Tokens of the prompts and answers in the batch."""
        return sum(len(branch.prompt_ids) + len(branch.emitted) for branch in self.live)

    def add(self, rows: Sequence[Row]) -> None:
        """Lets rows wait behind the others; neighbours of one prompt and seed are a bundle."""
        self._waiting.extend(_bundle(rows, most=self._most))

    def withdraw(self, row: Row) -> bool:
        """Takes a row out if it still waits; returns whether it did."""
        for branch in self._waiting:
            if any(one is row for one in branch.rows):
                branch.rows = [one for one in branch.rows if one is not row]
                if not branch.rows:
                    self._waiting.remove(branch)
                return True
        return False

    def admit(self) -> Iterator[tuple[int, Branch]]:
        """Starts waiting bundles while the next one fits; yields each with its slot.

        A bundle that does not fit yet is waited for, since its rows are cheapest together.
        """
        while self._waiting and self.rows + len(self._waiting[0].rows) <= self.slots:
            self.live.append(self._waiting.popleft())
            yield len(self.live) - 1, self.live[-1]

    def settle(self) -> tuple[list[Row], list[Copy]]:
        """Parts branches whose rows have drawn different tokens, and takes out ended rows.

        Returns:
            The rows that have ended, and the copies, in order, that put every branch's memory
            where it belongs.
        """
        ended = [row for branch in self.live for row in branch.rows if row.finish_reason]
        copies, gaps = [], []
        for slot, branch in enumerate(list(self.live)):
            parts = branch.part()
            if not parts:
                gaps.append(slot)
                continue
            self.live[slot] = parts[0]
            for part in parts[1:]:
                copies.append(Copy(slot, len(self.live)))
                self.live.append(part)
        for gap in reversed(gaps):
            last = self.live.pop()
            if gap < len(self.live):
                self.live[gap] = last
                copies.append(Copy(len(self.live), gap))
        return ended, copies


def _bundle(rows: Sequence[Row], *, most: int) -> list[Branch]:
    """Joins neighbours that start from the same prompt and seed, up to a number of rows."""
    bundles: list[Branch] = []
    for row in rows:
        last = bundles[-1].rows if bundles else []
        if last and len(last) < most and row.begins_like(last[0]):
            last.append(row)
        else:
            bundles.append(Branch([row]))
    return bundles
