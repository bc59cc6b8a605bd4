"""How much a mean over problems knows of new ones, as a number of independent trials.

What is covered: Wilson's interval of as many trials as have the same variance, for a mean of values
between 0 and 1, one a problem; and the refusal to print one.
What is not: the problems at hand (`accuracy`, `problem_mean`), and differences (`paired`).

A mean m with variance v is worth m (1 - m) / v trials. The variance is that of the observed values,
so it is right whatever the distribution of the problems; how uncertain it is itself decides the
quantile of t.

Sources: E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998) 193-201, for the effective
number and t; N. Dean and M. Pagano, Journal of Survey Statistics and Methodology 3 (2015) 484-503,
for Wilson's interval of it. The pseudo-problem and the degrees of freedom are our own.
"""

from math import ceil, log2

from scipy.special import stdtrit

from setpoint.stats.estimate import Estimate
from setpoint.stats.intervals import score_interval

PRIOR_CORRELATION = 0.25
"""Expected share of an answer's variance that lies between problems, before anything was seen."""
_PSEUDO_VARIANCE = 0.25
"""Of the pseudo-problem, which is right half of the time: as much as can be."""
_CERTAIN = 0.98
"""Greatest correlation: answers that never differed within a problem are no proof of more."""


def new_interval(
    share: float,
    variance: float,
    *,
    prior: float,
    problems: int,
    runs: float,
    confidence: float,
) -> Estimate:
    """Returns the share with its interval for new problems.

    The number of trials is the variance of one over that of the mean; both hold one problem more
    of which only the prior is known. So problems that are all right, or all alike, do not prove
    that others are.

    Args:
        share: The mean of the values, 0 to 1.
        variance: Unbiased estimate of its variance over new problems.
        prior: What its variance would be, in terms of that of one trial, by the prior alone.
        problems: At least one.
        runs: Answers a problem, at least 1; their mean if there are more to some.
        confidence: Coverage, between 0 and 1.
    """
    if reason := explain_few(problems, confidence):
        return no_interval(share, reason)
    pseudo = _PSEUDO_VARIANCE / problems
    trial = share * (1 - share) + variance + pseudo
    trials = trial / (variance + prior * pseudo)
    freedom = _freedom(problems, runs, problems / trials)
    deviations = float(stdtrit(freedom, (1 + confidence) / 2))
    found = score_interval(share * trials, trials, deviations=deviations)
    return Estimate(value=share, low=min(share, found.low), high=max(share, found.high))


def no_interval(share: float, reason: str) -> Estimate:
    """Returns a share of which nothing else is known, and why."""
    return Estimate(value=share, low=0.0, high=1.0, reason=reason)


def fewest_problems(confidence: float) -> int:
    """Returns the least number of problems that can say anything about new ones: 6 at 95 %.

    If half of all problems are easy and half are hard, M of them are all of one kind with a chance
    of 2**(1 - M), and then nothing hints at the others. With fewer problems that alone happens more
    often than an interval may fail. It is also the least number whose range is an interval for the
    median (W. R. Thompson, Annals of Mathematical Statistics 7 (1936) 122-128).
    """
    return ceil(1 - log2(1 - confidence))


def explain_few(problems: int, confidence: float) -> str | None:
    """Returns why so few problems have no interval for new ones; None if they have one."""
    fewest = fewest_problems(confidence)
    if problems >= fewest:
        return None
    say = "problem says" if problems == 1 else "problems say"
    return f"{problems} {say} nothing about new ones; at least {fewest} are needed"


def _freedom(problems: int, runs: float, dispersion: float) -> float:
    """Returns the degrees of freedom of the dispersion: variance of a value over that of a trial.

    Given the mean, the observed dispersion of Beta-binomial values has, if the mean rate is 1/2 and
    the runs are many or the correlation r is small, a squared coefficient of variation of
    2 (1 - 1/n) (1 - r) / (1 + 2 r) / M: the ratio of the first two recurrence coefficients of Hahn
    polynomials. With one run it is 0, since the mean then tells the variance.
    """
    if runs <= 1:
        return 1e6
    correlation = min(_CERTAIN, max(0.0, (runs * dispersion - 1) / (runs - 1)))
    return (problems - 1) * runs / (runs - 1) * (1 + 2 * correlation) / (1 - correlation)
