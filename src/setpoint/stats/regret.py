"""How much worse than the best each temperature may be, under every length-scale.

What is covered: the chance of a regret of at most so much, which temperature has the highest, which
could still beat it, and which are reliably worse.
What is not: what to sample next (`search`).

The regret of an arm is the highest accuracy of any arm less its own. Chances are shares of curves
drawn from the posterior (`curve`), so a chance of 0.95 has a standard error of about 0.004.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from setpoint.stats.curve import Evidence, draw_curves
from setpoint.stats.population import Array

_PAIRS_OF_DRAWS = 400
_TAILS = (0.025, 0.975)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrets:
    """What is known of the arms; arrays have one entry an arm.

    Attributes:
        best: Index of the arm with the highest certainty.
        certainty: Chance that the best arm's regret is at most what is allowed, the lowest under
            any length-scale.
        threats: Chance that an arm beats the best one by more than is allowed, the highest under
            any length-scale.
        worse: Chance that an arm is worse than the best one, the lowest under any length-scale.
        near: Chance that an arm's regret is at most what is allowed, the lowest under any
            length-scale.
        means: Expected accuracies, averaged over the length-scales.
    """

    best: int
    certainty: float
    threats: Array
    worse: Array
    near: Array
    means: Array


def judge_arms(
    temperatures: Sequence[float], evidence: Evidence, *, within: float, seed: int
) -> Regrets:
    """Judges the arms by the evidence.

    Args:
        temperatures: One an arm.
        evidence: Of these arms.
        within: The regret that is allowed, in shares.
        seed: Of the draws; the same seed gives the same result.
    """
    noise = _antithetic_noise(seed, len(temperatures))
    accuracies = draw_curves(temperatures, evidence, noise=noise)
    near = accuracies >= accuracies.max(axis=2, keepdims=True) - within
    certainties = near.mean(axis=1).min(axis=0)
    means = accuracies.mean(axis=(0, 1))
    best = _most_certain(certainties, means)
    leads = accuracies - accuracies[:, :, [best]]
    return Regrets(
        best=best,
        certainty=float(certainties[best]),
        threats=(leads > within).mean(axis=1).max(axis=0),
        worse=(leads < 0).mean(axis=1).min(axis=0),
        near=certainties,
        means=means,
    )


def bound_accuracies(temperatures: Sequence[float], evidence: Evidence, *, seed: int) -> Array:
    """Returns 95 % credible bounds of the accuracies, the widest of any length-scale, (2 x arms).

    Args:
        temperatures: One an arm.
        evidence: Of these arms.
        seed: Of the draws; the same seed gives the same result.
    """
    noise = _antithetic_noise(seed, len(temperatures))
    low, high = np.quantile(draw_curves(temperatures, evidence, noise=noise), _TAILS, axis=1)
    return np.asarray(np.clip(np.stack([low.min(axis=0), high.max(axis=0)]), 0, 1))


def _most_certain(certainties: Array, means: Array) -> int:
    """Returns the arm of the highest certainty; of those that are all certain, the best mean."""
    return int(np.lexsort((means, np.round(certainties, 3)))[-1])


@cache
def _antithetic_noise(seed: int, arms: int) -> Array:
    """Returns standard normal noise and its negative: means of draws are then exact."""
    half = np.random.default_rng(seed).standard_normal((_PAIRS_OF_DRAWS, arms))
    return np.stack([half, -half], axis=1).reshape(-1, arms)
