"""Tests of the page as a client of its own server."""

import asyncio
from contextlib import aclosing

import pytest
from fakes.chat import ScriptedAnswer, ScriptedChat
from fakes.web import api_of, collect

from setpoint.errors import ServiceFullError
from setpoint.server.page.asking import Api, RefusedError

QUESTION = {"messages": [{"role": "user", "content": "What is 3 + 4?"}]}


def test_an_answer_comes_in_chunks_with_its_account() -> None:
    """As through the network."""
    chunks = collect(api_of().stream(QUESTION))
    text = "".join(c["delta"].get("content", "") for chunk in chunks for c in chunk["choices"])
    assert text == "It is 7."
    assert chunks[-1]["setpoint"]["blocks"]


def test_the_key_is_sent() -> None:
    """Without it the server refuses, which is told."""
    api = api_of(api_key="k\u00e9y")
    assert collect(api.stream(QUESTION))
    with pytest.raises(RefusedError, match="key"):
        collect(Api(app=api.app).stream(QUESTION))


@pytest.mark.parametrize(
    "model",
    [
        ScriptedChat(answers=(), refusal=ServiceFullError("too many wait.")),
        ScriptedChat(answers=[ScriptedAnswer(failure=ServiceFullError("too many wait."))]),
    ],
    ids=["before it begins", "in the middle"],
)
def test_a_refusal_is_told_in_the_servers_words(model: ScriptedChat) -> None:
    """Whether the answer has begun or not."""
    with pytest.raises(RefusedError, match=r"too many wait\."):
        collect(api_of(model).stream(QUESTION))


def test_whoever_stops_listening_ends_the_answer() -> None:
    """The place in the batch is free before the stop returns."""
    answer = ScriptedAnswer(stays=True)

    async def leave_early() -> None:
        async with aclosing(api_of(ScriptedChat(answers=[answer])).stream(QUESTION)) as chunks:
            async for _ in chunks:
                break

    asyncio.run(leave_early())
    assert answer.cancelled.is_set()


def test_pages_are_read() -> None:
    """None stands for one that is not there."""
    assert asyncio.run(api_of().read("/version")) is not None
    assert asyncio.run(api_of().read("/no")) is None


def test_an_owner_can_stop_what_is_asked() -> None:
    """The stream ends as if it were over; nobody else can."""
    answer = ScriptedAnswer(stays=True)
    api = api_of(ScriptedChat(answers=[answer]))

    async def stop_at_the_first() -> None:
        async for _ in api.stream(QUESTION, "me"):
            api.stop("another")
            api.stop("me")

    asyncio.run(stop_at_the_first())
    assert answer.cancelled.is_set()
    assert not api.running
