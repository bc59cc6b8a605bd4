"""What a grid takes that is planned beforehand: every temperature answers equally often.

What is covered: the number of answers after which the highest share is good enough, in the least
favourable case: all other temperatures worse by just what is allowed, and rates of one half.
What is not: problems that all temperatures share, and noise in common, which make it cheaper.

Source: R. E. Bechhofer, Annals of Mathematical Statistics 25 (1954) 16-39.
"""

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import log_ndtr
from scipy.stats import norm

_LARGEST_DEVIATION = 0.5
"""Standard deviation of one answer at a rate of one half."""


def planned_grid_answers(arms: int, *, within: float, confidence: float) -> int:
    """Returns the answers of all arms together; of one arm, none are needed.

    With Z the noise of the best arm in standard deviations of an arm's mean, and d what is allowed
    in the same unit, the chance to pick the best of k arms is E Phi(Z + d)**(k - 1).

    Args:
        arms: At least 1.
        within: The regret that is allowed, in shares, above 0.
        confidence: Chance that the regret is no more than that, between 0 and 1.
    """
    if arms == 1:
        return 0

    def shortfall(lead: float) -> float:
        return _chance_to_pick_the_best(arms, lead) - confidence

    lead = float(brentq(shortfall, -10, 20))
    return int(np.ceil(max(lead, 0.0) ** 2 * (_LARGEST_DEVIATION / within) ** 2)) * arms


def _chance_to_pick_the_best(arms: int, lead: float) -> float:
    def density(noise: float) -> float:
        return float(norm.pdf(noise) * np.exp((arms - 1) * log_ndtr(noise + lead)))

    return float(quad(density, -8, 8)[0])
