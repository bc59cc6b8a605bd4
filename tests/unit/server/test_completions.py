"""Tests of replies, whole and streamed, with a scripted model."""

import pytest
from fakes.chat import ScriptedAnswer, ScriptedChat, ask, client_of, error_of, stream

from setpoint.errors import ServiceClosedError, ServiceFullError, ServiceLoadingError
from setpoint.protocols import AnswerPart
from setpoint.records import Block, FinishReason


def test_a_reply_parts_thought_and_answer() -> None:
    """Both names of the thought are given, and its tokens are counted."""
    reply = ask(client_of())
    message = reply["choices"][0]["message"]
    assert message["content"] == "It is 7."
    assert message["reasoning"] == message["reasoning_content"] == "3 + 4"
    assert reply["usage"] == {
        "prompt_tokens": 5,
        "completion_tokens": 4,
        "total_tokens": 9,
        "completion_tokens_details": {"reasoning_tokens": 2},
    }


def test_a_stream_says_what_a_whole_reply_says() -> None:
    """The role first, the texts, the reason of the end, and the mark of the end."""
    *chunks, end = stream(client_of())
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    assert deltas[0] == {"role": "assistant", "content": ""}
    assert "".join(delta.get("content", "") for delta in deltas) == "It is 7."
    assert "".join(delta.get("reasoning_content", "") for delta in deltas) == "3 + 4"
    assert [chunk["choices"][0]["finish_reason"] for chunk in chunks][-2:] == [None, "stop"]
    assert "usage" not in chunks[-1]
    assert end == "[DONE]"


def test_usage_comes_last_where_it_is_asked_for() -> None:
    """In a chunk without choices; every other chunk has none."""
    *chunks, _ = stream(client_of(), stream_options={"include_usage": True})
    assert chunks[-1]["choices"] == []
    assert chunks[-1]["usage"]["completion_tokens"] == 4
    assert "setpoint" in chunks[-1]
    assert {chunk["usage"] for chunk in chunks[:-1]} == {None}


@pytest.mark.parametrize(
    ("reason", "word"),
    [
        (FinishReason.STOP, "stop"),
        (FinishReason.LENGTH, "length"),
        (FinishReason.LOOP, "repetition"),
    ],
)
def test_the_end_has_a_reason(reason: FinishReason, word: str) -> None:
    """In OpenAI's words where it has one."""
    model = ScriptedChat(answers=[ScriptedAnswer(finish_reason=reason)])
    assert ask(client_of(model))["choices"][0]["finish_reason"] == word


def test_several_answers_have_several_seeds() -> None:
    """The first has the seed asked for, and the same seeds come again."""
    model = ScriptedChat()
    reply = ask(client_of(model), n=3, seed=7)
    ask(client_of(model), n=3, seed=7)
    seeds = [request.seed for request in model.asked]
    assert [choice["index"] for choice in reply["choices"]] == [0, 1, 2]
    assert seeds[0] == 7
    assert len(set(seeds[:3])) == 3
    assert seeds[:3] == seeds[3:]
    assert reply["usage"]["prompt_tokens"] == 5
    assert reply["usage"]["completion_tokens"] == 12


def test_several_answers_share_a_stream() -> None:
    """Each has its role and its end; the account comes once, with the last chunk."""
    *chunks, _ = stream(client_of(), n=2)
    roles = [c["choices"][0]["index"] for c in chunks if "role" in c["choices"][0]["delta"]]
    ends = [c["choices"][0]["index"] for c in chunks if c["choices"][0]["finish_reason"]]
    assert roles == [0, 1]
    assert sorted(ends) == [0, 1]
    assert [index for index, chunk in enumerate(chunks) if "setpoint" in chunk] == [len(chunks) - 1]


def test_a_request_without_a_seed_gets_a_fresh_one() -> None:
    """The reply names it, so that the answer can be had again."""
    client = client_of()
    seeds = {ask(client)["setpoint"]["sampling"]["seed"] for _ in range(5)}
    assert len(seeds) == 5


@pytest.mark.parametrize(
    ("refusal", "status", "kind"),
    [
        (ServiceFullError("64 answers wait already."), 429, "rate_limit_error"),
        (ServiceClosedError("the service is closed."), 503, "server_error"),
        (ServiceLoadingError("the model is still being loaded."), 503, "server_error"),
    ],
)
def test_a_service_that_takes_no_more_says_when_to_return(
    refusal: ServiceFullError, status: int, kind: str
) -> None:
    """Also to who wants a stream: it has not begun."""
    client = client_of(ScriptedChat(answers=[], refusal=refusal))
    for is_streamed in (False, True):
        error = error_of(client, status, stream=is_streamed)
        assert error["type"] == kind
    reply = client.post(
        "/v1/chat/completions", json={"messages": [{"role": "user", "content": "x"}]}
    )
    assert int(reply.headers["retry-after"]) >= 1


def test_answers_of_a_refused_request_are_not_made() -> None:
    """The second of two finds no place: the first is cancelled."""
    first = ScriptedAnswer()
    model = ScriptedChat(answers=[first], refusal=ServiceFullError("full."))
    error_of(client_of(model), 429, n=2)
    assert first.cancelled.is_set()


def test_a_failure_tells_no_secrets() -> None:
    """What broke is for the log."""
    model = ScriptedChat(answers=[ScriptedAnswer(failure=RuntimeError("/secret/path"))])
    assert error_of(client_of(model), 500)["message"] == "the server failed."


def test_a_failure_ends_a_stream_in_order() -> None:
    """An error instead of the account, and the mark of the end."""
    model = ScriptedChat(answers=[ScriptedAnswer(failure=RuntimeError("broken"))])
    chunks = stream(client_of(model))
    assert chunks[-2]["error"]["type"] == "server_error"
    assert chunks[-1] == "[DONE]"


def test_a_thought_that_uses_all_tokens_is_named() -> None:
    """Else it looks like an empty answer."""
    parts = (AnswerPart(block=Block.THINK), AnswerPart(reasoning="Hm"))
    answer = ScriptedAnswer(parts=parts, finish_reason=FinishReason.LENGTH)
    (warning,) = ask(client_of(ScriptedChat(answers=[answer])))["setpoint"]["warnings"]
    assert "its thought used all tokens" in warning
