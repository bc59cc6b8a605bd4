"""Our own forward for Qwen2- and Llama-like networks: the whole batch in one pass.

What is covered: prefill of one prompt, and decode steps of one token for every row.
What is not: choosing tokens (`sampler`), and other architectures (`rows`).
"""

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from setpoint.engine.attention import SMALLEST_BATCH, Attention, Group, group_of, mask_outside
from setpoint.engine.capture import Recordings
from setpoint.engine.forward import Prefill
from setpoint.engine.linear import Linear
from setpoint.engine.rotary import Rotation, RotationTable
from setpoint.engine.segment import BLOCK, Segment, round_up
from setpoint.engine.slots import Slots
from setpoint.engine.weights import LayerWeights, Norm, Weights

_COARSE = 256
"""Reach of recorded steps is a multiple of this."""


class NativeForward:
    """See `forward.Forward`.

    Args:
        weights: The network.
        slots: Most rows.
        capacity: Most tokens of a row, prompt included.
        is_recorded: True if decode steps are recorded once for each set of shapes and replayed.
    """

    def __init__(
        self, weights: Weights, *, slots: int, capacity: int, is_recorded: bool = False
    ) -> None:
        self._weights = weights
        self._recordings = Recordings(weights.device) if is_recorded else None
        self._slots = Slots(
            weights,
            slots=_padded(slots, is_recorded=is_recorded),
            capacity=capacity,
            is_fixed=is_recorded,
        )
        self._rotations = RotationTable(weights, capacity)

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
        for index, layer in enumerate(layers):
            query, key, value = self._project(layer, states, rotation)
            keys.append(self._stored(index, key).transpose(0, 1))
            values.append(_within(value.transpose(0, 1), weights.dtype))
            attended = functional.scaled_dot_product_attention(
                query.to(dtype).transpose(0, 1).unsqueeze(0),
                key.to(dtype).transpose(0, 1).unsqueeze(0),
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
        slots, live = self._slots, len(tokens)
        rows = _padded(live, is_recorded=self._recordings is not None)
        places = [slots.place(slot) for slot in range(live)]
        columns = [(token, *place) for token, place in zip(tokens, places, strict=True)]
        columns += [(0, 0, 0, 0, 0)] * (rows - live)
        state = torch.tensor(columns, device=slots.device).T.contiguous()
        if self._recordings:
            logits = self._replay(self._recordings, state, max(slots.lengths[:live]) + 1)
        else:
            groups = [group_of(prompt, of, slots.device) for prompt, of in slots.groups(live)]
            logits = self._advance(state, max(slots.lengths[:live]) + 1, groups)
        for slot in range(live):
            slots.lengths[slot] += 1
        return logits[:live]

    def _replay(self, recordings: Recordings, state: Tensor, length: int) -> Tensor:
        """Advances by a recorded step, whose shapes are rounded up so that few are needed."""
        assert self._slots.pool is not None  # noqa: S101 - recorded steps have one
        prompts = self._slots.pool.used
        reach = min(round_up(length, _COARSE), self._slots.reach)
        name = state.shape[1], reach, prompts.length

        def step(state: Tensor) -> Tensor:
            rows = slice(0, name[0])
            mask = mask_outside(state[3], state[4], prompts.length)
            shared = [Group(prompts, rows, rows, name[0], mask)] if prompts.length else []
            return self._advance(state, reach, shared)

        return recordings.run(name, step, state)

    def _advance(self, state: Tensor, reach: int, groups: Sequence[Group]) -> Tensor:
        """Computes one token for every row, on the device alone.

        Args:
            state: Of every row its token and the four numbers of `Slots.place`, (5, rows).
            reach: Most tokens that a row attends to in its slot.
            groups: Who shares what.

        Returns:
            Logits (rows, vocabulary).
        """
        weights, slots = self._weights, self._slots
        tokens, positions, places = state[:3]
        attention = Attention(slots, places, round_up(reach, BLOCK), groups)
        rotation = self._rotations.at(positions)
        states = weights.embedding[tokens]
        for index, layer in enumerate(weights.layers):
            query, key, value = self._project(layer, states, rotation)
            slots.write(index, places, self._stored(index, key), value)
            grouped = (query * weights.head_size**-0.5).to(weights.dtype)
            grouped = grouped.view(len(tokens), weights.key_value_heads, -1, weights.head_size)
            attended = attention(index, grouped).flatten(1)
            states = layer.feed_forward(layer.attention_output.plus(attended, states))
        return weights.head(weights.norm(states))

    def _stored(self, layer: int, keys: Tensor) -> Tensor:
        """Returns keys (rows, heads, size) as memory has them: from the center, in its dtype."""
        return (keys - self._weights.key_centers[layer]).to(self._weights.dtype)

    def _project(
        self, layer: LayerWeights, states: Tensor, rotation: Rotation
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Returns turned queries and keys, in float32, and values: (rows, heads, size) each."""
        weights = self._weights
        joined = layer.query_key_value(layer.attention_norm(states))
        heads = joined.view(len(joined), -1, weights.head_size)
        turned = rotation(layer.normalise(heads[:, : -weights.key_value_heads]))
        query, key = turned[:, : weights.heads], turned[:, weights.heads :]
        return query, key, heads[:, -weights.key_value_heads :]


def _padded(rows: int, *, is_recorded: bool) -> int:
    """Returns the number of rows with padding; recorded steps come in few sizes."""
    if is_recorded:
        return round_up(rows, SMALLEST_BATCH if rows <= BLOCK else BLOCK)
    return max(rows, SMALLEST_BATCH)


def _within(values: Tensor, dtype: torch.dtype) -> Tensor:
    """Returns values in a dtype, those beyond its range at its end instead of infinite."""
    if values.dtype is dtype:
        return values
    limits = torch.finfo(dtype)
    return values.clamp(limits.min, limits.max).to(dtype)
