"""Draws tokens for every temperature of every row.

For logits z and temperature T the token is ``argmax_j (z_j + T * g_j)`` with standard Gumbel
noise g: an exact draw from softmax(z / T) (Gumbel-max, Maddison, Tarlow and Minka 2014, arXiv
1411.0030). T = 0 is greedy and needs no special case.

The vocabulary is searched by blocks: a block's largest logit and largest noise bound what its
tokens can reach, so that few blocks need to be looked into. The winner is the one that a search
through all tokens would find.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn import functional

from setpoint.engine.draw import Draw
from setpoint.engine.noise import BLOCK, as_int64, block_peaks, gumbel, stream_keys
from setpoint.engine.truncation import truncate, truncates
from setpoint.records import Sampling  # noqa: TC001 - a key of `_apart` at run time too


def sample(logits: Tensor, draws: Sequence[Draw]) -> list[list[int] | None]:
    """Draws the tokens of every row.

    Args:
        logits: (rows, vocabulary), any floating dtype; minus infinity excludes a token.
        draws: One for each row.

    Returns:
        For each row a token for each of its settings; ties go to the smaller token id. None for a
        row from which nothing can be drawn: it has a NaN, or no finite maximum.
    """
    scores, plan = _apart(logits, draws)
    tokens, usable = _search(_whole_blocks(scores), plan)
    return [
        [tokens[entry] for entry in entries] if all(usable[entry] for entry in entries) else None
        for entries in plan.places
    ]


@dataclass(frozen=True, slots=True)
class _Plan:
    """One entry a token to draw; settings that are equal in a row draw the same one.

    Attributes:
        places: For each row, the entries of its settings.
        sources: Row of the scores, after truncation.
        temperatures: As named.
        keys: Streams of noise.
    """

    places: list[list[int]]
    sources: Tensor
    temperatures: Tensor
    keys: Tensor


def _apart(logits: Tensor, draws: Sequence[Draw]) -> tuple[Tensor, _Plan]:
    """Gives each truncation of a row scores of its own; without any, scores are the logits."""
    entries: dict[tuple[int, Sampling], int] = {}
    places = [
        [entries.setdefault((row, setting), len(entries)) for setting in draw.settings]
        for row, draw in enumerate(draws)
    ]
    sources = []
    cut: dict[tuple[int, Sampling], int] = {}
    for row, setting in entries:
        source = row
        if truncates(setting):
            cause = setting if setting.top_p < 1 else replace(setting, temperature=1.0)
            source = cut.setdefault((row, cause), len(draws) + len(cut))
        sources.append(source)
    scores = logits
    if cut:
        rows = [truncate(logits[row].float(), setting) for row, setting in cut]
        scores = torch.cat([logits, torch.stack(rows).to(logits.dtype)])
    device = logits.device
    keys = stream_keys(
        torch.tensor([as_int64(draw.seed) for draw in draws], device=device),
        torch.tensor([draw.position for draw in draws], device=device),
    )
    return scores, _Plan(
        places=places,
        sources=torch.tensor(sources, device=device),
        temperatures=torch.tensor(
            [setting.temperature for _, setting in entries], dtype=torch.float64, device=device
        ),
        keys=keys[[row for row, _ in entries]],
    )


def _whole_blocks(scores: Tensor) -> Tensor:
    """Returns scores (rows, blocks, tokens of a block)."""
    missing = -scores.shape[-1] % BLOCK
    if missing:
        scores = functional.pad(scores, (0, missing), value=-torch.inf)
    return scores.reshape(len(scores), -1, BLOCK)


def _search(scores: Tensor, plan: _Plan) -> tuple[list[int], list[bool]]:
    """Returns the token with the highest noisy score for each entry, and whether there is one."""
    tops = scores.amax(-1)
    peaks = tops[plan.sources].double()
    best, best_block = peaks.max(-1)
    usable = torch.isfinite(best)
    temperatures = plan.temperatures.unsqueeze(-1)
    blocks = torch.arange(tops.shape[-1], device=scores.device)
    noise, _ = block_peaks(plan.keys.unsqueeze(-1), blocks)
    reachable = peaks + temperatures * noise
    bound = torch.maximum(
        _best_of(scores, plan, best_block), _best_of(scores, plan, reachable.argmax(-1))
    )
    entries, candidates = (reachable >= bound.unsqueeze(-1)).nonzero(as_tuple=True)
    values, tokens = _look_into(scores, plan, entries, candidates)
    highest = torch.full_like(best, -torch.inf).scatter_reduce(0, entries, values, "amax")
    wins = values == highest[entries]
    none_yet = torch.full_like(best_block, tops.shape[-1] * BLOCK)
    winners = none_yet.scatter_reduce(0, entries[wins], tokens[wins], "amin")
    return winners.tolist(), usable.tolist()


def _best_of(scores: Tensor, plan: _Plan, blocks: Tensor) -> Tensor:
    """Returns the highest noisy score of one block for each entry."""
    entries = torch.arange(len(blocks), device=blocks.device)
    return _look_into(scores, plan, entries, blocks)[0]


def _look_into(
    scores: Tensor, plan: _Plan, entries: Tensor, blocks: Tensor
) -> tuple[Tensor, Tensor]:
    """Returns the highest noisy score in each of some blocks, and its smallest token."""
    tokens = blocks.unsqueeze(-1) * BLOCK + torch.arange(BLOCK, device=blocks.device)
    noise = gumbel(plan.keys[entries].unsqueeze(-1), tokens)
    noisy = scores[plan.sources[entries], blocks] + plan.temperatures[entries].unsqueeze(-1) * noise
    highest, places = noisy.max(-1)
    return highest, blocks * BLOCK + places
