"""Which temperature is best, and the refusal to say so where the data cannot.

What is covered: all pairs of temperatures are compared at once, so that on a flat truth a best
temperature is named in at most 5 % of sweeps. Estimand: the mean over these problems.
What is not: smoothness along the temperature axis, the gain from common noise (it makes the
comparison conservative), and new problems.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import inf

from scipy.stats import studentized_range

from setpoint.stats.estimate import Estimate, Proportion
from setpoint.stats.intervals import score_interval

_CONTINUITY = 0.25
"""In answers: counts differ by whole answers, and half of one is shared by the two levels."""


class Finding(StrEnum):
    """What the comparison found; only the first names a temperature."""

    PLATEAU = "plateau"
    """Some temperatures are worse than the best."""
    ALIKE = "alike"
    """None can be told apart from the best."""
    ALL_RIGHT = "all_right"
    NONE_RIGHT = "none_right"
    ONE_LEVEL = "one_level"
    NO_SAMPLES = "no_samples"
    UNFINISHED = "unfinished"
    """Answers are missing; the short ones end first, so those that are there favour them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The answers at one temperature."""

    temperature: float
    right: Proportion


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedLevel:
    """A temperature compared with the best.

    Attributes:
        accuracy: With a simultaneous interval: two levels differ if theirs do not overlap.
        is_worse: True if it differs from the best.
        in_plateau: True if neither it nor any level between it and the best is worse.
    """

    temperature: float
    right: Proportion
    accuracy: Estimate
    is_worse: bool
    in_plateau: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The outcome of a comparison.

    Attributes:
        finding: What was found.
        best: The level with the highest observed accuracy, of equals the one nearest to the
            middle of the plateau; decided or not; None without samples.
        levels: All levels by rising temperature.
    """

    finding: Finding
    best: JudgedLevel | None
    levels: tuple[JudgedLevel, ...]

    @property
    def decided(self) -> bool:
        """True if some temperatures are reliably worse than the best."""
        return self.finding is Finding.PLATEAU

    @property
    def plateau(self) -> tuple[JudgedLevel, ...]:
        """The levels around the best that cannot be told apart from it."""
        return tuple(level for level in self.levels if level.in_plateau)


def choose_setpoint(levels: Sequence[Level], *, confidence: float = 0.95) -> Choice:
    """Compares the accuracy at every temperature with the best one.

    Each level gets a Wilson-type interval of q / 2 standard deviations, q being the quantile of
    the studentized range of as many levels (Tukey's procedure), and each bound is moved outwards
    by a quarter of an answer, which is the continuity correction for a difference of two counts.
    Without it, 12 levels of 15 answers that are all alike would name a winner in 6.6 % of sweeps;
    with it the exact share is at most 5 % for 2 to 24 levels of 2 to 1,000 answers each.

    Args:
        levels: Each temperature once; for a fair comparison, with answers to the same problems.
        confidence: Chance to name no temperature if all are alike.
    """
    ordered = sorted(levels, key=lambda level: level.temperature)
    if not ordered:
        return Choice(finding=Finding.NO_SAMPLES, best=None, levels=())
    deviations = _simultaneous_deviations(len(ordered), confidence)
    accuracies = [_simultaneous_interval(level.right, deviations) for level in ordered]
    highest = max(accuracies, key=lambda accuracy: accuracy.value)
    worse = [accuracy.high < highest.low for accuracy in accuracies]
    equals = [index for index, accuracy in enumerate(accuracies) if accuracy == highest]
    plateau = plateau_around(equals[len(equals) // 2], worse)
    best = min(equals, key=lambda index: abs(index - (plateau[0] + plateau[-1]) / 2))
    judged = tuple(
        JudgedLevel(
            temperature=level.temperature,
            right=level.right,
            accuracy=accuracies[index],
            is_worse=worse[index],
            in_plateau=index in plateau,
        )
        for index, level in enumerate(ordered)
    )
    return Choice(finding=_finding(judged), best=judged[best], levels=judged)


def plateau_around(anchor: int, worse: Sequence[bool]) -> range:
    """Returns the indices around one that are not worse, up to the next ones that are."""
    below = [index for index in range(anchor) if worse[index]]
    above = [index for index in range(anchor, len(worse)) if worse[index]]
    return range(max(below, default=-1) + 1, min(above, default=len(worse)))


@cache
def _simultaneous_deviations(levels: int, confidence: float) -> float:
    return float(studentized_range.ppf(confidence, max(levels, 2), inf)) / 2


def _simultaneous_interval(right: Proportion, deviations: float) -> Estimate:
    fewer = max(0.0, right.successes - _CONTINUITY)
    more = min(float(right.trials), right.successes + _CONTINUITY)
    return Estimate(
        value=right.rate,
        low=score_interval(fewer, right.trials, deviations=deviations).low,
        high=score_interval(more, right.trials, deviations=deviations).high,
    )


def _finding(levels: Sequence[JudgedLevel]) -> Finding:
    if len(levels) == 1:
        return Finding.ONE_LEVEL
    if any(level.is_worse for level in levels):
        return Finding.PLATEAU
    if all(level.right.rate == 1 for level in levels):
        return Finding.ALL_RIGHT
    if all(level.right.rate == 0 for level in levels):
        return Finding.NONE_RIGHT
    return Finding.ALIKE
