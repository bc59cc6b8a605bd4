"""Truncation: which tokens a setting leaves in the race.

What is covered: top-k and min-p of the raw probabilities, so that arms that differ in temperature
alone keep the same tokens; top-p of the probabilities at the temperature, as users know it.
What is not: penalties.
"""

import torch
from torch import Tensor

from setpoint.records import Sampling


def truncates(setting: Sampling) -> bool:
    """Tells whether the setting leaves any token out."""
    return setting.top_k > 0 or setting.min_p > 0 or setting.top_p < 1


def truncate(logits: Tensor, setting: Sampling) -> Tensor:
    """Returns logits (vocabulary,) with what top-k, then min-p, then top-p leave out at -inf."""
    kept = torch.ones_like(logits, dtype=torch.bool)
    if 0 < setting.top_k < logits.shape[-1]:
        kept &= logits >= logits.topk(setting.top_k).values[-1]
    if setting.min_p > 0:
        kept &= logits >= logits.max() + torch.tensor(setting.min_p).log()
    if setting.top_p < 1 and setting.temperature > 0:
        kept &= _nucleus(logits.masked_fill(~kept, -torch.inf), setting)
    return logits.masked_fill(~kept, -torch.inf)


def _nucleus(logits: Tensor, setting: Sampling) -> Tensor:
    """Returns the smallest set of likeliest tokens whose mass at the temperature reaches top_p.

    Nucleus sampling: Holtzman et al. 2020, arXiv 1904.09751.
    """
    probabilities, order = (logits / setting.temperature).softmax(dim=-1).sort(descending=True)
    mass_before = probabilities.cumsum(dim=-1) - probabilities
    kept = torch.zeros_like(logits, dtype=torch.bool)
    kept[order[mass_before < setting.top_p]] = True
    return kept
