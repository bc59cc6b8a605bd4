"""Counter-based Gumbel noise: a pure function of (row seed, position, token id).

A draw does not depend on who else is in the batch, on order, or on a resume, because there is
no stream to advance. The bits are SplitMix64's (Steele, Lea and Flood, 2014, "Fast splittable
pseudorandom number generators"): the row seed and the position choose a stream, and the token
id is the place in it.
"""

import math

import torch
from torch import Tensor

_GOLDEN = 0x9E3779B97F4A7C15
_RESOLUTION_BITS = 32

LARGEST_GUMBEL = -math.log(-math.log1p(-(2.0 ** -(_RESOLUTION_BITS + 1))))
"""No draw exceeds this (about 22.9), since uniforms have 32 bits."""


def stream_keys(seeds: Tensor, positions: Tensor) -> Tensor:
    """Returns the key of each row's stream at its position.

    Args:
        seeds: (rows,) int64, the 64 bits of the row seed.
        positions: (rows,) int64, index of the token to be drawn, from 0.

    Returns:
        (rows,) int64.
    """
    return _mix(seeds + (positions + 1) * _signed(_GOLDEN))


def gumbel(keys: Tensor, token_ids: Tensor) -> Tensor:
    """Returns standard Gumbel noise for each pair of stream and token.

    Args:
        keys: int64, from `stream_keys`, of any shape.
        token_ids: int64, broadcastable to `keys`.

    Returns:
        float64 in [-3.2, `LARGEST_GUMBEL`], of the broadcast shape.
    """
    bits = _mix(keys + (token_ids + 1) * _signed(_GOLDEN))
    high = _shift_right(bits, 64 - _RESOLUTION_BITS).to(torch.float64)
    uniform = (high + 0.5) * 2.0**-_RESOLUTION_BITS
    return -torch.log(-torch.log(uniform))


def as_int64(seed: int) -> int:
    """Returns the signed integer with the same 64 bits as ``0 <= seed < 2**64``."""
    return _signed(seed)


def _mix(bits: Tensor) -> Tensor:
    bits = (bits ^ _shift_right(bits, 30)) * _signed(0xBF58476D1CE4E5B9)
    bits = (bits ^ _shift_right(bits, 27)) * _signed(0x94D049BB133111EB)
    return bits ^ _shift_right(bits, 31)


def _shift_right(bits: Tensor, places: int) -> Tensor:
    """Shifts without the sign, which torch's own shift would copy in."""
    return (bits >> places) & ((1 << (64 - places)) - 1)


def _signed(bits: int) -> int:
    return bits - (1 << 64) if bits >= 1 << 63 else bits
