"""Is a mean over problems on this side of a boundary? The unit is the problem.

What is covered: paired differences of rates, and rates, against any boundary within their range.
What is not: strongly skewed differences of few problems, for which flipped signs, which presume
symmetry, decide too often (16 % at 5 % where one of five problems gains 0.8 and four lose 0.2);
several boundaries or hypotheses at once (`paired.holm` corrects for those).

With few problems the t test is not to be trusted: differences against no difference are then tested
by flipping their signs, rates by the binomial law, and values that are all equal by how likely it
is that as many problems show nothing of a share of problems that would move the mean to the
boundary.
"""

from collections.abc import Sequence
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, ndtri, stdtr

from setpoint.stats.estimate import Estimate
from setpoint.stats.intervals import mean_interval, wilson_interval

_MOST_FLIPPED = 12
"""Up to here all 2**n assignments of signs are enumerated."""
_POWER = 0.8
_ROUNDING = 1e-9
"""What sums of rates may differ by although they are equal."""


def difference_interval(differences: Sequence[float]) -> Estimate:
    """Returns the mean of paired differences, each -1 to 1, with its 95 % interval.

    Differences that are all equal say nothing of the spread: at 97.5 % confidence a share up to
    u = 1 - 0.025**(1/n) of problems may be as different as can be, on either side.
    """
    estimate = mean_interval(differences, lowest=-1, highest=1)
    if len(differences) == 1 or np.ptp(differences) > 0:
        return estimate
    unseen = 1 - 0.025 ** (1 / len(differences))
    value = estimate.value
    return Estimate(
        value=value, low=value - unseen * (1 + value), high=value + unseen * (1 - value)
    )


def rate_interval(rates: Sequence[float]) -> Estimate:
    """Returns the mean of rates, each 0 to 1, with its 95 % interval for new problems.

    A rate varies between problems at most as one trial a problem would: Wilson's interval of that.
    """
    return wilson_interval(sum(rates), len(rates))


def difference_p_value(differences: Sequence[float], boundary: float = 0.0) -> float:
    """Returns the two-sided p of differences, each -1 to 1, whose mean is the boundary.

    Source: R. A. Fisher, The Design of Experiments (1935), section 21, for the flipped signs.
    """
    shifted = np.asarray(differences, dtype=float) - boundary
    mean = float(shifted.mean())
    if abs(mean) < _ROUNDING:
        return 1.0
    if boundary == 0 and len(shifted) <= _MOST_FLIPPED:
        return _flip_signs(shifted)
    if boundary == 0 and np.ptp(shifted) > 0:
        return _t_test(shifted)
    return max(_t_test(shifted), _all_alike(shifted, (-1 if mean > 0 else 1) - boundary))


def rate_p_value(rates: Sequence[float], boundary: float) -> float:
    """Returns the two-sided p of rates, each 0 to 1, whose mean is the boundary.

    The binomial law of one trial a problem, continued to fractions by the incomplete beta function.
    """
    right, wrong = sum(rates), len(rates) - sum(rates)
    at_least = float(betainc(right, wrong + 1, boundary)) if right > 0 else 1.0
    at_most = float(betainc(wrong, right + 1, 1 - boundary)) if wrong > 0 else 1.0
    return min(1.0, 2 * min(at_least, at_most))


def problems_to_decide(
    values: Sequence[float], boundary: float, *, lowest: float, significance: float
) -> int | None:
    """Returns about how many problems would decide with a chance of 80 %, if all stays as seen.

    None if the mean lies on the boundary: then no number would.

    Args:
        values: One a problem, from `lowest` to 1.
        boundary: What the mean is compared with.
        lowest: -1 for differences, 0 for rates.
        significance: The p value that decides.
    """
    mean = float(np.mean(values))
    distance = abs(mean - boundary)
    if distance < _ROUNDING:
        return None
    room = boundary - lowest if mean > boundary else 1 - boundary
    deviations = float(ndtri(1 - significance / 2) + ndtri(_POWER))
    by_spread = (deviations * float(np.std(values)) / distance) ** 2
    by_unseen = np.log(significance / 2) / np.log(room / (room + distance))
    return int(np.ceil(max(by_spread, by_unseen)))


def _flip_signs(differences: NDArray[np.float64]) -> float:
    count = len(differences)
    bits = np.arange(2**count)[:, None] >> np.arange(count) & 1
    sums = np.abs((2 * bits - 1) @ differences)
    return float(np.mean(sums >= abs(differences.sum()) - _ROUNDING))


def _t_test(differences: NDArray[np.float64]) -> float:
    freedom = len(differences) - 1
    if freedom == 0:
        return 1.0
    error = float(np.std(differences, ddof=1)) / np.sqrt(len(differences))
    return 2 * float(stdtr(freedom, -abs(differences.mean()) / error if error else -inf))


def _all_alike(differences: NDArray[np.float64], extreme: float) -> float:
    """The chance that no problem shows the share that would move the mean to 0."""
    mean = float(differences.mean())
    share = mean / (mean - extreme)
    return min(1.0, 2 * float((1 - share) ** len(differences)))
