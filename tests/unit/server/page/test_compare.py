"""Tests of one question at several temperatures."""

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass

import pytest
from fakes.chat import ScriptedAnswer, ScriptedChat
from fakes.web import EN, VISITOR, api_of, collect

from setpoint.errors import ServiceFullError
from setpoint.protocols import AnswerPart, ChatRequest
from setpoint.records import Block
from setpoint.server.page.compare import Comparison

NO_KEY = ("", "math", "", "")


@dataclass(slots=True, kw_only=True)
class ByTemperature(ScriptedChat):
    """Has an answer for some temperatures, and no room for others."""

    given: Mapping[float, ScriptedAnswer]

    def start(self, request: ChatRequest) -> ScriptedAnswer:
        """Gives the answer of the request's temperature."""
        self.asked.append(request)
        if request.sampling.temperature not in self.given:
            raise ServiceFullError("too many wait.")
        return self.given[request.sampling.temperature]


def says(*words: str) -> ScriptedAnswer:
    """Returns an answer of some pieces."""
    pieces = [AnswerPart(block=Block.PROSE, content=word) for word in words]
    return ScriptedAnswer(parts=pieces)


def compare(model: ScriptedChat, levels: list[float], *key: str) -> str:
    """Returns what the page shows at the end."""
    comparison = Comparison(api=api_of(model), words=EN)
    steps = comparison.compare(VISITOR, "What is 3 + 4?", levels, 7, 20, False, *(key or NO_KEY))  # noqa: FBT003
    return collect(steps)[-1]


def test_every_temperature_is_asked_with_the_same_seed() -> None:
    """From the coldest to the hottest, in the order in which they are shown."""
    model = ScriptedChat()
    shown = compare(model, [0.9, 0.1])
    assert sorted(request.sampling.temperature for request in model.asked) == [0.1, 0.9]
    assert {request.seed for request in model.asked} == {7}
    assert shown.index("T = 0.1") < shown.index("T = 0.9")


def test_it_is_shown_where_answers_part() -> None:
    """And how many pieces they share."""
    given = {0.1: says("a", "b", "c"), 0.9: says("a", "b", "d")}
    shown = compare(ByTemperature(given=given), [0.1, 0.9])
    assert "the same for the first 2 pieces" in shown
    assert "2 different texts of 2" in shown
    assert "parts from T = 0.1 after 2 pieces" in shown


def test_answers_are_checked_against_a_key() -> None:
    """Each by itself."""
    given = {0.1: says("The answer is 7."), 0.9: says("The answer is 8.")}
    shown = compare(ByTemperature(given=given), [0.1, 0.9], "", "math", "7", "")
    assert "sp-CORRECT" in shown
    assert "sp-WRONG" in shown


@pytest.mark.parametrize("levels", [[], [0.1 * step for step in range(13)]])
def test_one_to_twelve_temperatures_are_taken(levels: list[float]) -> None:
    """Others are refused before anything is asked."""
    model = ScriptedChat()
    assert "1 to 12" in compare(model, levels)
    assert not model.asked


def test_a_refusal_of_one_leaves_the_others() -> None:
    """It is shown in its place."""
    shown = compare(ByTemperature(given={0.9: says("a")}), [0.1, 0.9])
    assert "too many wait." in shown
    assert ">a</span>" in shown


def test_hostile_text_becomes_no_html() -> None:
    """However it is cut."""
    shown = compare(ScriptedChat(answers=[says("<img src=x ", "onerror=alert(1)>")]), [0.1, 0.9])
    assert "<img" not in shown


def test_leaving_ends_all_answers() -> None:
    """As the stop button does."""
    given = {level: ScriptedAnswer(stays=True) for level in (0.1, 0.9)}
    comparison = Comparison(api=api_of(ByTemperature(given=given)), words=EN)

    async def leave_early() -> None:
        steps = comparison.compare(VISITOR, "a", [0.1, 0.9], 0, 9, False, *NO_KEY)  # noqa: FBT003
        async with aclosing(steps):
            async for _ in steps:
                break

    asyncio.run(leave_early())
    assert all(answer.cancelled.is_set() for answer in given.values())
