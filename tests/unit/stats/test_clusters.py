"""Means over problems, against statsmodels."""

import numpy as np
import pytest
import statsmodels.api as sm

from setpoint.stats.clusters import bootstrap_interval, cluster_interval, stratified_variance
from setpoint.stats.estimate import Proportion


def test_the_cluster_interval_is_that_of_statsmodels() -> None:
    """Its standard error is the cluster-robust one with the small-sample factor."""
    values = np.random.default_rng(1).random((12, 5))
    model = sm.OLS(values.ravel(), np.ones(values.size))
    groups = np.repeat(np.arange(12), 5)
    options = {"groups": groups, "df_correction": True}
    peer = model.fit(cov_type="cluster", cov_kwds=options, use_t=True)
    found = cluster_interval(values.tolist(), lowest=0, highest=1)
    # Its factor is M / (M - 1) * (N - 1) / (N - 1): ours exactly, with one parameter.
    assert (found.low, found.high) == pytest.approx(tuple(peer.conf_int()[0]), rel=1e-6)


def test_the_bootstrap_agrees_with_the_t_interval_for_many_problems() -> None:
    """With 200 problems both are the normal interval, within its simulation error."""
    values = np.random.default_rng(2).random(200).tolist()
    found = bootstrap_interval(values, np.random.default_rng(3))
    t_interval = cluster_interval([[value] for value in values], lowest=0, highest=1)
    assert found.low == pytest.approx(t_interval.low, abs=0.005)
    assert found.high == pytest.approx(t_interval.high, abs=0.005)


def test_the_stratified_variance_is_unbiased() -> None:
    """Over 4,000 simulated runs its mean is the variance of the mean, within 5 %."""
    rates = np.array([0.1, 0.5, 0.9, 0.95])
    counts = np.random.default_rng(4).binomial(5, rates, size=(4_000, 4))
    found = [
        stratified_variance([Proportion(successes=int(count), trials=5) for count in row])
        for row in counts
    ]
    truth = float(np.sum(rates * (1 - rates)) / 5 / 16)
    assert np.mean([value or 0.0 for value in found]) == pytest.approx(truth, rel=0.05)


def test_a_single_run_has_no_variance() -> None:
    """One answer does not tell how far a second would be."""
    assert stratified_variance([Proportion(successes=1, trials=1)]) is None
