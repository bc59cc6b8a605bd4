"""Tests of `setpoint.verify.derivations.conclusions`, through judged derivations."""

import pytest

from setpoint.problems import MathKey
from setpoint.records import Truth
from setpoint.verify.derivations.judging import judge_derivation

QUESTION = "A hall has 300 seats in rows of 20. A ticket costs $6."
BODY = "300 / 20 = 15 rows. 20 * 6 = 120 dollars a row. 120 * 15 = 1800. "


def faults(text: str, question: str = QUESTION) -> list[str]:
    """The FALSE steps."""
    steps = judge_derivation(MathKey(answer="0"), text, question=question).steps
    return [step.text for step in steps if step.verdict is Truth.FALSE]


@pytest.mark.parametrize(
    "ending",
    [r"The answer is \boxed{1797}.", "So the hall takes 1797 dollars.", "**Answer:** 1797"],
)
def test_a_conclusion_from_nowhere_is_found(ending: str) -> None:
    """The number is the step."""
    assert faults(BODY + ending) == ["1797"]


@pytest.mark.parametrize(
    "ending",
    [
        r"The answer is \boxed{1800}.",
        "So it takes 1,800 dollars.",
        "So it is 1.8 thousand dollars.",
        "So it takes 1,920 dollars.",
        "300 / 7 is about 42.857. So there are 43 rows.",
        "So it takes 300 * 6 = 1800 dollars.",
        "So rows 13 and 97 are free.",
        "So it begins at 7:43.",
        r"120 - 1920 = -1800. 20 / 3 * -1 \approx -6.67. \boxed{-6.67}",
    ],
)
def test_a_conclusion_that_something_leads_to_is_left_alone(ending: str) -> None:
    """Also by one unwritten step, a rounding, or several numbers."""
    assert faults(BODY + ending) == []


def test_nothing_is_concluded_without_the_problem_or_equations() -> None:
    """Too little is known then."""
    assert faults(f"{BODY} So it is 1797.", question="") == []
    assert faults("That is many. So it is 1797.") == []
