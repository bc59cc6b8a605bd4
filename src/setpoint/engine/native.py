"""Our own forward for Qwen2- and Llama-like networks: the whole batch in one pass.

What is covered: prefill of one prompt, and decode steps of one token for every row.
What is not: choosing tokens (`sampler`), and other architectures (`rows`).
"""

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from setpoint.engine.attention import SMALLEST_BATCH, Attention
from setpoint.engine.forward import Prefill
from setpoint.engine.linear import Linear
from setpoint.engine.rotary import Rotation, RotationTable
from setpoint.engine.slots import Segment, Slots, key_dtype
from setpoint.engine.weights import LayerWeights, Norm, Weights


class NativeForward:
    """See `forward.Forward`."""

    def __init__(self, weights: Weights, *, slots: int, capacity: int) -> None:
        self._weights = weights
        self._slots = Slots(weights, slots=max(slots, SMALLEST_BATCH), capacity=capacity)
        self._rotations = RotationTable(weights, capacity)
        self._key_dtype = key_dtype(weights.device, weights.dtype)

    @torch.inference_mode()
    def prefill(self, token_ids: Sequence[int]) -> Prefill:
        """See `Forward`."""
        weights = self._weights
        states, memory = self._read(token_ids, weights.layers, weights.dtype)
        logits = self._logits(states, weights.norm, weights.head)
        return Prefill(memory=memory, logits=logits)

    @torch.inference_mode()
    def rescue(self, slot: int, token_ids: Sequence[int]) -> Tensor:
        """See `Forward`; one layer at a time is widened, so that memory is hardly needed."""
        self._slots.clear(slot)
        layers = (layer.widened() for layer in self._weights.layers)
        states, memory = self._read(token_ids, layers, torch.float32)
        self._slots.admit(slot, memory, is_shared=False)
        return self._logits(states, self._weights.norm.widened(), self._weights.head.widened())

    def _read(
        self, token_ids: Sequence[int], layers: Iterable[LayerWeights], dtype: torch.dtype
    ) -> tuple[Tensor, Segment]:
        """Returns the last hidden states (1, hidden size), and the memory of a whole text."""
        weights = self._weights
        positions = torch.arange(len(token_ids), device=weights.device)
        rotation = self._rotations.at(positions)
        states = weights.embedding[torch.tensor(token_ids, device=weights.device)].to(dtype)
        keys, values = [], []
        for layer in layers:
            query, key, value = self._project(layer, states, rotation)
            keys.append(key.transpose(0, 1).to(self._key_dtype))
            values.append(_within(value.transpose(0, 1), weights.dtype))
            attended = functional.scaled_dot_product_attention(
                query.transpose(0, 1).unsqueeze(0),
                key.transpose(0, 1).unsqueeze(0),
                value.transpose(0, 1).unsqueeze(0),
                is_causal=True,
                enable_gqa=True,
            )
            joined = attended[0].transpose(0, 1).flatten(1)
            states = layer.feed_forward(layer.attention_output.plus(joined, states))
        return states[-1:], Segment(torch.stack(keys), torch.stack(values))

    def _logits(self, states: Tensor, norm: Norm, head: Linear) -> Tensor:
        """Returns the logits (vocabulary,) of one row of hidden states."""
        return head(norm(states.expand(SMALLEST_BATCH, -1)))[0]

    @torch.inference_mode()
    def clear(self, slot: int) -> None:
        """See `Forward`."""
        self._slots.clear(slot)

    @torch.inference_mode()
    def admit(self, slot: int, prefill: Prefill, *, is_shared: bool) -> None:
        """See `Forward`."""
        assert isinstance(prefill.memory, Segment)  # noqa: S101 - made by this object's prefill
        self._slots.admit(slot, prefill.memory, is_shared=is_shared)

    @torch.inference_mode()
    def copy(self, source: int, target: int) -> None:
        """See `Forward`."""
        self._slots.copy(source, target)

    @torch.inference_mode()
    def decode(self, tokens: Sequence[int]) -> Tensor:
        """See `Forward`."""
        weights, live = self._weights, len(tokens)
        rows = max(live, SMALLEST_BATCH)
        padded = torch.tensor([*tokens, *[0] * (rows - live)], device=weights.device)
        attention = Attention(self._slots, live=live, rows=rows)
        rotation = self._rotations.at(self._positions(live, rows))
        states = weights.embedding[padded]
        for index, layer in enumerate(weights.layers):
            query, key, value = self._project(layer, states, rotation)
            self._slots.write(index, attention.places, key.to(self._key_dtype), value)
            grouped = query.to(self._key_dtype).view(
                rows, weights.key_value_heads, -1, weights.head_size
            )
            attended = attention(index, grouped).flatten(1)
            states = layer.feed_forward(layer.attention_output.plus(attended, states))
        for slot in range(live):
            self._slots.lengths[slot] += 1
        return weights.head(weights.norm(states))[:live]

    def _positions(self, live: int, rows: int) -> Tensor:
        """Returns each row's position in its text, 0 for padding."""
        positions = [self._slots.position(slot) for slot in range(live)]
        return torch.tensor([*positions, *[0] * (rows - live)], device=self._weights.device)

    def _project(
        self, layer: LayerWeights, states: Tensor, rotation: Rotation
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Returns turned queries and keys, and values: (rows, heads, head size) each."""
        weights = self._weights
        joined = layer.query_key_value(layer.attention_norm(states))
        heads = joined.view(len(joined), -1, weights.head_size)
        turned = rotation(layer.normalise(heads[:, : -weights.key_value_heads]))
        query, key = turned[:, : weights.heads], turned[:, weights.heads :]
        return query, key, heads[:, -weights.key_value_heads :]


def _within(values: Tensor, dtype: torch.dtype) -> Tensor:
    """Returns values in a dtype, those beyond its range at its end instead of infinite."""
    if values.dtype is dtype:
        return values
    limits = torch.finfo(dtype)
    return values.clamp(limits.min, limits.max).to(dtype)
