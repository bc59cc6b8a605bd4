"""How often each kind of 95 % interval holds the truth, in made-up worlds.

What is covered: both estimands of the accuracy and of mG-Pass@k, the paired difference of two
temperatures, and, for contrast, Wilson's interval of all answers taken together and the t
interval of the problems' rates.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from scipy.stats import binom

from benchmarks.worlds import WORLDS, Truth, draw_truth
from setpoint.stats.accuracy import estimate_accuracy
from setpoint.stats.estimate import Estimate, Proportion
from setpoint.stats.intervals import mean_interval, wilson_interval
from setpoint.stats.paired import paired_difference
from setpoint.stats.population import Array
from setpoint.stats.stability import choose_k, mean_mg_pass_at_k, mg_pass_at_k

DESIGNS = ((3, 5), (3, 20), (10, 2), (10, 5), (30, 1), (30, 5), (100, 5), (300, 2))
"""Numbers of problems and of runs."""
_ROUNDING = 1e-9


def measure_coverage(sweeps: int, seed: int) -> dict[str, dict[str, dict[str, float]]]:
    """Returns the share of intervals that hold the truth, by method, world and design."""
    found: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for world in WORLDS:
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
    """Yields for one sweep whether each interval holds what it should."""
    arms = generator.choice(truth.rates.shape[1], 2, replace=False)
    rates, population = truth.rates[:, arms], truth.population[arms]
    first, second = (_count(column, runs, generator) for column in rates.T)
    mean, new = float(rates[:, 0].mean()), float(population[0])
    accuracy = estimate_accuracy(first)
    yield "accuracy, these problems", _holds(accuracy.these, mean)
    yield "accuracy, new problems", _holds(accuracy.new, new)
    pooled = wilson_interval(sum(problem.successes for problem in first), len(first) * runs)
    yield "pooled Wilson, these problems", _holds(pooled, mean)
    yield "pooled Wilson, new problems", _holds(pooled, new)
    difference = paired_difference(first, second)
    yield "paired difference, new problems", _holds(difference.mean, new - float(population[1]))
    means = [problem.rate for problem in first]
    t_interval = mean_interval(means, lowest=0, highest=1)
    yield "cluster t, new problems", _holds(t_interval, new)
    k = choose_k(runs)
    stability = mean_mg_pass_at_k(first, k=k) if k else None
    if k and stability:
        fresh = float(_mg_pass_of_rate(truth.sample[:, arms[0]], k).mean())
        yield "mG-Pass@k, new problems", _holds(stability.new, fresh)
        stable = float(_mg_pass_of_rate(rates[:, 0], k).mean())
        yield "mG-Pass@k, these problems", _holds(stability.these, stable)


def _count(rates: Array, runs: int, generator: np.random.Generator) -> list[Proportion]:
    counts = generator.binomial(runs, rates).tolist()
    return [Proportion(successes=count, trials=runs) for count in counts]


def _mg_pass_of_rate(rates: Array, k: int) -> Array:
    figures = [mg_pass_at_k(Proportion(successes=c, trials=k), k=k) for c in range(k + 1)]
    return np.asarray(binom.pmf(np.arange(k + 1), k, rates[:, None]) @ np.array(figures))


def _holds(estimate: Estimate, truth: float) -> bool:
    return estimate.low - _ROUNDING <= truth <= estimate.high + _ROUNDING
