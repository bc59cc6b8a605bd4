"""Whether the answers of several runs agree, right or not.

What is covered: agreement between pairs of answers, and what a majority of k answers would say.
What is not: which answers are equal; they come as labels.
"""

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np

_DRAWS = 2_000


def agreement(answers: Sequence[Hashable]) -> float | None:
    """Returns the chance that two different runs gave the same answer.

    The sum of n_a (n_a - 1) over the answers a, divided by n (n - 1): the unbiased estimate of the
    repeat rate. None for a single run.

    Source: E. H. Simpson, Nature 163 (1949) 688.
    """
    runs = len(answers)
    if runs <= 1:
        return None
    return sum(count * (count - 1) for count in Counter(answers).values()) / (runs * (runs - 1))


def majority_at_k(
    answers: Sequence[Hashable | None], right: Hashable, *, k: int, generator: np.random.Generator
) -> float:
    """Returns maj@k: the chance that the most frequent of k answers is the right one.

    Simulated draws of k runs without replacement; of equally frequent answers each wins equally
    often. A run without an answer (None) does not vote. The standard error is at most 0.011.

    Args:
        answers: One a run.
        right: The right one.
        k: Size of the vote, from 1 to the number of runs.
        generator: Draws the runs.

    Raises:
        ValueError: k is out of range.

    Source: X. Wang et al., "Self-Consistency", arXiv 2203.11171.
    """
    if not 1 <= k <= len(answers):
        raise ValueError(f"k={k} with {len(answers)} runs")
    counts = Counter(answers)
    abstentions = counts.pop(None, 0)
    labels = list(counts)
    if right not in counts:
        return 0.0
    sizes = [*counts.values(), abstentions]
    votes = generator.multivariate_hypergeometric(sizes, k, size=_DRAWS)[:, :-1]
    most = votes.max(axis=1)
    wins = (votes[:, labels.index(right)] == most) & (most > 0)
    ties = (votes == most[:, None]).sum(axis=1)
    return float(np.mean(wins / ties))
