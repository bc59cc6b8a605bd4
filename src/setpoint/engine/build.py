"""Chooses the forward for a network."""

from dataclasses import dataclass, replace

from transformers import PreTrainedModel

from setpoint.engine.forward import Forward
from setpoint.engine.native import NativeForward
from setpoint.engine.rows import RowForward
from setpoint.engine.segment import Segment
from setpoint.engine.weights import Weights, can_fuse, read_weights

_TOKENS_OF_CENTER = 64


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
    return Runner(network, _centered(read_weights(network)) if can_fuse(network) else None)


def _centered(weights: Weights) -> Weights:
    """Returns the weights with the middle of each head's keys, as tokens of all kinds give them.

    Biases of keys can be far larger than what tells keys apart (Qwen2), and 16 bits would be spent
    on them; see docs/design/centered-keys.md.
    """
    vocabulary = len(weights.embedding)
    tokens = [place * vocabulary // _TOKENS_OF_CENTER for place in range(_TOKENS_OF_CENTER)]
    forward = NativeForward(weights, slots=1, capacity=len(tokens))
    memory = forward.prefill(tokens).memory
    assert isinstance(memory, Segment)  # noqa: S101 - made by this object's prefill
    return replace(weights, key_centers=memory.keys.float().mean(2).nan_to_num())
