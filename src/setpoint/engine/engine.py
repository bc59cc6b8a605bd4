"""The loop: admit, draw, part and retire, decode."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from torch import Tensor

from setpoint.engine.entropy import measure_entropies
from setpoint.engine.forward import Forward, Prefill
from setpoint.engine.sampler import sample
from setpoint.engine.schedule import Branch, Row, Schedule
from setpoint.records import FinishReason, StepReport

_WORTH_SHARING = 4
"""Rows that must start from a prompt for its memory to be shared rather than copied."""


@dataclass(slots=True)
class TokenCount:
    """Tokens so far: given to rows, and computed by the network (prompts excluded)."""

    emitted: int = 0
    computed: int = 0


class Engine:
    """Runs rows to their ends in one batch.

    A row's tokens depend on the model, its prompt, settings and seed alone. In float32 this
    holds to the bit; in 16-bit dtypes the last bits of logits depend on the batch's shape.

    Args:
        forward: The network.
        slots: Most rows at a time.
        stop_ids: Tokens that end a row.
        shares: Rows of one prompt and seed are computed as one while their tokens agree. This
            changes no token; False is for measuring what it saves.
        measures: Entropies are measured (see `Draw.is_measured`). This changes no token either.
    """

    def __init__(
        self,
        forward: Forward,
        *,
        slots: int,
        stop_ids: frozenset[int],
        shares: bool = True,
        measures: bool = False,
    ) -> None:
        self._forward = forward
        self._stop_ids = stop_ids
        self._measures = measures
        self._slots = slots
        self._schedule = Schedule(slots=slots, shares=shares)
        self._starts: Counter[tuple[int, ...]] = Counter()
        self._count = TokenCount()
        self._prompt: tuple[tuple[int, ...], Prefill] | None = None

    @property
    def is_idle(self) -> bool:
        """True when no row lives or waits."""
        return self._schedule.is_done

    @property
    def report(self) -> StepReport:
        """Rows and tokens now."""
        return StepReport(
            live_rows=self._schedule.rows,
            waiting_rows=self._schedule.waiting,
            tokens_emitted=self._count.emitted,
            tokens_computed=self._count.computed,
            tokens_held=self._schedule.tokens,
        )

    def run(self, rows: Sequence[Row], on_step: Callable[[StepReport], None]) -> Iterator[Row]:
        """Yields rows as they end.

        Args:
            rows: In the order of admission; rows of one prompt together, so that its memory
                is computed once and held no longer than needed, and rows of one seed next to each
                other, so that they can be computed as one.
            on_step: Called after each decode step.
        """
        self.add(rows)
        while not self.is_idle:
            yield from self.step()
            on_step(self.report)

    def add(self, rows: Sequence[Row]) -> None:
        """Lets rows wait for their turn, which is first come, first served."""
        self._schedule.add(rows)
        self._starts.update(row.prompt_ids for row in rows)

    def limit_rows(self, most: int) -> None:
        """Admits rows only up to a number, 1 or more; for rows that were added one by one."""
        self._schedule.slots = min(most, self._slots)

    def cancel(self, row: Row) -> bool:
        """Ends a living row.

        Returns:
            True if it was waiting and is gone; False if the next step will return it as ended.
        """
        row.finish_reason = FinishReason.CANCELLED
        was_waiting = self._schedule.withdraw(row)
        if was_waiting:
            self._forget([row])
        return was_waiting

    def step(self) -> list[Row]:
        """Admits rows that fit, computes a token for every row, and returns those that ended."""
        for slot, branch in self._schedule.admit():
            prefill = self._prefill(branch.prompt_ids)
            is_shared = self._starts[branch.prompt_ids] >= _WORTH_SHARING
            self._forward.admit(slot, prefill, is_shared=is_shared)
            self._draw([branch], prefill.logits.unsqueeze(0), first_slot=slot)
        ended = self._settle()
        if live := self._schedule.live:
            logits = self._forward.decode([branch.emitted[-1] for branch in live])
            self._count.computed += len(live)
            self._draw(live, logits, first_slot=0)
            ended += self._settle()
        return ended

    def _prefill(self, prompt_ids: tuple[int, ...]) -> Prefill:
        """Computes a prompt, unless it is the one of the last row admitted."""
        if self._prompt is None or self._prompt[0] != prompt_ids:
            self._prompt = prompt_ids, self._forward.prefill(prompt_ids)
        return self._prompt[1]

    def _draw(self, branches: Sequence[Branch], logits: Tensor, *, first_slot: int) -> None:
        """Appends one token to each row; rows without usable logits are rescued, or end."""
        draws = [branch.next_draw() for branch in branches]
        drawn = sample(logits, draws)
        entropies = measure_entropies(logits, draws) if self._measures else {}
        for place, (branch, tokens) in enumerate(zip(branches, drawn, strict=True)):
            settled = tokens or self._rescue(first_slot + place, branch)
            if settled is None:
                branch.end(FinishReason.NON_FINITE)
                self._forward.clear(first_slot + place)
                continue
            self._count.emitted += len(settled)
            for row, token in zip(branch.rows, settled, strict=True):
                row.append(token, self._stop_ids)
            if tokens and place in entropies:
                for row, entropy in zip(branch.rows, entropies[place], strict=True):
                    row.entropies.append(entropy)

    def _rescue(self, slot: int, branch: Branch) -> list[int] | None:
        """Draws from logits that are computed again in float32; None if they are no better."""
        logits = self._forward.rescue(slot, branch.text_ids)
        self._count.computed += len(branch.emitted)
        for row in branch.rows:
            row.rescues += 1
        return sample(logits.unsqueeze(0), [branch.next_draw()])[0]

    def _settle(self) -> list[Row]:
        ended, copies = self._schedule.settle()
        for copy in copies:
            self._forward.copy(copy.source, copy.target)
        self._forget(ended)
        return ended

    def _forget(self, rows: Sequence[Row]) -> None:
        """Counts rows no longer; a prompt that nobody needs is not kept for ever."""
        self._starts -= Counter(row.prompt_ids for row in rows)
