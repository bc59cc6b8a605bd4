"""Means over problems, whose spread says what new problems would give.

What is covered: the t interval and the bootstrap by problem, and the stratified variance for the
problems at hand, of any value; for shares of right answers `accuracy` is better with few problems.
What is not: values of one problem that differ in weight; every problem counts the same.
"""

from collections.abc import Sequence

import numpy as np

from setpoint.stats.estimate import Estimate, Proportion
from setpoint.stats.intervals import mean_interval

_RESAMPLES = 2_000


def cluster_interval(
    problems: Sequence[Sequence[float]],
    *,
    lowest: float,
    highest: float,
    confidence: float = 0.95,
) -> Estimate:
    """Returns the mean of the problems' means with the t interval of as many values.

    Args:
        problems: The values of each problem; at least one problem, and none is empty.
        lowest: The least possible value.
        highest: The greatest possible value.
        confidence: Coverage, between 0 and 1.

    Raises:
        ValueError: There are no problems.

    Source: with equally many values a problem this is the cluster-robust variance of K.-Y. Liang
    and S. L. Zeger, Biometrika 73 (1986) 13-22, times M / (M - 1).
    """
    means = [float(np.mean(values)) for values in problems]
    return mean_interval(means, lowest=lowest, highest=highest, confidence=confidence)


def bootstrap_interval(
    values: Sequence[float], generator: np.random.Generator, *, confidence: float = 0.95
) -> Estimate:
    """Returns the mean with its percentile interval over problems drawn with replacement.

    It is too narrow with fewer than about 30 problems, and has no width if all values are equal.

    Args:
        values: One a problem, at least one.
        generator: Draws the problems.
        confidence: Coverage, between 0 and 1.

    Source: B. Efron, Annals of Statistics 7 (1979) 1-26.
    """
    observed = np.asarray(values, dtype=float)
    counts = generator.multinomial(
        len(observed), np.full(len(observed), 1 / len(observed)), _RESAMPLES
    )
    means = counts @ observed / len(observed)
    low, high = np.quantile(means, [(1 - confidence) / 2, (1 + confidence) / 2])
    mean = float(observed.mean())
    return Estimate(value=mean, low=min(mean, float(low)), high=max(mean, float(high)))


def stratified_variance(problems: Sequence[Proportion]) -> float | None:
    """Returns the variance of the mean of the problems' rates, if the problems stay the same.

    The sum of p (1 - p) / (n - 1) over the M problems, divided by M**2: unbiased. None if a problem
    has a single trial, whose variance cannot be known.

    Source: W. G. Cochran, Sampling Techniques, 3rd ed. (1977), section 5.6.
    """
    if any(problem.trials == 1 for problem in problems):
        return None
    terms = (problem.rate * (1 - problem.rate) / (problem.trials - 1) for problem in problems)
    return sum(terms) / len(problems) ** 2
