"""The price of a right answer: the ratio of two means of the same answers.

What is covered: Fieller's interval, which may have no upper end.
What is not: what differs between problems; the interval is for these problems, sampled again.
"""

from collections.abc import Sequence
from math import inf, sqrt

import numpy as np
from scipy.special import stdtrit

from setpoint.stats.estimate import Estimate


def ratio_interval(
    amounts: Sequence[float], successes: Sequence[bool], *, confidence: float = 0.95
) -> Estimate | None:
    """Returns the amount per success, such as tokens per right answer; None without a success.

    The interval holds every ratio r for which the mean of amount - r * success may be zero. Its
    upper end is infinite where the data cannot exclude that successes hardly ever come.

    Args:
        amounts: One an answer, at least 0.
        successes: Whether that answer is a success.
        confidence: Coverage, between 0 and 1.

    Source: E. C. Fieller, Journal of the Royal Statistical Society B 16 (1954) 175-185.
    """
    if not any(successes):
        return None
    pairs = np.array([amounts, successes], dtype=float)
    amount, success = (float(mean) for mean in pairs.mean(axis=1))
    if len(amounts) == 1:
        return Estimate(value=amount / success, low=0.0, high=inf)
    quantile = float(stdtrit(len(amounts) - 1, (1 + confidence) / 2))
    noise = np.cov(pairs) * quantile**2 / len(amounts)
    low, high = _solve(
        success**2 - float(noise[1, 1]),
        amount * success - float(noise[0, 1]),
        amount**2 - float(noise[0, 0]),
    )
    value = amount / success
    return Estimate(value=value, low=min(low, value), high=max(high, value))


def _solve(square: float, half: float, constant: float) -> tuple[float, float]:
    """Returns the ends of r >= 0 with square * r**2 - 2 * half * r + constant <= 0."""
    root = sqrt(max(0.0, half**2 - square * constant))
    if square <= 0:
        return (constant / (half + root) if constant > 0 and half + root > 0 else 0.0), inf
    return max(0.0, (half - root) / square), (half + root) / square
