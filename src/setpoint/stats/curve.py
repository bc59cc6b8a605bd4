"""Accuracy as a smooth curve over the temperature: a Gaussian process.

What is covered: arms with unequal numbers of answers, noise that differs between arms, and
problems that all arms share.
What is not: a curve with a step; short length-scales follow one within about 0.15.

Model: the share of right answers of problem i at temperature t is
f(t) + sqrt(v_t) (sqrt(r) b_i + sqrt((1 - r) / n_it) e_it), with v_t = f (1 - f), b and e standard
normal, r the correlation between answers to one problem. The b_i are integrated out, so what is
common to all arms of a problem does not blur the comparison of arms. f has a constant but unknown
level and covariance s**2 exp(-(t - t')**2 / (2 l**2)) around it.

Source: C. E. Rasmussen and C. K. I. Williams, Gaussian Processes for Machine Learning (2006),
sections 2.2, 2.7 and 5.4.1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from setpoint.stats.population import Array

LENGTH_SCALES = (0.15, 0.3, 0.6)
"""In units of temperature; a conclusion must hold under each."""
AMPLITUDES = (0.003, 0.03, 0.1, 0.3)
"""Standard deviations of the curve around its level; the first stands for a flat one."""

_REFUTED = 0.01
_LEVEL_VARIANCE = 1.0
"""Of the unknown level, in squared shares: nothing is known of it."""
_PRIOR_PAIRS, _PRIOR_CORRELATION = 10.0, 0.3
"""As if so many pairs of answers had been seen, with this correlation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the answers say of the arms' accuracies, before any smoothness is assumed.

    Attributes:
        precision: Inverse covariance, (arms x arms); zero for an arm without answers.
        shift: The precision times the accuracies, (arms,).
    """

    precision: Array
    shift: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The posterior of all arms' accuracies under one covariance.

    Attributes:
        mean: (arms,).
        covariance: (arms x arms).
        log_evidence: Logarithm of the marginal likelihood, up to a constant that is the same for
            all covariances.
    """

    mean: Array
    covariance: Array
    log_evidence: float


def gather_evidence(right: Array, runs: Array) -> Evidence:
    """Returns the evidence of counts.

    Args:
        right: Right answers of each problem at each arm, (problems x arms).
        runs: How many there are, the same shape; zero where there is none.
    """
    variances = _answer_variances(right, runs)
    correlation = _correlation(right, runs, variances)
    precisions = runs / (variances * (1 - correlation))
    loadings = np.sqrt(variances * correlation)
    common = precisions * loadings
    size = 1 + common @ loadings
    rates = np.divide(right, runs, out=np.zeros_like(right), where=runs > 0)
    pull = np.sum(common * rates, axis=1) / size
    return Evidence(
        precision=np.diag(precisions.sum(axis=0)) - (common / size[:, None]).T @ common,
        shift=np.sum(precisions * rates - common * pull[:, None], axis=0),
    )


def fit_curve(
    temperatures: Sequence[float], evidence: Evidence, *, length_scale: float, amplitude: float
) -> Curve:
    """Returns the posterior over the arms under one covariance.

    Args:
        temperatures: One an arm.
        evidence: Of these arms.
        length_scale: In units of temperature, above 0.
        amplitude: In shares, above 0.
    """
    levels = np.asarray(temperatures, dtype=float)
    distances = (levels[:, None] - levels) / length_scale
    prior = _LEVEL_VARIANCE + amplitude**2 * np.exp(-(distances**2) / 2)
    spread = np.eye(len(levels)) + prior @ evidence.precision
    covariance = np.linalg.solve(spread, prior)
    covariance = (covariance + covariance.T) / 2
    mean = covariance @ evidence.shift
    log_evidence = (evidence.shift @ mean - np.linalg.slogdet(spread)[1]) / 2
    return Curve(mean=mean, covariance=covariance, log_evidence=float(log_evidence))


def draw_curves(temperatures: Sequence[float], evidence: Evidence, *, noise: Array) -> Array:
    """Draws curves from the posterior under every length-scale that the answers do not refute.

    One is refuted if its marginal likelihood is less than a hundredth of the best one's. Amplitudes
    are averaged: each is drawn as often as it is probable.

    Args:
        temperatures: One an arm.
        evidence: Of these arms.
        noise: Standard normal, (draws x arms).

    Returns:
        (length-scales x draws x arms), at least one length-scale.
    """
    curves = [
        [
            fit_curve(temperatures, evidence, length_scale=length_scale, amplitude=amplitude)
            for amplitude in AMPLITUDES
        ]
        for length_scale in LENGTH_SCALES
    ]
    logarithms = np.array([[curve.log_evidence for curve in row] for row in curves])
    likelihoods = np.exp(logarithms - logarithms.max())
    totals = likelihoods.sum(axis=1)
    return np.stack(
        [
            _draw(row, weights / total, noise)
            for row, weights, total in zip(curves, likelihoods, totals, strict=True)
            if total >= totals.max() * _REFUTED
        ]
    )


def _draw(curves: Sequence[Curve], weights: Array, noise: Array) -> Array:
    ends = np.rint(np.cumsum(weights) * len(noise)).astype(int)
    parts = zip(curves, np.split(noise, ends[:-1]), strict=True)
    return np.concatenate(
        [curve.mean + part @ _root(curve.covariance) for curve, part in parts if len(part)]
    )


def _answer_variances(right: Array, runs: Array) -> Array:
    """Returns p (1 - p) of each arm, (arms,), p as if one more of either kind had been seen.

    Without these, an arm that was always right would be so sure of itself that a curve which is not
    flat could not be believed, whatever the other arms say.
    """
    rates = (right.sum(axis=0) + 1) / (runs.sum(axis=0) + 2)
    return np.asarray(rates * (1 - rates))


def _correlation(right: Array, runs: Array, variances: Array) -> float:
    """Returns the correlation between standardised answers to one problem, by moments."""
    answers = runs.sum(axis=0)
    rates = right.sum(axis=0) / np.maximum(answers, 1)
    residuals = np.sum((right - runs * rates) / np.sqrt(variances), axis=1)
    tried = runs.sum(axis=1)
    pairs = float(np.sum(tried * (tried - 1))) + _PRIOR_PAIRS
    excess = float(np.sum(residuals**2 - tried)) + _PRIOR_PAIRS * _PRIOR_CORRELATION
    return min(max(excess / pairs, 0.0), 0.95)


def _root(covariance: Array) -> Array:
    """Returns a matrix whose transpose times itself is the covariance."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray(np.sqrt(np.maximum(values, 0))[:, None] * vectors.T)
