"""Estimates as JSON values."""

from math import isfinite
from typing import Any

from setpoint.stats.estimate import Estimate, EstimatePair


def estimate_fields(estimate: Estimate) -> dict[str, Any]:
    """Returns ``{value, low, high}``; a bound is null if there is none, or if it is infinite.

    Where there is no interval, ``reason`` says why.
    """
    return {"value": estimate.value, **_interval_fields(estimate)}


def pair_fields(pair: EstimatePair) -> dict[str, Any]:
    """Returns the estimate for these problems, and ``new_problems`` with that for new ones."""
    return {**estimate_fields(pair.these), "new_problems": _interval_fields(pair.new)}


def _interval_fields(estimate: Estimate) -> dict[str, Any]:
    if estimate.reason:
        return {"low": None, "high": None, "reason": estimate.reason}
    low, high = (bound if isfinite(bound) else None for bound in (estimate.low, estimate.high))
    return {"low": low, "high": high}
