"""Keys and values of consecutive tokens, and the blocks in which they are laid out."""

from dataclasses import dataclass

from torch import Tensor

BLOCK = 64
"""Capacities and attended lengths are multiples of this."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Keys and values, (layers, key-value heads, tokens, head size) each."""

    keys: Tensor
    values: Tensor

    @property
    def length(self) -> int:
        """Number of tokens."""
        return self.keys.shape[2]

    @property
    def is_finite(self) -> bool:
        """True if no key or value is NaN or infinite."""
        return bool(self.keys.isfinite().all() and self.values.isfinite().all())


def round_up(length: int, multiple: int) -> int:
    """Returns the smallest multiple that is at least the length."""
    return -(-length // multiple) * multiple
