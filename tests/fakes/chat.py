"""A chat model that says what a test has written, and answers read back from its server."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Event
from typing import Any

from fastapi.testclient import TestClient

from setpoint.errors import SetpointError
from setpoint.protocols import (
    AnswerPart,
    ChatRequest,
    MemoryUse,
    Rewind,
    ServiceLoad,
    ServiceState,
)
from setpoint.records import Block, FinishReason, Sampling
from setpoint.server.app import build_app
from setpoint.server.memory_guard import MemoryGuard
from setpoint.server.serving import Serving
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
        sampling: Of the request; gives parts that have no temperature theirs.
    """

    parts: Iterable[AnswerPart] = THINKS_AND_ANSWERS
    finish_reason: FinishReason = FinishReason.STOP
    prompt_tokens: int = 5
    rescues: int = 0
    rewinds: Sequence[Rewind] = ()
    failure: Exception | None = None
    stays: bool = False
    cancelled: Event = field(default_factory=Event)
    sampling: Sampling = field(default_factory=lambda: Sampling(temperature=0.0))

    def __iter__(self) -> Iterator[AnswerPart]:
        """Yields the script."""
        for part in self.parts:
            if part.block is None or part.temperature:
                yield part
            else:
                yield replace(part, temperature=self.sampling.within(part.block).temperature)
        if self.stays:
            self.cancelled.wait(30)
        if self.failure:
            raise self.failure

    def cancel(self) -> None:
        """Is remembered."""
        self.cancelled.set()


@dataclass(slots=True, kw_only=True)
class ScriptedChat:
    """See `protocols.ChatModel` and `MemoryRelief`; gives its answers in turn, the last for ever.

    Attributes:
        asked: All requests so far.
        refusal: Raised instead of the answer behind the last.
        relief: All that was done about memory, in order.
    """

    answers: Sequence[ScriptedAnswer] = field(default_factory=lambda: [ScriptedAnswer()])
    default_sampling: Mapping[str, float] = field(default_factory=dict)
    refusal: SetpointError | None = None
    asked: list[ChatRequest] = field(default_factory=list)
    state: ServiceState = ServiceState.READY
    load: ServiceLoad = field(default_factory=ServiceLoad)
    relief: list[tuple[float, float] | str] = field(default_factory=list)
    is_closed: bool = False

    def start(self, request: ChatRequest) -> ScriptedAnswer:
        """Gives the next answer."""
        place = len(self.asked)
        self.asked.append(request)
        if self.refusal and place >= len(self.answers):
            raise self.refusal
        answer = self.answers[min(place, len(self.answers) - 1)]
        answer.sampling = request.sampling
        return answer

    def close(self, *, drain_seconds: float = 0.0) -> None:
        """Is remembered."""
        self.is_closed = drain_seconds == 0

    def adjust(self, *, cooling: float, rows_share: float) -> None:
        """Is remembered."""
        self.relief.append((cooling, rows_share))

    def empty_cache(self) -> None:
        """Is remembered."""
        self.relief.append("emptied")


class ScriptedMemory:
    """See `protocols.MemoryProbe`; gives its shares in turn, the last again and again."""

    def __init__(self, *shares: float) -> None:
        self._shares = list(shares)

    def __call__(self) -> MemoryUse:
        """Gives the next share."""
        share = self._shares.pop(0) if len(self._shares) > 1 else self._shares[0]
        return MemoryUse(share=share, memory="the device's memory")


def serving_of(model: ScriptedChat | None = None, **settings: Any) -> Serving:  # noqa: ANN401 - passed on
    """Returns what serves this model, called ``fake``; settings are those of `Serving`."""
    model = model or ScriptedChat()
    guard = MemoryGuard(ScriptedMemory(0.5), model, short_answer=100)
    settings = {"profile": Profile(), "guard": guard, **settings}
    return Serving(model=model, name="fake", **settings)


def client_of(model: ScriptedChat | None = None, **settings: Any) -> TestClient:  # noqa: ANN401 - as above
    """Returns a client of a server with this model; see `serving_of`."""
    return client_for(serving_of(model, **settings))


def client_for(serving: Serving) -> TestClient:
    """Returns a client of a server."""
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
    """Returns the chunks of a streamed answer; see `read_stream`."""
    reply = client.post("/v1/chat/completions", json=body(stream=True, **fields))
    assert reply.headers["content-type"].startswith("text/event-stream")
    return read_stream(reply.text)


def read_stream(text: str) -> list[Any]:
    """Returns the chunks of a stream, the last one as the text that ends it."""
    lines = [line.removeprefix("data: ") for line in text.split("\n\n") if line]
    return [*map(json.loads, lines[:-1]), lines[-1]]


def body(**fields: object) -> dict[str, object]:
    """Returns the body of a request."""
    return {"messages": [{"role": "user", "content": "What is 3 + 4?"}], **fields}
