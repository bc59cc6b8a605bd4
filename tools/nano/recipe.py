"""What a training run depends on, and the optimizers that follow from it."""

from dataclasses import dataclass

import torch
from torch import nn

_WARM_UP_BATCHES = 50
_FALLING_SHARE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a run depends on; the defaults are those of the first of two runs (see the README).

    Attributes:
        seed: Names the run.
        tokens: Tokens to train on, padding not counted; the learning rate falls to zero there.
        batch: Tokens of a batch, padding included.
        rate: Peak learning rate.
        smoothing: Share of each target that is spread over other tokens, half of it evenly and
            half by how common they are.
        slip_rate: Share of flawed results in the text.
    """

    seed: int = 0
    tokens: int = 15_000_000
    batch: int = 2048
    rate: float = 5e-3
    smoothing: float = 0.02
    slip_rate: float = 0.02


def learning_rate(recipe: Recipe, tokens: int) -> float:
    """Returns the rate: a short warm-up, level, then straight to zero over the last half.

    Args:
        recipe: The run.
        tokens: How many have been seen, 0 to all.
    """
    warm = min(1.0, (tokens + recipe.batch) / (_WARM_UP_BATCHES * recipe.batch))
    left = max(0.0, 1 - tokens / recipe.tokens)
    return recipe.rate * warm * min(1.0, left / _FALLING_SHARE)


def build_optimizers(network: nn.Module, rate: float) -> list[torch.optim.Optimizer]:
    """Returns Muon for the matrices of the layers and AdamW for the rest."""
    named = list(network.named_parameters())
    matrices = [weight for name, weight in named if _is_matrix(name, weight)]
    rest = [weight for name, weight in named if not _is_matrix(name, weight)]
    return [
        torch.optim.Muon(matrices, lr=rate, weight_decay=0.05, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(rest, lr=rate, betas=(0.9, 0.98), weight_decay=0.0, fused=True),
    ]


def _is_matrix(name: str, weight: nn.Parameter) -> bool:
    return weight.ndim == 2 and "layers" in name  # noqa: PLR2004 - rows and columns
