"""Tests of `setpoint.verify.derivations.tracing` and `origins`, through judged derivations."""

import pytest

from setpoint.problems import MathKey
from setpoint.verify.derivations.judging import Derivation, judge_derivation

KEY = MathKey(answer="0")
GARDEN = "A gardener plants 14 rows of 9 tulips and sells 25% of them for $3 each."


def derive(text: str, question: str = GARDEN) -> Derivation:
    """Judges a derivation of a problem."""
    return judge_derivation(KEY, text, question=question)


@pytest.mark.parametrize(
    "text",
    [
        "14 * 9 = 126",
        "14 × 9 = 126\n126 × 0.25 = 31.5",
        "14 × 9 = 126. 126 × 1/4 = 31.5, so 31.5 × 3 = 94.5",
        "14 * 9 = 126, 126 * (1 - 0.25) = 94.5",
        "14 × 9 = 125\n125 × 3 = 375",
        "14 * 9 * 100 = 12600",
        "Assume that 8 tulips die. 14 * 9 - 8 = 118",
        "x = 14 * 9\n2x = 252",
    ],
)
def test_numbers_that_are_given_or_derived_are_traceable(text: str) -> None:
    """Also as parts of a percentage, by a wrong step, or by an assumption."""
    assert derive(text).is_traceable is True


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("14 * 19 = 266", "19 is neither given nor derived"),
        ("14 * 9 = 126. 126 + 71 = 197", "71 is neither given nor derived"),
        ("126 × 0.43 = 54.18", "43/100 is neither given nor derived"),
        ("14x + 58 = 9", "58 is neither given nor derived"),
        ("d = 83", "83 is neither given nor derived"),
    ],
)
def test_a_number_from_nowhere_is_named(text: str, named: str) -> None:
    """In the step that uses it first, once."""
    derivation = derive(text)
    untraceable = [step for step in derivation.steps if step.is_traceable is False]
    assert derivation.is_traceable is False
    assert [named in step.why for step in untraceable] == [True]


def test_an_unwritten_step_leaves_it_open() -> None:
    """14 - 9 may have been done in the head."""
    derivation = derive("14 * 5 = 70")
    assert derivation.is_traceable is None
    assert derivation.traceable_share == 0.5


@pytest.mark.parametrize(
    ("question", "text", "is_traceable"),
    [
        ("A tap fills 17 buckets an hour.", "17 / 60 = 17/60", True),
        ("A tap fills 17 buckets.", "17 / 60 = 17/60", False),
        ("It rains 23 mm a week.", "23 * 52 = 1196", True),
        ("The field is 23 m wide.", "23 * 52 = 1196", False),
        ("A stamp is 17 cents.", "3 * 0.17 = 0.51", None),
        ("A stamp is 17 cents.", "2 * 0.17 = 0.34", True),
        ("一周吃17个苹果。", "17 ÷ 7 = 17/7", True),
    ],
)
def test_constants_are_known_where_their_units_are(
    question: str,
    text: str,
    is_traceable: bool | None,  # noqa: FBT001 - a case's value
) -> None:
    """60 is known where there are hours, and is not without them."""
    assert derive(text, question).is_traceable is is_traceable


def test_nothing_is_traced_without_the_problem() -> None:
    """What was given is not known then."""
    derivation = derive("14 * 19 = 266", question="")
    assert derivation.is_traceable is None
    assert derivation.traceable_share is None


def test_suppositions_and_doubts_are_not_traced() -> None:
    """A trial may use any number."""
    derivation = derive("Suppose x = 71. Then 14 * 71 = 994\n\nWait, 14 * 88 = 1232?")
    assert all(step.is_traceable is None for step in derivation.steps)


def test_what_follows_from_equations_is_derived() -> None:
    """The numbers of a consequence need no source of their own."""
    question = "Solve 3x + 7 = 58."
    assert derive("3x + 7 = 58\n3x = 51\nx = 17", question).is_traceable is not False
