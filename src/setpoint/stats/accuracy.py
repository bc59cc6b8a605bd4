"""The accuracy on some problems, as an estimate of two different things.

What is covered: intervals for *these* problems, answered again, and for *new problems* like them;
and when there is none.
What is not: differences between temperatures (`paired`, `choose`).

With n answers to each of M problems and a correlation r between the answers to one problem, the
mean of *these* has the variance of M n / (1 - r) independent answers: the stratified variance
sum p (1 - p) / n / M**2, since what differs between problems does not vary. The mean over *new*
ones has that of M n / (1 + (n - 1) r) (L. Kish, Survey Sampling, 1965, section 5.4). The first is
computed from the Beta-binomial (`population`), the second from the spread of the problems' rates
(`effective`), which is right for problems of any kind.

With counts close to none or to all, coverage moves in steps and is on the safe side.
"""

from collections.abc import Sequence

import numpy as np

from setpoint.stats.effective import PRIOR_CORRELATION, new_interval
from setpoint.stats.estimate import Estimate, EstimatePair, Proportion
from setpoint.stats.intervals import wilson_interval
from setpoint.stats.population import fit_population


def estimate_accuracy(problems: Sequence[Proportion], *, confidence: float = 0.95) -> EstimatePair:
    """Returns the share of right answers with both intervals.

    Args:
        problems: At least one.
        confidence: Coverage, between 0 and 1.

    Raises:
        ValueError: There are no problems.
    """
    if not problems:
        raise ValueError("the accuracy of no problems")
    return EstimatePair(
        these=_estimate_these(problems, confidence), new=_estimate_new(problems, confidence)
    )


def within_problem_share(problems: Sequence[Proportion]) -> float | None:
    """Returns the share of an answer's variance that lies within problems, 0 to 1.

    A share w means that a fixed set of problems needs 1 / w times fewer answers for the same
    precision than one would think who takes all answers for independent. None if no problem has
    two answers.
    """
    is_repeated = any(problem.trials > 1 for problem in problems)
    return fit_population(problems).within_share if is_repeated else None


def _estimate_these(problems: Sequence[Proportion], confidence: float) -> Estimate:
    """Returns Wilson's interval of as many independent answers as have the same variance.

    With one run a problem nothing tells noise from difficulty: all of it is taken for noise, and
    the interval covers more than it says.
    """
    successes = sum(problem.successes for problem in problems)
    trials = sum(problem.trials for problem in problems)
    within = within_problem_share(problems) or 1.0
    return wilson_interval(successes / within, trials / within, confidence)


def _estimate_new(problems: Sequence[Proportion], confidence: float) -> Estimate:
    """Returns the interval of a ratio of sums over problems that were drawn at random."""
    successes, trials = np.array([(p.successes, p.trials) for p in problems], dtype=float).T
    count, total = len(problems), float(trials.sum())
    share = float(successes.sum()) / total
    squares = float(np.sum((successes - share * trials) ** 2))
    between = float(np.sum(trials**2)) / total**2
    return new_interval(
        share,
        squares / total**2 * count / max(1, count - 1),
        prior=PRIOR_CORRELATION * between + (1 - PRIOR_CORRELATION) / total,
        problems=count,
        runs=total / count,
        confidence=confidence,
    )
