"""The mean over problems of a figure that each problem's counts give, such as mG-Pass@k.

What is covered: intervals for these problems and for new ones, of any figure between 0 and 1.
What is not: plain accuracy, for which `accuracy` needs no simulation of counts.

For new problems it is the spread of the figures that counts (`effective`). How far the figure of a
problem would move if it were answered again is computed, not observed: over the rates that the
problem may have (`population`) and over the binomial counts that each would give. The interval for
these problems is Wilson's, of as many independent trials as would have the same variance.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.special import betaln, xlog1py, xlogy

from setpoint.stats.effective import new_interval
from setpoint.stats.estimate import Estimate, EstimatePair, Proportion
from setpoint.stats.intervals import wilson_interval
from setpoint.stats.population import Array, Population, fit_population

_RATES = np.sin((np.arange(48) + 0.5) / 48 * np.pi / 2) ** 2
"""Possible rates, denser near 0 and 1."""

_ROUNDING = 1e-9
"""Variances below are those of arithmetic, not of answers."""


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
    population, count = fit_population(problems), len(problems)
    tables = {trials: _table(figure, trials) for trials in {p.trials for p in problems}}
    values = np.array([tables[problem.trials][problem.successes] for problem in problems])
    mean = min(1.0, float(values.mean()))
    spread, centre = _spread(population, tables[max(tables)])
    return EstimatePair(
        these=_estimate_these(mean, problems, population, tables, confidence),
        new=new_interval(
            mean,
            float(np.var(values, ddof=1)) / count if count > 1 else 0.0,
            prior=spread / (centre * (1 - centre)) / count,
            problems=count,
            runs=sum(problem.trials for problem in problems) / count,
            confidence=confidence,
        ),
    )


def _estimate_these(
    mean: float,
    problems: Sequence[Proportion],
    population: Population,
    tables: Mapping[int, Array],
    confidence: float,
) -> Estimate:
    """Returns Wilson's interval; expected means and variances are taken over possible rates."""
    moments = {trials: _moments(table) for trials, table in tables.items()}
    times = Counter(problems)
    expected = sum(
        number * (moments[problem.trials] @ _weights(problem, population))
        for problem, number in times.items()
    )
    centre, movement = np.asarray(expected) / len(problems)
    variance = centre * (1 - centre)
    if min(variance, movement) < _ROUNDING:  # as good as certain: no more than all answers tell
        trials = float(sum(problem.trials for problem in problems))
    else:
        trials = float(len(problems) * variance / movement)
    return wilson_interval(mean * trials, trials, confidence)


def _table(figure: Callable[[Proportion], float], trials: int) -> Array:
    """Returns the figure of every count, shape (trials + 1,)."""
    counts = range(trials + 1)
    return np.array([figure(Proportion(successes=count, trials=trials)) for count in counts])


def _moments(table: Array) -> Array:
    """Returns the mean and the variance of the figure at each possible rate, (2, rates)."""
    right = np.arange(len(table))
    wrong = right[::-1]
    rates = _RATES[:, None]
    chances = np.exp(_ways(len(table)) + xlogy(right, rates) + xlog1py(wrong, -rates))
    means = chances @ table
    variances = np.sum(chances * (table - means[:, None]) ** 2, axis=1)
    return np.stack([means, variances])


def _weights(problem: Proportion, population: Population) -> Array:
    """Returns how likely each rate is for a problem, (rates,); they are denser near 0 and 1."""
    right = population.first + problem.successes
    wrong = population.second + problem.trials - problem.successes
    logarithms = xlogy(right - 0.5, _RATES) + xlog1py(wrong - 0.5, -_RATES)
    weights = np.exp(logarithms - logarithms.max())
    return np.asarray(weights / weights.sum())


def _spread(population: Population, table: Array) -> tuple[float, float]:
    """Returns the variance of the figure, and its mean, over new problems."""
    counts = np.arange(len(table))
    first, second = population.first, population.second
    chances = np.exp(
        _ways(len(table)) + betaln(first + counts, second + counts[::-1]) - betaln(first, second)
    )
    mean = float(chances @ table)
    return float(chances @ table**2) - mean**2, mean


def _ways(counts: int) -> Array:
    """Returns the logarithm of the number of ways to each of so many counts."""
    right = np.arange(counts)
    return np.asarray(-np.log(counts) - betaln(right + 1, right[::-1] + 1))
