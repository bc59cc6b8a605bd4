"""TURN: where a temperature turns harmful, from the entropy of tokens alone, without labels.

What is covered: the turning point of mean token entropy over temperatures.
What is not: computing entropies; and a proof, for it is a prior to be tested against answers.
"""

from collections.abc import Sequence

import numpy as np


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
    slopes = np.diff(np.log(values)) / np.diff(levels)
    turns = np.flatnonzero(np.diff(slopes) > 0)
    return float(levels[turns[0] + 1]) if len(turns) else None
