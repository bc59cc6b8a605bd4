"""The choice of a temperature, and the refusal to choose."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from setpoint.stats.choose import Choice, Finding, Level, choose_setpoint
from setpoint.stats.estimate import Proportion

SWEEPS = 2_000


@cache
def _choose(successes: tuple[int, ...], trials: int) -> Choice:
    return choose_setpoint(
        [
            Level(temperature=(index + 1) / 10, right=Proportion(successes=count, trials=trials))
            for index, count in enumerate(successes)
        ]
    )


def _plateau(choice: Choice) -> list[float]:
    return [level.temperature for level in choice.plateau]


def _sweeps(rates: Sequence[Sequence[float]], runs: int, seed: int) -> list[Choice]:
    """Simulates sweeps; rates has a row a level and a column a problem."""
    counts = np.random.default_rng(seed).binomial(runs, rates, size=(SWEEPS, *np.shape(rates)))
    trials = runs * len(rates[0])
    return [_choose(tuple(int(count) for count in row), trials) for row in counts.sum(axis=2)]


@pytest.mark.parametrize(
    "problem_rates",
    [(0.5,) * 3, (0.8,) * 3, (0.3, 0.6, 0.9), (0.5,) * 20, (0.9,) * 20, (0.2, 0.9) * 10],
)
def test_a_flat_truth_names_a_winner_in_at_most_5_percent(
    problem_rates: tuple[float, ...],
) -> None:
    """12 levels that are all alike, 3 or 20 problems, 5 runs.

    2,000 sweeps each; the standard error is at most 0.5 points, and the observed share itself
    must not exceed 5 %.
    """
    choices = _sweeps([problem_rates] * 12, runs=5, seed=1)
    assert sum(choice.decided for choice in choices) / SWEEPS <= 0.05


@pytest.mark.parametrize(("levels", "trials"), [(2, 5), (3, 9), (12, 9), (12, 15), (12, 40)])
def test_the_exact_share_of_false_winners_is_at_most_5_percent(levels: int, trials: int) -> None:
    """Computed, not simulated, for the true rates 0.02, 0.04 ... 0.98."""
    least_alike = [
        next(
            count
            for count in range(trials + 1)
            if not _choose((best, *(count,) * (levels - 1)), trials).decided
        )
        for best in range(trials + 1)
    ]
    for rate in np.arange(0.02, 1, 0.02):
        below = np.concatenate([[0], binom.cdf(np.arange(trials + 1), trials, rate)])
        alike = sum(
            (below[best + 1] - below[least]) ** levels - (below[best] - below[least]) ** levels
            for best, least in enumerate(least_alike)
            if least <= best
        )
        assert 1 - alike <= 0.05


@pytest.mark.parametrize(("problems", "high", "low"), [(3, 0.95, 0.1), (20, 0.8, 0.45)])
def test_a_strong_cliff_is_found(problems: int, high: float, low: float) -> None:
    """A drop after the eighth of 12 levels: the plateau ends there in at least 95 % of sweeps."""
    rates = [[high] * problems] * 8 + [[low] * problems] * 4
    choices = _sweeps(rates, runs=5, seed=2)
    found = sum(choice.decided and max(_plateau(choice)) <= 0.8 for choice in choices)
    assert found / SWEEPS >= 0.95


def test_the_plateau_is_contiguous_around_the_best() -> None:
    """A good level beyond a bad one does not belong to it."""
    choice = _choose((90, 95, 30, 92), 100)
    assert choice.finding is Finding.PLATEAU
    assert _plateau(choice) == [0.1, 0.2]
    assert [level.is_worse for level in choice.levels] == [False, False, True, False]


@pytest.mark.parametrize(
    ("successes", "best"), [((1, 15, 15, 15, 1), 0.3), ((15, 15, 14, 14, 2), 0.2)]
)
def test_of_equal_levels_the_most_central_is_best(successes: tuple[int, ...], best: float) -> None:
    """Ties do not lean to an edge of the plateau."""
    choice = _choose(successes, 15)
    assert choice.best is not None
    assert choice.best.temperature == best


def test_levels_may_come_in_any_order() -> None:
    """The plateau follows the temperature axis."""
    levels = [
        Level(temperature=temperature, right=Proportion(successes=count, trials=50))
        for temperature, count in [(1.0, 2), (0.2, 45), (0.6, 44)]
    ]
    assert _plateau(choose_setpoint(levels)) == [0.2, 0.6]


@pytest.mark.parametrize(
    ("successes", "finding"),
    [
        ((15, 15, 15), Finding.ALL_RIGHT),
        ((0, 0, 0), Finding.NONE_RIGHT),
        ((9, 10, 11), Finding.ALIKE),
        ((15,), Finding.ONE_LEVEL),
        ((), Finding.NO_SAMPLES),
    ],
)
def test_a_refusal_has_its_finding(successes: tuple[int, ...], finding: Finding) -> None:
    """Every way of not being decided is told apart, and none has a winner."""
    choice = _choose(successes, 15)
    assert choice.finding is finding
    assert not choice.decided
    assert len(choice.plateau) == len(successes)


def test_the_plateau_of_real_counts_ends_where_the_model_breaks_down() -> None:
    """500 problems by 48 runs of a 1.5B model: 0.8 is worse than 0.4, and hotter is far worse."""
    path = Path(__file__).parents[3].parent / "shared/real/qwen2p5_1p5b_math500_counts.jsonl"
    if not path.is_file():
        pytest.skip("the public counts are not beside the repository")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    levels = [
        Level(
            temperature=float(name),
            right=Proportion(
                successes=sum(row["correct"][name] for row in rows),
                trials=sum(row["total"][name] for row in rows),
            ),
        )
        for name in rows[0]["total"]
    ]
    assert _plateau(choose_setpoint(levels)) == [0.4]


def test_simultaneous_intervals_are_wider_with_more_levels() -> None:
    """The more temperatures are compared, the more it takes to call one best."""
    few, many = _choose((10, 5), 15).levels[0], _choose((10, 5) * 6, 15).levels[0]
    assert many.accuracy.low < few.accuracy.low < few.accuracy.value == pytest.approx(2 / 3)
