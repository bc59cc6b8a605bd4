"""The weights of a Qwen2- or Llama-like network, taken over from `transformers` and fused.

What is covered: pre-norm decoders with rotary positions, grouped-query attention in every layer
and a gated SiLU feed-forward: llama, mistral without a window, qwen2, qwen3.
What is not: everything else, which runs in `rows`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import PreTrainedModel

from setpoint.engine.linear import Linear, fuse, lay_out

Module: TypeAlias = Any
"""A part of a network of `transformers`, whose attributes its types do not tell."""

Rotary: TypeAlias = Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]

_FAMILIES = frozenset({"llama", "mistral", "qwen2", "qwen3"})
_STATIC_ROTATIONS = frozenset({"default", "linear", "llama3", "yarn"})


@dataclass(frozen=True, slots=True)
class Norm:
    """Root-mean-square norm (Zhang and Sennrich 2019, arXiv 1910.07467), computed in float32."""

    weight: Tensor
    epsilon: float

    def __call__(self, states: Tensor) -> Tensor:
        """Normalises the last dimension."""
        size = states.shape[-1:]
        if self.weight.shape == size:
            return functional.rms_norm(states, size, self.weight, self.epsilon)
        return functional.rms_norm(states, size, eps=self.epsilon) * self.weight

    def widened(self) -> "Norm":
        """Returns the same norm in float32."""
        return Norm(self.weight.float(), self.epsilon)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerWeights:
    """One layer.

    Attributes:
        head_norm: Of each query and key head, weights (heads, head size); None where the family
            has none.
    """

    attention_norm: Norm
    query_key_value: Linear
    head_norm: Norm | None
    attention_output: Linear
    feed_norm: Norm
    gate: Linear
    up: Linear
    down: Linear

    def widened(self) -> "LayerWeights":
        """Returns the same layer in float32."""
        return LayerWeights(
            attention_norm=self.attention_norm.widened(),
            query_key_value=self.query_key_value.widened(),
            head_norm=self.head_norm and self.head_norm.widened(),
            attention_output=self.attention_output.widened(),
            feed_norm=self.feed_norm.widened(),
            gate=self.gate.widened(),
            up=self.up.widened(),
            down=self.down.widened(),
        )

    def normalise(self, heads: Tensor) -> Tensor:
        """Returns query and key heads, (rows, heads, head size), normalised if they must be."""
        return heads if self.head_norm is None else self.head_norm(heads)

    def feed_forward(self, states: Tensor) -> Tensor:
        """Returns states + down(silu(gate) * up), the products on normalised states."""
        normal = self.feed_norm(states)
        return self.down.plus(self.up.times(normal, self.gate.silu(normal)), states)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A whole network.

    Attributes:
        embedding: (vocabulary, hidden size).
        head: Hidden states to logits.
        heads: Query heads; a multiple of key_value_heads.
        rotary: Maps positions to cosines and sines.
        key_centers: Taken from every key after rotation, float32 (layers, key-value heads, head
            size). Any will do, since a softmax does not see what all scores have in common.
    """

    embedding: Tensor
    layers: tuple[LayerWeights, ...]
    norm: Norm
    head: Linear
    rotary: Rotary
    heads: int
    key_value_heads: int
    head_size: int
    key_centers: Tensor

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return self.embedding.device

    @property
    def dtype(self) -> torch.dtype:
        """Of weights and activations."""
        return self.embedding.dtype


def can_fuse(network: PreTrainedModel) -> bool:
    """Tells whether the network is of a family that `read_weights` knows."""
    config = network.config
    layer_types = getattr(config, "layer_types", None)
    if layer_types is None:
        layer_types = ["sliding" if getattr(config, "sliding_window", None) else "full_attention"]
    rotation = (getattr(config, "rope_parameters", None) or {}).get("rope_type", "default")
    return (
        config.model_type in _FAMILIES
        and set(layer_types) == {"full_attention"}
        and rotation in _STATIC_ROTATIONS
        and config.hidden_act == "silu"
    )


def read_weights(network: PreTrainedModel) -> Weights:
    """Takes the weights over; the network itself can no longer be run."""
    config = network.config
    heads = config.num_attention_heads
    head_size = getattr(config, "head_dim", None) or config.hidden_size // heads
    body: Module = network.model
    head: Module = network.lm_head
    return Weights(
        embedding=body.embed_tokens.weight.detach(),
        layers=tuple(_read_layer(layer) for layer in body.layers),
        norm=_read_norm(body.norm),
        head=lay_out(head.weight.detach()),
        rotary=body.rotary_emb,
        heads=heads,
        key_value_heads=config.num_key_value_heads,
        head_size=head_size,
        key_centers=torch.zeros(
            (config.num_hidden_layers, config.num_key_value_heads, head_size), device=network.device
        ),
    )


def _read_layer(layer: Module) -> LayerWeights:
    attention, feed = layer.self_attn, layer.mlp
    for part in (attention.q_proj, attention.k_proj):
        _pair_up(part, attention.head_dim)
    return LayerWeights(
        attention_norm=_read_norm(layer.input_layernorm),
        query_key_value=fuse(attention.q_proj, attention.k_proj, attention.v_proj),
        head_norm=_read_head_norm(attention),
        attention_output=fuse(attention.o_proj),
        feed_norm=_read_norm(layer.post_attention_layernorm),
        gate=fuse(feed.gate_proj),
        up=fuse(feed.up_proj),
        down=fuse(feed.down_proj),
    )


def _read_norm(norm: Module) -> Norm:
    return Norm(norm.weight.detach(), norm.variance_epsilon)


def _read_head_norm(attention: Module) -> Norm | None:
    """Joins the norms of queries and keys, which the heads of each share."""
    if not hasattr(attention, "q_norm"):
        return None
    size = attention.head_dim
    weights = [
        norm.weight.detach()[_pair_order(size)].expand(part.out_features // size, -1)
        for norm, part in (
            (attention.q_norm, attention.q_proj),
            (attention.k_norm, attention.k_proj),
        )
    ]
    return Norm(torch.cat(weights), attention.q_norm.variance_epsilon)


def _pair_up(part: nn.Linear, head_size: int) -> None:
    """Reorders the outputs of each head so that the coordinates of a pair stand side by side."""
    heads = torch.arange(part.out_features).view(-1, head_size)
    order = heads[:, _pair_order(head_size)].flatten()
    part.weight = nn.Parameter(part.weight.detach()[order], requires_grad=False)
    if part.bias is not None:
        part.bias = nn.Parameter(part.bias.detach()[order], requires_grad=False)


def _pair_order(head_size: int) -> Tensor:
    """Returns 0, h, 1, h + 1, ... for a head of size 2h, whose halves hold a coordinate each."""
    return torch.arange(head_size).view(2, -1).T.flatten()
