"""A chat model that says what a test has written, and answers read back from its server."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from fastapi.testclient import TestClient

from setpoint.errors import SetpointError
from setpoint.protocols import AnswerPart, ChatRequest
from setpoint.records import Block, FinishReason
from setpoint.server.app import build_app
from setpoint.server.completions import Serving
from setpoint.server.settings import Profile

THINKS_AND_ANSWERS = (
    AnswerPart(block=Block.THINK),
    AnswerPart(reasoning="3 + 4"),
    AnswerPart(block=Block.THINK),
    AnswerPart(block=Block.PROSE),
    AnswerPart(content="It is "),
    AnswerPart(block=Block.MATH),
    AnswerPart(content="7."),
)


@dataclass(slots=True, kw_only=True)
class ScriptedAnswer:
    """See `protocols.LiveAnswer`.

    Attributes:
        failure: Raised behind the last part.
        stays: Waits behind the last part until it is cancelled.
    """

    parts: Sequence[AnswerPart] = THINKS_AND_ANSWERS
    finish_reason: FinishReason = FinishReason.STOP
    prompt_tokens: int = 5
    rescues: int = 0
    failure: Exception | None = None
    stays: bool = False
    cancelled: Event = field(default_factory=Event)

    def __iter__(self) -> Iterator[AnswerPart]:
        """Yields the script."""
        yield from self.parts
        if self.stays:
            self.cancelled.wait(30)
        if self.failure:
            raise self.failure

    def cancel(self) -> None:
        """Is remembered."""
        self.cancelled.set()


@dataclass(slots=True, kw_only=True)
class ScriptedChat:
    """See `protocols.ChatModel`; gives its answers in turn, the last one again and again.

    Attributes:
        asked: All requests so far.
        refusal: Raised instead of the answer behind the last.
    """

    answers: Sequence[ScriptedAnswer] = field(default_factory=lambda: [ScriptedAnswer()])
    default_sampling: Mapping[str, float] = field(default_factory=dict)
    refusal: SetpointError | None = None
    asked: list[ChatRequest] = field(default_factory=list)
    is_closed: bool = False

    def start(self, request: ChatRequest) -> ScriptedAnswer:
        """Gives the next answer."""
        place = len(self.asked)
        self.asked.append(request)
        if self.refusal and place >= len(self.answers):
            raise self.refusal
        return self.answers[min(place, len(self.answers) - 1)]

    def close(self) -> None:
        """Is remembered."""
        self.is_closed = True


def client_of(
    model: ScriptedChat | None = None,
    *,
    profile: Profile | None = None,
    api_key: str | None = None,
) -> TestClient:
    """Returns a client of a server with this model, called ``fake``."""
    serving = Serving(
        model=model or ScriptedChat(), name="fake", profile=profile or Profile(), api_key=api_key
    )
    return TestClient(build_app(serving), raise_server_exceptions=False)


def ask(client: TestClient, **fields: object) -> Any:  # noqa: ANN401 - JSON
    """Returns the body of a successful reply."""
    reply = client.post("/v1/chat/completions", json=body(**fields))
    assert reply.status_code == 200, reply.text
    return reply.json()


def error_of(client: TestClient, status: int, **fields: object) -> Any:  # noqa: ANN401 - JSON
    """Returns the error of a refused request."""
    reply = client.post("/v1/chat/completions", json=body(**fields))
    assert reply.status_code == status, reply.text
    return reply.json()["error"]


def stream(client: TestClient, **fields: object) -> list[Any]:
    """Returns the chunks of a stream, the last one as the text that ends it."""
    reply = client.post("/v1/chat/completions", json=body(stream=True, **fields))
    assert reply.headers["content-type"].startswith("text/event-stream")
    lines = [line.removeprefix("data: ") for line in reply.text.split("\n\n") if line]
    return [*map(json.loads, lines[:-1]), lines[-1]]


def body(**fields: object) -> dict[str, object]:
    """Returns the body of a request."""
    return {"messages": [{"role": "user", "content": "What is 3 + 4?"}], **fields}
