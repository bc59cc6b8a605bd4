"""``python -m benchmarks.entropy``: what it costs to measure entropies beside drawing tokens.

Shown for each dtype: milliseconds to draw a token for every row, and to measure the entropies that
are due, both as means over 16 steps, in which every row is measured once; medians of the rounds.
"""

import argparse
import json
import time
from collections.abc import Callable
from statistics import median

import torch
from torch import Tensor

from benchmarks.work import TEMPERATURES
from setpoint.engine.draw import Draw
from setpoint.engine.entropy import measure_entropies
from setpoint.engine.sampler import sample
from setpoint.records import Sampling

_STEPS = 16
_SPREAD, _STANDING_OUT = 2.5, 12.0
"""Of the logits, and how far a hundredth of them lie above the others on average."""


def main() -> None:
    """Measures and prints."""
    options = _parse()
    torch.set_num_threads(options.threads)
    print(json.dumps(compare(options.rows, options.vocabulary, options.rounds), indent=2))


def compare(rows: int, vocabulary: int, rounds: int) -> dict[str, dict[str, float]]:
    """Returns all times by dtype."""
    random = torch.Generator().manual_seed(0)
    logits = torch.randn(rows, vocabulary, generator=random) * _SPREAD
    likely = torch.rand(rows, vocabulary, generator=random) < 0.01  # noqa: PLR2004 - a hundredth
    logits += likely * torch.rand(rows, vocabulary, generator=random) * 2 * _STANDING_OUT
    found = {}
    for dtype in (torch.float32, torch.bfloat16):
        ours = logits.to(dtype)
        drawing = [_time(sample, ours) for _ in range(rounds)]
        measuring = [_time(measure_entropies, ours) for _ in range(rounds)]
        share = median(measuring) / median(drawing)
        found[str(dtype).removeprefix("torch.")] = {
            "draw_ms": round(median(drawing), 3),
            "measure_ms": round(median(measuring), 3),
            "share": round(share, 3),
        }
    return found


def _time(do: Callable[[Tensor, list[Draw]], object], logits: Tensor) -> float:
    """Returns milliseconds a step, all temperatures in turn, rows of a seed side by side."""
    levels = [Sampling(temperature=temperature) for temperature in TEMPERATURES]
    draws = [
        [
            Draw(seed=row // len(levels), position=step, settings=[levels[row % len(levels)]])
            for row in range(len(logits))
        ]
        for step in range(_STEPS)
    ]
    began = time.perf_counter()
    for due in draws:
        do(logits, due)
    return (time.perf_counter() - began) / _STEPS * 1000


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=60)
    parser.add_argument("--vocabulary", type=int, default=49_152)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
