"""Tests of what a client may send."""

from typing import Any

import pytest
from fakes.chat import ScriptedChat, ask, client_of, error_of

from setpoint.errors import ContextFullError, SettingError


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("temperature", -0.1),
        ("temperature", 2.1),
        ("temperature", "0.6"),
        ("temperature", True),
        ("temperatures", {"think": 3}),
        ("temperatures", {"thoughts": 0.5}),
        ("post_thinking", {"temperature": -1}),
        ("post_thinking", {}),
        ("top_p", 0),
        ("top_p", 1.1),
        ("top_k", -2),
        ("top_k", 1.5),
        ("min_p", 1),
        ("seed", 2**64),
        ("seed", 0.5),
        ("stop", ""),
        ("stop", ["a", ""]),
        ("n", 0),
        ("n", 17),
        ("max_tokens", 0),
        ("max_completion_tokens", -1),
        ("stream", "yes"),
        ("preset", "hot"),
        ("kind", "poetry"),
        ("messages", []),
        ("messages", [{"role": "judge", "content": "x"}]),
        ("messages", [{"role": "user", "content": [{"type": "image_url", "image_url": {}}]}]),
        ("tools", [{"type": "function"}]),
        ("response_format", {"type": "json_object"}),
        ("logprobs", True),
        ("presence_penalty", 0.5),
    ],
)
def test_a_wrong_field_is_named(field: str, value: object) -> None:
    """With 400, before anything is begun."""
    model = ScriptedChat()
    error = error_of(client_of(model), 400, **{field: value})
    assert error["type"] == "invalid_request_error"
    assert error["param"].split(".")[0] == field
    assert not model.asked


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"messages": 1e999}', b'"\xff"', b"[" * 100_000]
)
def test_a_body_that_is_no_request_is_refused(content: bytes) -> None:
    """Never with 422, and never with 500."""
    reply = client_of().post("/v1/chat/completions", content=content)
    assert reply.status_code == 400
    assert reply.json()["error"]["message"]


def test_an_endless_body_is_not_kept() -> None:
    """More bytes than any context needs are refused while they come."""
    pieces = (b" " * 2**20 for _ in range(100))
    reply = client_of().post("/v1/chat/completions", content=pieces)
    assert reply.status_code == 400
    assert "more than" in reply.json()["error"]["message"]


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity"])
def test_temperatures_are_finite(number: bytes) -> None:
    """Though some clients' JSON has such numbers."""
    content = b'{"messages": [{"role": "user", "content": "x"}], "temperature": %b}' % number
    assert client_of().post("/v1/chat/completions", content=content).status_code == 400


@pytest.mark.parametrize(
    "fields",
    [
        {"temperature": 0},
        {"temperature": 2},
        {"user": "someone", "metadata": {"a": "b"}},
        {"tools": [], "logprobs": False, "response_format": {"type": "text"}},
        {"presence_penalty": 0.0, "frequency_penalty": 0},
        {"stop": None, "n": None, "seed": None, "temperature": None},
        {"top_k": -1},
    ],
)
def test_what_changes_nothing_is_taken(fields: dict[str, Any]) -> None:
    """Clients send defaults, and fields that only inform."""
    assert ask(client_of(), **fields)["choices"]


def test_a_request_reaches_the_model_as_it_was_meant() -> None:
    """Every setting, and the stop strings in their order."""
    model = ScriptedChat()
    ask(
        client_of(model),
        temperature=0.5,
        top_p=0.9,
        top_k=40,
        min_p=0.05,
        seed=-1,
        stop=["END", "\n\n"],
        max_tokens=9,
    )
    (asked,) = model.asked
    sampling = asked.sampling
    assert (sampling.temperature, sampling.top_p, sampling.top_k) == (0.5, 0.9, 40)
    assert sampling.min_p == 0.05
    assert asked.seed == 2**64 - 1
    assert asked.stop == ("END", "\n\n")
    assert asked.max_new_tokens == 9


def test_an_earlier_thought_is_passed_to_the_template() -> None:
    """Under either name; developers speak as the system."""
    model = ScriptedChat()
    said = [
        {"role": "developer", "content": "Be brief."},
        {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
        {"role": "assistant", "content": "c", "reasoning": "d"},
        {"role": "assistant", "content": "e", "reasoning_content": "f"},
    ]
    ask(client_of(model), messages=said)
    assert model.asked[0].messages == (
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "ab"},
        {"role": "assistant", "content": "c", "reasoning_content": "d"},
        {"role": "assistant", "content": "e", "reasoning_content": "f"},
    )


def test_a_full_context_names_both_sizes() -> None:
    """In the form that clients shorten their conversations by."""
    refusal = ContextFullError(prompt_tokens=600, limit=512)
    error = error_of(client_of(ScriptedChat(answers=[], refusal=refusal)), 400)
    assert error["type"] == "exceed_context_size_error"
    assert (error["n_prompt_tokens"], error["n_ctx"]) == (600, 512)


def test_a_conversation_that_the_template_refuses_is_the_clients_fault() -> None:
    """The template's own words are passed on."""
    refusal = SettingError("roles must alternate")
    error = error_of(client_of(ScriptedChat(answers=[], refusal=refusal)), 400)
    assert (error["param"], error["message"]) == ("messages", "roles must alternate")
