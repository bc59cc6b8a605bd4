"""Tests of turns: what is asked, how they grow, what is shown."""

import pytest
from fakes.web import EN

from setpoint.records import Language
from setpoint.server.page.conversation import (
    Turn,
    grown,
    messages,
    sampling_fields,
    shown,
    turn_of_message,
)
from setpoint.server.wire import ChatBody
from setpoint.suites.nano.wording import STEPS

LEVELS = {"think": 0.6, "code": 0.5, "plot": 0.6, "math": 0.5, "prose": 0.7}
TALK = [
    Turn(role="user", content="a"),
    Turn(role="assistant", content="b", reasoning="r"),
    Turn(role="user", content="c"),
    Turn(role="assistant", reasoning="s"),
]


@pytest.mark.parametrize(
    "choice", ["auto", "deterministic", "exact", "reasoning", "creative", "blocks"]
)
def test_every_choice_is_a_request_that_the_api_takes(choice: str) -> None:
    """With a kind of task and without."""
    for kind in ("", "math", "code", "logic"):
        fields = sampling_fields(choice, kind, LEVELS)
        body = {"messages": [{"role": "user", "content": "a"}], **fields}
        request = ChatBody.model_validate(body)
        assert request.kind == (kind or None)
        assert (request.temperatures is not None) == (choice == "blocks")


@pytest.mark.parametrize(
    ("question", "language"), [("How many?", Language.EN), ("求第9项。", Language.ZH)]
)
def test_steps_are_asked_for_in_the_questions_language(question: str, language: Language) -> None:
    """Of the last question only; the turn itself stays as it was typed."""
    turns = [*TALK[:2], Turn(role="user", content=question)]
    said = messages(turns, in_steps=True)
    assert [message["content"] for message in said] == [
        "a",
        "b",
        f"{question}\n\n{STEPS[language]}",
    ]
    assert messages(turns, in_steps=False)[-1]["content"] == question


def test_thoughts_are_not_sent_again() -> None:
    """As the model's template wants it."""
    assert messages(TALK[:2], in_steps=False)[1] == {"role": "assistant", "content": "b"}


def test_an_answer_grows_by_chunks() -> None:
    """Thought, text, reason and account, each where it comes."""
    turn = Turn(role="assistant")
    for delta, reason in (({"reasoning": "r"}, None), ({"content": "x"}, None), ({}, "stop")):
        turn = grown(turn, {"choices": [{"delta": delta, "finish_reason": reason}]})
    turn = grown(turn, {"choices": [], "setpoint": {"guards": []}})
    expected = Turn(
        role="assistant", reasoning="r", content="x", finish_reason="stop", account={"guards": []}
    )
    assert turn == expected


def test_a_thought_is_open_only_while_it_is_thought() -> None:
    """It folds when the answer begins, and when it is stopped."""
    titles = {
        is_running: [
            each["metadata"]
            for each in shown(TALK, EN, is_running=is_running)
            if "metadata" in each
        ]
        for is_running in (True, False)
    }
    done = {"title": EN["thought"], "status": "done"}
    assert titles[True] == [done, {"title": EN["thinking"], "status": "pending"}]
    assert titles[False] == [done, done]


def test_every_message_belongs_to_its_turn() -> None:
    """A turn with a thought has two messages."""
    places = range(len(shown(TALK, EN)))
    assert [turn_of_message(TALK, place) for place in places] == [0, 1, 1, 2, 3]


def test_hostile_text_is_shown_as_text() -> None:
    """In the answer and in the thought."""
    attack = "<img src=x onerror=alert(1)>"
    turns = [Turn(role="assistant", content=attack, reasoning=f"</think>{attack}")]
    assert "<img" not in str(shown(turns, EN))
    assert "</think" not in str(shown(turns, EN))
