"""Bodies of replies and of the chunks of a stream, in the two forms of OpenAI's API."""

import json
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from setpoint.protocols import AnswerPart
from setpoint.records import FinishReason
from setpoint.server.account import Tally

Body: TypeAlias = Mapping[str, object]

_FINISH_REASONS = {
    FinishReason.LOOP: "repetition",
    FinishReason.CANCELLED: "length",
    FinishReason.NON_FINITE: "length",
}
"""What clients call an end; the account says more about those that cut an answer off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How one of the two APIs puts an answer.

    Attributes:
        prefix: Of ids.
        whole_name: Of the object that holds a whole reply.
        chunk_name: Of the object that holds a part of a stream.
        opening: A stream's first choice; empty if it begins with text.
        closing: Its last choice, which says why the answer has ended.
        whole: A whole answer's choice.
        part: A part's choice.
    """

    prefix: str
    whole_name: str
    chunk_name: str
    opening: Body
    closing: Body
    whole: Callable[[Tally], Body]
    part: Callable[[AnswerPart], Body]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What all chunks of a reply have in common."""

    form: Form
    model: str
    number: str = field(default_factory=lambda: secrets.token_hex(12))
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, tallies: Sequence[Tally]) -> dict[str, object]:
        """Returns the body of a reply that is not streamed, but for usage."""
        choices = [
            _choice(index, self.form.whole(tally), finish_reason(tally))
            for index, tally in enumerate(tallies)
        ]
        return self._envelope(self.form.whole_name, choices)

    def opening(self, count: int) -> list[dict[str, object]]:
        """Returns the chunks before any text, for so many answers."""
        opening = self.form.opening
        return [self._chunk(index, opening) for index in range(count)] if opening else []

    def part(self, index: int, part: AnswerPart) -> dict[str, object]:
        """Returns the chunk of a piece of text."""
        return self._chunk(index, self.form.part(part))

    def last(self, index: int, tally: Tally) -> dict[str, object]:
        """Returns the chunk that says why an answer has ended."""
        return self._chunk(index, self.form.closing, finish_reason(tally))

    def closing(self) -> dict[str, object]:
        """Returns the chunk without choices, for usage."""
        return self._envelope(self.form.chunk_name, [])

    def _chunk(self, index: int, content: Body, reason: str | None = None) -> dict[str, object]:
        return self._envelope(self.form.chunk_name, [_choice(index, content, reason)])

    def _envelope(self, name: str, choices: Sequence[object]) -> dict[str, object]:
        return {
            "id": f"{self.form.prefix}-{self.number}",
            "object": name,
            "created": self.created,
            "model": self.model,
            "choices": choices,
        }


def finish_reason(tally: Tally) -> str:
    """Returns why an answer has ended, ``repetition`` where it ran in a loop."""
    reason = tally.answer.finish_reason
    return _FINISH_REASONS.get(reason, reason.value)


def event(body: Body) -> str:
    """Returns a server-sent event."""
    return f"data: {json.dumps(body, ensure_ascii=False, separators=(',', ':'))}\n\n"


def _choice(index: int, content: Body, reason: str | None) -> dict[str, object]:
    return {"index": index, **content, "logprobs": None, "finish_reason": reason}


def _message(tally: Tally) -> Body:
    thought = _reasoning(tally.reasoning)
    return {"message": {"role": "assistant", "content": tally.content, **thought}}


def _delta(part: AnswerPart) -> Body:
    content = {"content": part.content} if part.content else {}
    return {"delta": {**(_reasoning(part.reasoning) if part.reasoning else {}), **content}}


def _reasoning(text: str) -> dict[str, str | None]:
    """Returns a thought under both names that clients look for."""
    return {"reasoning": text or None, "reasoning_content": text or None}


CHAT = Form(
    prefix="chatcmpl",
    whole_name="chat.completion",
    chunk_name="chat.completion.chunk",
    opening={"delta": {"role": "assistant", "content": ""}},
    closing={"delta": {}},
    whole=_message,
    part=_delta,
)
TEXT = Form(
    prefix="cmpl",
    whole_name="text_completion",
    chunk_name="text_completion",
    opening={},
    closing={"text": ""},
    whole=lambda tally: {"text": tally.content},
    part=lambda part: {"text": part.content},
)
