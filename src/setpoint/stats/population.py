"""The rates of problems as draws from one Beta distribution: the empirical-Bayes Beta-binomial.

What is covered: the posterior of the population's mean rate and of its correlation, on a grid, and
what it says of the problems at hand.
What is not: intervals for new problems, which must not lean on the shape of a Beta distribution
(`effective`).

With mean m and correlation r (0 < r < 1) the rates are Beta(m (1 - r) / r, (1 - m) (1 - r) / r).
Then r is the share of the variance of one answer that lies between problems, and 1 - r the share
within them: E p (1 - p) = m (1 - m) (1 - r).

Source: J. G. Skellam, JRSS B 10 (1948) 257-261; priors and grid are our own. A fixed point estimate
of (m, r) would be too sure of itself with few problems, so all plausible pairs are averaged.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, betaln

from setpoint.stats.estimate import Proportion

Array: TypeAlias = NDArray[np.float64]

_MEANS, _CORRELATIONS = 80, 20
_FIRST, _SECOND = 0.5, 1.5
"""The prior of the correlation is Beta(1/2, 3/2). A uniform one takes 15 right answers of 15 for
proof that problems differ, and calls the mean too sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """What the counts of some problems say of all problems like them.

    Attributes:
        mean: Mean rate, 0 to 1.
        correlation: Share of the variance of one answer that lies between problems, 0 to 1.
        within_share: For the problems at hand, the mean of p (1 - p) over that of a single
            problem with their mean rate: how much smaller the variance of their mean is than that
            of as many answers to one problem. Above 0, at most 1.
        first: First parameter of the Beta distribution with the posterior means.
        second: The second one.
    """

    mean: float
    correlation: float
    within_share: float
    first: float
    second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """Pairs of mean and correlation; the Beta parameters are columns."""

    means: Array
    correlations: Array
    first: Array
    second: Array


def fit_population(problems: Sequence[Proportion]) -> Population:
    """Averages the Beta-binomial over its posterior, with Jeffreys' prior on the mean.

    Raises:
        ValueError: There are no problems.
    """
    if not problems:
        raise ValueError("a population without problems")
    counts = Counter((problem.successes, problem.trials) for problem in problems)
    return _fit(tuple(sorted(counts.items())))


@lru_cache(maxsize=64)
def _fit(counts: tuple[tuple[tuple[int, int], int], ...]) -> Population:
    """Fits to ((successes, trials), number of problems)."""
    successes, trials = np.array([count for count, _ in counts], dtype=float).T
    times = np.array([number for _, number in counts], dtype=float)
    grid = _grid()
    first = grid.first + successes
    second = grid.second + trials - successes
    weights = _normalize((betaln(first, second) - betaln(grid.first, grid.second)) @ times)
    mean = float(weights @ grid.means)
    correlation = float(weights @ grid.correlations)
    scale = (1 - correlation) / correlation
    return Population(
        mean=mean,
        correlation=correlation,
        within_share=_within_share(weights, first, second, times),
        first=mean * scale,
        second=(1 - mean) * scale,
    )


def _within_share(weights: Array, first: Array, second: Array, times: Array) -> float:
    """Returns the mean of p (1 - p) over the problems, over m (1 - m) of their mean rate m.

    Both are expected values; that of m (1 - m) is less than that of m times that of 1 - m by what
    is not known of m. So it is exactly 1 for a single problem.
    """
    problems = times.sum()
    shares = times / problems
    total = first + second
    rates = first / total
    products = rates * second / (total + 1)
    means = rates @ shares
    spreads = (rates * second / total / (total + 1)) @ shares / problems
    whole = float(weights @ (means * (1 - means) - spreads))
    return min(1.0, float(weights @ (products @ shares)) / whole)


def _normalize(logarithms: Array) -> Array:
    weights = np.exp(logarithms - logarithms.max())
    return np.asarray(weights / weights.sum())


@cache
def _grid() -> _Grid:
    """Returns means equally spaced in arcsin sqrt(m), in which Jeffreys' prior is flat."""
    angles = (np.arange(_MEANS) + 0.5) / _MEANS * np.pi / 2
    levels = (np.arange(_CORRELATIONS) + 0.5) / _CORRELATIONS
    means, correlations = (
        values.ravel()
        for values in np.meshgrid(
            np.sin(angles) ** 2, betaincinv(_FIRST, _SECOND, levels), indexing="ij"
        )
    )
    scale = (1 - correlations) / correlations
    return _Grid(
        means=means,
        correlations=correlations,
        first=(means * scale)[:, None],
        second=((1 - means) * scale)[:, None],
    )
