"""Levels of a setting as a user writes them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.errors import SettingError
from setpoint.experiment.arms import parse_temperatures
from setpoint.experiment.levels import MIN_P, TEMPERATURE, TOP_K, TOP_P, Setting, parse_levels

TWELVE = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("0.1:1.2:0.1", TWELVE),
        ("0.6,0.1, 1.2,0.6", (0.1, 0.6, 1.2)),
        ("0", (0.0,)),
        ("0:2:0.75", (0.0, 0.75, 1.5)),
        ("0.5:0.5:1", (0.5,)),
        ("0.1:0.3:0.1,0.9,1:1.2:0.2", (0.1, 0.2, 0.3, 0.9, 1.0, 1.2)),
    ],
)
def test_levels_are_exact(text: str, levels: tuple[float, ...]) -> None:
    """Ranges include their end and carry no binary rounding."""
    assert parse_temperatures(text) == levels


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0.1:1.2:0", "step of --temperatures is 0"),
        ("0.1:1.2:-0.1", "step of --temperatures is -0.1"),
        ("-0.1", "temperature is -0.1"),
        ("0.1:2.5:0.1", "temperature is 2.1"),
        ("1.2:0.1:0.1", "0.1, is below the first, 1.2. Write 0.1:1.2:0.1"),
        ("0.1:1.2", "expected first:last:step"),
        ("warm", "'warm' is not a number"),
        ("nan", "'nan' is not a number"),
        ("inf", "'inf' is not a number"),
        ("1e999999999", "'1e999999999' is not a number"),
        ("0:1:1e-999999999", "'1e-999999999' is not a number"),
        ("", "'' is not a number"),
        ("0.1,,0.2", "'' is not a number"),
        ("0:1:0.0000001", "number of levels is 10000001"),
    ],
)
def test_bad_levels_are_explained(text: str, words: str) -> None:
    """The value and the remedy are named."""
    with pytest.raises(SettingError, match=words):
        parse_temperatures(text)


@pytest.mark.parametrize(
    ("setting", "text", "levels"),
    [
        (TOP_P, "0.9:1:0.05", (0.9, 0.95, 1.0)),
        (TOP_K, "0,10:30:10", (0.0, 10.0, 20.0, 30.0)),
        (MIN_P, "0,0.05", (0.0, 0.05)),
    ],
)
def test_every_setting_takes_levels(setting: Setting, text: str, levels: tuple[float, ...]) -> None:
    """Values, lists and ranges, as of temperatures."""
    assert parse_levels(text, setting) == levels


@pytest.mark.parametrize(
    ("setting", "text", "words"),
    [
        (TOP_P, "0", "--top-p is 0, but must be above 0"),
        (TOP_P, "0.5,1.5", "--top-p is 1.5"),
        (TOP_K, "-1", "--top-k is -1"),
        (TOP_K, "2.5", "--top-k is 2.5, but must be a whole number"),
        (MIN_P, "1", "--min-p is 1, but must be 0"),
        (MIN_P, "0:1:0.5", "--min-p is 1.0"),
    ],
)
def test_every_setting_has_its_limits(setting: Setting, text: str, words: str) -> None:
    """The first value beyond them is named."""
    with pytest.raises(SettingError, match=words):
        parse_levels(text, setting)


@given(st.text(alphabet="0123456789.:,-e ", max_size=12))
def test_whatever_is_written_gives_levels_or_a_sentence(text: str) -> None:
    """Never another error, and never a level beyond the limits."""
    with suppress(SettingError):
        levels = parse_levels(text, TEMPERATURE)
        assert levels == tuple(sorted(set(levels)))
        assert 0 <= levels[0] <= levels[-1] <= 2
