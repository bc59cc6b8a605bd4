"""Shared prompts in one piece of memory, whose address never changes.

What is covered: steps that are recorded once and replayed (`capture`) may not meet new tensors, so
the prompts that rows share are copied into a common pool, and each row knows its prompt's place.
What is not: a prompt for which there is no room; its rows keep a copy each.
"""

from collections.abc import Iterable

import torch

from setpoint.engine.segment import BLOCK, Segment, round_up


class PromptPool:
    """Room for several prompts side by side.

    Args:
        memory: The room, zeros at first.
    """

    def __init__(self, memory: Segment) -> None:
        self._memory = memory
        self._held: dict[int, tuple[Segment, int]] = {}

    @property
    def used(self) -> Segment:
        """The room up to the last prompt, in whole blocks."""
        ends = [start + prompt.length for prompt, start in self._held.values()]
        reach = round_up(max(ends, default=0), BLOCK)
        return Segment(self._memory.keys[:, :, :reach], self._memory.values[:, :, :reach])

    @torch.inference_mode()
    def hold(self, prompt: Segment, needed: Iterable[Segment]) -> bool:
        """Takes a prompt in, unless it is there already, and forgets those that are not needed.

        Returns:
            False if there is no room for it, or if it is not finite: every row is multiplied with
            the whole pool, and 0 * NaN is NaN.
        """
        names = {id(other) for other in needed}
        self._held = {name: place for name, place in self._held.items() if name in names}
        if id(prompt) not in self._held:
            start = self._find_gap(prompt.length)
            if start is None or not prompt.is_finite:
                return False
            self._held[id(prompt)] = prompt, start
            self._memory.keys[:, :, start : start + prompt.length] = prompt.keys
            self._memory.values[:, :, start : start + prompt.length] = prompt.values
        return True

    def place(self, prompt: Segment | None) -> tuple[int, int]:
        """Returns the first position of a prompt and the one after its last; (0, 0) for none."""
        if prompt is None:
            return 0, 0
        _, start = self._held[id(prompt)]
        return start, start + prompt.length

    def _find_gap(self, length: int) -> int | None:
        """Returns the first start of a block from which so many positions are free."""
        start = 0
        for prompt, taken in sorted(self._held.values(), key=lambda place: place[1]):
            if start + length <= taken:
                return start
            start = round_up(taken + prompt.length, BLOCK)
        return start if start + length <= self._memory.length else None
