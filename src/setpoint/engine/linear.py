"""Matrix products with weights that never change, and what is done at once with their results.

What is covered: on a CPU with bfloat16 (`PackedLinear`) the weights are laid out once for oneDNN's
kernels, which otherwise happens at every call, and activation, gate and residual are applied
before results are rounded. In float32, where a row must not depend on the number of rows, and on
CUDA, `PlainLinear` is torch's own product.
What is not: quantised weights.
"""

from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor, nn
from torch.nn import functional

_TYPICAL_ROWS = 64


class Linear(Protocol):
    """A product that takes (..., inputs) to (..., outputs)."""

    def __call__(self, states: Tensor) -> Tensor:
        """Returns the product."""
        ...

    def silu(self, states: Tensor) -> Tensor:
        """Returns the product after SiLU."""
        ...

    def times(self, states: Tensor, other: Tensor) -> Tensor:
        """Returns the product times another result, element by element."""
        ...

    def plus(self, states: Tensor, other: Tensor) -> Tensor:
        """Returns the product plus a residual."""
        ...

    def widened(self) -> "PlainLinear":
        """Returns the same product in float32."""
        ...


@dataclass(frozen=True, slots=True)
class PlainLinear:
    """See `Linear`."""

    weight: Tensor
    bias: Tensor | None

    def __call__(self, states: Tensor) -> Tensor:
        """See `Linear`."""
        return functional.linear(states, self.weight, self.bias)

    def silu(self, states: Tensor) -> Tensor:
        """See `Linear`."""
        return functional.silu(self(states))

    def times(self, states: Tensor, other: Tensor) -> Tensor:
        """See `Linear`."""
        return self(states) * other

    def plus(self, states: Tensor, other: Tensor) -> Tensor:
        """See `Linear`."""
        return self(states) + other

    def widened(self) -> "PlainLinear":
        """See `Linear`."""
        return PlainLinear(self.weight.float(), None if self.bias is None else self.bias.float())


@dataclass(frozen=True, slots=True)
class PackedLinear:
    """See `Linear`; the operators are those that torch's own compiler uses on a CPU."""

    weight: Tensor
    bias: Tensor | None

    def __call__(self, states: Tensor) -> Tensor:
        """See `Linear`."""
        return self._unary(states, "none")

    def silu(self, states: Tensor) -> Tensor:
        """See `Linear`."""
        return self._unary(states, "swish")

    def times(self, states: Tensor, other: Tensor) -> Tensor:
        """See `Linear`."""
        return self._binary(states, other, "mul")

    def plus(self, states: Tensor, other: Tensor) -> Tensor:
        """See `Linear`."""
        return self._binary(states, other, "add")

    def widened(self) -> PlainLinear:
        """See `Linear`."""
        return PlainLinear(self.weight.to_dense(), self.bias).widened()

    def _unary(self, states: Tensor, name: str) -> Tensor:
        product = torch.ops.mkldnn._linear_pointwise  # noqa: SLF001 - no public name
        result: Tensor = product(states, self.weight, self.bias, name, [], "")
        return result

    def _binary(self, states: Tensor, other: Tensor, name: str) -> Tensor:
        product = torch.ops.mkldnn._linear_pointwise.binary  # noqa: SLF001 - no public name
        result: Tensor = product(states, other, self.weight, self.bias, name)
        return result


def fuse(*parts: nn.Linear) -> Linear:
    """Returns one product for linear layers that read the same input, and empties the layers.

    Weights move instead of being copied, so that a model needs its memory once.

    Args:
        parts: Their outputs are concatenated in this order.
    """
    weight = torch.cat([part.weight.detach() for part in parts])
    biases: list[Tensor | None] = [part.bias for part in parts]
    held = [bias.detach() for bias in biases if bias is not None]
    for part in parts:
        part.weight = nn.Parameter(weight.new_empty(0), requires_grad=False)
    return lay_out(weight, torch.cat(held) if held else None)


def lay_out(weight: Tensor, bias: Tensor | None = None) -> Linear:
    """Returns the product with a weight (outputs, inputs), laid out for its device and dtype."""
    if weight.device.type != "cpu" or weight.dtype is not torch.bfloat16:
        return PlainLinear(weight, bias)
    packed = torch.ops.mkldnn._reorder_linear_weight(weight, _TYPICAL_ROWS)  # noqa: SLF001 - no public name
    return PackedLinear(packed, bias)
