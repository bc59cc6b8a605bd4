"""Tests of `setpoint.verify.derivations.rates`."""

from fractions import Fraction

import pytest

from setpoint.verify.derivations.rates import find_misquoted_rates
from setpoint.verify.derivations.wordings import flatten

QUESTION = "A mill grinds 45 sacks an hour and pays 160 dollars every day for 2 hands."


def whys(text: str, *computed: int, question: str = QUESTION) -> list[str]:
    """The reasons of all slips."""
    values = frozenset(map(Fraction, computed))
    return [slip.why for slip in find_misquoted_rates(question, flatten(text), values)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("It grinds 45 sacks per day.", "'45 sacks an hour'"),
        ("They cost $160 a week.", "'160 dollars every day'"),
    ],
)
def test_a_rate_with_another_unit_of_time_is_found(text: str, quoted: str) -> None:
    """The problem's own words are the reason."""
    assert whys(text) == [f"the problem says {quoted}"]


def test_a_total_quoted_as_a_rate_is_found() -> None:
    """What is said of ten minutes is not said of each."""
    question = "It takes 10 minutes to pave every 4 yards. The road has 60 yards."
    (why,) = whys("It paves 4 yards per minute.", question=question)
    assert why == "the problem says so of 10 minutes"
    each = "It paves 4 yards each minute, for 10 minutes."
    assert whys("It paves 4 yards per minute.", question=each) == []
    assert whys("It paves 4 yards per shift, 60 yards per minute.", question=question) == []


def test_a_rate_that_the_text_quotes_in_two_ways_is_found() -> None:
    """Where the problem says it in yet other words, the first is taken for the slip."""
    text = "She plants 6 trees a week. 6 trees/day × 5 days = 30 trees"
    assert whys(text) == ["the text quotes it with another unit of time as well"]


@pytest.mark.parametrize(
    "text",
    [
        "It grinds 45 sacks per hour.",
        "They cost $160 per day, 160 dollars daily.",
        "45 liters per day",
        "3 sacks a day",
        "It grinds 45 sacks each time.",
    ],
)
def test_other_rates_are_left_alone(text: str) -> None:
    """The same rate, one of something else, and other numbers."""
    assert whys(text) == []


def test_a_number_that_is_worked_out_is_left_alone() -> None:
    """The text may come to the same number for another time."""
    assert whys("It grinds 45 sacks per day.", 45) == []
    question = "He eats 6 figs a day, twice as many as she does, and buys 3 figs a week."
    assert whys("She eats 3 figs a day.", question=question) == []
