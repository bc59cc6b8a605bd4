"""Rotary positions (Su et al. 2021, arXiv 2104.09864) from a table made once."""

from dataclasses import dataclass

import torch
from torch import Tensor

from setpoint.engine.weights import Weights


@dataclass(frozen=True, slots=True)
class Rotation:
    """Cosines and signed sines for some positions, (rows, 1, head size) each."""

    cosine: Tensor
    sine: Tensor

    def __call__(self, states: Tensor) -> Tensor:
        """Turns (rows, heads, head size); the two halves of a head are the two coordinates."""
        return states * self.cosine + states.roll(states.shape[-1] // 2, -1) * self.sine


class RotationTable:
    """The rotations of all positions up to a capacity, as the family's own module gives them."""

    def __init__(self, weights: Weights, capacity: int) -> None:
        positions = torch.arange(capacity, device=weights.device).unsqueeze(0)
        cosine, sine = weights.rotary(weights.embedding[:1], positions)
        signs = torch.ones_like(sine[0, 0])
        signs[: len(signs) // 2] = -1
        self._cosine = cosine[0].unsqueeze(1)
        self._sine = (sine[0] * signs).unsqueeze(1)

    def at(self, positions: Tensor) -> Rotation:
        """Returns the rotations at positions (rows,)."""
        return Rotation(self._cosine[positions], self._sine[positions])
