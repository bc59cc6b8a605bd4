"""A conversation: what is asked of the API, how an answer grows, and what the page shows of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from setpoint.records import Language
from setpoint.server.page.markdown import harmless
from setpoint.server.page.words import Words
from setpoint.server.wire import PresetName
from setpoint.suites.nano.wording import STEPS

BY_BLOCK = "blocks"
"""The choice that gives every block a temperature of its own."""

AUTO = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one side has said.

    Attributes:
        account: The reply's ``setpoint`` object; empty until the answer is over.
        finish_reason: Why the answer ended; empty before.
    """

    role: str
    content: str = ""
    reasoning: str = ""
    account: Mapping[str, Any] = field(default_factory=dict)
    finish_reason: str = ""


def sampling_fields(choice: str, kind: str, levels: Mapping[str, float]) -> dict[str, object]:
    """Returns the fields of a request that decide its temperatures."""
    task: dict[str, object] = {"kind": kind} if kind else {}
    if choice == BY_BLOCK:
        return {**task, "temperature": levels["prose"], "temperatures": dict(levels)}
    is_preset = choice in get_args(PresetName)  # else it is what the API does unasked
    return {**task, "preset": choice} if is_preset else task


def messages(turns: Sequence[Turn], *, in_steps: bool) -> list[dict[str, str]]:
    """Returns a conversation as the API takes it, its last question perhaps in the step format."""
    said = [{"role": turn.role, "content": turn.content} for turn in turns]
    if in_steps:
        said[-1]["content"] = with_steps(said[-1]["content"])
    return said


def with_steps(question: str) -> str:
    """Returns a question that asks for numbered steps, in its own language."""
    is_chinese = any("\u4e00" <= character <= "\u9fff" for character in question)
    return f"{question}\n\n{STEPS[Language.ZH if is_chinese else Language.EN]}"


def grown(turn: Turn, chunk: Mapping[str, Any]) -> Turn:
    """Returns an answer with what a chunk adds to it."""
    for choice in chunk["choices"]:
        delta = choice["delta"]
        turn = replace(
            turn,
            content=turn.content + (delta.get("content") or ""),
            reasoning=turn.reasoning + (delta.get("reasoning") or ""),
            finish_reason=choice["finish_reason"] or turn.finish_reason,
        )
    return replace(turn, account=chunk["setpoint"]) if chunk.get("setpoint") else turn


def shown(
    turns: Sequence[Turn], words: Words, *, is_running: bool = False
) -> list[dict[str, object]]:
    """Returns the messages of a `gradio.Chatbot`: thoughts are messages that can be folded."""
    shown: list[dict[str, object]] = []
    for turn in turns:
        is_growing = is_running and turn is turns[-1]
        if turn.reasoning:
            is_thinking = is_growing and not turn.content
            title = words["thinking"] if is_thinking else words["thought"]
            status = "pending" if is_thinking else "done"
            fold = {"title": title, "status": status}
            shown.append({**_message(turn.role, turn.reasoning), "metadata": fold})
        if turn.content or not turn.reasoning:
            shown.append(_message(turn.role, turn.content or "…"))
    return shown


def turn_of_message(turns: Sequence[Turn], place: int) -> int:
    """Returns the number of the turn that a message of `shown` belongs to."""
    return list(_owners(turns))[place]


def _owners(turns: Sequence[Turn]) -> Iterator[int]:
    for number, turn in enumerate(turns):
        if turn.reasoning:
            yield number
        if turn.content or not turn.reasoning:
            yield number


def _message(role: str, text: str) -> dict[str, object]:
    return {"role": role, "content": [{"type": "text", "text": harmless(text)}]}
