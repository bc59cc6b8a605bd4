"""The accuracy on some problems, as an estimate of two different things.

What is covered: intervals for *these* problems, answered again, and for *new problems* like them.
What is not: differences between temperatures (`paired`, `choose`).

Both follow from the counts of each problem. With n answers to each of M problems and a correlation
r between the answers to one problem, the mean of *these* has the variance of M n / (1 - r)
independent answers: the stratified variance sum p (1 - p) / n / M**2, since what differs between
problems does not vary. The mean over *new* ones has that of M n / (1 + (n - 1) r) (L. Kish, Survey
Sampling, 1965, section 5.4).

Where no method can keep its promise: with one answer a problem r is unknown, so the interval for
these problems is that of r = 0 and covers more than it says. With about three problems the one for
new problems leans on the prior: if each problem is either easy or hard, three of a kind are drawn
often, and nothing in the data tells. With counts close to none or to all, coverage moves in steps.
"""

from collections.abc import Sequence

from setpoint.stats.estimate import Estimate, EstimatePair, Proportion
from setpoint.stats.intervals import wilson_interval
from setpoint.stats.population import fit_population


def estimate_accuracy(problems: Sequence[Proportion], *, confidence: float = 0.95) -> EstimatePair:
    """Returns the share of right answers with both intervals.

    For these problems it is Wilson's interval of as many independent answers as have the same
    variance; for new ones, the posterior of the population's mean (`population`).

    Args:
        problems: At least one.
        confidence: Coverage, between 0 and 1.

    Raises:
        ValueError: There are no problems.
    """
    successes = sum(problem.successes for problem in problems)
    trials = sum(problem.trials for problem in problems)
    population = fit_population(problems, confidence=confidence)
    if not _is_repeated(problems):
        alike = wilson_interval(successes, trials, confidence)
        return EstimatePair(these=alike, new=alike)
    factor = 1 / population.within_share
    return EstimatePair(
        these=wilson_interval(successes * factor, trials * factor, confidence),
        new=_around(successes / trials, population.mean),
    )


def within_problem_share(problems: Sequence[Proportion]) -> float | None:
    """Returns the share of an answer's variance that lies within problems, 0 to 1.

    A share w means that a fixed set of problems needs 1 / w times fewer answers for the same
    precision than one would think who takes all answers for independent. None if no problem has
    two answers.
    """
    return fit_population(problems).within_share if _is_repeated(problems) else None


def _is_repeated(problems: Sequence[Proportion]) -> bool:
    return any(problem.trials > 1 for problem in problems)


def _around(share: float, posterior: Estimate) -> Estimate:
    """Returns the interval widened to hold the observed share, and 0 or 1 if that is it."""
    return Estimate(value=share, low=min(share, posterior.low), high=max(share, posterior.high))
