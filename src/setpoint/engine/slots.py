"""Preallocated key and value slots: one row of a batch owns one slot.

What is covered: full attention over ragged rows, written in place, never concatenated.
What is not: sliding windows, recurrent state, sharing of a prompt's memory between slots.
"""

import torch
from torch import Tensor
from transformers import Cache, PreTrainedModel
from transformers.cache_utils import CacheLayerMixin

BLOCK = 64
"""Attended lengths are multiples of this, so that a row's sums do not depend on its company."""


class SlotLayer(CacheLayerMixin):
    """The slots of one attention layer, with the cache interface of `transformers`.

    Attributes:
        keys: (slots, key-value heads, capacity, head size). Zero where nothing was written,
            for an unwritten NaN would survive its mask.
        values: As keys.
    """

    def __init__(self, network: PreTrainedModel, slots: int, capacity: int) -> None:
        super().__init__()
        config = network.config
        head_size = getattr(config, "head_dim", None)
        head_size = head_size or config.hidden_size // config.num_attention_heads
        shape = (slots, config.num_key_value_heads, capacity, head_size)
        self.keys = torch.zeros(shape, dtype=network.dtype, device=network.device)
        self.values = torch.zeros_like(self.keys)
        self.is_initialized = True
        self._positions = torch.zeros(0, dtype=torch.int64)
        self._attended = 0

    def aim(self, positions: Tensor, attended: int) -> None:
        """Says where the next update writes, (rows, tokens), and how far it reads."""
        self._positions = positions
        self._attended = attended

    def update(
        self, key_states: Tensor, value_states: Tensor, *_args: object, **_kwargs: object
    ) -> tuple[Tensor, Tensor]:
        """Writes (rows, heads, tokens, head size) into the first slots; returns what to attend."""
        rows = torch.arange(len(key_states), device=key_states.device).unsqueeze(-1)
        self.keys[rows, :, self._positions] = key_states.transpose(1, 2)
        self.values[rows, :, self._positions] = value_states.transpose(1, 2)
        read = (slice(len(rows)), slice(None), slice(self._attended))
        return self.keys[read], self.values[read]

    def copy(self, source: "SlotLayer", source_slot: int, slot: int, length: int) -> None:
        """Copies the first tokens of a slot, possibly from another cache."""
        self.keys[slot, :, :length] = source.keys[source_slot, :, :length]
        self.values[slot, :, :length] = source.values[source_slot, :, :length]

    def lazy_initialization(self, key_states: Tensor, value_states: Tensor) -> None:
        """Does nothing: slots are allocated at construction."""

    def get_mask_sizes(self, query_length: int) -> tuple[int, int]:
        """Returns (attended length, offset); the mask itself is given with each call."""
        del query_length
        return self._attended, 0

    def get_seq_length(self) -> int:
        """Returns 0: rows have lengths of their own, so positions are given with each call."""
        return 0

    def get_max_length(self) -> int:
        """Returns the capacity of a slot in tokens."""
        return int(self.keys.shape[2])


class SlotCache(Cache):
    """All layers' slots, and how many tokens each slot holds."""

    def __init__(self, network: PreTrainedModel, slots: int, capacity: int) -> None:
        self.lengths = [0] * slots
        self.slot_layers = [
            SlotLayer(network, slots, round_up(capacity))
            for _ in range(network.config.num_hidden_layers)
        ]
        super().__init__(layers=self.slot_layers)

    def copy(self, source: "SlotCache", source_slot: int, slot: int) -> None:
        """Copies one slot's tokens, possibly from another cache of the same model."""
        length = source.lengths[source_slot]
        for mine, theirs in zip(self.slot_layers, source.slot_layers, strict=True):
            mine.copy(theirs, source_slot, slot, length)
        self.lengths[slot] = length


def round_up(length: int, multiple: int = BLOCK) -> int:
    """Returns the smallest multiple that is at least the length."""
    return -(-length // multiple) * multiple
