"""Paired differences and Holm's correction."""

import numpy as np
import pytest
from scipy.stats import ttest_rel
from statsmodels.stats.multitest import multipletests

from setpoint.stats.estimate import Proportion
from setpoint.stats.paired import holm, paired_difference


def _problems(counts: list[int], trials: int) -> list[Proportion]:
    return [Proportion(successes=count, trials=trials) for count in counts]


@pytest.mark.parametrize("claims", [1, 2, 7, 20])
def test_holm_agrees_with_statsmodels(claims: int) -> None:
    """The same adjusted values, in the same order, equal ones among them."""
    p_values = np.random.default_rng(claims).beta(0.3, 1, claims).round(2).tolist()
    peer = multipletests(p_values, method="holm")[1]
    assert holm(p_values) == pytest.approx(tuple(peer))


def test_many_problems_give_the_paired_t_test() -> None:
    """With 200 problems the prior of half a problem is not felt."""
    generator = np.random.default_rng(1)
    first = generator.binomial(5, 0.7, 200).tolist()
    second = generator.binomial(5, 0.6, 200).tolist()
    peer = ttest_rel(np.array(first) / 5, np.array(second) / 5)
    found = paired_difference(_problems(first, 5), _problems(second, 5))
    interval = peer.confidence_interval()
    assert found.mean.value == pytest.approx((np.mean(first) - np.mean(second)) / 5)
    assert (found.mean.low, found.mean.high) == pytest.approx(tuple(interval), abs=2e-3)


def test_what_the_settings_share_cancels() -> None:
    """Problems of very unlike difficulty do not hide a difference that all of them show."""
    hard_and_easy = [0, 1, 4, 8, 12, 16, 18, 3, 9, 15]
    found = paired_difference(
        _problems([count + 2 for count in hard_and_easy], 20), _problems(hard_and_easy, 20)
    )
    assert found.mean.value == pytest.approx(0.1)
    assert found.p_value < 0.01


@pytest.mark.parametrize("count", [0, 3, 5])
def test_equal_counts_are_no_proof_of_equality(count: int) -> None:
    """Six problems without any difference leave room for one."""
    found = paired_difference(_problems([count] * 6, 5), _problems([count] * 6, 5))
    assert found.p_value == 1
    assert found.mean.low < -0.01
    assert found.mean.high > 0.01


@pytest.mark.parametrize("problems", [1, 5])
def test_few_problems_show_no_difference(problems: int) -> None:
    """Five that all gain are as many as a coin shows in one of 16 rows: nothing is claimed."""
    found = paired_difference(_problems([5] * problems, 5), _problems([0] * problems, 5))
    assert (found.mean.low, found.mean.value, found.mean.high) == (-1, 1, 1)
    assert found.mean.reason
    assert found.p_value == 1


def test_equal_settings_are_told_apart_in_5_percent() -> None:
    """1,000 comparisons of 30 problems: 2.5 to 7.5 %, false alarm below 1 in 1,000."""
    counts = np.random.default_rng(2).binomial(3, 0.8, (1_000, 2, 30)).tolist()
    found = [paired_difference(_problems(a, 3), _problems(b, 3)).p_value for a, b in counts]
    assert 0.025 < np.mean(np.array(found) < 0.05) < 0.075


def test_different_problems_are_refused() -> None:
    """A pair needs two."""
    with pytest.raises(ValueError, match="zip"):
        paired_difference(_problems([1], 2), _problems([1, 2], 2))
