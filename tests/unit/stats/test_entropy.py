"""Where entropy turns, and how surely; `turning_point` itself is tested in `test_agreement`."""

import numpy as np
import pytest

from setpoint.stats.entropy import Turn, estimate_turn

LEVELS = np.arange(1, 13) / 10


def bent_at(turn: float) -> list[float]:
    """Returns entropies whose logarithm is concave up to just below a temperature, then convex."""
    beyond = LEVELS - turn + 0.02
    return list(np.exp(2 * beyond * np.abs(beyond) + 3 * LEVELS))


def estimate(*problems: list[float], seed: int = 0) -> Turn:
    """Returns the turn of some problems."""
    return estimate_turn(LEVELS.tolist(), problems, np.random.default_rng(seed))


def test_problems_that_agree_leave_no_doubt() -> None:
    """Each of them turns at 0.7."""
    assert estimate(*[bent_at(0.7)] * 9) == Turn(value=0.7, low=0.7, high=0.7)


def test_problems_that_differ_widen_the_interval() -> None:
    """Half turn at 0.5 and half at 0.9; which half is drawn more often decides."""
    turn = estimate(*[bent_at(0.5)] * 4, *[bent_at(0.9)] * 4)
    assert turn.value is not None
    assert turn.low is not None
    assert turn.high is not None
    assert turn.low <= turn.value <= turn.high
    assert turn.low < turn.high


def test_one_problem_has_no_interval() -> None:
    """It says nothing of other problems."""
    assert estimate(bent_at(0.7)) == Turn(value=0.7, low=None, high=None)


def test_a_curve_that_never_turns_has_no_value() -> None:
    """It is concave to its end, in each problem."""
    concave = np.exp(np.sqrt(LEVELS)).tolist()
    assert estimate(concave, concave) == Turn(value=None, low=None, high=None)


def test_a_turn_that_rests_on_one_problem_has_no_upper_end() -> None:
    """Without that problem the curve never turns."""
    concave = np.exp(np.sqrt(LEVELS)).tolist()
    turn = estimate(concave, concave, [100 * value for value in bent_at(0.7)])
    assert (turn.value, turn.high) == (0.7, None)


def test_an_entropy_of_zero_is_an_error() -> None:
    """It has no logarithm; the caller has to leave it out."""
    with pytest.raises(ValueError, match="above 0"):
        estimate([0.0] * 12)
