"""Tests of `setpoint.verify.derivations.mentions`."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.verify.derivations.mentions import find_mentions


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("12 boxes of 1,200 nails", ["12", "1200"]),
        ("$.05 each, 2.5 in all", ["1/20", "5/2"]),
        ("3/4 of it, or \\frac{1}{3}", ["3/4", "1/3"]),
        ("20% off, 5 percent tax, ten percent", ["1/5", "1/20", "1/10"]),
        ("3 million and 2.5 thousand", ["3000000", "2500"]),
        ("twenty-five of three hundred and six", ["25", "306"]),
        ("two thirds, a half and one quarter", ["2/3", "1/2", "1/4"]),
        ("two and three", ["2", "3"]),
        ("twice a dozen", ["2", "12"]),
        ("三分之二的五十个", ["2/3", "50"]),
        ("半天", ["1/2"]),
        ("none at all", []),
    ],
)
def test_numbers_are_found_in_digits_and_words(text: str, values: list[str]) -> None:
    """In the order of the text."""
    assert [one.value for one in find_mentions(text)] == [Fraction(value) for value in values]


@given(st.text(alphabet="0123456789,./% \\{}frac一二百分之半twohalf", max_size=60))
def test_offsets_lie_in_the_text_one_behind_the_other(text: str) -> None:
    """Whatever is written, mentions do not overlap."""
    ends = [0]
    for one in find_mentions(text):
        assert ends[-1] <= one.start < one.end <= len(text)
        ends.append(one.end)


def test_a_number_of_many_digits_is_left_out() -> None:
    """Nothing is computed with numbers over the cap."""
    assert not list(find_mentions("9" * 5000))
