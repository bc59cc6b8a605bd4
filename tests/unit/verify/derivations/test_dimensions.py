"""Tests of `setpoint.verify.derivations.dimensions`, through judged derivations."""

import pytest

from setpoint.problems import MathKey
from setpoint.records import Truth
from setpoint.verify.derivations.judging import judge_derivation


def faults(text: str, question: str = "") -> list[str]:
    """The reasons of the FALSE steps."""
    steps = judge_derivation(MathKey(answer="0"), text, question=question).steps
    return [step.why for step in steps if step.verdict is Truth.FALSE]


@pytest.mark.parametrize(
    "text",
    [
        "2 hours + 30 minutes = 32",
        "2 hours + 30 minutes = 32 minutes",
        "5 feet - 4 inches = 1 foot",
        "2小时 + 30分钟 = 32分钟",
    ],
)
def test_units_of_several_sizes_are_not_added_as_they_stand(text: str) -> None:
    """The numbers add up, the amounts do not."""
    (why,) = faults(text)
    assert why.endswith("are added as they stand")


@pytest.mark.parametrize(
    "text",
    [
        "24 pages * 3 pages per minute = 72 minutes",
        "24 pages × 3 pages/minute = 72 minutes",
        "He reads 24 pages at 3 pages per minute. So it takes 24 * 3 = 72 minutes.",
        "6 hours / 3 miles per hour = 2 miles",
    ],
)
def test_a_rate_is_used_the_right_way(text: str) -> None:
    """An amount by its own rate is divided; by the rate of the other unit it is multiplied."""
    (why,) = faults(text)
    assert "do not come to" in why


@pytest.mark.parametrize(
    "text",
    [
        "2 hours + 30 minutes = 150 minutes",
        "2 hours + 3 hours = 5 hours",
        "2 hours + 30 minutes + 2 hours = 4 hours + 30 minutes",
        "2 hours = 120 minutes",
        "1 month = 4 weeks",
        "1.5 hours = 1 hour and 30 minutes",
        "2 cats + 30 dogs = 32 animals",
        "24 pages / 3 pages per minute = 8 minutes",
        "8 minutes * 3 pages per minute = 24 pages",
        "6 hours * 3 miles per hour = 18 miles",
        "24 boxes * 3 nails per box = 72 nails",
        "24 days * 3 meals per day = 72 meals per guest",
    ],
)
def test_right_units_are_left_alone(text: str) -> None:
    """What the units can come to is no fault."""
    assert faults(text) == []
