"""The Beta-binomial population of problems, and what accuracy takes from it."""

import numpy as np
import pytest

from setpoint.stats.accuracy import estimate_accuracy, within_problem_share
from setpoint.stats.estimate import Proportion
from setpoint.stats.intervals import wilson_interval
from setpoint.stats.population import fit_population


def _draw(rates: np.ndarray, runs: int, seed: int) -> list[Proportion]:
    counts = np.random.default_rng(seed).binomial(runs, rates)
    return [Proportion(successes=int(count), trials=runs) for count in counts]


@pytest.mark.parametrize(("first", "second"), [(2.0, 2.0), (0.4, 1.6), (8.0, 2.0)])
def test_a_known_population_is_recovered(first: float, second: float) -> None:
    """2,000 problems drawn from a Beta distribution give its mean and its correlation."""
    rates = np.random.default_rng(1).beta(first, second, 2_000)
    found = fit_population(_draw(rates, 10, seed=2))
    assert found.mean == pytest.approx(first / (first + second), abs=0.03)
    assert found.correlation == pytest.approx(1 / (first + second + 1), abs=0.03)


@pytest.mark.parametrize(("rates", "share"), [((0.5,) * 200, 1.0), ((0.0, 1.0) * 100, 0.0)])
def test_the_within_share_tells_noise_from_difficulty(
    rates: tuple[float, ...], share: float
) -> None:
    """Problems that are all alike vary within themselves; sure ones do not."""
    assert within_problem_share(_draw(np.array(rates), 10, seed=4)) == pytest.approx(share, abs=0.1)


def test_single_runs_are_taken_for_noise() -> None:
    """With one answer a problem nothing tells noise from difficulty: all are independent."""
    problems = [Proportion(successes=int(index < 9), trials=1) for index in range(12)]
    accuracy = estimate_accuracy(problems)
    assert within_problem_share(problems) is None
    expected = wilson_interval(9, 12)
    assert accuracy.these == expected
    assert (accuracy.new.low, accuracy.new.high) == pytest.approx((expected.low, expected.high))


@pytest.mark.parametrize("successes", [0, 5])
def test_all_wrong_or_all_right_leaves_an_interval(successes: int) -> None:
    """Six problems by five equal outcomes do not prove that it is always so."""
    accuracy = estimate_accuracy([Proportion(successes=successes, trials=5)] * 6)
    for estimate in (accuracy.these, accuracy.new):
        assert estimate.high - estimate.low > 0.05
        assert successes / 5 in (estimate.low, estimate.high)


def test_new_problems_are_less_certain_than_these() -> None:
    """Problems that differ leave more open of new ones."""
    counts = (0, 3, 8, 7, 1, 8)
    accuracy = estimate_accuracy([Proportion(successes=count, trials=8) for count in counts])
    assert accuracy.new.low < accuracy.these.low
    assert accuracy.these.high < accuracy.new.high


@pytest.mark.parametrize(("problems", "runs"), [(10, 5), (30, 5), (100, 2)])
def test_both_intervals_cover(problems: int, runs: int) -> None:
    """600 sweeps of uniform rates: 92 to 98 % of each, four standard errors around 95 % and more.

    The false-alarm probability is below 1 in 1,000 for each.
    """
    generator = np.random.default_rng(5)
    held = []
    for seed in range(600):
        rates = generator.random(problems)
        found = estimate_accuracy(_draw(rates, runs, seed))
        truths = (float(rates.mean()), 0.5)
        pairs = zip((found.these, found.new), truths, strict=True)
        held.append([estimate.low <= truth <= estimate.high for estimate, truth in pairs])
    assert np.all(np.abs(np.mean(held, axis=0) - 0.95) < 0.03)


@pytest.mark.parametrize("successes", [0, 1, 4, 5])
def test_the_interval_of_a_single_problem_is_wilsons(successes: int) -> None:
    """With one problem there is nothing between problems."""
    found = estimate_accuracy([Proportion(successes=successes, trials=5)]).these
    expected = wilson_interval(successes, 5)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_no_problems_are_refused() -> None:
    """There is no accuracy of nothing."""
    with pytest.raises(ValueError, match="no problems"):
        estimate_accuracy([])
