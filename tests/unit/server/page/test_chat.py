"""Tests of the chat's handlers."""

import asyncio
from contextlib import aclosing

import gradio as gr
import pytest
from fakes.chat import ScriptedAnswer, ScriptedChat
from fakes.web import EN, VISITOR, api_of, collect

from setpoint.errors import ServiceFullError
from setpoint.protocols import AnswerPart
from setpoint.records import Block
from setpoint.server.page.chat import Chat, View
from setpoint.server.page.conversation import Turn

ASKED = [Turn(role="user", content="What is 3 + 4?")]
ATTACK = "<img src=x onerror=alert(1)><think>"


def answer(model: ScriptedChat, *controls: object, turns: list[Turn] | None = None) -> View:
    """Returns what the page shows at the end of an answer."""
    settings = controls or ("auto", "", False, None, None)
    chat = Chat(api=api_of(model), words=EN)
    levels = (0.6, 0.5, 0.6, 0.5, 0.7)
    return collect(chat.answer(VISITOR, turns or ASKED, *settings, *levels))[-1]  # type: ignore[arg-type]


def test_an_answer_is_shown_with_its_thought_and_its_account() -> None:
    """The turns hold the bare texts."""
    shown, turns, account = answer(ScriptedChat())
    assert [message["role"] for message in shown] == ["user", "assistant", "assistant"]
    assert (turns[-1].reasoning, turns[-1].content) == ("3 + 4", "It is 7.")
    assert "T = " in account


def test_the_settings_are_asked_for() -> None:
    """By block, with a seed, a cap and the step format."""
    model = ScriptedChat()
    answer(model, "blocks", "math", True, 5.0, 20.0)  # noqa: FBT003 - as Gradio calls it
    (request,) = model.asked
    assert dict(request.sampling.blocks)[Block.CODE] == 0.5
    assert (request.seed, request.max_new_tokens) == (5, 20)
    assert "【Step 1】" in request.messages[-1]["content"]


def test_warnings_are_shown() -> None:
    """As for a creative answer to a task with a right answer."""
    shown = answer(ScriptedChat(), "creative", "math", False, 1.0, 9.0)  # noqa: FBT003 - as above
    assert "above 0.7" in shown[2]


def test_a_refusal_leaves_the_question() -> None:
    """And says why."""
    model = ScriptedChat(answers=(), refusal=ServiceFullError("too many wait."))
    _, turns, account = answer(model)
    assert turns == ASKED
    assert "too many wait." in account


def test_hostile_text_becomes_no_html() -> None:
    """Neither among the messages nor in the account."""
    parts = (AnswerPart(block=Block.PROSE), AnswerPart(content=ATTACK))
    shown, _, account = answer(ScriptedChat(answers=[ScriptedAnswer(parts=parts)]))
    assert "<img" not in f"{shown}{account}"
    assert "<think" not in f"{shown}{account}"


def test_leaving_ends_the_answer() -> None:
    """As the stop button does."""
    scripted = ScriptedAnswer(stays=True)
    chat = Chat(api=api_of(ScriptedChat(answers=[scripted])), words=EN)

    async def leave_early() -> None:
        growth = chat.answer(VISITOR, ASKED, "auto", "", False, None, None, 0, 0, 0, 0, 0)  # noqa: FBT003
        async with aclosing(growth):
            async for _ in growth:
                break

    asyncio.run(leave_early())
    assert scripted.cancelled.is_set()


def test_an_edit_forgets_what_came_after_it() -> None:
    """The place is that of a message, and thoughts are messages, too."""
    chat = Chat(api=api_of(), words=EN)
    turns = [
        *ASKED,
        Turn(role="assistant", content="7", reasoning="hm"),
        Turn(role="user", content="And 4 + 4?"),
        Turn(role="assistant", content="8"),
    ]
    edit = gr.EditData(None, {"index": 3, "value": "And \u2060<b>4 + 5?", "previous_value": ""})
    assert chat.edit(turns, edit)[1] == [*turns[:2], Turn(role="user", content="And <b>4 + 5?")]
    assert chat.drop_answer(turns)[1] == turns[:3]


def test_nothing_is_asked_without_a_question() -> None:
    """A blank one changes nothing."""
    with pytest.raises(gr.Error):
        Chat(api=api_of(), words=EN).ask(" \n", [])
