"""The user's settings become arms, or an error that says what to write instead."""

import pytest

from setpoint.errors import SettingError
from setpoint.experiment.arms import build_arms, parse_styles, require_positive
from setpoint.records import PromptStyle

TWELVE = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2)


def test_styles_are_read() -> None:
    """Each once, in the order given; another word is refused."""
    assert parse_styles("steps, plain,steps") == (PromptStyle.STEPS, PromptStyle.PLAIN)
    with pytest.raises(SettingError, match="plain, steps"):
        parse_styles("fancy")


def test_every_style_meets_every_temperature() -> None:
    """Names tell arms apart."""
    arms = build_arms(TWELVE, tuple(PromptStyle), top_k=(5,))
    assert len({arm.name for arm in arms}) == len(arms) == 24
    assert arms[0].name == "T=0.1 top_k=5"
    assert arms[12].name == "T=0.1 top_k=5 style=steps"


def test_every_level_of_every_setting_meets_every_other() -> None:
    """Temperature is the first axis within a style; no two arms have one name."""
    arms = build_arms(
        (0.2, 0.8),
        (PromptStyle.PLAIN,),
        top_p=(0.9, 1.0),
        top_k=(0, 40),
        min_p=(0.0, 0.05),
        grid={"think": (0.5, 0.7)},
    )
    assert len(arms) == len(set(arms)) == len({arm.name for arm in arms}) == 32
    assert [arm.sampling.temperature for arm in arms] == [0.2] * 16 + [0.8] * 16
    assert arms[-1].name == "T=0.8 top_k=40 min_p=0.05 think=0.7"


def test_names_hold_every_digit() -> None:
    """Levels that are close are still two arms."""
    arms = build_arms((0.12345678, 0.12345679), (PromptStyle.PLAIN,))
    assert [arm.name for arm in arms] == ["T=0.12345678", "T=0.12345679"]


def test_arms_of_a_series_differ_in_temperature_alone() -> None:
    """Its name is that of the style if nothing else is set."""
    arms = build_arms((0.2, 0.8), tuple(PromptStyle), top_p=(0.9, 1.0))
    assert {arm.series for arm in arms} == {"plain", "plain top_p=0.9", "steps", "steps top_p=0.9"}
    for series in {arm.series for arm in arms}:
        ours = [arm.sampling.temperature for arm in arms if arm.series == series]
        assert ours == [0.2, 0.8]


def test_temperatures_that_no_block_has_make_no_arms() -> None:
    """Twelve by twelve of them are 144 arms, not 1,728."""
    arms = build_arms(TWELVE, (PromptStyle.PLAIN,), grid={"think": TWELVE, "answer": TWELVE})
    assert len(set(arms)) == len(arms) == 144


def test_too_many_arms_are_refused() -> None:
    """The number is named, and so are its factors and the limit."""
    with pytest.raises(SettingError, match=r"12 x 30 x 30 = 10800 arms, .*at most 1000"):
        build_arms(TWELVE, (PromptStyle.PLAIN,), grid={"think": range(30), "code": range(30)})


def test_counts_start_at_one() -> None:
    """Zero is refused by name."""
    require_positive("--runs", 1)
    with pytest.raises(SettingError, match="--runs is 0"):
        require_positive("--runs", 0)
