"""Confidence intervals for a share and for a mean.

What is covered: sampling noise on the problems at hand (estimand: "these problems, sampled
again"). When the trials of several problems are pooled, their true rates p_i differ, and the
variance of the pooled share is sum p_i (1 - p_i) / n**2 <= p (1 - p) / n: the Wilson interval is
then conservative.
What is not: what would happen on *new* problems; that takes the spread between problems.
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtri, stdtrit

from setpoint.stats.estimate import Estimate


def wilson_interval(successes: float, trials: float, confidence: float = 0.95) -> Estimate:
    """Returns the share of successes with its Wilson score interval.

    Args:
        successes: 0 to trials. Fractions are allowed: a mean of values in [0, 1] times their
            number, whose variance is at most that of a share.
        trials: Number of independent trials, above 0.
        confidence: Coverage, between 0 and 1.

    Raises:
        ValueError: An argument is outside its range.

    Source: E. B. Wilson, JASA 22 (1927) 209-212.
    """
    return score_interval(successes, trials, deviations=_normal_quantile(confidence))


def score_interval(successes: float, trials: float, *, deviations: float) -> Estimate:
    """Returns the shares that lie within so many standard deviations of the observed one."""
    if not 0 <= successes <= trials or trials <= 0:
        raise ValueError(f"{successes} successes in {trials} trials")
    share = successes / trials
    spread = deviations**2 / trials
    centre = (share + spread / 2) / (1 + spread)
    half = np.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    return Estimate(
        value=share,
        low=min(share, max(0.0, float(centre - half))),
        high=max(share, min(1.0, float(centre + half))),
    )


def mean_interval(
    values: Sequence[float], *, lowest: float, highest: float, confidence: float = 0.95
) -> Estimate:
    """Returns the mean with its t interval, kept within the range of possible values.

    One value tells nothing of the spread: its interval is the whole range. Values that are all
    equal give an interval of no width, as if the mean had been counted.

    Args:
        values: At least one, each within [lowest, highest].
        lowest: The least possible value.
        highest: The greatest possible value.
        confidence: Coverage, between 0 and 1.

    Raises:
        ValueError: There are no values, or the confidence is outside its range.
    """
    if not values:
        raise ValueError("the mean of no values")
    mean = float(np.mean(values))
    if len(values) == 1:
        return Estimate(value=mean, low=lowest, high=highest)
    quantile = stdtrit(len(values) - 1, _two_sided(confidence))
    half = float(quantile * np.std(values, ddof=1) / np.sqrt(len(values)))
    return Estimate(value=mean, low=max(lowest, mean - half), high=min(highest, mean + half))


def _normal_quantile(confidence: float) -> float:
    return float(ndtri(_two_sided(confidence)))


def _two_sided(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"confidence {confidence} is not between 0 and 1")
    return (1 + confidence) / 2
