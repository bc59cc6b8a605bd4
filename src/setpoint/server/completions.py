"""Answers chat requests, whole or as a stream."""

import asyncio
import hashlib
import logging
import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from setpoint.errors import SetpointError
from setpoint.protocols import ChatModel, ChatRequest, LiveAnswer
from setpoint.server.account import Tally, setpoint, usage
from setpoint.server.failures import BadRequestError, UnknownModelError, describe
from setpoint.server.following import follow
from setpoint.server.replies import Reply, event
from setpoint.server.settings import Profile, Settings, settle
from setpoint.server.wire import ChatCompletionRequest, read_request

_KEEP_ALIVE_SECONDS = 10.0
_CLIENT_CLOSED = 499
_MOST_BYTES = 16 * 2**20
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What is served.

    Attributes:
        name: Of the model, as clients call it.
        seed: Of requests that have none; None for a fresh one each time.
        api_key: What clients must know; None if anybody may ask.
    """

    model: ChatModel
    name: str
    profile: Profile
    seed: int | None = None
    api_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request with all that has been decided for it, and its answers."""

    request: ChatCompletionRequest
    settings: Settings
    seed: int
    tallies: Sequence[Tally]
    reply: Reply

    @property
    def answers(self) -> list[LiveAnswer]:
        """The answers, in the order of their numbers."""
        return [tally.answer for tally in self.tallies]

    def account(self) -> dict[str, object]:
        """Returns the ``setpoint`` object."""
        return setpoint(self.request, self.settings, self.seed, self.tallies)


class StreamedReply(StreamingResponse):
    """A stream that frees its rows however it ends, also if its client goes before it begins."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(_stream(exchange), media_type="text/event-stream")
        self._answers = exchange.answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the stream."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            for answer in self._answers:
                answer.cancel()


async def complete(serving: Serving, request: Request) -> Response:
    """Answers one request.

    Raises:
        SetpointError: It is not taken; see `failures.describe`.
    """
    body = await _read_body(request)
    exchange = await asyncio.to_thread(_begin, serving, body)
    if exchange.request.stream:
        return StreamedReply(exchange)
    return await _whole_unless_gone(exchange, request)


async def _read_body(request: Request) -> bytes:
    """Returns the body, but does not hold more of it than a conversation can need."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_BYTES:
            raise BadRequestError(f"the body has more than {_MOST_BYTES} bytes.", None)
    return bytes(body)


def _begin(serving: Serving, body: bytes) -> Exchange:
    request = read_request(body)
    if request.model not in (None, serving.name):
        raise UnknownModelError(f"no model {request.model!r} is served here, but {serving.name!r}.")
    settings = settle(request, serving.profile, serving.model.default_sampling)
    seed = _seed(request.seed, serving.seed)
    tallies = [Tally(answer=answer) for answer in _start(serving, request, settings, seed)]
    reply = Reply(model=serving.name)
    return Exchange(request=request, settings=settings, seed=seed, tallies=tallies, reply=reply)


def _start(
    serving: Serving, request: ChatCompletionRequest, settings: Settings, seed: int
) -> list[LiveAnswer]:
    """Begins all answers, or none."""
    answers: list[LiveAnswer] = []
    messages = tuple(message.as_template_input() for message in request.messages)
    try:
        for index in range(request.n or 1):
            wanted = ChatRequest(
                messages=messages,
                sampling=settings.sampling,
                seed=_seed_of_choice(seed, index),
                max_new_tokens=request.max_completion_tokens or request.max_tokens,
                stop=request.stops,
            )
            answers.append(serving.model.start(wanted))
    except SetpointError:
        for answer in answers:
            answer.cancel()
        raise
    return answers


async def _whole_unless_gone(exchange: Exchange, request: Request) -> Response:
    """Makes the reply, or gives up when its client has gone."""
    work = asyncio.ensure_future(_whole(exchange))
    watch = asyncio.ensure_future(_wait_for_departure(request))
    try:
        await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
        return work.result() if work.done() else Response(status_code=_CLIENT_CLOSED)
    finally:
        work.cancel()
        watch.cancel()


async def _wait_for_departure(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _whole(exchange: Exchange) -> Response:
    async for happened in follow(exchange.answers, patience_seconds=_KEEP_ALIVE_SECONDS):
        if happened is not None and happened[1] is not None:
            exchange.tallies[happened[0]].add(happened[1])
    body = exchange.reply.whole(exchange.tallies)
    extras = {"usage": usage(exchange.tallies), "setpoint": exchange.account()}
    return JSONResponse({**body, **extras})


async def _stream(exchange: Exchange) -> AsyncIterator[str]:
    """Yields server-sent events; an answer that fails ends the stream with an error."""
    try:
        async for chunk in _chunks(exchange):
            yield event(chunk) if chunk else ": keep-alive\n\n"
    except Exception as error:  # noqa: BLE001 - the reply has begun: it must end in order
        _log.exception("an answer failed")
        yield event(describe(error).body())
    yield "data: [DONE]\n\n"


async def _chunks(exchange: Exchange) -> AsyncIterator[dict[str, object]]:
    """Yields the chunks in order; an empty one when nothing has come for a while."""
    reply, tallies = exchange.reply, exchange.tallies
    options = exchange.request.stream_options
    wants_usage = options is not None and options.include_usage
    common: dict[str, object] = {"usage": None} if wants_usage else {}
    for index in range(len(tallies)):
        yield reply.first(index) | common
    living = len(tallies)
    async for happened in follow(exchange.answers, patience_seconds=_KEEP_ALIVE_SECONDS):
        if happened is None:
            yield {}
            continue
        index, part = happened
        if part is None:
            living -= 1
            is_last = living == 0 and not wants_usage
            account = {"setpoint": exchange.account()} if is_last else {}
            yield reply.last(index, tallies[index]) | common | account
            continue
        tallies[index].add(part)
        if part.content or part.reasoning:
            yield reply.part(index, part) | common
    if wants_usage:
        yield reply.closing() | {"usage": usage(tallies), "setpoint": exchange.account()}


def _seed(asked: int | None, default: int | None) -> int:
    """Returns the seed asked for, the server's own, or a fresh one that JSON can carry."""
    chosen = default if asked is None else asked
    return secrets.randbits(53) if chosen is None else chosen % 2**64


def _seed_of_choice(seed: int, index: int) -> int:
    """Returns the seed of one of several answers; the first has the request's own."""
    if index == 0:
        return seed
    digest = hashlib.blake2b(f"{seed}/{index}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")
