"""Tests of `setpoint.verify.derivations.comparisons`."""

import pytest

from setpoint.verify.derivations.comparisons import find_reversals
from setpoint.verify.derivations.wordings import flatten


def whys(question: str, text: str) -> list[str]:
    """The reasons of all slips."""
    return [slip.why for slip in find_reversals(question, flatten(text))]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("A lamp costs 7 dollars less than the desk.", "It is 7 dollars more than the desk."),
        ("Lin has 4 fewer marbles than Bo.", "Lin has 4 more marbles than Bo."),
        ("He read three more pages than Ana.", "That is 3 less pages than Ana."),
        ("She keeps twice as many goats as sheep.", "There are half as many goats as sheep."),
        ("Tea costs half the price of coffee.", "Tea is twice the price of coffee."),
        ("A voucher takes off twice the amount of the deposit.", "Half of the first deposit: 5."),
        ("Pia's tent is half as long as Uwe's tent.", "Pia's tent (which is twice as long) fits."),
        ("It has 3 times as many doors as windows.", "1/3 times as many doors as windows"),
    ],
)
def test_a_comparison_turned_around_is_found(question: str, text: str) -> None:
    """The problem's own words are the reason."""
    (why,) = whys(question, text)
    assert why.startswith("the problem says ")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("A lamp costs 7 dollars less than the desk.", "It is 7 dollars less than the desk."),
        ("A lamp costs 7 dollars less than the desk.", "The desk is 7 dollars more than the lamp."),
        ("Lin has 4 fewer marbles than the old man.", "Bo has 4 more marbles than the young man."),
        ("Lin has 4 fewer than Bo. Kim has 4 more than Bo.", "Kim has 4 more than Bo."),
        ("Lin has 4 fewer than Bo.", "Lin has 5 more than Bo."),
        ("She keeps twice as many goats as sheep.", "half as many sheep as goats"),
        ("Tea costs half the price of coffee.", "Coffee is twice the price of tea."),
        ("Tea costs half the price of coffee.", "Tea has twice the weight of coffee."),
        ("Pia's tent is half as long as Uwe's.", "Uwe's tent is twice as long as Pia's tent."),
        ("Pia's tent is half as long as Uwe's.", "Pia's tent is twice as long as Jo's tent."),
        ("He has 4 fewer than she has.", "He has 4 more than she has."),
    ],
)
def test_other_comparisons_are_left_alone(question: str, text: str) -> None:
    """The inverse of the problem's, one with something else, and one that the problem makes too."""
    assert whys(question, text) == []
