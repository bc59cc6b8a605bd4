"""Tests that an answer is told what guards have changed in it."""

from collections.abc import Iterator

from fakes.chat import (
    ScriptedAnswer,
    ScriptedChat,
    ScriptedMemory,
    ask,
    client_for,
    client_of,
    serving_of,
    stream,
)

from setpoint.protocols import AnswerPart, Rewind
from setpoint.records import Block, FinishReason
from setpoint.server.memory_guard import MemoryGuard
from setpoint.server.serving import Serving


def short_of_memory(model: ScriptedChat, *, looks: int) -> Serving:
    """Returns a server whose guard has found the memory full so often."""
    guard = MemoryGuard(ScriptedMemory(0.95), model, short_answer=3)
    for _ in range(looks):
        guard.look()
    return serving_of(model, guard=guard)


def test_a_cooled_answer_says_so() -> None:
    """In its guards and its warnings, and with the temperatures that were used."""
    parts = (
        AnswerPart(block=Block.PROSE, temperature=0.6),
        AnswerPart(block=Block.PROSE, temperature=0.5),
        AnswerPart(content="ab"),
    )
    model = ScriptedChat(answers=[ScriptedAnswer(parts=parts)])
    account = ask(client_for(short_of_memory(model, looks=1)), temperature=0.6)["setpoint"]
    assert account["sampling"]["temperature"] == 0.6
    assert account["blocks"] == [
        {"block": "prose", "temperature": 0.6, "tokens": 1},
        {"block": "prose", "temperature": 0.5, "tokens": 1},
    ]
    (guard,) = account["guards"]
    assert guard["guard"] == "memory"
    assert guard["action"] == "temperatures of running and new answers lowered by 0.1"
    assert guard["reason"] == "95% of the device's memory is taken"
    assert len(account["warnings"]) == 1


def test_a_stream_is_told_of_what_came_while_it_ran() -> None:
    """Its account is made at its end."""
    model = ScriptedChat()
    serving = short_of_memory(model, looks=0)

    def parts() -> Iterator[AnswerPart]:
        yield AnswerPart(block=Block.PROSE)
        serving.guard.look()
        yield AnswerPart(content="a")

    model.answers = [ScriptedAnswer(parts=parts())]
    *chunks, _ = stream(client_for(serving))
    assert [guard["guard"] for guard in chunks[-1]["setpoint"]["guards"]] == ["memory"]


def test_short_answers_are_capped_and_told() -> None:
    """The cap reaches the model; where it has cut the answer off, that is named."""
    parts = (*(AnswerPart(block=Block.PROSE),) * 3, AnswerPart(content="abc"))
    answer = ScriptedAnswer(parts=parts, finish_reason=FinishReason.LENGTH)
    model = ScriptedChat(answers=[answer])
    client = client_for(short_of_memory(model, looks=11))
    warnings = [ask(client, **fields)["setpoint"]["warnings"] for fields in ({}, {"max_tokens": 2})]
    assert [asked.max_new_tokens for asked in model.asked] == [3, 2]
    assert "was cut off after 3 tokens, because memory is short" in warnings[0][0]
    assert not any("cut off" in warning for warning in warnings[1])


def test_a_rewind_is_told() -> None:
    """With what was taken back, and what came after it."""
    rewinds = (Rewind(kept=30, dropped=200, heat=0.2), Rewind(kept=40, dropped=100, heat=0.4))
    answer = ScriptedAnswer(rewinds=rewinds, finish_reason=FinishReason.LOOP)
    guards = ask(client_of(ScriptedChat(answers=[answer])))["setpoint"]["guards"]
    assert [guard["action"] for guard in guards] == ["rewound", "rewound", "stopped"]
    assert "200 tokens of a loop were taken back behind token 30" in guards[0]["reason"]


def test_rewinds_are_for_those_who_ask() -> None:
    """The request decides, else the server."""
    for default, field, expected in (
        ("stop", None, 0),
        ("stop", "rewind", 2),
        ("rewind", None, 2),
        ("rewind", "stop", 0),
    ):
        model = ScriptedChat()
        ask(client_of(model, on_repetition=default), on_repetition=field)
        assert model.asked[0].most_rewinds == expected


def test_an_answer_that_a_stop_has_ended_says_so() -> None:
    """Its end is one that clients know."""
    answer = ScriptedAnswer(finish_reason=FinishReason.CANCELLED)
    reply = ask(client_of(ScriptedChat(answers=[answer])))
    assert reply["choices"][0]["finish_reason"] == "length"
    (warning,) = reply["setpoint"]["warnings"]
    assert "the server is stopping" in warning
