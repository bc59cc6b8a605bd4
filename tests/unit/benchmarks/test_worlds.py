"""The made-up worlds and what is true in them."""

import numpy as np
import pytest
from scipy.stats import binom

from benchmarks.intervals import _mg_pass_of_rate
from benchmarks.worlds import WORLDS, draw_truth
from setpoint.stats.estimate import Proportion
from setpoint.stats.stability import mg_pass_at_k


@pytest.mark.parametrize("world", WORLDS)
def test_the_population_is_what_problems_are_drawn_from(world: str) -> None:
    """40,000 problems have its mean at every temperature, within five standard errors."""
    truth = draw_truth(world, 40_000, np.random.default_rng(3))
    errors = truth.rates.std(axis=0) / 200
    assert np.all(np.abs(truth.rates.mean(axis=0) - truth.population) < 5 * errors + 1e-4)


@pytest.mark.parametrize("k", [2, 4, 16])
def test_mg_pass_of_a_rate_is_the_mean_over_its_counts(k: int) -> None:
    """Weighted by the binomial distribution."""
    rates = np.array([0.01, 0.3, 0.9])
    figures = [mg_pass_at_k(Proportion(successes=c, trials=k), k=k) for c in range(k + 1)]
    expected = binom.pmf(np.arange(k + 1), k, rates[:, None]) @ np.array(figures)
    assert _mg_pass_of_rate(rates, k) == pytest.approx(expected)
