"""Tests of the page's texts."""

import string

import pytest
from fakes.web import EN, ZH

from setpoint.records import Block, FinishReason, Kind, Outcome, PromptStyle, Truth
from setpoint.server.page.conversation import AUTO, BY_BLOCK
from setpoint.server.page.sweeping import SweepState
from setpoint.server.settings import PRESETS, TemperatureSource

NAMES = [
    *(
        f"{prefix}_{choice}"
        for prefix in ("preset", "when")
        for choice in (AUTO, BY_BLOCK, *PRESETS)
    ),
    *(f"block_{block}" for block in Block),
    *(f"kind_{kind}" for kind in Kind),
    *(f"source_{source}" for source in TemperatureSource),
    *(f"outcome_{outcome}" for outcome in Outcome),
    *(f"step_{truth}" for truth in Truth),
    *(f"style_{style}" for style in PromptStyle),
    *(f"sweep_{state}" for state in SweepState),
    *(f"finish_{reason}" for reason in FinishReason if reason is not FinishReason.LOOP),
    "finish_repetition",
]


def fields_of(text: str) -> set[str | None]:
    """Returns the names of what is filled in."""
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


@pytest.mark.parametrize("name", [name for name in EN if not name.endswith("_hint")])
def test_both_languages_say_the_same_with_the_same_fields(name: str) -> None:
    """And neither is silent."""
    assert EN[name]
    assert ZH[name]
    assert fields_of(EN[name]) == fields_of(ZH[name])


@pytest.mark.parametrize("name", NAMES)
def test_every_value_has_a_name(name: str) -> None:
    """Of presets, blocks, kinds, sources, verdicts and states."""
    assert name in EN
