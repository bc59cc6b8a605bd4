"""Tests of continued texts: ``/v1/completions``."""

from typing import Any

import pytest
from fakes.chat import ScriptedAnswer, ScriptedChat, client_of, read_stream

from setpoint.errors import ContextFullError
from setpoint.protocols import AnswerPart
from setpoint.records import Block

PARTS = (
    AnswerPart(block=Block.PROSE),
    AnswerPart(content="Once "),
    AnswerPart(block=Block.PROSE),
    AnswerPart(content="more."),
)


def model_of() -> ScriptedChat:
    """Returns a model that continues every text in the same way."""
    return ScriptedChat(answers=[ScriptedAnswer(parts=PARTS)])


def ask(model: ScriptedChat, **fields: object) -> Any:  # noqa: ANN401 - JSON
    """Returns the body of a successful reply."""
    reply = client_of(model).post("/v1/completions", json={"prompt": "Say:", **fields})
    assert reply.status_code == 200, reply.text
    return reply.json()


def test_a_text_is_continued() -> None:
    """In the form of the older API, with our account."""
    model = model_of()
    reply = ask(model, max_tokens=7, temperature=0.4)
    assert reply["object"] == "text_completion"
    assert reply["id"].startswith("cmpl-")
    assert reply["choices"] == [
        {"index": 0, "text": "Once more.", "logprobs": None, "finish_reason": "stop"}
    ]
    assert reply["usage"]["completion_tokens"] == 2
    assert reply["setpoint"]["blocks"] == [{"block": "prose", "temperature": 0.4, "tokens": 2}]
    (asked,) = model.asked
    assert (asked.text, asked.messages, asked.max_new_tokens) == ("Say:", (), 7)


def test_a_stream_says_what_a_whole_reply_says() -> None:
    """It begins with text, for there is no role to name."""
    prompt = {"prompt": "Say:", "stream": True, "stream_options": {"include_usage": True}}
    reply = client_of(model_of()).post("/v1/completions", json=prompt)
    *chunks, end = read_stream(reply.text)
    assert {chunk["object"] for chunk in chunks} == {"text_completion"}
    texts = [choice["text"] for chunk in chunks for choice in chunk["choices"]]
    assert texts == ["Once ", "more.", ""]
    assert chunks[-2]["choices"][0]["finish_reason"] == "stop"
    assert chunks[-1]["usage"]["completion_tokens"] == 2
    assert end == "[DONE]"


def test_several_prompts_have_several_answers_each() -> None:
    """In the order of the prompts, with seeds of their own; each prompt counts once."""
    model = model_of()
    reply = ask(model, prompt=["a", "b"], n=2, seed=5)
    assert [choice["index"] for choice in reply["choices"]] == [0, 1, 2, 3]
    assert [asked.text for asked in model.asked] == ["a", "a", "b", "b"]
    assert len({asked.seed for asked in model.asked}) == 4
    assert model.asked[0].seed == 5
    assert reply["usage"]["prompt_tokens"] == 10


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("prompt", []),
        ("prompt", [1, 2]),
        ("prompt", None),
        ("echo", True),
        ("suffix", "end"),
        ("best_of", 2),
        ("logprobs", 5),
        ("temperature", 3),
    ],
)
def test_a_wrong_field_is_named(field: str, value: object) -> None:
    """With 400, before anything is begun."""
    model = model_of()
    reply = client_of(model).post("/v1/completions", json={"prompt": "Say:", field: value})
    assert reply.status_code == 400
    assert reply.json()["error"]["param"].split(".")[0] == field
    assert not model.asked


def test_a_text_beyond_the_context_is_refused() -> None:
    """The field at fault is the prompt."""
    refusal = ContextFullError(prompt_tokens=600, limit=512)
    model = ScriptedChat(answers=[], refusal=refusal)
    error = client_of(model).post("/v1/completions", json={"prompt": "x"}).json()["error"]
    assert (error["param"], error["n_prompt_tokens"]) == ("prompt", 600)
