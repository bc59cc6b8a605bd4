"""Tests of `setpoint.verify.derivations.spoken`, through the sentences of texts."""

import pytest

from setpoint.verify.derivations.spoken import find_spoken_errors
from setpoint.verify.derivations.wordings import Slip, find_sentences, flatten


def slips(text: str) -> list[Slip]:
    """The slips of all sentences."""
    return [slip for one in find_sentences(flatten(text)) for slip in find_spoken_errors(one)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("He keeps 40% of $15, which is $4.50.", "that is 6, not 9/2"),
        ("Half of the 48 cards is 28 cards.", "that is 24, not 28"),
        ("Half of 48 is 28.", "that is 24, not 28"),
        ("Two thirds of 27 hens are 9 hens.", "that is 18, not 9"),
        (r"Since \frac{1}{4} of 36 equals 12", "that is 9, not 12"),
        ("Half a dozen means 5 rolls.", "that is 6, not 5"),
        ("The sum of 13 and 18 is 33.", "that is 31, not 33"),
        ("the difference between 40 and 26 is 16", "that is 14, not 16"),
        ("So 9 kilos is 2 kilos more than 8 kilos.", "that is 10, not 9"),
        ("toys, and 9.5 pounds is half a pound less than 12 pounds", "that is 23/2, not 19/2"),
        ("40 is twice 15.", "that is 30, not 40"),
        ("So 40 is 3 times as many as 15", "that is 45, not 40"),
        ("and 14 is half of 30", "that is 15, not 14"),
    ],
)
def test_a_wrong_calculation_in_words_is_found(text: str, why: str) -> None:
    """With what it comes to."""
    (slip,) = slips(text)
    assert slip.why == why


@pytest.mark.parametrize(
    "text",
    [
        "He keeps 40% of $15, which is $6.",
        "Half of the 48 cards is 24 cards.",
        "A third of 100 is 33.33, or a third of 100 is 33",
        "Half of 3 hours is 90 minutes.",
        "Half of 48 is 20 + 4.",
        "20 less half of 48 is 4.",
        "1/2 of 48 is 12 times 2.",
        "The sum of 13, 5 and 18 is 36.",
        "Day 2 is 20 more than 30 of day 1.",
        "One of the 12 is 5 more than 3.",
        "Half of 48 is not 28.",
        "Is half of 48 is 28?",
        "The ratio is 2 to 3, which is 5 parts.",
        "Half of the girls are 12.",
        "3 is 50% more than 2.",
        "12 is 3 times more than 4.",
        "12 is 3 times 4.",
        "and 12 is 5 less than 18",
        "So 25 is a quarter more than 20",
        "Adding half of 30 equals 45.",
        "25% of 40 = 0.25(40) = 10",
        "So 13/3 is 4 1/3.",
        "It holds 1/2 of the third level, which is 2.",
        "So 26 is 6 more than twice 10.",
        "So 26 is 6 more than twice the 10 of Bo.",
        "5% of 3.10 is 0.16",
        "15 is half of 30.",
    ],
)
def test_what_may_be_right_is_left_alone(text: str) -> None:
    """Conversions, roundings, denials, and parts of longer calculations."""
    assert slips(text) == []


def test_a_slip_has_its_place() -> None:
    """Offsets hold in the text with its layout."""
    text = r"So **half** of \( 48 \) is 28 cards."
    (slip,) = slips(text)
    assert text[slip.start : slip.end] == r"half** of \( 48 \) is 28"
