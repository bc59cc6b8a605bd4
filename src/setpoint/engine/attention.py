"""Grouped-query attention of one new token a row, over a shared prompt and the row's own tokens.

What is covered: the query heads of a group are rows of one product, so keys and values are never
repeated (Ainslie et al. 2023, arXiv 2305.13245); a prompt that several rows share is held once and
attended in one large product for all of them (Juravsky et al. 2024, arXiv 2402.05099), with one
softmax over the prompt's and the row's own scores.
What is not: prefill, which is torch's own causal attention.

Scores are of keys from a center, without the part that all of them share and no softmax sees: what
is left is small enough for the 16 bits in which a CPU gives a product (docs/design/centered-keys).
In float32 a row's result does not depend on how many rows there are or how far they reach: places
and sums are laid out in blocks of fixed length.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

import torch
from torch import Tensor

from setpoint.engine.segment import BLOCK, Segment, round_up
from setpoint.engine.slots import Slots

SMALLEST_BATCH = 8
"""Batches are padded to this: below four rows, matrix products round differently."""

_Places: TypeAlias = slice | Tensor


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that attend to a piece of shared memory.

    Attributes:
        memory: One prompt, or several side by side.
        places: The rows.
        padded: The same with padding.
        size: How many there are, padding not counted.
        mask: Added to scores, (rows, 1, 1, tokens); None if all of it is every row's own prompt.
    """

    memory: Segment
    places: _Places
    padded: _Places
    size: int
    mask: Tensor | None = None


class Attention:
    """One decode step's attention, the same for every layer: who attends to what.

    Args:
        slots: The memory; the first rows of it are read, as many as there are places.
        places: Where each row writes its token, (rows,); it attends up to there.
        reach: How far any of them attends, in whole blocks.
        groups: Who shares what.
    """

    def __init__(
        self, slots: Slots, places: Tensor, reach: int, groups: Sequence[Group] = ()
    ) -> None:
        self._slots = slots
        self._reach = reach
        self._groups = groups
        self._start = round_up(max((group.memory.length for group in groups), default=0), BLOCK)
        self._mask = mask_outside(places.new_zeros(len(places)), places + 1, reach)
        self._scores: Tensor | None = None

    def __call__(self, layer: int, queries: Tensor) -> Tensor:
        """Attends in one layer.

        Args:
            layer: Whose keys and values.
            queries: (rows, key-value heads, queries of a group, head size), in the dtype of
                the keys and already divided by the square root of the head size.

        Returns:
            As queries, in the dtype of the values.
        """
        scores = self._buffer(queries)
        pieces = list(self._slots.read(layer, len(queries), self._reach))
        for places, keys, _ in pieces:
            own = _score(keys.flatten(0, 1), queries.flatten(0, 1)).view(*queries.shape[:3], -1)
            target = scores[..., self._start :][..., places]
            torch.add(self._mask[..., places], own, out=target)
        for group in self._groups:
            part = _score(group.memory.keys[layer], _by_head(queries[group.padded]))
            part = _by_row(part, group).float()
            part = part if group.mask is None else part + group.mask
            scores[group.places, ..., : group.memory.length] = part
        weights = scores.softmax(-1).to(pieces[0][2].dtype)
        return self._weigh(layer, weights, pieces)

    def _weigh(
        self, layer: int, weights: Tensor, pieces: Sequence[tuple[slice, Tensor, Tensor]]
    ) -> Tensor:
        """Sums values; parts of a sum are added in float32."""
        own = weights[..., self._start :]
        parts = [
            torch.bmm(own[..., places].flatten(0, 1), values.flatten(0, 1)).float()
            for places, _, values in pieces
        ]
        output = reduce(torch.add, parts).view(*weights.shape[:3], -1)
        for group in self._groups:
            shares = _by_head(weights[group.padded, ..., : group.memory.length])
            output[group.places] += _by_row(_weigh(shares, group.memory.values[layer]), group)
        return output.to(weights.dtype)

    def _buffer(self, queries: Tensor) -> Tensor:
        """Returns room for scores; what no prompt fills is minus infinity in every layer."""
        if self._scores is None:
            shape = (*queries.shape[:3], self._start + self._reach)
            self._scores = queries.new_full(shape, -torch.inf, dtype=torch.float32)
        return self._scores


def group_of(prompt: Segment, slots: Sequence[int], device: torch.device) -> Group:
    """Returns the group of rows that share one prompt."""
    padded = [*slots, *[slots[0]] * (SMALLEST_BATCH - len(slots))]
    return Group(prompt, _places(slots, device), _places(padded, device), len(slots))


def mask_outside(first: Tensor, end: Tensor, length: int) -> Tensor:
    """Returns (rows, 1, 1, length): 0 at positions first <= p < end of each row, else -inf."""
    positions = torch.arange(length, device=first.device)
    outside = (positions < first.unsqueeze(-1)) | (positions >= end.unsqueeze(-1))
    mask = torch.zeros(outside.shape, device=first.device).masked_fill_(outside, -torch.inf)
    return mask.view(len(first), 1, 1, -1)


def _places(slots: Sequence[int], device: torch.device) -> _Places:
    """Returns a slice if the slots are consecutive, since that needs no copy."""
    if slots[-1] - slots[0] == len(slots) - 1 and list(slots) == sorted(slots):
        return slice(slots[0], slots[-1] + 1)
    return torch.tensor(slots, device=device)


def _by_head(rows: Tensor) -> Tensor:
    """(rows, heads, queries, size) -> (heads, rows * queries, size)."""
    return rows.transpose(0, 1).flatten(1, 2)


def _by_row(heads: Tensor, group: Group) -> Tensor:
    """(heads, padded rows * queries, size) -> (rows, heads, queries, size)."""
    rows = max(group.size, SMALLEST_BATCH)
    return heads.reshape(len(heads), rows, -1, heads.shape[-1]).transpose(0, 1)[: group.size]


def _score(keys: Tensor, queries: Tensor) -> Tensor:
    """Returns (batch, queries, positions), in float32 where the device can."""
    if keys.dtype is torch.float32:
        return torch.bmm(keys, queries.transpose(1, 2)).transpose(1, 2)
    if keys.device.type == "cpu":
        return torch.bmm(queries, keys.transpose(1, 2))
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
