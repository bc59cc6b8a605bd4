"""Preallocated key and value slots: a row of the batch owns one, and may share its prompt's.

What is covered: memory written in place, never concatenated; a prompt that several rows share is
held once. On a CPU the slots are cut into blocks, and the same block of all slots lies together:
what a step reads is then in one piece, whatever the capacity is.
What is not: who owns which slot (`schedule`).
"""

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from setpoint.engine.prompts import PromptPool
from setpoint.engine.segment import BLOCK, Segment, round_up
from setpoint.engine.weights import Weights

_POOL = 2048
"""Positions of the pool of shared prompts."""


class Slots:
    """The memory of a batch.

    Args:
        weights: Of the network that fills it.
        slots: Most rows.
        capacity: Most tokens of a row, prompt included.
        is_fixed: True if shared prompts are to have fixed addresses, in a pool.

    Attributes:
        lengths: Tokens in each slot, a shared prompt not counted.
        prompts: The shared prompt of each slot, if it has one.
        pool: Where shared prompts are; None if each is where it was computed.
    """

    def __init__(self, weights: Weights, *, slots: int, capacity: int, is_fixed: bool) -> None:
        self._weights = weights
        capacity = round_up(capacity, BLOCK)
        self._block = BLOCK if weights.device.type == "cpu" else capacity
        memory = self._allocate(self._block, capacity // self._block, slots)
        self._keys, self._values = memory.keys, memory.values
        self.lengths = [0] * slots
        self.prompts: list[Segment | None] = [None] * slots
        self.pool = PromptPool(self._allocate(_POOL)) if is_fixed else None

    @property
    def device(self) -> torch.device:
        """Where the memory is."""
        return self._keys.device

    @property
    def reach(self) -> int:
        """Places in a slot."""
        return self._keys.shape[1] * self._block

    def admit(self, slot: int, prompt: Segment, *, is_shared: bool) -> None:
        """Starts a row after a prompt, by reference or with a copy of its own."""
        self.prompts[slot] = None
        if is_shared and self.pool:
            needed = [prompt, *(other for other in self.prompts if other is not None)]
            is_shared = self.pool.hold(prompt, needed)
        self.lengths[slot] = 0 if is_shared else prompt.length
        if is_shared:
            self.prompts[slot] = prompt
        else:
            for block, start in enumerate(range(0, prompt.length, self._block)):
                places = slice(start, min(start + self._block, prompt.length))
                filled = slice(0, places.stop - start)
                self._keys[:, block, slot, :, filled] = prompt.keys[:, :, places]
                self._values[:, block, slot, :, filled] = prompt.values[:, :, places]

    def clear(self, slot: int) -> None:
        """Fills a slot with zeros, because what is masked is still multiplied: 0 * NaN is NaN."""
        self._keys[:, :, slot] = 0
        self._values[:, :, slot] = 0
        self.lengths[slot], self.prompts[slot] = 0, None

    def copy(self, source: int, target: int) -> None:
        """Makes the target slot hold what the source holds."""
        used = -(-self.lengths[source] // self._block)
        self._keys[:, :used, target] = self._keys[:, :used, source]
        self._values[:, :used, target] = self._values[:, :used, source]
        self.lengths[target], self.prompts[target] = self.lengths[source], self.prompts[source]

    def place(self, slot: int) -> tuple[int, int, int, int]:
        """Returns where a row is.

        Returns:
            Its next token's position in its text, and in its slot; the first place of its prompt
            in the pool, and the one after the last.
        """
        prompt, length = self.prompts[slot], self.lengths[slot]
        before = prompt.length if prompt else 0
        return before + length, length, *(self.pool.place(prompt) if self.pool else (0, 0))

    def write(self, layer: int, places: Tensor, keys: Tensor, values: Tensor) -> None:
        """Writes one token a row, (rows, key-value heads, head size), at its place (rows,)."""
        rows = torch.arange(len(places), device=places.device)
        blocks, within = places // self._block, places % self._block
        self._keys[layer][blocks, rows, :, within] = keys
        self._values[layer][blocks, rows, :, within] = values

    def read(self, layer: int, rows: int, reach: int) -> Iterator[tuple[slice, Tensor, Tensor]]:
        """Yields the memory of the first rows, piece by piece.

        Yields:
            Which places, keys, and values, (rows, heads, places, head size) each.
        """
        for block, start in enumerate(range(0, reach, self._block)):
            end = min(start + self._block, reach)
            keys, values = self._keys[layer, block, :rows], self._values[layer, block, :rows]
            yield slice(start, end), keys[:, :, : end - start], values[:, :, : end - start]

    def groups(self, rows: int) -> list[tuple[Segment, Sequence[int]]]:
        """Returns the shared prompts among the first rows, each with its slots in order."""
        slots_of: dict[int, list[int]] = {}
        segments: dict[int, Segment] = {}
        for slot, prompt in enumerate(self.prompts[:rows]):
            if prompt is not None:
                segments[id(prompt)] = prompt
                slots_of.setdefault(id(prompt), []).append(slot)
        return [(segments[name], slots) for name, slots in slots_of.items()]

    def _allocate(self, tokens: int, *slots: int) -> Segment:
        """Returns zeros, because an unwritten NaN would survive its mask."""
        weights = self._weights
        shape = (
            *(len(weights.layers), *slots),
            *(weights.key_value_heads, tokens, weights.head_size),
        )
        keys, values = torch.zeros((2, *shape), dtype=weights.dtype, device=weights.device)
        return Segment(keys, values)
