"""Counter-based Gumbel noise: a pure function of (row seed, position, token id).

A draw does not depend on who else is in the batch, on order, or on a resume, because there is
no stream to advance. The bits are SplitMix64's (Steele, Lea and Flood, 2014, "Fast splittable
pseudorandom number generators"): the row seed and the position choose a stream, and a counter is
the place in it.

The noise is made from the top down: the largest of each block of tokens first, and whose it is;
the others, only where somebody asks, from the Gumbel distribution cut off at the largest (Maddison,
Tarlow and Minka 2014, arXiv 1411.0030). All draws are independent standard Gumbel variables, and
who looks for a maximum needs to look into few blocks.
"""

import math

import torch
from torch import Tensor

BLOCK = 64
"""Tokens whose largest noise is drawn first: ids 0-63, 64-127, ..."""

_GOLDEN = 0x9E3779B97F4A7C15
_REST = 0x6A09E667F3BCC908  # the fraction of the square root of 2
_RESOLUTION_BITS = 32


def stream_keys(seeds: Tensor, positions: Tensor) -> Tensor:
    """Returns the key of each row's stream at its position.

    Args:
        seeds: (rows,) int64, the 64 bits of the row seed.
        positions: (rows,) int64, index of the token to be drawn, from 0.

    Returns:
        (rows,) int64.
    """
    return _mix(seeds + (positions + 1) * _signed(_GOLDEN))


def block_peaks(keys: Tensor, blocks: Tensor) -> tuple[Tensor, Tensor]:
    """Returns the largest noise of each block, and the token that has it.

    Args:
        keys: int64, from `stream_keys`, of any shape.
        blocks: int64, broadcastable to `keys`.

    Returns:
        float64 noise in [1.0, 26.4], and int64 token ids, of the broadcast shape.
    """
    bits = _mix(keys + (blocks + 1) * _signed(_GOLDEN))
    return _gumbel(bits) + math.log(BLOCK), blocks * BLOCK + (bits & (BLOCK - 1))


def gumbel(keys: Tensor, token_ids: Tensor) -> Tensor:
    """Returns standard Gumbel noise for each pair of stream and token.

    Args:
        keys: int64, from `stream_keys`, of any shape.
        token_ids: int64, broadcastable to `keys`.

    Returns:
        float64, of the broadcast shape; never above the peak of the token's block.
    """
    peaks, owners = block_peaks(keys, token_ids // BLOCK)
    bits = _mix((keys ^ _signed(_REST)) + (token_ids + 1) * _signed(_GOLDEN))
    below = -torch.log(torch.exp(-peaks) - torch.log(_uniform(bits)))
    return torch.where(token_ids == owners, peaks, torch.minimum(below, peaks))


def as_int64(seed: int) -> int:
    """Returns the signed integer with the same 64 bits as ``0 <= seed < 2**64``."""
    return _signed(seed)


def _gumbel(bits: Tensor) -> Tensor:
    return -torch.log(-torch.log(_uniform(bits)))


def _uniform(bits: Tensor) -> Tensor:
    """Returns float64 in (0, 1) from the high bits."""
    high = _shift_right(bits, 64 - _RESOLUTION_BITS).to(torch.float64)
    return (high + 0.5) * 2.0**-_RESOLUTION_BITS


def _mix(bits: Tensor) -> Tensor:
    bits = (bits ^ _shift_right(bits, 30)) * _signed(0xBF58476D1CE4E5B9)
    bits = (bits ^ _shift_right(bits, 27)) * _signed(0x94D049BB133111EB)
    return bits ^ _shift_right(bits, 31)


def _shift_right(bits: Tensor, places: int) -> Tensor:
    """Shifts without the sign, which torch's own shift would copy in."""
    return (bits >> places) & ((1 << (64 - places)) - 1)


def _signed(bits: int) -> int:
    return bits - (1 << 64) if bits >= 1 << 63 else bits
