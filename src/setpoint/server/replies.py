"""Bodies of replies and of the chunks of a stream, in OpenAI's form."""

import json
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from setpoint.protocols import AnswerPart
from setpoint.records import FinishReason
from setpoint.server.account import Tally

_FINISH_REASONS = {FinishReason.LOOP: "repetition"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What all chunks of a reply have in common."""

    model: str
    id: str = field(default_factory=lambda: f"chatcmpl-{secrets.token_hex(12)}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, tallies: Sequence[Tally]) -> dict[str, object]:
        """Returns the body of a reply that is not streamed, but for usage."""
        choices = [
            {
                "index": index,
                "message": {
                    "role": "assistant",
                    "content": tally.content,
                    **_reasoning(tally.reasoning),
                },
                "logprobs": None,
                "finish_reason": finish_reason(tally),
            }
            for index, tally in enumerate(tallies)
        ]
        return self._envelope("chat.completion", choices)

    def first(self, index: int) -> dict[str, object]:
        """Returns the chunk that names the role."""
        return self._chunk(index, {"role": "assistant", "content": ""})

    def part(self, index: int, part: AnswerPart) -> dict[str, object]:
        """Returns the chunk of a piece of text."""
        content = {"content": part.content} if part.content else {}
        thought = _reasoning(part.reasoning) if part.reasoning else {}
        return self._chunk(index, {**thought, **content})

    def last(self, index: int, tally: Tally) -> dict[str, object]:
        """Returns the chunk that says why an answer has ended."""
        return self._chunk(index, {}, finish_reason(tally))

    def closing(self) -> dict[str, object]:
        """Returns the chunk without choices, for usage."""
        return self._envelope("chat.completion.chunk", [])

    def _chunk(
        self, index: int, delta: Mapping[str, object], reason: str | None = None
    ) -> dict[str, object]:
        choice = {"index": index, "delta": delta, "logprobs": None, "finish_reason": reason}
        return self._envelope("chat.completion.chunk", [choice])

    def _envelope(self, kind: str, choices: Sequence[object]) -> dict[str, object]:
        return {
            "id": self.id,
            "object": kind,
            "created": self.created,
            "model": self.model,
            "choices": choices,
        }


def finish_reason(tally: Tally) -> str:
    """Returns why an answer has ended, ``repetition`` where it ran in a loop."""
    reason = tally.answer.finish_reason
    return _FINISH_REASONS.get(reason, reason.value)


def event(body: Mapping[str, object]) -> str:
    """Returns a server-sent event."""
    return f"data: {json.dumps(body, ensure_ascii=False, separators=(',', ':'))}\n\n"


def _reasoning(text: str) -> dict[str, str | None]:
    """Returns a thought under both names that clients look for."""
    return {"reasoning": text or None, "reasoning_content": text or None}
