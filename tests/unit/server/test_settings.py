"""Tests of temperatures: where they come from, and what is said about them."""

from pathlib import Path
from typing import Any

import pytest
from fakes.chat import ScriptedAnswer, ScriptedChat, ask, client_of

from setpoint.errors import SettingError
from setpoint.protocols import AnswerPart
from setpoint.records import Block, FinishReason, Kind
from setpoint.server.profile import read_profile
from setpoint.server.settings import Profile

PROFILE = Profile(temperature=0.4, kinds={Kind.MATH: 0.2}, blocks={Block.CODE: 0.1})
MODEL = {"temperature": 0.9, "top_p": 0.95}


def used(profile: Profile, defaults: dict[str, float], **fields: object) -> tuple[str, float]:
    """Returns the source and the temperature of a request."""
    client = client_of(ScriptedChat(default_sampling=defaults), profile=profile)
    account = ask(client, **fields)["setpoint"]
    return account["temperature_source"], account["sampling"]["temperature"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"temperature": 0.0, "preset": "exact"}, ("request", 0.0)),
        ({"preset": "deterministic"}, ("preset", 0.0)),
        ({"preset": "creative"}, ("preset", 0.8)),
        ({}, ("profile", 0.4)),
        ({"kind": "math"}, ("profile", 0.2)),
        ({"kind": "logic"}, ("profile", 0.4)),
    ],
)
def test_the_nearest_wish_counts(fields: dict[str, Any], expected: tuple[str, float]) -> None:
    """Request, preset, profile."""
    assert used(PROFILE, MODEL, **fields) == expected


def test_without_a_profile_the_model_decides_and_last_setpoint() -> None:
    """And the reply says so."""
    assert used(Profile(), MODEL) == ("model", 0.9)
    assert used(Profile(), {}) == ("fallback", 0.6)


def test_blocks_have_temperatures_of_their_own() -> None:
    """What is not named inherits; a block's own comes before what holds behind the thought."""
    fields = {"post_thinking": {"temperature": 0.3}, "temperatures": {"math": 0.1, "code": 0.2}}
    account = ask(client_of(), temperature=0.6, **fields)["setpoint"]
    assert account["requested"] == {"temperature": 0.6, **fields}
    assert account["blocks"] == [
        {"block": "think", "temperature": 0.6, "tokens": 2},
        {"block": "prose", "temperature": 0.3, "tokens": 1},
        {"block": "math", "temperature": 0.1, "tokens": 1},
    ]


def test_a_profile_s_blocks_give_way_to_a_request() -> None:
    """Who asks for 0.6 gets 0.6 everywhere."""
    model = ScriptedChat()
    client = client_of(model, profile=PROFILE)
    ask(client)
    ask(client, temperature=0.6)
    assert [request.sampling.within(Block.CODE).temperature for request in model.asked] == [
        0.1,
        0.6,
    ]


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"temperature": 0.7, "kind": "math"}, 0),
        ({"temperature": 0.75, "kind": "logic"}, 1),
        ({"temperature": 0.75, "temperatures": {"math": 0.5}}, 0),
        ({"temperature": 0.5, "temperatures": {"math": 0.75}}, 1),
        ({"temperature": 0.99, "temperatures": {"math": 0.5}}, 0),
        ({"temperature": 1.0, "temperatures": {"math": 0.5}}, 1),
        ({"temperature": 0.5, "temperatures": {"think": 1.0}}, 1),
        ({"temperature": 0.5, "temperatures": {"plot": 1.5}}, 0),
        ({"temperature": 1.2, "kind": "code"}, 2),
    ],
)
def test_heat_is_warned_of(fields: dict[str, Any], count: int) -> None:
    """Above 0.7 where there is a right answer, from 1.0 always; only what was used counts."""
    assert len(ask(client_of(), **fields)["setpoint"]["warnings"]) == count


def test_guards_that_acted_are_named() -> None:
    """With the choice, and how often."""
    answer = ScriptedAnswer(
        parts=(AnswerPart(block=Block.PROSE), AnswerPart(content="a")),
        finish_reason=FinishReason.LOOP,
        rescues=2,
    )
    guards = ask(client_of(ScriptedChat(answers=[answer])))["setpoint"]["guards"]
    assert [(one["guard"], one["choice"], one["count"]) for one in guards] == [
        ("non_finite", 0, 2),
        ("repetition", 0, 1),
    ]


def test_a_profile_is_read(tmp_path: Path) -> None:
    """Fields of others are left alone."""
    file = tmp_path / "setpoint.json"
    file.write_text(
        '{"model": "nano", "setpoint": {"value": 0.4, "decided": true}, '
        '"kinds": {"math": {"value": 0.2}, "logic": {"value": null}}, '
        '"temperatures": {"code": 0.1}}'
    )
    assert read_profile(file) == PROFILE


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("", "the file"),
        ('{"setpoint": {"value": 3}}', "setpoint.value"),
        ('{"kinds": {"poetry": {"value": 0.5}}}', "kinds.poetry"),
        ('{"kinds": {"math": 0.5}}', "kinds.math"),
        ('{"temperatures": {"code": "hot"}}', "temperatures.code"),
    ],
)
def test_a_wrong_profile_is_explained(tmp_path: Path, content: str, named: str) -> None:
    """By the place in it that is wrong."""
    file = tmp_path / "setpoint.json"
    file.write_text(content)
    with pytest.raises(SettingError, match=named):
        read_profile(file)


def test_a_missing_profile_is_explained(tmp_path: Path) -> None:
    """By its name."""
    with pytest.raises(SettingError, match=r"none\.json cannot be read: No such file"):
        read_profile(tmp_path / "none.json")


def test_a_measured_temperature_comes_with_its_cuts() -> None:
    """Those of the model are for its own temperature; a request's own come first."""
    profile = Profile(temperature=0.4, cuts={"top_p": 1.0})
    client = client_of(ScriptedChat(default_sampling=MODEL), profile=profile)
    assert ask(client)["setpoint"]["sampling"]["top_p"] == 1.0
    assert ask(client, top_p=0.5)["setpoint"]["sampling"]["top_p"] == 0.5
    assert ask(client, temperature=0.4)["setpoint"]["sampling"]["top_p"] == 0.95
