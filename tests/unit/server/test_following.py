"""Tests that whoever stops following frees the answers."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import suppress

import pytest
from fakes.chat import ScriptedAnswer, ScriptedChat, body, serving_of
from starlette.types import Message

from setpoint.protocols import AnswerPart
from setpoint.server.app import build_app
from setpoint.server.following import Event, _next


@pytest.mark.parametrize("ticks", range(5))
def test_a_cancellation_that_comes_with_an_event_is_not_lost(ticks: int) -> None:
    """However many turns of the loop lie between the two."""

    async def cancel_while_an_event_arrives() -> bool:
        events: asyncio.Queue[Event | Exception] = asyncio.Queue()
        waiting = asyncio.create_task(_next(events, 30))
        for _ in range(3):
            await asyncio.sleep(0)  # until it waits
        events.put_nowait((0, AnswerPart(content="a")))
        for _ in range(ticks):
            await asyncio.sleep(0)
        was_done = waiting.done()
        waiting.cancel()
        with suppress(asyncio.CancelledError):
            await waiting
        return was_done or waiting.cancelled()

    assert asyncio.run(cancel_while_an_event_arrives())


@pytest.mark.parametrize("is_streamed", [False, True])
@pytest.mark.parametrize("messages_before", [0, 1])
def test_a_client_that_goes_frees_its_answers(*, is_streamed: bool, messages_before: int) -> None:
    """Before its request has been read, or while its answers are being made."""
    answer = ScriptedAnswer(stays=True)
    model = ScriptedChat(answers=[answer])
    request = _messages(body(stream=is_streamed), messages_before)
    sent = asyncio.run(_call(model, request))
    assert not any(message.get("body", b"").endswith(b"[DONE]\n\n") for message in sent)
    assert answer.cancelled.is_set() == bool(model.asked)
    assert len(model.asked) == messages_before


def _messages(content: dict[str, object], count: int) -> Iterator[Message]:
    if count:
        yield {"type": "http.request", "body": json.dumps(content).encode(), "more_body": False}
    while True:
        yield {"type": "http.disconnect"}


async def _call(model: ScriptedChat, request: Iterator[Message]) -> list[Message]:
    """Returns what the application sends to a client that says this."""
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(0.01)
        return next(request)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/chat/completions",
        "raw_path": b"/v1/chat/completions",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
        "client": ("test", 1),
        "server": ("test", 80),
    }
    await build_app(serving_of(model))(scope, receive, send)
    return sent
