"""Agreement of answers, votes, and the turning point of entropy."""

import numpy as np
import pytest

from setpoint.stats.agreement import agreement, majority_at_k
from setpoint.stats.entropy import turning_point


@pytest.mark.parametrize(
    ("answers", "expected"),
    [("aaaa", 1.0), ("abcd", 0.0), ("aab", 1 / 3), ("aabb", 1 / 3), ("a", None)],
)
def test_agreement_is_the_share_of_equal_pairs(answers: str, expected: float | None) -> None:
    """Of all pairs of different runs; one run has none."""
    assert agreement(answers) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("answers", "k", "expected"),
    [
        ("aaab", 4, 1.0),
        ("abbb", 4, 0.0),
        ("aabb", 4, 0.5),
        ("aabc", 1, 0.5),
        ("aab", 2, 1 / 3 + 2 / 3 / 2),
        ("bcd", 2, 0.0),
    ],
)
def test_the_majority_of_a_draw(answers: str, k: int, expected: float) -> None:
    """Exact by hand; the tolerance is five standard errors."""
    found = majority_at_k(answers, "a", k=k, generator=np.random.default_rng(1))
    assert found == pytest.approx(expected, abs=0.055)


def test_runs_without_an_answer_do_not_vote() -> None:
    """Two right answers outvote any number of silent runs, which never win themselves."""
    generator = np.random.default_rng(2)
    assert majority_at_k(["a", "a", None, None, None], "a", k=5, generator=generator) == 1
    assert majority_at_k([None, None], "a", k=2, generator=generator) == 0


def test_a_vote_of_too_many_is_refused() -> None:
    """Nothing can be drawn that was not sampled."""
    with pytest.raises(ValueError, match="k=3"):
        majority_at_k("ab", "a", k=3, generator=np.random.default_rng(3))


def test_entropy_turns_where_its_logarithm_curves_up() -> None:
    """Concave to 0.7, then ever faster."""
    levels = np.arange(1, 13) / 10
    logarithms = np.sqrt(levels) + 8 * np.maximum(levels - 0.7, 0) ** 2
    assert turning_point(levels.tolist(), np.exp(logarithms).tolist()) == pytest.approx(0.7)


def test_entropy_that_never_turns_gives_nothing() -> None:
    """A concave curve, unequally spaced, and one of two points."""
    levels = [0.1, 0.2, 0.5, 1.2]
    assert turning_point(levels, np.exp(np.sqrt(levels)).tolist()) is None
    assert turning_point([0.1, 0.2], [1.0, 2.0]) is None


def test_entropy_without_a_logarithm_is_refused() -> None:
    """Zero has none."""
    with pytest.raises(ValueError, match="above 0"):
        turning_point([0.1, 0.2], [0.0, 1.0])
