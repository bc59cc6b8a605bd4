"""Answers requests of both kinds, whole or as a stream."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from typing import TypeAlias

from fastapi import Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from setpoint.server.account import usage
from setpoint.server.beginning import begin
from setpoint.server.failures import BadRequestError, describe
from setpoint.server.following import follow
from setpoint.server.replies import event
from setpoint.server.serving import Exchange, Serving
from setpoint.server.wire import ChatBody, TextBody

Form: TypeAlias = type[ChatBody] | type[TextBody]

_KEEP_ALIVE_SECONDS = 10.0
_CLIENT_CLOSED = 499
_MOST_BYTES = 16 * 2**20
_log = logging.getLogger(__name__)


async def complete(serving: Serving, request: Request, form: Form) -> Response:
    """Answers one request.

    Raises:
        SetpointError: It is not taken; see `failures.describe`.
    """
    began = time.monotonic()
    try:
        body = await _read_body(request)
    except ClientDisconnect:
        return Response(status_code=_CLIENT_CLOSED)
    exchange = await asyncio.to_thread(begin, serving, body, form, began=began)
    if exchange.request.stream:
        return StreamedReply(exchange)
    return await _whole_unless_gone(exchange, request)


class StreamedReply(StreamingResponse):
    """A stream that ends its exchange however it ends, also if its client goes before it begins."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(_stream(exchange), media_type="text/event-stream")
        self._exchange = exchange

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the stream."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._exchange.end()


async def _read_body(request: Request) -> bytes:
    """Returns the body, but does not hold more of it than a conversation can need."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_BYTES:
            raise BadRequestError(f"the body has more than {_MOST_BYTES} bytes.", None)
    return bytes(body)


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
        exchange.end()


async def _wait_for_departure(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _whole(exchange: Exchange) -> Response:
    async for happened in follow(exchange.answers, patience_seconds=_KEEP_ALIVE_SECONDS):
        if happened is not None and happened[1] is not None:
            exchange.take(happened[0], happened[1])
    body = exchange.reply.whole(exchange.tallies)
    return JSONResponse({**body, **_extras(exchange)})


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
    for chunk in reply.opening(len(tallies)):
        yield chunk | common
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
        exchange.take(index, part)
        if part.content or part.reasoning:
            yield reply.part(index, part) | common
    if wants_usage:
        yield reply.closing() | _extras(exchange)


def _extras(exchange: Exchange) -> dict[str, object]:
    answers_each = exchange.request.answers_each
    return {"usage": usage(exchange.tallies, answers_each), "setpoint": exchange.account()}
