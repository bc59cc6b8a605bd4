"""Intervals for new problems."""

import numpy as np
import pytest
from scipy.stats import betabinom

from setpoint.stats.accuracy import estimate_accuracy
from setpoint.stats.clusters import cluster_interval
from setpoint.stats.effective import _freedom, fewest_problems, new_interval
from setpoint.stats.estimate import Estimate, Proportion
from setpoint.stats.intervals import score_interval, wilson_interval


def _new(counts: list[int], runs: int) -> Estimate:
    return estimate_accuracy([Proportion(successes=c, trials=runs) for c in counts]).new


@pytest.mark.parametrize(("confidence", "fewest"), [(0.9, 5), (0.95, 6), (0.99, 8)])
def test_fewer_problems_are_too_often_of_one_kind(confidence: float, fewest: int) -> None:
    """Of so many problems, half of them easy, all are alike at most as often as may be wrong."""
    assert fewest_problems(confidence) == fewest
    assert 2 ** (1 - fewest) <= 1 - confidence < 2 ** (2 - fewest)


@pytest.mark.parametrize("counts", [[3], [0, 5, 2], [5] * 5])
def test_few_problems_have_no_interval_and_a_reason(counts: list[int]) -> None:
    """All that is possible stays possible."""
    found = _new(counts, 5)
    assert (found.low, found.high) == (0, 1)
    assert found.reason is not None
    assert found.reason.startswith(f"{len(counts)} problem")


@pytest.mark.parametrize("right", [0, 1, 9, 30])
def test_one_run_a_problem_gives_wilsons_interval(right: int) -> None:
    """The answers to different problems are independent."""
    found, expected = _new([1] * right + [0] * (30 - right), 1), wilson_interval(right, 30)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-5)


def test_many_problems_give_the_cluster_interval() -> None:
    """With 2,000 problems the score and the pseudo-problem are not felt."""
    counts = np.random.default_rng(1).binomial(5, 0.6, 2_000)
    found = _new(counts.tolist(), 5)
    expected = cluster_interval([[count / 5] for count in counts], lowest=0, highest=1)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=2e-4)


def test_the_effective_number_of_a_worked_case() -> None:
    """A mean of 0.3 with variance 0.0042 is worth 0.21 / 0.0042 = 50 trials (Korn and Graubard).

    The variance itself and the pseudo-problem of 1,000 change that by less than 4 %, and t is
    close to normal.
    """
    found = new_interval(0.3, 0.0042, prior=1 / 50, problems=1_000, runs=1e6, confidence=0.95)
    expected = score_interval(15, 50, deviations=1.96)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=0.004)


@pytest.mark.parametrize("correlation", [0.05, 0.25, 0.6])
def test_the_freedom_is_that_of_symmetric_rates(correlation: float) -> None:
    """With many runs, 2 / (kurtosis - squared skewness - 1) for each problem, within 1 %."""
    size = (1 - correlation) / correlation / 2
    skewness, excess = betabinom.stats(5_000, size, size, moments="sk")  # type: ignore[call-overload]
    expected = 2 / (excess + 3 - skewness**2 - 1)
    dispersion = correlation + (1 - correlation) / 5_000
    assert _freedom(11, 5_000, dispersion) / 10 == pytest.approx(expected, rel=0.01)


def test_the_freedom_is_that_of_one_rate() -> None:
    """Without correlation it is exactly n / (n - 1) for each problem: 9 x 5 / 4."""
    assert _freedom(10, 5, 1 / 5) == pytest.approx(11.25)


@pytest.mark.parametrize("count", [0, 5])
def test_300_equal_problems_do_not_prove_the_next(count: int) -> None:
    """It is that of 750 trials: the prior takes 5 answers of a problem for 2.5."""
    found, expected = _new([count] * 300, 5), wilson_interval(150 * count, 750)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=0.01)


def test_problems_of_two_kinds_are_covered() -> None:
    """400 sweeps of 100 problems by 20, rates 0.02 or 0.88: 91.5 to 98.5 %.

    A Beta distribution does not resemble them. The false-alarm probability is below 1 in 500.
    """
    generator = np.random.default_rng(6)
    counts = generator.binomial(20, np.where(generator.random((400, 100)) < 0.5, 0.02, 0.88))
    found = [_new(row.tolist(), 20) for row in counts]
    assert 0.915 < np.mean([one.low <= 0.45 <= one.high for one in found]) < 0.985


def test_problems_with_more_runs_weigh_more() -> None:
    """The share is that of all answers, and an incomplete problem does not break the interval."""
    problems = [Proportion(successes=c, trials=n) for c, n in ((4, 5), (0, 1), (5, 5), (2, 4))] * 2
    found = estimate_accuracy(problems).new
    assert found.value == pytest.approx(11 / 15)
    assert 0.3 < found.low < found.value < found.high < 1
