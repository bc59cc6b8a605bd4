"""Rotary positions (Su et al. 2021, arXiv 2104.09864) from a table made once.

What is covered: a pair of coordinates is a complex number, so that turning it is one product; for
that, the two coordinates of each pair stand side by side (`weights`), not in the two halves of a
head as `transformers` has them. Dot products of queries and keys do not depend on the order.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from setpoint.engine.weights import Weights


@dataclass(frozen=True, slots=True)
class Rotation:
    """Unit complex numbers for some positions, (rows, 1, head size / 2)."""

    factors: Tensor

    def __call__(self, states: Tensor) -> Tensor:
        """Turns (rows, heads, head size); the result is float32."""
        pairs = torch.view_as_complex(states.float().view(*states.shape[:-1], -1, 2))
        return torch.view_as_real(pairs * self.factors).flatten(-2)


class RotationTable:
    """The rotations of all positions up to a capacity, as the family's own module gives them."""

    def __init__(self, weights: Weights, capacity: int) -> None:
        positions = torch.arange(capacity, device=weights.device).unsqueeze(0)
        cosine, sine = weights.rotary(weights.embedding[:1].float(), positions)
        half = weights.head_size // 2
        self._factors = torch.complex(cosine[0, :, :half], sine[0, :, :half]).unsqueeze(1)

    def at(self, positions: Tensor) -> Rotation:
        """Returns the rotations at positions (rows,)."""
        return Rotation(self._factors[positions])
