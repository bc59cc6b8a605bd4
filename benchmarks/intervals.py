"""How often each kind of 95 % interval holds the truth, in made-up worlds.

What is covered: both estimands of the accuracy and of mG-Pass@k, the paired difference of two
temperatures, and, for contrast, Wilson's interval of all answers taken together and the t
interval of the problems' rates.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.worlds import WORLDS, Truth, draw_truth
from setpoint.stats.accuracy import estimate_accuracy
from setpoint.stats.estimate import Estimate, Proportion
from setpoint.stats.intervals import mean_interval, wilson_interval
from setpoint.stats.paired import paired_difference
from setpoint.stats.population import Array
from setpoint.stats.stability import choose_k, mean_mg_pass_at_k, mg_pass_at_k

DESIGNS = (
    *((3, runs) for runs in (2, 5, 20)),
    *((problems, runs) for problems in (6, 10, 30, 100, 300) for runs in (1, 2, 5, 20)),
)
"""Numbers of problems and of runs."""
_ROUNDING = 1e-9


def measure_coverage(
    sweeps: int, seed: int, worlds: Sequence[str] = WORLDS
) -> dict[str, dict[str, dict[str, float]]]:
    """Returns the share of intervals that hold the truth, by method, world and design.

    A method that gives no interval for a design is absent.
    """
    found: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for world in worlds:
        for problems, runs in DESIGNS:
            generator = np.random.default_rng([seed, WORLDS.index(world), problems, runs])
            tallies: dict[str, list[bool]] = defaultdict(list)
            for _ in range(sweeps):
                truth = draw_truth(world, problems, generator)
                for method, holds in _judge(truth, runs, generator):
                    tallies[method].append(holds)
            for method, held in tallies.items():
                found[method][world][f"{problems}x{runs}"] = float(np.mean(held))
    return found


def _judge(truth: Truth, runs: int, generator: np.random.Generator) -> Iterator[tuple[str, bool]]:
    """Yields for one sweep whether each interval that is given holds what it should."""
    for method, estimate, target in _estimate(truth, runs, generator):
        if estimate.reason is None:
            low, high = estimate.low - _ROUNDING, estimate.high + _ROUNDING
            yield method, low <= target <= high


def _estimate(
    truth: Truth, runs: int, generator: np.random.Generator
) -> Iterator[tuple[str, Estimate, float]]:
    arms = generator.choice(truth.rates.shape[1], 2, replace=False)
    rates, population = truth.rates[:, arms], truth.population[arms]
    first, second = (_count(column, runs, generator) for column in rates.T)
    mean, new = float(rates[:, 0].mean()), float(population[0])
    accuracy = estimate_accuracy(first)
    yield "accuracy, these problems", accuracy.these, mean
    yield "accuracy, new problems", accuracy.new, new
    k = choose_k(runs)
    stability = mean_mg_pass_at_k(first, k=k) if k else None
    if k and stability:
        stable = float(_mg_pass_of_rate(rates[:, 0], k).mean())
        yield "mG-Pass@k, these problems", stability.these, stable
        fresh = float(_mg_pass_of_rate(truth.quantiles[:, arms[0]], k).mean())
        yield "mG-Pass@k, new problems", stability.new, fresh
    difference = paired_difference(first, second).mean
    yield "paired difference, new problems", difference, new - float(population[1])
    pooled = wilson_interval(sum(problem.successes for problem in first), len(first) * runs)
    yield "for contrast: pooled Wilson, these problems", pooled, mean
    yield "for contrast: pooled Wilson, new problems", pooled, new
    t_interval = mean_interval([problem.rate for problem in first], lowest=0, highest=1)
    yield "for contrast: cluster t, new problems", t_interval, new


def _count(rates: Array, runs: int, generator: np.random.Generator) -> list[Proportion]:
    counts = generator.binomial(runs, rates).tolist()
    return [Proportion(successes=count, trials=runs) for count in counts]


def _mg_pass_of_rate(rates: Array, k: int) -> Array:
    """Returns the chance of mG-Pass@k at each rate, a polynomial in Bernstein's form."""
    values = np.zeros(len(rates))
    odds = rates / (1 - rates)
    term = (1 - rates) ** k
    for count in range(k + 1):
        values += term * mg_pass_at_k(Proportion(successes=count, trials=k), k=k)
        term = term * odds * (k - count) / (count + 1)
    return np.asarray(values)
