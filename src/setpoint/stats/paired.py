"""Differences between two settings on the same problems.

What is covered: the paired difference clustered by problem, its test, and Holm's correction when
several claims are tested.
What is not: the choice among many temperatures (`choose`, `search`).

Pairing takes out what the two settings share: the variance of the difference is
s_A**2 + s_B**2 - 2 rho s_A s_B, where rho grows with common problems and common noise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from scipy.special import stdtr

from setpoint.stats.estimate import Estimate, Proportion
from setpoint.stats.intervals import mean_interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How much better the first setting is than the second.

    Attributes:
        mean: Mean over problems of the difference of rates, -1 to 1, for new problems.
        p_value: Two-sided, of no difference; None if it cannot be tested: fewer than two
            problems, or the same nonzero difference in all of them.
        problems: How many were compared.
    """

    mean: Estimate
    p_value: float | None
    problems: int


def paired_difference(
    first: Sequence[Proportion], second: Sequence[Proportion], *, confidence: float = 0.95
) -> Difference:
    """Compares two settings, problem by problem; the unit is the problem.

    Args:
        first: Right answers to each problem under one setting, at least one problem.
        second: The same problems, in the same order, under the other.
        confidence: Coverage of the interval, between 0 and 1.

    Raises:
        ValueError: The problems are not the same number, or there are none.

    Source: E. Miller, "Adding Error Bars to Evals", arXiv 2411.00640, section 4.2.
    """
    pairs = zip(first, second, strict=True)
    differences = [ours.rate - theirs.rate for ours, theirs in pairs]
    return Difference(
        mean=mean_interval(differences, lowest=-1, highest=1, confidence=confidence),
        p_value=_p_value(differences),
        problems=len(differences),
    )


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Returns the p values adjusted for how many there are, in the same order.

    A claim holds at level a if its adjusted value is at most a; then a false one is made in at most
    a share a of all families of claims, however the tests depend on each other.

    Source: S. Holm, Scandinavian Journal of Statistics 6 (1979) 65-70.
    """
    order = np.argsort(p_values, kind="stable")
    factors = np.arange(len(order), 0, -1)
    rising = np.maximum.accumulate(np.asarray(p_values, dtype=float)[order] * factors)
    adjusted = np.empty(len(order))
    adjusted[order] = np.minimum(rising, 1)
    return tuple(adjusted.tolist())


def _p_value(differences: Sequence[float]) -> float | None:
    freedom = len(differences) - 1
    mean, spread = float(np.mean(differences)), float(np.ptp(differences))
    if mean == 0:
        return 1.0
    if freedom == 0 or spread == 0:
        return None
    error = float(np.std(differences, ddof=1)) / np.sqrt(len(differences))
    return 2 * float(stdtr(freedom, -abs(mean) / error if error else -inf))
