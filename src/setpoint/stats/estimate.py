"""What a statistic is: a count of successes, or a value with an interval.

What is not covered: how intervals are computed (`intervals`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value and the interval around it, low <= value <= high.

    A value that was counted, not estimated, has low == value == high.

    Attributes:
        reason: Why there is no interval; low and high are then the ends of what is possible. None
            if there is one.
    """

    value: float
    low: float
    high: float
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimatePair:
    """One value, estimated for two different things.

    Attributes:
        these: The problems at hand, answered again: sampling noise alone.
        new: New problems like these.
    """

    these: Estimate
    new: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """So many successes in so many trials, 0 <= successes <= trials and 1 <= trials."""

    successes: int
    trials: int

    @property
    def rate(self) -> float:
        """The share of successes, 0 to 1."""
        return self.successes / self.trials
