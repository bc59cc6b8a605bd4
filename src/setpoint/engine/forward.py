"""Runs the network: a prompt once, then one token for each row in the batch.

Two ways, one interface. `SlotForward` advances the whole batch in one call and serves every
model whose layers all attend to everything before them. `RowForward` keeps each row's cache as
the model itself defines it and advances rows one by one: slower, right for any architecture.
"""

import copy
from collections.abc import Sequence
from typing import Protocol

import torch
from torch import Tensor
from transformers import Cache, PreTrainedModel
from transformers.modeling_outputs import CausalLMOutputWithPast

from setpoint.engine.slots import SlotCache, round_up

SMALLEST_BATCH = 8
"""Batches are padded to this: below four rows, matrix products round differently."""


_FULL_ATTENTION_MODELS = frozenset({"llama", "mistral", "phi3", "qwen2", "qwen3"})


class Forward(Protocol):
    """A network with memory for a batch of rows, in slots 0, 1, ... without gaps."""

    def prefill(self, token_ids: Sequence[int]) -> "Prefill":
        """Runs a prompt alone, always in the same shape."""
        ...

    def admit(self, slot: int, prefill: "Prefill") -> None:
        """Puts a prompt's memory into a slot."""
        ...

    def move(self, source: int, target: int) -> None:
        """Moves a row to another slot."""
        ...

    def decode(self, tokens: Sequence[int]) -> Tensor:
        """Appends tokens[i] to slot i; returns logits (rows, vocabulary) for what follows."""
        ...


class Prefill:
    """A prompt's memory and the logits (vocabulary,) for the first token of its answers."""

    __slots__ = ("length", "logits", "memory")

    def __init__(self, *, logits: Tensor, memory: Cache, length: int) -> None:
        self.logits = logits
        self.memory = memory
        self.length = length


class SlotForward:
    """One call for the whole batch, for models with full attention in every layer."""

    def __init__(self, network: PreTrainedModel, *, slots: int, capacity: int) -> None:
        self._network = network
        self._cache = SlotCache(network, max(slots, SMALLEST_BATCH), capacity)

    @torch.inference_mode()
    def prefill(self, token_ids: Sequence[int]) -> Prefill:
        """See `Forward`."""
        length = len(token_ids)
        memory = SlotCache(self._network, 1, length)
        positions = torch.arange(length, device=self._network.device).unsqueeze(0)
        logits = self._run(memory, [token_ids], positions, round_up(length))
        memory.lengths[0] = length
        return Prefill(logits=logits[0], memory=memory, length=length)

    @torch.inference_mode()
    def admit(self, slot: int, prefill: Prefill) -> None:
        """See `Forward`."""
        self._cache.copy(prefill.memory, 0, slot)

    @torch.inference_mode()
    def move(self, source: int, target: int) -> None:
        """See `Forward`."""
        self._cache.copy(self._cache, source, target)

    @torch.inference_mode()
    def decode(self, tokens: Sequence[int]) -> Tensor:
        """See `Forward`."""
        rows = max(len(tokens), SMALLEST_BATCH)
        padded = [*tokens, *[0] * (rows - len(tokens))]
        lengths = [*self._cache.lengths[: len(tokens)], *[0] * (rows - len(tokens))]
        positions = torch.tensor(lengths, device=self._network.device).unsqueeze(-1)
        attended = round_up(max(lengths) + 1)
        logits = self._run(self._cache, [[token] for token in padded], positions, attended)
        for slot in range(len(tokens)):
            self._cache.lengths[slot] += 1
        return logits[: len(tokens)]

    def _run(
        self, cache: SlotCache, tokens: Sequence[Sequence[int]], positions: Tensor, attended: int
    ) -> Tensor:
        """Returns the last position's logits of each row, (rows, vocabulary)."""
        for layer in cache.slot_layers:
            layer.aim(positions, attended)
        reach = torch.arange(attended, device=positions.device)
        output = self._network(
            input_ids=torch.tensor(tokens, device=positions.device),
            position_ids=positions,
            attention_mask=(reach <= positions.unsqueeze(-1)).unsqueeze(1),
            cache=cache,
            use_cache=True,
            logits_to_keep=1,
        )
        last: Tensor = output.logits[:, -1]
        return last


class RowForward:
    """One call a row with the model's own cache, for every other architecture."""

    def __init__(self, network: PreTrainedModel, *, slots: int) -> None:
        self._network = network
        self._memories: list[Cache | None] = [None] * slots

    @torch.inference_mode()
    def prefill(self, token_ids: Sequence[int]) -> Prefill:
        """See `Forward`."""
        output = self._run(token_ids, None)
        return Prefill(logits=output.logits[0, -1], memory=output.cache, length=len(token_ids))

    @torch.inference_mode()
    def admit(self, slot: int, prefill: Prefill) -> None:
        """See `Forward`."""
        self._memories[slot] = copy.deepcopy(prefill.memory)

    @torch.inference_mode()
    def move(self, source: int, target: int) -> None:
        """See `Forward`."""
        self._memories[target] = self._memories[source]

    @torch.inference_mode()
    def decode(self, tokens: Sequence[int]) -> Tensor:
        """See `Forward`."""
        rows = [self._run([token], self._memories[slot]) for slot, token in enumerate(tokens)]
        return torch.stack([row.logits[0, -1] for row in rows])

    def _run(self, token_ids: Sequence[int], memory: Cache | None) -> CausalLMOutputWithPast:
        input_ids = torch.tensor([list(token_ids)], device=self._network.device)
        return self._network(input_ids=input_ids, cache=memory, use_cache=True)


def build_forward(network: PreTrainedModel, *, slots: int, capacity: int) -> Forward:
    """Returns the fastest forward that is right for the network's architecture.

    Args:
        network: A causal language model of `transformers`, in evaluation mode.
        slots: Most rows in a batch.
        capacity: Most tokens of a row, prompt included.
    """
    if attends_fully(network):
        return SlotForward(network, slots=slots, capacity=capacity)
    return RowForward(network, slots=slots)


def attends_fully(network: PreTrainedModel) -> bool:
    """Returns True for the architectures that `SlotForward` is tested with."""
    config = network.config
    layer_types = getattr(config, "layer_types", None)
    if layer_types is None:
        layer_types = ["sliding" if getattr(config, "sliding_window", None) else "full_attention"]
    return config.model_type in _FULL_ATTENTION_MODELS and set(layer_types) == {"full_attention"}
