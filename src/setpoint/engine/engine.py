"""The loop: admit, draw, retire, decode."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from setpoint.engine.forward import Forward, Prefill
from setpoint.engine.sampler import sample, usable_rows
from setpoint.engine.schedule import Row, Schedule
from setpoint.records import FinishReason, StepReport


@dataclass(slots=True)
class TokenCount:
    """Tokens so far: given to rows, and computed by the network (prompts excluded)."""

    emitted: int = 0
    computed: int = 0


class Engine:
    """Runs rows to their ends in one batch.

    A row's tokens depend on the model, its prompt, settings and seed alone. In float32 this
    holds to the bit; in 16-bit dtypes the last bits of logits depend on the batch's shape.
    """

    def __init__(self, forward: Forward, *, slots: int, stop_ids: frozenset[int]) -> None:
        self._forward = forward
        self._slots = slots
        self._stop_ids = stop_ids

    def run(self, rows: Sequence[Row], on_step: Callable[[StepReport], None]) -> Iterator[Row]:
        """Yields rows as they end.

        Args:
            rows: In the order of admission; rows of one prompt together, so that its memory
                is computed once and held no longer than needed.
            on_step: Called after each decode step.
        """
        schedule = Schedule(rows, slots=self._slots)
        count = TokenCount()
        prompt: tuple[tuple[int, ...], Prefill] | None = None
        while not schedule.is_done:
            for slot, row in schedule.admit():
                if prompt is None or prompt[0] != row.prompt_ids:
                    prompt = row.prompt_ids, self._forward.prefill(row.prompt_ids)
                self._forward.admit(slot, prompt[1])
                self._draw([row], prompt[1].logits.unsqueeze(0), count)
            yield from self._retire(schedule)
            if schedule.live:
                self._decode(schedule.live, count)
                yield from self._retire(schedule)
            on_step(
                StepReport(
                    live_rows=len(schedule.live),
                    waiting_rows=schedule.waiting,
                    tokens_emitted=count.emitted,
                    tokens_computed=count.computed,
                )
            )

    def _decode(self, live: Sequence[Row], count: TokenCount) -> None:
        logits = self._forward.decode([row.emitted[-1] for row in live])
        count.computed += len(live)
        self._draw(live, logits, count)

    def _draw(self, rows: Sequence[Row], logits: Tensor, count: TokenCount) -> None:
        """Appends one token to each row; a row without usable logits ends instead."""
        usable = usable_rows(logits)
        tokens = sample(
            torch.where(usable.unsqueeze(-1), logits, 0.0),
            [row.request.sampling for row in rows],
            [row.request.seed for row in rows],
            [len(row.emitted) for row in rows],
        )
        for row, token, is_usable in zip(rows, tokens.tolist(), usable.tolist(), strict=True):
            if is_usable:
                row.append(token, self._stop_ids)
                count.emitted += 1
            else:
                row.finish_reason = FinishReason.NON_FINITE

    def _retire(self, schedule: Schedule) -> Iterator[Row]:
        for row, move in schedule.retire():
            if move is not None:
                self._forward.move(*move)
            yield row
