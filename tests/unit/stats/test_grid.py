"""The grid that a search is compared with."""

from math import ceil, sqrt

import pytest
from scipy.stats import norm

from setpoint.stats.grid import planned_grid_answers


@pytest.mark.parametrize(("within", "confidence"), [(0.03, 0.95), (0.1, 0.8)])
def test_two_temperatures_need_what_a_difference_of_two_means_needs(
    within: float, confidence: float
) -> None:
    """With n answers each, the chance is Phi(within sqrt(n) / (0.5 sqrt(2)))."""
    each = ceil((norm.ppf(confidence) * sqrt(2) * 0.5 / within) ** 2)
    assert planned_grid_answers(2, within=within, confidence=confidence) == 2 * each


def test_more_temperatures_need_more_answers_each() -> None:
    """And one needs none."""
    sizes = [planned_grid_answers(k, within=0.03, confidence=0.95) / k for k in (1, 2, 6, 12)]
    assert sizes[0] == 0
    assert sizes == sorted(sizes)


def test_bechhofer_s_table_is_met() -> None:
    """Ten populations, 95 %: sqrt(n) d / sigma = 3.4182 (his table I)."""
    answers = planned_grid_answers(10, within=0.1, confidence=0.95) / 10
    assert answers == ceil((3.4182 * 0.5 / 0.1) ** 2)
