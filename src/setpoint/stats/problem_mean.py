"""The mean over problems of a figure that each problem's counts give, such as pass@k.

What is covered: intervals for these problems and for new ones, of any figure between 0 and 1.
What is not: plain accuracy, for which `accuracy` needs no simulation of counts.

How far the figure of a problem would move is computed, not observed: over the rates that the
problem may have (`population`) and over the binomial counts that each would give. The interval is
Wilson's, of as many independent trials as would have the same variance.
"""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.special import betaincinv, betaln, xlog1py, xlogy

from setpoint.stats.estimate import EstimatePair, Proportion
from setpoint.stats.intervals import wilson_interval
from setpoint.stats.population import Array, Population, fit_population

_LEVELS = (np.arange(24) + 0.5) / 24
"""Quantiles that stand for a distribution of rates."""


def estimate_mean(
    problems: Sequence[Proportion],
    figure: Callable[[Proportion], float],
    *,
    confidence: float = 0.95,
) -> EstimatePair:
    """Returns the mean of a figure over problems with both intervals.

    Args:
        problems: At least one; equally many trials each, or the figure's meaning must not depend
            on them.
        figure: From the counts of one problem to a number from 0 to 1.
        confidence: Coverage, between 0 and 1.

    Raises:
        ValueError: There are no problems.
    """
    population = fit_population(problems, confidence=confidence)
    tables = {trials: _table(figure, trials) for trials in {p.trials for p in problems}}
    mean = sum(tables[p.trials][p.successes] for p in problems) / len(problems)
    movements = {p: _movement(p, population, tables[p.trials]) for p in set(problems)}
    sampled = sum(movements[p] for p in problems) / len(problems)
    spread, centre = _spread(population, tables[max(tables)])
    regular = (mean * len(problems) + centre) / (len(problems) + 1)
    one_trial = regular * (1 - regular)
    intervals = [
        wilson_interval(min(mean, 1.0) * trials, trials, confidence)
        for trials in (len(problems) * one_trial / variance for variance in (sampled, spread))
    ]
    return EstimatePair(these=intervals[0], new=intervals[1])


def _table(figure: Callable[[Proportion], float], trials: int) -> Array:
    """Returns the figure of every count, shape (trials + 1,)."""
    counts = range(trials + 1)
    return np.array([figure(Proportion(successes=count, trials=trials)) for count in counts])


def _movement(problem: Proportion, population: Population, table: Array) -> float:
    """Returns the variance of the figure if the problem were answered again."""
    wrong = problem.trials - problem.successes
    rates = betaincinv(population.first + problem.successes, population.second + wrong, _LEVELS)
    means, squares = _moments(rates, table)
    return float(np.mean(squares - means**2))


def _spread(population: Population, table: Array) -> tuple[float, float]:
    """Returns the variance of the figure, and its mean, over new problems."""
    means, squares = _moments(betaincinv(population.first, population.second, _LEVELS), table)
    mean = float(np.mean(means))
    return float(np.mean(squares)) - mean**2, mean


def _moments(rates: Array, table: Array) -> tuple[Array, Array]:
    right = np.arange(len(table))
    wrong = right[::-1]
    ways = -np.log(len(table)) - betaln(right + 1, wrong + 1)
    chances = np.exp(ways + xlogy(right, rates[:, None]) + xlog1py(wrong, -rates[:, None]))
    return np.asarray(chances @ table), np.asarray(chances @ table**2)
