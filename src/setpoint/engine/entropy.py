"""How unsure the model was: the entropy of the distributions from which tokens are drawn.

For logits z, cut as the setting says, and temperature T it is the entropy of softmax(z / T), in
nats; at T = 0 it is 0. Only the draws that are to be measured are (see `Draw.is_measured`): an
entropy sums over the whole vocabulary, which the sampler takes care not to do.
"""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from setpoint.engine.draw import Draw
from setpoint.engine.noise import BLOCK
from setpoint.engine.truncation import truncate, truncates
from setpoint.records import Sampling

_LEAST = -1e30
"""Stands for minus infinity, which has no product with 0."""


def measure_entropies(logits: Tensor, draws: Sequence[Draw]) -> dict[int, list[float]]:
    """Returns the entropy of each setting of each row that is to be measured.

    A row's figures do not depend on the other rows, to the bit.

    Args:
        logits: (rows, vocabulary), any floating dtype; minus infinity excludes a token.
        draws: One for each row.

    Returns:
        By row, in the order of its settings; NaN where nothing can be drawn.
    """
    measured = {row: draw for row, draw in enumerate(draws) if draw.is_measured}
    settings = dict.fromkeys(
        (row, setting)
        for row, draw in measured.items()
        for setting in draw.settings
        if setting.temperature > 0
    )
    found = dict(zip(settings, _entropies(logits, list(settings)), strict=True))
    return {
        row: [found.get((row, setting), 0.0) for setting in draw.settings]
        for row, draw in measured.items()
    }


def _entropies(logits: Tensor, settings: Sequence[tuple[int, Sampling]]) -> list[float]:
    """With u = (z - max z) / T and p = softmax(u), it is - log max p - sum of u p."""
    if not settings:
        return []
    scores = logits[[row for row, _ in settings]].float()
    for place, (_, setting) in enumerate(settings):
        if truncates(setting):
            scores[place] = truncate(scores[place], setting)
    temperatures = torch.tensor(
        [setting.temperature for _, setting in settings], device=scores.device
    )
    scores = scores - scores.amax(-1, keepdim=True)
    scores = scores.div_(temperatures.unsqueeze(-1)).clamp_(min=_LEAST)
    shares = scores.softmax(-1)
    entropies = -shares.amax(-1).log() - _total(scores.mul_(shares))
    values: list[float] = entropies.clamp_(min=0).tolist()
    return values


def _total(values: Tensor) -> Tensor:
    """Sums each row (rows, tokens) block by block, then the blocks in their order.

    The last bits of the plain sum of a row would depend on the number of rows and of threads.
    """
    missing = -values.shape[-1] % BLOCK
    blocks = functional.pad(values, (0, missing)) if missing else values
    return blocks.reshape(len(blocks), -1, BLOCK).sum(-1).cumsum(-1)[:, -1]
