"""The forward for any architecture: each row with the cache that the model itself defines.

What is covered: learned positions, sliding windows, recurrent state; and the oracle of tests.
What is not: speed; rows are advanced one by one.
"""

import copy
from collections.abc import Sequence

import torch
from torch import Tensor
from transformers import Cache, PreTrainedModel
from transformers.modeling_outputs import CausalLMOutputWithPast

from setpoint.engine.forward import Prefill


class RowForward:
    """One call a row with the model's own cache, for every other architecture."""

    def __init__(self, network: PreTrainedModel, *, slots: int) -> None:
        self._network = network
        self._memories: list[Cache | None] = [None] * slots

    @torch.inference_mode()
    def prefill(self, token_ids: Sequence[int]) -> Prefill:
        """See `Forward`."""
        output = self._run(token_ids, None)
        return Prefill(memory=output.cache, logits=output.logits[0, -1])

    @torch.inference_mode()
    def admit(self, slot: int, prefill: Prefill, *, is_shared: bool) -> None:
        """See `Forward`."""
        del is_shared  # every row has a copy of its own
        assert isinstance(prefill.memory, Cache)  # noqa: S101 - made by this object's prefill
        self._memories[slot] = copy.deepcopy(prefill.memory)

    @torch.inference_mode()
    def copy(self, source: int, target: int) -> None:
        """See `Forward`."""
        self._memories[target] = copy.deepcopy(self._memories[source])

    @torch.inference_mode()
    def rescue(self, slot: int, token_ids: Sequence[int]) -> Tensor:
        """See `Forward`; the network is widened for the moment."""
        dtype = self._network.dtype
        try:
            self._network.float()
            logits: Tensor = self._run(token_ids, None).logits[0, -1]
        finally:
            self._network.to(dtype)
        self._memories[slot] = self._run(token_ids, None).cache
        return logits

    def clear(self, slot: int) -> None:
        """See `Forward`."""
        self._memories[slot] = None

    @torch.inference_mode()
    def decode(self, tokens: Sequence[int]) -> Tensor:
        """See `Forward`."""
        rows = [self._run([token], self._memories[slot]) for slot, token in enumerate(tokens)]
        return torch.stack([row.logits[0, -1] for row in rows])

    def _run(self, token_ids: Sequence[int], memory: Cache | None) -> CausalLMOutputWithPast:
        input_ids = torch.tensor([list(token_ids)], device=self._network.device)
        return self._network(input_ids=input_ids, cache=memory, use_cache=True)
