"""G-Pass@k and mG-Pass@k."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from setpoint.stats.estimate import Proportion
from setpoint.stats.stability import (
    choose_k,
    g_pass_at_k,
    mean_mg_pass_at_k,
    mean_pass_at_k,
    mg_pass_at_k,
    pass_at_k,
    pass_hat_k,
)


def _right(successes: int, trials: int) -> Proportion:
    return Proportion(successes=successes, trials=trials)


@given(runs=st.integers(1, 9), data=st.data())
def test_g_pass_counts_the_draws_that_reach_the_share(runs: int, data: st.DataObject) -> None:
    """It equals the share of all k-subsets of the runs with enough right answers."""
    successes = data.draw(st.integers(0, runs))
    k = data.draw(st.integers(1, runs))
    share = Fraction(data.draw(st.integers(1, k)), k)
    outcomes = [1] * successes + [0] * (runs - successes)
    draws = [sum(draw) >= share * k for draw in combinations(outcomes, k)]
    found = g_pass_at_k(_right(successes, runs), k=k, share=share)
    assert found == pytest.approx(sum(draws) / len(draws))


def test_mg_pass_of_a_worked_case() -> None:
    """4 of 5 right, k=4: at least 3 of 4 always, 4 of 4 in one draw of five: (1 + 1/5) / 2."""
    assert mg_pass_at_k(_right(4, 5), k=4) == pytest.approx(0.6)


@pytest.mark.parametrize(("successes", "expected"), [(6, 1.0), (0, 0.0)])
def test_mg_pass_spans_0_to_1_for_even_k(successes: int, expected: float) -> None:
    """Always right is 1 and never right is 0."""
    assert mg_pass_at_k(_right(successes, 6), k=6) == pytest.approx(expected)


@given(runs=st.integers(2, 30), data=st.data())
def test_mg_pass_rises_with_the_number_right(runs: int, data: st.DataObject) -> None:
    """One more right answer never lowers stability."""
    k = data.draw(st.sampled_from(range(2, runs + 1, 2)))
    successes = data.draw(st.integers(0, runs - 1))
    fewer = mg_pass_at_k(_right(successes, runs), k=k)
    assert fewer <= mg_pass_at_k(_right(successes + 1, runs), k=k) + 1e-12


def test_mg_pass_is_unbiased() -> None:
    """Its mean over binomial counts is (P(3 of 4) + 2 P(4 of 4)) / 2 at p = 0.7, exactly."""
    weights = [0.3**7, *(0.0,) * 7]
    for successes in range(8):
        ways = len(list(combinations(range(7), successes)))
        weights[successes] = ways * 0.7**successes * 0.3 ** (7 - successes)
    mean = sum(w * mg_pass_at_k(_right(c, 7), k=4) for c, w in enumerate(weights))
    assert mean == pytest.approx((4 * 0.7**3 * 0.3 + 2 * 0.7**4) / 2)


@pytest.mark.parametrize(("runs", "expected"), [(1, None), (2, 2), (5, 4), (16, 16), (64, 16)])
def test_k_is_even_and_within_the_runs(runs: int, expected: int | None) -> None:
    """Only an even k can reach 1."""
    assert choose_k(runs) == expected


def test_k_beyond_the_runs_is_refused() -> None:
    """Nothing can be drawn that was not sampled."""
    with pytest.raises(ValueError, match="k=4"):
        g_pass_at_k(_right(1, 3), k=4, share=Fraction(1))


def test_problems_with_too_few_runs_do_not_count() -> None:
    """An interrupted problem is left out; without any other there is no estimate."""
    found = mean_mg_pass_at_k([_right(5, 5), _right(0, 2)], k=4)
    assert found is not None
    assert found.these.value == 1
    assert mean_mg_pass_at_k([_right(0, 2)], k=4) is None


@given(runs=st.integers(1, 30), data=st.data())
def test_pass_at_k_is_the_published_product(runs: int, data: st.DataObject) -> None:
    """HumanEval's own numerically stable form of the same estimator."""
    right = data.draw(st.integers(0, runs))
    k = data.draw(st.integers(1, runs))
    wrong = runs - right
    factors = 1 - k / np.arange(wrong + 1, runs + 1)
    expected = 1.0 if wrong < k else 1 - np.prod(factors)
    assert pass_at_k(_right(right, runs), k=k) == pytest.approx(float(expected))


@pytest.mark.parametrize("share", [Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1)])
@pytest.mark.parametrize("right", [0, 1, 8, 24, 31, 47, 48])
def test_g_pass_and_mg_pass_are_the_published_survival_functions(
    right: int, share: Fraction
) -> None:
    """The authors compute both by the hypergeometric distribution: 16 of 48, at least m right."""
    k, runs = 16, 48
    at_least = [float(hypergeom.sf(least - 1, runs, right, k)) for least in range(k + 1)]
    found = g_pass_at_k(_right(right, runs), k=k, share=share)
    assert found == pytest.approx(at_least[int(share * k)])
    mean = 2 / k * sum(at_least[k // 2 + 1 :])
    assert mg_pass_at_k(_right(right, runs), k=k) == pytest.approx(mean)


def test_pass_hat_k_needs_every_run() -> None:
    """3 of 4 right: one draw of two in two holds right answers alone."""
    assert pass_hat_k(_right(3, 4), k=2) == pytest.approx(0.5)
    assert pass_hat_k(_right(3, 4), k=4) == 0


@pytest.mark.parametrize("runs", [5, 12])
def test_the_intervals_cover_these_problems_and_new_ones(runs: int) -> None:
    """500 runs over 20 problems: 91.5 to 98.5 %, false alarm below 1 in 1,000."""
    generator = np.random.default_rng(5)
    held = []
    for _ in range(500):
        rates = generator.beta(4, 1, 20)
        truth = float(np.mean(2 * rates**3 * (1 - rates) + rates**4))
        counts = generator.binomial(runs, rates)
        found = mean_mg_pass_at_k([_right(int(c), runs) for c in counts], k=4)
        assert found is not None
        held.append(
            [found.these.low <= truth <= found.these.high, found.new.low <= _NEW <= found.new.high]
        )
    assert np.all(np.abs(np.mean(held, axis=0) - 0.95) < 0.035)


_NEW = 2 * (4 / 7 - 1 / 2) + 1 / 2
"""For rates of Beta(4, 1): E p**3 = 4/7 and E p**4 = 4/8."""


@pytest.mark.parametrize("successes", [1, 20, 39, 40])
def test_figures_that_are_as_good_as_certain_have_an_interval(successes: int) -> None:
    """One of 16 runs is right of whoever is right in half of all."""
    problems = [Proportion(successes=successes, trials=40)] * 3
    found = mean_pass_at_k(problems, k=16)
    assert found is not None
    assert 0 <= found.these.low <= found.these.value <= found.these.high <= 1
    assert found.these.low < found.these.high
