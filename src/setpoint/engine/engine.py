"""The loop: admit, draw, part and retire, decode."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from torch import Tensor

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
    """

    def __init__(
        self, forward: Forward, *, slots: int, stop_ids: frozenset[int], shares: bool = True
    ) -> None:
        self._forward = forward
        self._slots = slots
        self._stop_ids = stop_ids
        self._shares = shares

    def run(self, rows: Sequence[Row], on_step: Callable[[StepReport], None]) -> Iterator[Row]:
        """Yields rows as they end.

        Args:
            rows: In the order of admission; rows of one prompt together, so that its memory
                is computed once and held no longer than needed, and rows of one seed next to each
                other, so that they can be computed as one.
            on_step: Called after each decode step.
        """
        schedule = Schedule(rows, slots=self._slots, shares=self._shares)
        starts = Counter(row.prompt_ids for row in rows)
        count = TokenCount()
        prompt: tuple[tuple[int, ...], Prefill] | None = None
        while not schedule.is_done:
            for slot, branch in schedule.admit():
                if prompt is None or prompt[0] != branch.prompt_ids:
                    prompt = branch.prompt_ids, self._forward.prefill(branch.prompt_ids)
                is_shared = starts[branch.prompt_ids] >= _WORTH_SHARING
                self._forward.admit(slot, prompt[1], is_shared=is_shared)
                self._draw([branch], prompt[1].logits.unsqueeze(0), count, first_slot=slot)
            yield from self._settle(schedule)
            if schedule.live:
                self._decode(schedule.live, count)
                yield from self._settle(schedule)
            on_step(
                StepReport(
                    live_rows=schedule.rows,
                    waiting_rows=schedule.waiting,
                    tokens_emitted=count.emitted,
                    tokens_computed=count.computed,
                )
            )

    def _decode(self, live: Sequence[Branch], count: TokenCount) -> None:
        logits = self._forward.decode([branch.emitted[-1] for branch in live])
        count.computed += len(live)
        self._draw(live, logits, count, first_slot=0)

    def _draw(
        self, branches: Sequence[Branch], logits: Tensor, count: TokenCount, *, first_slot: int
    ) -> None:
        """Appends one token to each row; rows without usable logits are rescued, or end."""
        drawn = sample(logits, [branch.next_draw() for branch in branches])
        for slot, (branch, tokens) in enumerate(zip(branches, drawn, strict=True), first_slot):
            settled = tokens or self._rescue(slot, branch, count)
            if settled is None:
                branch.end(FinishReason.NON_FINITE)
                self._forward.clear(slot)
                continue
            count.emitted += len(settled)
            for row, token in zip(branch.rows, settled, strict=True):
                row.append(token, self._stop_ids)

    def _rescue(self, slot: int, branch: Branch, count: TokenCount) -> list[int] | None:
        """Draws from logits that are computed again in float32; None if they are no better."""
        logits = self._forward.rescue(slot, branch.text_ids)
        count.computed += len(branch.emitted)
        for row in branch.rows:
            row.rescues += 1
        return sample(logits.unsqueeze(0), [branch.next_draw()])[0]

    def _settle(self, schedule: Schedule) -> Iterator[Row]:
        ended, copies = schedule.settle()
        for copy in copies:
            self._forward.copy(copy.source, copy.target)
        yield from ended
