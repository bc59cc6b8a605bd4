"""What may be said of the temperatures at any time of a search.

What is not covered: the figures to be printed (`confirmation`).
"""

from dataclasses import dataclass
from itertools import compress

import numpy as np

from setpoint.stats.choose import Finding, plateau_around
from setpoint.stats.curve import gather_evidence
from setpoint.stats.estimate import Estimate
from setpoint.stats.regret import bound_accuracies
from setpoint.stats.search_state import State

_WORSE_CHANCE = 0.99
"""Of an arm to be called worse: with it a flat truth has a winner in at most 5 % of searches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What may be said of the temperatures.

    Attributes:
        finding: What was found; only PLATEAU names a setpoint.
        best: The temperature whose regret is most surely small; None without answers.
        plateau: Lowest and highest temperature around the best one of those that are not reliably
            worse; None without answers.
        worse: Temperatures that are reliably worse.
        certainty: Chance that the best one's regret is at most what is allowed, under the least
            favourable length-scale.
        is_certain: True if that is as high as was asked for; if not, and the search has ended, the
            answers it may ask for are used up.
        answers: Number of answers that the search took.
    """

    finding: Finding
    best: float | None
    plateau: tuple[float, float] | None
    worse: tuple[float, ...]
    certainty: float
    is_certain: bool
    answers: int

    @property
    def setpoint(self) -> float | None:
        """The best temperature, if there is reason to prefer it to another."""
        return self.best if self.finding is Finding.PLATEAU else None


def decision(state: State) -> Decision:
    """Returns what may be said now."""
    temperatures, regrets = state.plan.temperatures, state.regrets
    if regrets is None:
        return _NO_DECISION
    is_worse = (regrets.worse >= _WORSE_CHANCE).tolist()
    plateau = plateau_around(regrets.best, is_worse)
    return Decision(
        finding=_finding(state, has_worse=any(is_worse)),
        best=temperatures[regrets.best],
        plateau=(temperatures[plateau[0]], temperatures[plateau[-1]]),
        worse=tuple(compress(temperatures, is_worse)),
        certainty=regrets.certainty,
        is_certain=regrets.certainty >= state.plan.confidence,
        answers=int(state.runs.sum()),
    )


def believed_curve(state: State) -> tuple[Estimate, ...]:
    """Returns the accuracy that the answers let one expect at each temperature; none before them.

    For seeing what the search sees: the bounds are credible ones, not confidence intervals, and of
    the best temperature they are too high (winner's curse). What may be said is in `confirmation`.
    """
    if state.regrets is None:
        return ()
    plan, means = state.plan, np.clip(state.regrets.means, 0, 1)
    evidence = gather_evidence(state.right, state.runs)
    low, high = bound_accuracies(plan.temperatures, evidence, seed=plan.seed)
    return tuple(
        Estimate(value=float(mean), low=float(min(a, mean)), high=float(max(b, mean)))
        for mean, a, b in zip(means, low, high, strict=True)
    )


def _finding(state: State, *, has_worse: bool) -> Finding:
    if len(state.plan.temperatures) == 1:
        return Finding.ONE_LEVEL
    if np.array_equal(state.right, state.runs):
        return Finding.ALL_RIGHT
    if not state.right.any():
        return Finding.NONE_RIGHT
    return Finding.PLATEAU if has_worse else Finding.ALIKE


_NO_DECISION = Decision(
    finding=Finding.NO_SAMPLES,
    best=None,
    plateau=None,
    worse=(),
    certainty=0.0,
    is_certain=False,
    answers=0,
)
