"""A server as a generator: what is sent, what is read, and what happens when it misbehaves."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from setpoint.backends.remote import RemoteGenerator, RemoteModel, list_models
from setpoint.errors import ServerError
from setpoint.records import (
    Block,
    Completion,
    FinishReason,
    GenerationRequest,
    SampleKey,
    Sampling,
    StepReport,
)

MODEL = RemoteModel(base_url="http://there/v1", name="small", api_key="secret", concurrency=3)


def make_request(
    run: int = 0, *, sampling: Sampling | None = None, stop: tuple[str, ...] = ()
) -> GenerationRequest:
    """Returns a request."""
    return GenerationRequest(
        key=SampleKey(problem_id="sums/1/en", arm="T=0.6", run=run),
        prompt="What is 1 + 1?",
        sampling=sampling or Sampling(temperature=0.6),
        seed=2**64 - 1,
        max_new_tokens=50,
        stop=stop,
    )


def answer(
    message: dict[str, Any] | None = None, *, finish_reason: str = "stop", tokens: int = 3
) -> dict[str, Any]:
    """Returns a chat completion."""
    return {
        "choices": [{"message": message or {"content": "2"}, "finish_reason": finish_reason}],
        "usage": {"prompt_tokens": 7, "completion_tokens": tokens},
    }


def generate(
    handler: Callable[[httpx.Request], httpx.Response], *requests: GenerationRequest
) -> tuple[list[Completion], list[StepReport]]:
    """Asks a made-up server."""
    reports: list[StepReport] = []
    generator = RemoteGenerator(MODEL, transport=httpx.MockTransport(handler))
    return list(generator.generate(requests, reports.append)), reports


def complete(reply: dict[str, Any]) -> Completion:
    """Returns what is read from one answer."""
    (completion,), _ = generate(lambda _: httpx.Response(200, json=reply), make_request())
    return completion


def test_all_settings_are_sent() -> None:
    """Those at their neutral values are left out; the seed fits a signed integer."""
    sent: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json=answer())

    sampling = Sampling(temperature=0.6, top_k=5, min_p=0.1, blocks=((Block.CODE, 0.2),))
    generate(handle, make_request(), make_request(sampling=sampling, stop=("END",)))
    plain, full = (json.loads(request.content) for request in sent)
    assert str(sent[0].url) == "http://there/v1/chat/completions"
    assert sent[0].headers["Authorization"] == "Bearer secret"
    assert plain == {
        "model": "small",
        "messages": [{"role": "user", "content": "What is 1 + 1?"}],
        "temperature": 0.6,
        "top_p": 1.0,
        "seed": 2**63 - 1,
        "max_tokens": 50,
    }
    assert full["top_k"] == 5
    assert full["min_p"] == 0.1
    assert full["temperatures"] == {"code": 0.2}
    assert full["stop"] == ["END"]


@pytest.mark.parametrize("field", ["reasoning", "reasoning_content"])
def test_a_thought_is_put_back_in_its_tags(field: str) -> None:
    """Wherever the server puts it."""
    completion = complete(answer({"content": "2", field: "one and one"}))
    assert completion.text == "<think>one and one</think>2"
    assert (completion.tokens, completion.prompt_tokens) == (3, 7)


def test_a_thought_that_was_cut_stays_open() -> None:
    """So that it is not taken for a finished one."""
    completion = complete(answer({"content": None, "reasoning": "one"}, finish_reason="length"))
    assert completion.text == "<think>one"
    assert completion.finish_reason is FinishReason.LENGTH


def test_a_loop_that_the_server_stopped_is_one() -> None:
    """This project's own server says so."""
    assert complete(answer(finish_reason="repetition")).finish_reason is FinishReason.LOOP


def test_every_request_is_answered_once_and_counted() -> None:
    """More requests than are asked at a time."""
    completions, reports = generate(
        lambda _: httpx.Response(200, json=answer()), *(make_request(run) for run in range(10))
    )
    assert sorted(completion.key.run for completion in completions) == list(range(10))
    assert reports[-1] == StepReport(
        live_rows=0, waiting_rows=0, tokens_emitted=30, tokens_computed=30
    )


def test_a_busy_server_is_asked_again() -> None:
    """After the time that it asks for."""
    replies = iter([httpx.Response(429, headers={"Retry-After": "0"})] * 2)

    def handle(_: httpx.Request) -> httpx.Response:
        return next(replies, httpx.Response(200, json=answer()))

    (completion,), _ = generate(handle, make_request())
    assert completion.text == "2"


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (httpx.Response(401, text="who are you"), "status 401: who are you"),
        (httpx.Response(200, text="<html>"), "gave no JSON"),
        (httpx.Response(200, json={"choices": []}), "none of OpenAI's chat API"),
        (httpx.Response(200, json=[1]), "none of OpenAI's chat API"),
    ],
)
def test_nonsense_is_an_error(reply: httpx.Response, words: str) -> None:
    """It names the server and shows what it said."""
    with pytest.raises(ServerError, match=words):
        generate(lambda _: reply, make_request())


def test_a_server_that_is_not_there_is_an_error() -> None:
    """Neither a model nor a list of models can be had."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("connection refused", request=request)

    with pytest.raises(ServerError, match="cannot ask http://there/v1: connection refused"):
        generate(refuse, make_request())
    with pytest.raises(ServerError, match="connection refused"):
        list_models("http://there/v1", api_key=None, transport=httpx.MockTransport(refuse))


def test_models_are_listed() -> None:
    """By the names that the server gives them."""
    reply = httpx.Response(200, json={"data": [{"id": "small"}, {"id": "large"}]})
    found = list_models(
        "http://there/v1/", api_key="k", transport=httpx.MockTransport(lambda _: reply)
    )
    assert found == ("small", "large")
