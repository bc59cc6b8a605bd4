"""Draws one token for each row, each row with its own settings and noise.

For logits z and temperature T the token is ``argmax_j (z_j + T * g_j)`` with standard Gumbel
noise g: an exact draw from softmax(z / T) (Gumbel-max, Maddison et al. 2014, arXiv 1411.0030).
T = 0 is greedy and needs no special case.

What is covered: temperature, top-k, min-p and top-p. What is not: penalties.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

from setpoint.engine.noise import LARGEST_GUMBEL, as_int64, gumbel, stream_keys
from setpoint.records import Sampling


def sample(
    logits: Tensor, settings: Sequence[Sampling], seeds: Sequence[int], positions: Sequence[int]
) -> Tensor:
    """Returns the token drawn for each row.

    Args:
        logits: (rows, vocabulary), any floating dtype. Rows must be usable (`usable_rows`).
        settings: One for each row.
        seeds: Row seeds in [0, 2**64).
        positions: Index of the token to be drawn in each row's answer, from 0.

    Returns:
        (rows,) int64. Ties go to the smaller token id.
    """
    scores = _truncate(logits.float(), settings)
    temperatures = torch.tensor(
        [setting.temperature for setting in settings], dtype=torch.float64, device=logits.device
    )
    keys = stream_keys(
        torch.tensor([as_int64(seed) for seed in seeds], device=logits.device),
        torch.tensor(positions, device=logits.device),
    )
    return _gumbel_argmax(scores, temperatures, keys)


def usable_rows(logits: Tensor) -> Tensor:
    """Returns (rows,) bool: True where a token can be drawn, i.e. no NaN and a finite maximum."""
    return torch.isfinite(logits.amax(dim=-1))


def _gumbel_argmax(logits: Tensor, temperatures: Tensor, keys: Tensor) -> Tensor:
    """Scores only candidates that can still win, which is exact because noise is bounded.

    The likeliest token's own score is a lower bound of the winning score; a token whose logit
    lies more than T * (largest noise) below that bound cannot reach it.
    """
    peaks, peak_tokens = logits.max(dim=-1)
    bound = peaks + temperatures * (gumbel(keys, peak_tokens) - LARGEST_GUMBEL)
    rows, tokens = (logits >= bound.unsqueeze(-1)).nonzero(as_tuple=True)
    scores = logits[rows, tokens] + temperatures[rows] * gumbel(keys[rows], tokens)
    best = torch.full_like(bound, -torch.inf).scatter_reduce(0, rows, scores, "amax")
    wins = scores == best[rows]
    none_yet = torch.full_like(peak_tokens, logits.shape[-1])
    return none_yet.scatter_reduce(0, rows[wins], tokens[wins], "amin")


def _truncate(logits: Tensor, settings: Sequence[Sampling]) -> Tensor:
    """Returns logits with the excluded tokens of each row at minus infinity."""
    truncated = [row for row, setting in enumerate(settings) if _truncates(setting)]
    if not truncated:
        return logits
    logits = logits.clone()
    for row in truncated:
        logits[row, ~_kept(logits[row], settings[row])] = -torch.inf
    return logits


def _truncates(setting: Sampling) -> bool:
    return setting.top_k > 0 or setting.min_p > 0 or setting.top_p < 1


def _kept(logits: Tensor, setting: Sampling) -> Tensor:
    """Returns (vocabulary,) bool: the tokens that survive top-k, then min-p, then top-p."""
    kept = torch.ones_like(logits, dtype=torch.bool)
    if 0 < setting.top_k < logits.shape[-1]:
        kept &= logits >= logits.topk(setting.top_k).values[-1]
    if setting.min_p > 0:
        kept &= logits >= logits.max() + torch.tensor(setting.min_p).log()
    if setting.top_p < 1 and setting.temperature > 0:
        kept &= _nucleus(logits.masked_fill(~kept, -torch.inf), setting)
    return kept


def _nucleus(logits: Tensor, setting: Sampling) -> Tensor:
    """Returns the smallest set of likeliest tokens whose mass at the temperature reaches top_p.

    Nucleus sampling: Holtzman et al. 2020, arXiv 1904.09751.
    """
    probabilities, order = (logits / setting.temperature).softmax(dim=-1).sort(descending=True)
    mass_before = probabilities.cumsum(dim=-1) - probabilities
    kept = torch.zeros_like(logits, dtype=torch.bool)
    kept[order[mass_before < setting.top_p]] = True
    return kept
