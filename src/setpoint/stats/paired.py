"""Differences between two settings on the same problems.

What is covered: the paired difference clustered by problem, its test, and Holm's correction when
several claims are tested.
What is not: the choice among many temperatures (`choose`, `search`).

Pairing takes out what the two settings share: the variance of the difference is
s_A**2 + s_B**2 - 2 rho s_A s_B, where rho grows with common problems and common noise.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from setpoint.stats.accuracy import within_problem_share
from setpoint.stats.effective import explain_few
from setpoint.stats.estimate import Estimate, Proportion

_PRIOR_PROBLEMS = 0.5
"""As if half a problem more had been seen, whose difference varies as its answers do. Without it
problems that are all equal would give an interval of no width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How much better the first setting is than the second.

    Attributes:
        mean: Mean over problems of the difference of rates, -1 to 1, for new problems.
        p_value: Two-sided, of no difference; 1 if there are too few problems for an interval.
        problems: How many were compared.
    """

    mean: Estimate
    p_value: float
    problems: int


def paired_difference(
    first: Sequence[Proportion], second: Sequence[Proportion], *, confidence: float = 0.95
) -> Difference:
    """Compares two settings, problem by problem; the unit is the problem.

    The t interval of the problems' differences, whose variance is moved a little towards what
    sampling alone gives. With one run, or with rates close to 0 or 1, differences are whole steps,
    and with about ten problems the interval covers more often than it says.

    Args:
        first: Right answers to each problem under one setting, at least one problem.
        second: The same problems, in the same order, under the other.
        confidence: Coverage of the interval, between 0 and 1.

    Raises:
        ValueError: The problems are not the same number, or there are none.

    Source: E. Miller, "Adding Error Bars to Evals", arXiv 2411.00640, section 4.2; the prior is our
    own.
    """
    if not first:
        raise ValueError("the difference of no problems")
    pairs = zip(first, second, strict=True)
    differences = np.array([ours.rate - theirs.rate for ours, theirs in pairs])
    count, mean = len(differences), float(differences.mean())
    if reason := explain_few(count, confidence):
        nothing = Estimate(value=mean, low=-1.0, high=1.0, reason=reason)
        return Difference(mean=nothing, p_value=1.0, problems=count)
    prior = _PRIOR_PROBLEMS * (_sampling_variance(first) + _sampling_variance(second))
    freedom = count - 1 + _PRIOR_PROBLEMS
    squares = float(np.sum((differences - mean) ** 2))
    error = float(np.sqrt((squares + prior) / freedom / count))
    half = error * float(stdtrit(freedom, (1 + confidence) / 2))
    return Difference(
        mean=Estimate(value=mean, low=max(-1.0, mean - half), high=min(1.0, mean + half)),
        p_value=2 * float(stdtr(freedom, -abs(mean) / error)),
        problems=count,
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


def _sampling_variance(problems: Sequence[Proportion]) -> float:
    """Returns the variance of a rate within problems: w p (1 - p) / n, w being the share within.

    The mean rate p is that with one more answer of either kind; n is the mean number of runs.
    """
    trials = sum(problem.trials for problem in problems)
    rate = (sum(problem.successes for problem in problems) + 1) / (trials + 2)
    within = within_problem_share(problems) or 1.0
    return within * rate * (1 - rate) * len(problems) / trials
