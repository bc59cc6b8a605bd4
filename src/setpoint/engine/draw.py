"""What is asked of the sampler; without torch, so that the schedule can say it."""

from collections.abc import Sequence
from dataclasses import dataclass

from setpoint.records import Sampling

_MEASURED_EVERY = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """What is to be drawn from one row of logits: a token for each setting, with one noise.

    Attributes:
        seed: Row seed in [0, 2**64).
        position: Index of the token in the row's answer, from 0.
        settings: At least one.
    """

    seed: int
    position: int
    settings: Sequence[Sampling]

    @property
    def is_measured(self) -> bool:
        """True for every sixteenth token of a row, the first of which its seed decides.

        So over many rows every position is measured equally often, and rows that are computed as
        one are measured together.
        """
        return (self.seed + self.position) % _MEASURED_EVERY == 0
