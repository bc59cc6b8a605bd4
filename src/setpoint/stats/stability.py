"""Stability on correct answers: how often most, or all, of k runs are right.

What is covered: unbiased estimates from c right answers in n >= k runs of a problem
(hypergeometric), and their mean over problems.
What is not: agreement between wrong answers (`agreement`).

Sources: M. Chen et al., arXiv 2107.03374, section 2.1 (pass@k); S. Yao et al., arXiv 2406.12045
(pass^k); J. Liu et al., arXiv 2412.13147 (G-Pass@k).
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache, partial
from math import ceil, comb

from setpoint.stats.estimate import EstimatePair, Proportion
from setpoint.stats.problem_mean import estimate_mean

MOST_RUNS_DRAWN = 16


def pass_at_k(right: Proportion, *, k: int) -> float:
    """Returns pass@k: the chance that at least one of k runs is right.

    1 - C(n - c, k) / C(n, k), for c right answers in n runs of one problem.

    Raises:
        ValueError: k is not between 1 and the number of runs.
    """
    return g_pass_at_k(right, k=k, share=Fraction(1, k))


def pass_hat_k(right: Proportion, *, k: int) -> float:
    """Returns pass^k: the chance that all of k runs are right, C(c, k) / C(n, k).

    Raises:
        ValueError: k is not between 1 and the number of runs.
    """
    return g_pass_at_k(right, k=k, share=Fraction(1))


def g_pass_at_k(right: Proportion, *, k: int, share: Fraction) -> float:
    """Returns G-Pass@k: the chance that at least ``share`` of k runs are right.

    The sum over j >= ceil(share * k) of C(c, j) C(n - c, k - j) / C(n, k), for c right answers
    in n runs of one problem.

    Raises:
        ValueError: k is not between 1 and the number of runs.
    """
    if not 1 <= k <= right.trials:
        raise ValueError(f"k={k} with {right.trials} runs")
    wrong = right.trials - right.successes
    ways = sum(comb(right.successes, j) * comb(wrong, k - j) for j in range(ceil(share * k), k + 1))
    return ways / comb(right.trials, k)


@lru_cache(maxsize=4096)
def mg_pass_at_k(right: Proportion, *, k: int) -> float:
    """Returns mG-Pass@k of one problem: G-Pass@k averaged over shares from 1/2 to 1.

    (2 / k) times the sum over i from ceil(k / 2) + 1 to k of G-Pass@k at share i / k. It is 1 if
    every run is right and k is even; an odd k cannot reach 1.

    Raises:
        ValueError: k is not between 1 and the number of runs.
    """
    shares = [Fraction(i, k) for i in range(ceil(k / 2) + 1, k + 1)]
    return 2 / k * sum(g_pass_at_k(right, k=k, share=share) for share in shares)


def choose_k(runs: int) -> int | None:
    """Returns the largest even k that the runs allow, at most 16; None for a single run."""
    return min(runs - runs % 2, MOST_RUNS_DRAWN) or None


def mean_mg_pass_at_k(
    problems: Sequence[Proportion], *, k: int, confidence: float = 0.95
) -> EstimatePair | None:
    """Returns the mean of mG-Pass@k over problems, with both intervals.

    Problems with fewer than k runs do not count; None if none is left.
    """
    return _mean(mg_pass_at_k, problems, k, confidence)


def mean_pass_at_k(
    problems: Sequence[Proportion], *, k: int, confidence: float = 0.95
) -> EstimatePair | None:
    """Returns the same of pass@k."""
    return _mean(pass_at_k, problems, k, confidence)


def _mean(
    figure: Callable[..., float], problems: Sequence[Proportion], k: int, confidence: float
) -> EstimatePair | None:
    counted = [problem for problem in problems if problem.trials >= k]
    if not counted:
        return None
    return estimate_mean(counted, partial(figure, k=k), confidence=confidence)
