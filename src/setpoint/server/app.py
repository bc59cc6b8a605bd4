"""The routes, who may use them, and what every reply carries."""

import hmac
import logging
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from setpoint import __version__
from setpoint.errors import SetpointError
from setpoint.server.completions import Serving, complete
from setpoint.server.failures import Failure, UnauthorizedError, UnknownModelError, describe

_LONGEST_ID = 128
_log = logging.getLogger(__name__)


def build_app(serving: Serving) -> FastAPI:
    """Returns the application; it closes the model when it is shut down."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        serving.model.close()

    app = FastAPI(title="setpoint", version=__version__, lifespan=lifespan)
    app.include_router(_api(serving))
    app.include_router(_state())
    app.add_exception_handler(SetpointError, _on_error)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(Exception, _on_error)
    app.add_middleware(RequestIds)
    return app


class RequestIds:
    """Gives every reply an ``X-Request-Id``: the client's own if it is plain, else a new one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on, and adds the header."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(Request(scope).headers.get("x-request-id", ""))

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            await send(message)

        await self._app(scope, receive, send_with_id)


def _api(serving: Serving) -> APIRouter:
    """Returns the routes that need the key."""
    router = APIRouter(prefix="/v1", dependencies=[Depends(_require_key(serving.api_key))])
    model = {
        "id": serving.name,
        "object": "model",
        "created": int(time.time()),
        "owned_by": "setpoint",
    }

    @router.post("/chat/completions")
    async def chat_completions(request: Request) -> Response:
        return await complete(serving, request)

    @router.get("/models")
    async def models() -> dict[str, object]:
        return {"object": "list", "data": [model]}

    @router.get("/models/{name:path}")
    async def model_of_name(name: str) -> dict[str, object]:
        if name != serving.name:
            raise UnknownModelError(f"no model {name!r} is served here, but {serving.name!r}.")
        return model

    return router


def _state() -> APIRouter:
    """Returns the routes for whoever watches the server; they need no key."""
    router = APIRouter()

    @router.get("/health")
    @router.get("/ready")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/version")
    async def version() -> dict[str, str]:
        return {"version": __version__}

    return router


def _require_key(key: str | None) -> Callable[[Request], Awaitable[None]]:
    async def require(request: Request) -> None:
        given = request.headers.get("authorization", "")
        if key is not None and not hmac.compare_digest(given.encode(), f"Bearer {key}".encode()):
            raise UnauthorizedError("send the header 'Authorization: Bearer KEY' with the key.")

    return require


def _request_id(given: str) -> str:
    is_plain = given.isascii() and given.isprintable() and 0 < len(given) <= _LONGEST_ID
    return given if is_plain else uuid.uuid4().hex


async def _on_error(_: Request, error: Exception) -> Response:
    failure = describe(error)
    if not isinstance(error, SetpointError):
        _log.error("a request failed", exc_info=error)
    return JSONResponse(failure.body(), status_code=failure.status, headers=dict(failure.headers))


async def _on_http_error(_: Request, error: Exception) -> Response:
    """Puts what the framework refuses, an unknown path or method, into OpenAI's form."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class alone
    failure = Failure(
        status=error.status_code, message=str(error.detail), type="invalid_request_error"
    )
    return JSONResponse(failure.body(), status_code=failure.status, headers=error.headers)
