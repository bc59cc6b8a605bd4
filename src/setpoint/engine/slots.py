"""Preallocated key and value slots: a row of the batch owns one, and may share its prompt's.

What is covered: memory written in place, never concatenated; a prompt that several rows share is
held once.
What is not: who owns which slot (`schedule`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from setpoint.engine.weights import Weights

BLOCK = 64
"""Capacities and attended lengths are multiples of this."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Keys and values of consecutive tokens, (layers, key-value heads, tokens, head size) each."""

    keys: Tensor
    values: Tensor

    @property
    def length(self) -> int:
        """Number of tokens."""
        return self.keys.shape[2]


class Slots:
    """The memory of a batch.

    Attributes:
        lengths: Tokens in each slot, a shared prompt not counted.
        prompts: The shared prompt of each slot, if it has one.
    """

    def __init__(self, weights: Weights, *, slots: int, capacity: int) -> None:
        shape = (
            len(weights.layers),
            slots,
            weights.key_value_heads,
            round_up(capacity, BLOCK),
            weights.head_size,
        )
        # Zeros, because an unwritten NaN would survive its mask.
        self._keys = torch.zeros(
            shape, dtype=key_dtype(weights.device, weights.dtype), device=weights.device
        )
        self._values = torch.zeros(shape, dtype=weights.dtype, device=weights.device)
        self.lengths = [0] * slots
        self.prompts: list[Segment | None] = [None] * slots

    @property
    def device(self) -> torch.device:
        """Where the memory is."""
        return self._keys.device

    def admit(self, slot: int, prompt: Segment, *, is_shared: bool) -> None:
        """Starts a row after a prompt, by reference or with a copy of its own."""
        self.prompts[slot] = prompt if is_shared else None
        self.lengths[slot] = 0 if is_shared else prompt.length
        if not is_shared:
            self._keys[:, slot, :, : prompt.length] = prompt.keys
            self._values[:, slot, :, : prompt.length] = prompt.values

    def clear(self, slot: int) -> None:
        """Fills a slot with zeros, because what is masked is still multiplied: 0 * NaN is NaN."""
        self._keys[:, slot] = 0
        self._values[:, slot] = 0
        self.lengths[slot], self.prompts[slot] = 0, None

    def copy(self, source: int, target: int) -> None:
        """Makes the target slot hold what the source holds."""
        length = self.lengths[source]
        self._keys[:, target, :, :length] = self._keys[:, source, :, :length]
        self._values[:, target, :, :length] = self._values[:, source, :, :length]
        self.lengths[target], self.prompts[target] = length, self.prompts[source]

    def position(self, slot: int) -> int:
        """Returns the number of tokens before the next one, its prompt's included."""
        prompt = self.prompts[slot]
        return self.lengths[slot] + (prompt.length if prompt else 0)

    def write(self, layer: int, places: Tensor, keys: Tensor, values: Tensor) -> None:
        """Writes one token a row, (rows, key-value heads, head size), at its place (rows,)."""
        rows = torch.arange(len(places), device=places.device)
        self._keys[layer][rows, :, places] = keys
        self._values[layer][rows, :, places] = values

    def read(self, layer: int, rows: int, reach: int) -> tuple[Tensor, Tensor]:
        """Returns keys and values of the first rows, (rows, heads, reach, head size) each."""
        return self._keys[layer][:rows, :, :reach], self._values[layer][:rows, :, :reach]

    def groups(self, rows: int) -> list[tuple[Segment, Sequence[int]]]:
        """Returns the shared prompts among the first rows, each with its slots in order."""
        slots_of: dict[int, list[int]] = {}
        segments: dict[int, Segment] = {}
        for slot, prompt in enumerate(self.prompts[:rows]):
            if prompt is not None:
                segments[id(prompt)] = prompt
                slots_of.setdefault(id(prompt), []).append(slot)
        return [(segments[name], slots) for name, slots in slots_of.items()]


def key_dtype(device: torch.device, dtype: torch.dtype) -> torch.dtype:
    """Returns the dtype of keys and queries: a CPU cannot sum 16-bit products into float32."""
    return torch.float32 if device.type == "cpu" else dtype


def round_up(length: int, multiple: int) -> int:
    """Returns the smallest multiple that is at least the length."""
    return -(-length // multiple) * multiple
