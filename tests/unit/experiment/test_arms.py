"""The user's settings become arms, or an error that says what to write instead."""

import pytest

from setpoint.errors import SettingError
from setpoint.experiment.arms import (
    build_arms,
    parse_styles,
    parse_temperatures,
    require_positive,
)
from setpoint.records import PromptStyle

TWELVE = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("0.1:1.2:0.1", TWELVE),
        ("0.6,0.1, 1.2,0.6", (0.1, 0.6, 1.2)),
        ("0", (0.0,)),
        ("0:2:0.75", (0.0, 0.75, 1.5)),
        ("0.5:0.5:1", (0.5,)),
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
        ("1.2:0.1:0.1", "below the first"),
        ("0.1:1.2", "expected first:last:step"),
        ("warm", "'warm' is not a number"),
        ("nan", "'nan' is not a number"),
        ("inf", "'inf' is not a number"),
        ("", "'' is not a number"),
        ("0:1:0.0000001", "number of levels is 10000001"),
    ],
)
def test_bad_temperatures_are_explained(text: str, words: str) -> None:
    """The value and the remedy are named."""
    with pytest.raises(SettingError, match=words):
        parse_temperatures(text)


def test_styles_are_read() -> None:
    """Each once, in the order given; another word is refused."""
    assert parse_styles("steps, plain,steps") == (PromptStyle.STEPS, PromptStyle.PLAIN)
    with pytest.raises(SettingError, match="plain, steps"):
        parse_styles("fancy")


def test_every_style_meets_every_temperature() -> None:
    """Names tell arms apart."""
    arms = build_arms(TWELVE, tuple(PromptStyle), top_k=5)
    assert len({arm.name for arm in arms}) == len(arms) == 24
    assert arms[0].name == "T=0.1 top_k=5"
    assert arms[12].name == "T=0.1 top_k=5 style=steps"


@pytest.mark.parametrize("setting", [{"top_p": 0.0}, {"top_p": 1.5}, {"top_k": -1}, {"min_p": 1.0}])
def test_bad_truncation_is_explained(setting: dict[str, float]) -> None:
    """Each setting has its range."""
    name = next(iter(setting)).replace("_", "-")
    with pytest.raises(SettingError, match=f"--{name} is"):
        build_arms((0.6,), (PromptStyle.PLAIN,), **setting)  # type: ignore[arg-type]


def test_counts_start_at_one() -> None:
    """Zero is refused by name."""
    require_positive("--runs", 1)
    with pytest.raises(SettingError, match="--runs is 0"):
        require_positive("--runs", 0)
