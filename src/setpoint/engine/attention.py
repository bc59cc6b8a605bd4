"""Grouped-query attention of one new token a row, over a shared prompt and the row's own tokens.

What is covered: the query heads of a group are rows of one product, so keys and values are never
repeated (Ainslie et al. 2023, arXiv 2305.13245); a prompt that several rows share is held once and
attended in one large product for all of them (Juravsky et al. 2024, arXiv 2402.05099), with one
softmax over the prompt's and the row's own scores.
What is not: prefill, which is torch's own causal attention.

Scores are float32 in every dtype: in bfloat16 a score of 100 would be off by 0.25.
In float32 a row's result does not depend on how many rows there are or how far they reach: places
and sums are laid out in blocks of fixed length.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import torch
from torch import Tensor

from setpoint.engine.slots import BLOCK, Segment, Slots, round_up

SMALLEST_BATCH = 8
"""Batches are padded to this: below four rows, matrix products round differently."""

_Places: TypeAlias = slice | Tensor


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows that share a prompt: where they are, and the same with padding."""

    prompt: Segment
    places: _Places
    padded: _Places
    size: int


class Attention:
    """One decode step's attention, the same for every layer: who attends to what.

    Args:
        slots: The memory; the first ``rows`` slots are read.
        live: Rows that count.
        rows: Rows of the batch, padding included.
    """

    def __init__(self, slots: Slots, *, live: int, rows: int) -> None:
        device = slots.device
        self._slots = slots
        self._groups = [_group(prompt, of, device) for prompt, of in slots.groups(live)]
        lengths = [*slots.lengths[:live], *[0] * (rows - live)]
        self.places = torch.tensor(lengths, device=device)
        self._reach = round_up(max(lengths) + 1, BLOCK)
        self._start = round_up(
            max((group.prompt.length for group in self._groups), default=0), BLOCK
        )
        positions = torch.arange(self._reach, device=device)
        hidden = positions > self.places.unsqueeze(-1)
        mask = torch.zeros(hidden.shape, device=device).masked_fill_(hidden, -torch.inf)
        self._mask = mask.view(rows, 1, 1, -1)
        self._scores: Tensor | None = None

    def __call__(self, layer: int, queries: Tensor) -> Tensor:
        """Attends in one layer.

        Args:
            layer: Whose keys and values.
            queries: (rows, key-value heads, queries of a group, head size), in the dtype of
                the keys.

        Returns:
            As queries, in the dtype of the values.
        """
        keys, values = self._slots.read(layer, len(queries), self._reach)
        scores = self._buffer(queries)
        own = _score(keys.flatten(0, 1), queries.flatten(0, 1)).view(*queries.shape[:3], -1)
        scale = queries.shape[-1] ** -0.5
        torch.add(self._mask, own, alpha=scale, out=scores[..., self._start :])
        for group in self._groups:
            part = _score(group.prompt.keys[layer], _by_head(queries[group.padded]))
            scores[group.places, ..., : group.prompt.length] = _by_row(part * scale, group)
        weights = scores.softmax(-1).to(values.dtype)
        output = _weigh(weights[..., self._start :].flatten(0, 1), values.flatten(0, 1))
        output = output.view(queries.shape)
        for group in self._groups:
            shares = _by_head(weights[group.padded, ..., : group.prompt.length])
            output[group.places] += _by_row(torch.bmm(shares, group.prompt.values[layer]), group)
        return output

    def _buffer(self, queries: Tensor) -> Tensor:
        """Returns room for scores; what no prompt fills is minus infinity in every layer."""
        if self._scores is None:
            shape = (*queries.shape[:3], self._start + self._reach)
            self._scores = queries.new_full(shape, -torch.inf, dtype=torch.float32)
        return self._scores


def _group(prompt: Segment, slots: Sequence[int], device: torch.device) -> _Group:
    padded = [*slots, *[slots[0]] * (SMALLEST_BATCH - len(slots))]
    return _Group(prompt, _places(slots, device), _places(padded, device), len(slots))


def _places(slots: Sequence[int], device: torch.device) -> _Places:
    """Returns a slice if the slots are consecutive, since that needs no copy."""
    if slots[-1] - slots[0] == len(slots) - 1 and list(slots) == sorted(slots):
        return slice(slots[0], slots[-1] + 1)
    return torch.tensor(slots, device=device)


def _by_head(rows: Tensor) -> Tensor:
    """(rows, heads, queries, size) -> (heads, rows * queries, size)."""
    return rows.transpose(0, 1).flatten(1, 2)


def _by_row(heads: Tensor, group: _Group) -> Tensor:
    """(heads, padded rows * queries, size) -> (rows, heads, queries, size)."""
    rows = max(group.size, SMALLEST_BATCH)
    return heads.reshape(len(heads), rows, -1, heads.shape[-1]).transpose(0, 1)[: group.size]


def _score(keys: Tensor, queries: Tensor) -> Tensor:
    """Returns float32 (batch, queries, positions)."""
    if keys.dtype is torch.float32:
        return torch.bmm(keys, queries.transpose(1, 2)).transpose(1, 2)
    return torch.bmm(queries, keys.transpose(1, 2), out_dtype=torch.float32)


def _weigh(weights: Tensor, values: Tensor) -> Tensor:
    """Sums values; in float32 block by block, because one product may split a long sum."""
    if values.dtype is not torch.float32:
        return torch.bmm(weights, values)
    total = torch.bmm(weights[..., :BLOCK], values[:, :BLOCK])
    for start in range(BLOCK, values.shape[1], BLOCK):
        end = start + BLOCK
        total.baddbmm_(weights[..., start:end], values[:, start:end])
    return total
