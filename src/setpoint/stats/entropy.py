"""TURN: where a temperature turns harmful, from the entropy of tokens alone, without labels.

What is covered: the turning point of mean token entropy over temperatures, and how far it would
move with other problems.
What is not: computing entropies; and a proof, for it is a prior to be tested against answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]

_RESAMPLES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A turning point with its interval over problems.

    Attributes:
        value: None if the curve never turns.
        low: Lower end; None if that cannot be said.
        high: Upper end; None if it may never turn, or if that cannot be said.
    """

    value: float | None
    low: float | None
    high: float | None


def turning_point(temperatures: Sequence[float], entropies: Sequence[float]) -> float | None:
    """Returns the first temperature where log entropy begins to curve upwards.

    While the model is sure of itself, log H(T) is concave; where it loses its way, entropy grows
    faster than exponentially: d2 log H / dT2 > 0. Second differences for levels that need not be
    equally spaced; the ends have none.

    Args:
        temperatures: Ascending, each once.
        entropies: Mean token entropy at each, above 0, in any unit; leave out runs that loop,
            for they are sure of nothing but their loop.

    Returns:
        None if the curve never turns, or with fewer than three levels.

    Raises:
        ValueError: Temperatures that do not ascend, or an entropy that is not above 0.

    Source: W. Du, Y. Yang and S. Welleck, arXiv 2502.05234.
    """
    levels = np.asarray(temperatures, dtype=float)
    values = np.asarray(entropies, dtype=float)
    if levels.shape != values.shape or np.any(np.diff(levels) <= 0) or np.any(values <= 0):
        raise ValueError("temperatures must ascend, and each have an entropy above 0")
    return _finite(_first_turns(levels, values[None])[0])


def estimate_turn(
    temperatures: Sequence[float],
    problems: Sequence[Sequence[float]],
    generator: np.random.Generator,
    *,
    confidence: float = 0.95,
) -> Turn:
    """Returns the turning point of the problems' mean, and its percentile interval.

    Args:
        temperatures: Ascending, each once.
        problems: The entropies of each problem, one a temperature; at least one problem.
        generator: Draws problems with replacement.
        confidence: Coverage, between 0 and 1.

    Raises:
        ValueError: As by `turning_point`.
    """
    values = np.asarray(problems, dtype=float)
    value = turning_point(temperatures, values.mean(axis=0).tolist())
    if len(values) == 1:
        return Turn(value=value, low=None, high=None)
    shares = np.full(len(values), 1 / len(values))
    means = generator.multinomial(len(values), shares, _RESAMPLES) @ values / len(values)
    turns = np.sort(_first_turns(np.asarray(temperatures, dtype=float), means))
    tail = int((1 - confidence) / 2 * _RESAMPLES)
    return Turn(value=value, low=_finite(turns[tail]), high=_finite(turns[-1 - tail]))


def _first_turns(levels: Array, values: Array) -> Array:
    """Returns the turn of each row of entropies (rows, levels), infinite where there is none."""
    slopes = np.diff(np.log(np.maximum(values, np.finfo(float).tiny))) / np.diff(levels)
    turns = np.where(np.diff(slopes) > 0, levels[1:-1], inf)
    return np.asarray(turns.min(axis=-1, initial=inf))


def _finite(turn: float) -> float | None:
    return float(turn) if isfinite(turn) else None
