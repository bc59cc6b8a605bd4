"""Chooses the forward for a network."""

from dataclasses import dataclass

from transformers import PreTrainedModel

from setpoint.engine.forward import Forward
from setpoint.engine.native import NativeForward
from setpoint.engine.rows import RowForward
from setpoint.engine.weights import Weights, can_fuse, read_weights


@dataclass(frozen=True, slots=True)
class Runner:
    """A network that is ready to run batches of any size.

    Attributes:
        weights: Its fused weights, or None if it can only be run row by row.
    """

    network: PreTrainedModel
    weights: Weights | None

    def forward(self, *, slots: int, capacity: int) -> Forward:
        """Returns a forward with memory for a batch.

        Args:
            slots: Most rows in a batch.
            capacity: Most tokens of a row, prompt included.
        """
        if self.weights is None:
            return RowForward(self.network, slots=slots)
        on_gpu = self.weights.device.type == "cuda"
        return NativeForward(self.weights, slots=slots, capacity=capacity, is_recorded=on_gpu)


def prepare(network: PreTrainedModel) -> Runner:
    """Takes a network over for running; its weights move if they can be fused."""
    return Runner(network, read_weights(network) if can_fuse(network) else None)
