"""The curve over temperature, against scikit-learn, and the regrets drawn from it."""

import numpy as np
import pytest
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel

from setpoint.stats.curve import Evidence, draw_curves, fit_curve, gather_evidence
from setpoint.stats.population import Array
from setpoint.stats.regret import judge_arms

TEMPERATURES = np.arange(1, 13) / 10
LEVELS = TEMPERATURES.tolist()


def _answers(rates: Array, runs: int, problems: int, seed: int) -> tuple[Array, Array]:
    tried = np.full((problems, len(rates)), float(runs))
    return np.random.default_rng(seed).binomial(runs, rates, tried.shape).astype(float), tried


@pytest.mark.parametrize("length_scale", [0.15, 0.3, 0.6])
def test_the_posterior_is_that_of_scikit_learn(length_scale: float) -> None:
    """With unlike noise in every arm: mean, covariance and differences of evidence."""
    generator = np.random.default_rng(1)
    shares, noise = generator.random(12), generator.uniform(0.001, 0.02, 12)
    evidence = Evidence(precision=np.diag(1 / noise), shift=shares / noise)
    peers, ours = [], []
    for amplitude in (0.05, 0.2):
        kernel = ConstantKernel(1.0) + ConstantKernel(amplitude**2) * RBF(length_scale)
        peer = GaussianProcessRegressor(kernel, alpha=noise, optimizer=None)
        peer.fit(TEMPERATURES[:, None], shares)
        mean, covariance = peer.predict(TEMPERATURES[:, None], return_cov=True)
        found = fit_curve(LEVELS, evidence, length_scale=length_scale, amplitude=amplitude)
        assert found.mean == pytest.approx(mean, abs=1e-6)
        assert found.covariance == pytest.approx(covariance, abs=1e-6)
        peers.append(peer.log_marginal_likelihood_value_)
        ours.append(found.log_evidence)
    assert ours[1] - ours[0] == pytest.approx(peers[1] - peers[0], abs=1e-6)


def test_difficulty_that_all_arms_share_does_not_blur_their_difference() -> None:
    """Hard and easy problems: the difference of two arms is known better than either of them."""
    generator = np.random.default_rng(2)
    rates = np.clip(generator.uniform(0, 1, (60, 1)) + np.array([0.0, 0.05]), 0, 1)
    right, runs = generator.binomial(5, rates).astype(float), np.full((60, 2), 5.0)
    covariance = np.linalg.inv(gather_evidence(right, runs).precision)
    difference = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
    assert difference < 0.8 * covariance[0, 0]


def test_an_arm_without_answers_leans_on_its_neighbours() -> None:
    """Nothing is known of it but that the curve is smooth."""
    right, runs = _answers(np.full(12, 0.8), 5, 40, seed=3)
    right[:, 5] = runs[:, 5] = 0
    evidence = gather_evidence(right, runs)
    assert not evidence.precision[5].any()
    curve = fit_curve(LEVELS, evidence, length_scale=0.3, amplitude=0.1)
    assert curve.mean[5] == pytest.approx(0.8, abs=0.06)
    assert curve.covariance[5, 5] > curve.covariance[4, 4]


def test_a_step_refutes_the_long_length_scale() -> None:
    """Only what the answers allow is drawn."""
    right, runs = _answers(np.where(TEMPERATURES < 0.65, 0.9, 0.2), 20, 100, seed=4)
    noise = np.random.default_rng(5).standard_normal((50, 12))
    assert len(draw_curves(LEVELS, gather_evidence(right, runs), noise=noise)) < 3


def test_regrets_tell_the_best_the_rivals_and_the_worse() -> None:
    """A clear peak with many answers; and the same question gives the same answer."""
    rates = 0.8 - 1.2 * (TEMPERATURES - 0.6) ** 2
    evidence = gather_evidence(*_answers(rates, 10, 200, seed=6))
    found = judge_arms(LEVELS, evidence, within=0.03, seed=1)
    assert LEVELS[found.best] == pytest.approx(0.6, abs=0.11)
    assert found.certainty > 0.95
    assert found.worse[0] > 0.99
    assert found.threats[0] == 0
    again = judge_arms(LEVELS, evidence, within=0.03, seed=1)
    assert np.array_equal(found.worse, again.worse)
