"""The price of a success."""

from math import inf, isfinite

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.stats.ratio import ratio_interval


def test_the_price_is_all_that_was_spent_for_each_success() -> None:
    """Failures are paid for too: 600 tokens for two right answers."""
    price = ratio_interval([100, 200, 300], [True, False, True])
    assert price is not None
    assert price.value == 300


def test_without_a_success_there_is_no_price() -> None:
    """Nor without answers."""
    assert ratio_interval([100, 200], [False, False]) is None
    assert ratio_interval([], []) is None


def test_where_nothing_varies_the_price_is_exact() -> None:
    """Every answer right, all equally long."""
    price = ratio_interval([50, 50, 50], [True, True, True])
    assert price is not None
    assert price.low == price.value == price.high == 50


def test_a_rare_success_has_no_upper_bound() -> None:
    """One in five may be one in a thousand; so may a single answer."""
    for price in (ratio_interval([100] * 5, [True] + [False] * 4), ratio_interval([9], [True])):
        assert price is not None
        assert price.high == inf
        assert price.low <= price.value


@given(st.lists(st.tuples(st.integers(0, 2048), st.booleans()), min_size=1, max_size=30))
def test_the_interval_holds_the_price(answers: list[tuple[int, bool]]) -> None:
    """Whatever the answers; its lower end is no less than nothing."""
    price = ratio_interval([amount for amount, _ in answers], [right for _, right in answers])
    assert (price is None) == (not any(right for _, right in answers))
    if price is not None:
        assert 0 <= price.low <= price.value <= price.high
        assert isfinite(price.value)


@pytest.mark.parametrize("rate", [0.3, 0.8])
def test_the_interval_covers_as_often_as_it_says(rate: float) -> None:
    """1,000 samples of 60 answers: 93 to 97 %; outside at 95 % has a chance of 0.4 %."""
    dice = np.random.default_rng(1)
    truth = 500 / rate
    covered = 0
    for _ in range(1000):
        price = ratio_interval(dice.gamma(4, 125, 60).tolist(), (dice.random(60) < rate).tolist())
        covered += price is not None and price.low <= truth <= price.high
    assert 930 <= covered <= 970
