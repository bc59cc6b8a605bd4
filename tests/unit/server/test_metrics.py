"""Tests of the page for Prometheus."""

import re

import pytest
from fakes.chat import (
    ScriptedAnswer,
    ScriptedChat,
    ScriptedMemory,
    ask,
    body,
    client_for,
    client_of,
    error_of,
    serving_of,
    stream,
)
from starlette.testclient import TestClient

from setpoint.errors import ServiceFullError
from setpoint.protocols import ServiceLoad
from setpoint.records import FinishReason
from setpoint.server.memory_guard import MemoryGuard
from setpoint.server.metrics import Histogram, Metrics, render

_LINE = re.compile(r'(setpoint_\w+)(?:\{((?:\w+="[^"\\\n]*",?)+)\})? (\S+)')


def read(client: TestClient) -> dict[str, float]:
    """Returns the values by name and labels."""
    reply = client.get("/metrics")
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    return parse(reply.text)


def parse(page: str) -> dict[str, float]:
    """Returns the values by name and labels, having checked the form."""
    values = {}
    announced = set()
    for line in page.splitlines():
        if line.startswith("# TYPE "):
            announced.add(line.split()[2])
        elif not line.startswith("# HELP "):
            match = _LINE.fullmatch(line)
            assert match, line
            name, labels, value = match.groups()
            assert announced & {name, re.sub("_(bucket|sum|count)$", "", name)}
            key = f"{name}{{{labels}}}" if labels else name
            assert key not in values
            values[key] = float(value)
    return values


def test_answers_are_counted() -> None:
    """Requests by status, tokens by block, whole or streamed."""
    client = client_of()
    ask(client)
    stream(client, n=2)
    error_of(client, 400, temperature=3)
    values = read(client)
    assert values['setpoint_requests_total{status="200"}'] == 2
    assert values['setpoint_requests_total{status="400"}'] == 1
    assert values["setpoint_prompt_tokens_total"] == 10
    assert values['setpoint_completion_tokens_total{block="think"}'] == 6
    assert values['setpoint_completion_tokens_total{block="math"}'] == 3
    assert values["setpoint_time_to_first_token_seconds_count"] == 2


def test_failures_of_ours_are_counted() -> None:
    """With the status that the client sees."""
    client = client_of(ScriptedChat(answers=[ScriptedAnswer(failure=RuntimeError("broken"))]))
    error_of(client, 500)
    assert read(client)['setpoint_requests_total{status="500"}'] == 1


def test_refused_requests_are_counted() -> None:
    """They have no tokens."""
    client = client_of(ScriptedChat(answers=[], refusal=ServiceFullError("full.")))
    error_of(client, 429)
    values = read(client)
    assert values['setpoint_requests_total{status="429"}'] == 1
    assert values["setpoint_time_to_first_token_seconds_count"] == 0


def test_who_watches_is_not_counted() -> None:
    """Only the API has requests."""
    client = client_of()
    for path in ("/health", "/ready", "/metrics"):
        client.get(path)
    assert not [name for name in read(client) if "requests_total" in name]


def test_the_moment_is_shown() -> None:
    """Rows, memory, and what a request without wishes gets."""
    model = ScriptedChat(
        load=ServiceLoad(running=3, waiting=4, tokens_held=50, tokens_room=80),
        default_sampling={"temperature": 0.7},
    )
    guard = MemoryGuard(ScriptedMemory(0.95), model, short_answer=9)
    guard.look()
    values = read(client_for(serving_of(model, guard=guard)))
    assert values['setpoint_answers{state="running"}'] == 3
    assert values['setpoint_answers{state="waiting"}'] == 4
    assert values['setpoint_kv_tokens{state="used"}'] == 50
    assert values['setpoint_kv_tokens{state="capacity"}'] == 80
    assert values["setpoint_memory_share"] == 0.95
    assert values["setpoint_memory_guard_rung"] == 1
    assert values["setpoint_temperature"] == 0.6
    assert values['setpoint_guard_actions_total{guard="memory",action="cooler"}'] == 1
    assert values["setpoint_ready"] == 1


def test_guards_of_answers_are_counted() -> None:
    """Each by what it did."""
    answer = ScriptedAnswer(finish_reason=FinishReason.LOOP, rescues=2)
    client = client_of(ScriptedChat(answers=[answer]))
    ask(client)
    values = read(client)
    assert values['setpoint_guard_actions_total{guard="repetition",action="stopped"}'] == 1
    recomputed = 'guard="non_finite",action="computed again in float32"'
    assert values[f"setpoint_guard_actions_total{{{recomputed}}}"] == 2


def test_buckets_hold_all_that_is_smaller() -> None:
    """A value at a bound belongs below it, and the last bucket holds all."""
    histogram = Histogram()
    for value in (0.05, 0.06, 7.0, 1000.0):
        histogram.observe(value)
    values = parse(render(Metrics(first_tokens=histogram), [], {}))
    name = "setpoint_time_to_first_token_seconds"
    bounds = {bound: values[f'{name}_bucket{{le="{bound}"}}'] for bound in ("0.05", "0.1", "10.0")}
    assert bounds == {"0.05": 1, "0.1": 2, "10.0": 3}
    assert values[f'{name}_bucket{{le="+Inf"}}'] == values[f"{name}_count"] == 4
    assert values[f"{name}_sum"] == pytest.approx(1007.11)


def test_the_page_needs_no_key() -> None:
    """As with the other routes for whoever watches."""
    client = client_of(api_key="key")
    assert client.get("/metrics").status_code == 200
    assert client.post("/v1/completions", json=body()).status_code == 401
