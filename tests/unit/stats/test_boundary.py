"""Tests of a mean against a boundary."""

import numpy as np
import pytest

from setpoint.stats.boundary import (
    difference_interval,
    difference_p_value,
    problems_to_decide,
    rate_p_value,
)


@pytest.mark.parametrize("count", [1, 3, 8])
def test_signs_of_few_problems_are_enumerated(count: int) -> None:
    """All the same way: two of all assignments are as extreme."""
    assert difference_p_value([0.5] * count) == 2 / 2**count


def test_many_equal_differences_are_not_certain() -> None:
    """Half the problems may show the opposite: twenty times heads."""
    assert difference_p_value([1.0] * 20) == pytest.approx(2 * 0.5**20)


def test_no_difference_in_few_problems_does_not_prove_likeness() -> None:
    """A tenth of unlike problems goes unseen among ten with the chance 0.9**10."""
    assert difference_p_value([0.0] * 10, 0.1) == pytest.approx(2 * 0.9**10)


def test_rates_follow_the_binomial_law() -> None:
    """All of ten right against a rate of 0.9."""
    assert rate_p_value([1.0] * 10, 0.9) == pytest.approx(2 * 0.9**10)
    assert rate_p_value([0.0] * 4, 0.9) == pytest.approx(2 * 0.1**4)


def test_equal_differences_keep_an_interval() -> None:
    """Seeing no difference in ten problems leaves 1 - 0.025**(1/10) on either side."""
    interval = difference_interval([0.0] * 10)
    assert interval.high == pytest.approx(1 - 0.025**0.1)
    assert interval.low == -interval.high


def test_more_problems_are_needed_for_smaller_effects() -> None:
    """And none would do for no effect at all."""
    counts = [
        problems_to_decide([shift - 0.5, shift + 0.5], 0, lowest=-1, significance=0.005)
        for shift in (0.4, 0.2, 0.1)
    ]
    assert counts == sorted(counts, key=lambda count: count or 0)
    assert problems_to_decide([-0.5, 0.5], 0, lowest=-1, significance=0.005) is None


def test_the_test_of_signs_holds_its_level() -> None:
    """2,000 sets of 8 symmetric differences: below 6.5 % at 5 % (three standard errors above)."""
    dice = np.random.default_rng(7)
    sets = dice.choice([-1, -0.5, 0, 0.5, 1], size=(2_000, 8))
    p_values = [difference_p_value(each.tolist()) for each in sets]
    assert np.mean(np.array(p_values) <= 0.05) <= 0.065
