"""Tests of `setpoint.verify.expressions.numerals`."""

import pytest

from setpoint.verify.expressions.numerals import read_numeral


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("七", 7),
        ("十二", 12),
        ("两百零五", 205),
        ("三十六万四千", 364_000),
        ("一亿零三万", 100_030_000),
        ("二〇二四", 2024),
        ("负五", -5),
        ("seven", 7),
        ("Three hundred sixty-four thousand", 364_000),
        ("one hundred and one", 101),
        ("two million, five hundred", 2_000_500),
        ("negative twelve", -12),
        ("Ⅶ", 7),
        ("ⅰ", 1),
        ("ⅩⅣ", 14),
        ("ⅯⅭⅯⅩⅭⅨ", 1999),
    ],
)
def test_numerals_are_read(text: str, expected: int) -> None:
    """Numbers in words have their value."""
    assert read_numeral(text) == expected


@pytest.mark.parametrize(
    "text", ["", "eggs", "seven eggs", "hundred", "七个", "five-ish", "ⅠⅠⅠⅠ", "ⅤⅩ", "VII"]
)
def test_other_words_are_not(text: str) -> None:
    """Only a text that is a number and nothing else is read."""
    assert read_numeral(text) is None
