"""Asks the server's own API within this process, as any client would through the network.

What is covered: streamed answers and plain reads; whoever stops listening is a client that has gone
away, so its answer is ended and its place is free.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp, Message

from setpoint.errors import SetpointError

_OK, _NOT_FOUND = 200, 404


class RefusedError(SetpointError):
    """The API has refused a request, or an answer has failed; the text is the API's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """The server as its own client sees it.

    Attributes:
        app: The application with the API's routes.
        key: What the API asks of its clients; None if nothing.
        running: What is being sent, by owner.
    """

    app: ASGIApp
    key: str | None = None
    running: dict[str, list[asyncio.Queue[Message | None]]] = field(default_factory=dict)

    async def stream(
        self, body: Mapping[str, object], owner: str = ""
    ) -> AsyncGenerator[dict[str, Any], None]:
        """Yields the chunks of an answer to ``POST /v1/chat/completions``.

        Args:
            body: Of the request.
            owner: Who may stop it with `stop`.

        Raises:
            RefusedError: There is no answer, or no more of it.
        """
        asked = {**body, "stream": True, "stream_options": {"include_usage": True}}
        content = json.dumps(asked).encode()
        status, text = _OK, b""
        async with aclosing(self._call("POST", "/v1/chat/completions", content, owner)) as messages:
            async for message in messages:
                status = message.get("status", status)
                text += message.get("body", b"")
                if status == _OK:
                    *events, text = text.split(b"\n\n")
                    for chunk in filter(None, map(_read_event, events)):
                        yield chunk
        if status != _OK:
            raise RefusedError(_complaint(json.loads(text)))

    def stop(self, owner: str) -> None:
        """Ends all streams of an owner, as if they were over; for the loop's own thread."""
        for sent in self.running.get(owner, ()):
            sent.put_nowait(None)

    async def read(self, path: str) -> str | None:
        """Returns what the API says at an address; None if there is nothing."""
        status, text = 0, b""
        async with aclosing(self._call("GET", path)) as messages:
            async for message in messages:
                status = message.get("status", status)
                text += message.get("body", b"")
        return None if status == _NOT_FOUND else text.decode(errors="replace")

    async def _call(
        self, method: str, path: str, body: bytes = b"", owner: str = ""
    ) -> AsyncGenerator[Message, None]:
        """Yields what the application sends; it hears of it if nobody listens any more."""
        sent: asyncio.Queue[Message | None] = asyncio.Queue()
        gone = asyncio.Event()
        parts: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Message:
            if parts:
                return parts.pop()
            await gone.wait()
            return {"type": "http.disconnect"}

        async def serve() -> None:
            try:
                await self.app(self._scope(method, path), receive, sent.put)
            finally:
                sent.put_nowait(None)

        self.running.setdefault(owner, []).append(sent)
        task = asyncio.create_task(serve())
        try:
            while (message := await sent.get()) is not None:
                yield message
        finally:
            gone.set()
            self._forget(owner, sent)
            await asyncio.wait({task})
            if not task.cancelled():
                task.exception()  # has been told to the client, and is in the server's log

    def _forget(self, owner: str, sent: asyncio.Queue[Message | None]) -> None:
        self.running[owner] = [other for other in self.running[owner] if other is not sent]
        if not self.running[owner]:
            del self.running[owner]

    def _scope(self, method: str, path: str) -> dict[str, Any]:
        key = (
            [(b"authorization", f"Bearer {self.key}".encode("latin-1", "replace"))]
            if self.key
            else []
        )
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": b"",
            "headers": [(b"content-type", b"application/json"), (b"host", b"localhost"), *key],
            "client": ("127.0.0.1", 0),
            "server": ("localhost", 80),
        }


def _read_event(event: bytes) -> dict[str, Any] | None:
    """Returns the chunk of a server-sent event; None for a comment and for the end."""
    if not event.startswith(b"data: {"):
        return None
    chunk: dict[str, Any] = json.loads(event.removeprefix(b"data: "))
    if "error" in chunk:
        raise RefusedError(_complaint(chunk))
    return chunk


def _complaint(body: Mapping[str, Any]) -> str:
    return str(body["error"]["message"])
