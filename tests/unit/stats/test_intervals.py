"""Intervals for shares and means."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from setpoint.stats.intervals import mean_interval, wilson_interval


@given(trials=st.integers(1, 400), data=st.data())
def test_wilson_agrees_with_an_independent_implementation(trials: int, data: st.DataObject) -> None:
    """SciPy's own Wilson interval gives the same bounds."""
    successes = data.draw(st.integers(0, trials))
    expected = binomtest(successes, trials).proportion_ci(0.95, method="wilson")
    found = wilson_interval(successes, trials)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)


@given(
    trials=st.integers(1, 100_000),
    share=st.floats(0, 1),
    confidence=st.floats(0.01, 0.999_999),
)
def test_wilson_brackets_the_share_within_0_and_1(
    trials: int, share: float, confidence: float
) -> None:
    """0 <= low <= value <= high <= 1, for fractional successes too."""
    found = wilson_interval(share * trials, trials, confidence)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_wilson_is_informative_when_every_trial_succeeds() -> None:
    """Five of five is compatible with a true share of 57 %, not with 55 %."""
    found = wilson_interval(5, 5)
    assert found.high == 1
    assert found.low == pytest.approx(0.5655, abs=1e-4)


@pytest.mark.parametrize(("successes", "trials"), [(-1, 5), (6, 5), (0, 0)])
def test_impossible_counts_are_refused(successes: int, trials: int) -> None:
    """Counts that cannot be are a mistake of the caller."""
    with pytest.raises(ValueError, match="trials"):
        wilson_interval(successes, trials)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
def test_impossible_confidence_is_refused(confidence: float) -> None:
    """A confidence in percent is not taken for a share."""
    with pytest.raises(ValueError, match="confidence"):
        wilson_interval(1, 2, confidence)


def test_pooled_wilson_covers_the_mean_of_fixed_problems() -> None:
    """Over unlike problems the pooled interval covers more often than it promises.

    20,000 simulated runs, standard error of the coverage at most 0.16 points.
    """
    rates = np.array([0.05, 0.5, 0.95])
    counts = np.random.default_rng(11).binomial(5, rates, size=(20_000, 3)).sum(axis=1)
    intervals = [wilson_interval(successes, 15) for successes in range(16)]
    covered = np.array([found.low <= 0.5 <= found.high for found in intervals])
    assert covered[counts].mean() > 0.98


def test_t_interval_of_known_values() -> None:
    """1, 2, 3 have mean 2 and a half width of 4.3027 / sqrt(3)."""
    found = mean_interval([1, 2, 3], lowest=-100, highest=100)
    assert found.value == 2
    assert found.high - 2 == pytest.approx(2.4841, abs=1e-4)
    assert 2 - found.low == pytest.approx(2.4841, abs=1e-4)


def test_mean_interval_stays_within_the_possible_values() -> None:
    """A mean of tokens is never below one nor above the cap."""
    found = mean_interval([1, 60, 64], lowest=1, highest=64)
    assert (found.low, found.high) == (1, 64)


def test_one_value_leaves_the_whole_range_open() -> None:
    """One sample says nothing of the spread."""
    found = mean_interval([12], lowest=1, highest=64)
    assert (found.low, found.value, found.high) == (1, 12, 64)


def test_the_mean_of_nothing_is_refused() -> None:
    """There is no interval without values."""
    with pytest.raises(ValueError, match="no values"):
        mean_interval([], lowest=0, highest=1)
