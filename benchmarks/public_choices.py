"""Multiple choice at temperatures from 0 to 1.6: where a model breaks down.

Accuracy is over all answers; no answer counts as wrong. Beside it stands the share of problems
whose most frequent answer of ten is right (no answer being one, too), as a range: ties lost to ties
won.

The cliff is the largest drop between neighbouring temperatures. Every drop has its paired interval,
at a confidence that holds for all of them together (Bonferroni), and its p after Holm; how sure the
place is, is the share of resamples of the problems in which the largest drop is at each place.

Source of the data: matthewrenze/jhu-llm-temperature.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.public_texts import pair_fields
from setpoint.stats.accuracy import estimate_accuracy
from setpoint.stats.estimate import Proportion
from setpoint.stats.paired import holm, paired_difference

_RESAMPLES = 10_000
_SEED = 1

Row = dict[str, Any]
Curve = dict[float, list[Proportion]]


def measure_choices(rows: Iterable[Row]) -> dict[str, Any]:
    """Returns accuracy by temperature and the drops between neighbours, for each model."""
    by_model: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_model[row["model"]].append(row)
    return {
        model: {"levels": _levels(found), "drops": _drops(_curve(found))}
        for model, found in by_model.items()
    }


def _curve(rows: Sequence[Row]) -> Curve:
    """Returns the right answers to each problem, problems in the same order everywhere."""
    curve: Curve = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row["temperature"], row["problem"])):
        answers = row["answers"]
        right = sum(answer == row["gold"] for answer in answers)
        curve[row["temperature"]].append(Proportion(successes=right, trials=len(answers)))
    return curve


def _levels(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [
        {
            "temperature": temperature,
            **pair_fields(estimate_accuracy(problems)),
            "majority": _majority([row for row in rows if row["temperature"] == temperature]),
        }
        for temperature, problems in _curve(rows).items()
    ]


def _majority(rows: Sequence[Row]) -> list[float]:
    """Returns the share of problems that the most frequent answer gets, ties lost and ties won."""
    lost = won = 0
    for row in rows:
        counts: Counter[str] = Counter(row["answers"])
        right, most = counts.pop(row["gold"], 0), max(counts.values(), default=0)
        lost, won = lost + (right > most), won + (right >= most)
    return [round(lost / len(rows), 4), round(won / len(rows), 4)]


def _drops(curve: Curve) -> list[dict[str, Any]]:
    steps = list(pairwise(curve))
    confidence = 1 - 0.05 / len(steps)
    drops = [paired_difference(curve[a], curve[b], confidence=confidence) for a, b in steps]
    adjusted = holm([drop.p_value for drop in drops])
    places = _places_of_the_largest_drop(curve)
    return [
        {
            "from": a,
            "to": b,
            "value": round(drop.mean.value, 4),
            "low": round(drop.mean.low, 4),
            "high": round(drop.mean.high, 4),
            "p_holm": float(f"{p_value:.2g}"),
            "largest_in_resamples": places[number] / _RESAMPLES,
        }
        for number, ((a, b), drop, p_value) in enumerate(zip(steps, drops, adjusted, strict=True))
    ]


def _places_of_the_largest_drop(curve: Curve) -> Counter[int]:
    """Returns how often each step is the largest if problems are drawn again."""
    rates = np.array([[problem.rate for problem in problems] for problems in curve.values()])
    problems = rates.shape[1]
    weights = np.random.default_rng(_SEED).multinomial(
        problems, np.full(problems, 1 / problems), _RESAMPLES
    )
    drops = -np.diff(weights @ rates.T / problems, axis=1)
    return Counter(np.argmax(drops, axis=1).tolist())
