"""The application: who may use the API, and what every reply carries."""

import asyncio
import hmac
import logging
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse, Response
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from setpoint import __version__
from setpoint.errors import SetpointError
from setpoint.server.completions import complete
from setpoint.server.failures import Failure, UnauthorizedError, UnknownModelError, describe
from setpoint.server.metrics import Metrics
from setpoint.server.schema import describe_api
from setpoint.server.serving import Serving
from setpoint.server.state import state_router, watch_memory
from setpoint.server.wire import ChatBody, TextBody

_API = "/v1"
_ID = "setpoint.request_id"
_LONGEST_ID = 128
_log = logging.getLogger(__name__)


def build_app(serving: Serving) -> FastAPI:
    """Returns the application; it closes the model when it is shut down."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        watch = asyncio.create_task(watch_memory(serving))
        yield
        watch.cancel()
        await asyncio.to_thread(serving.model.close)

    app = FastAPI(
        title="setpoint", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None
    )  # those pages take scripts from elsewhere
    app.openapi = partial(describe_api, app)  # type: ignore[method-assign]
    app.include_router(_api(serving))
    app.include_router(state_router(serving))
    app.add_exception_handler(SetpointError, _on_error)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(Exception, _on_error)
    app.add_middleware(RequestIds, metrics=serving.metrics)
    if serving.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=serving.origins,
            allow_methods=["GET", "POST"],
            allow_headers=["*"],
            expose_headers=["X-Request-Id", "Retry-After"],
        )
    return app


class RequestIds:
    """Gives every reply an ``X-Request-Id``, and counts those of the API.

    The id is the client's own if it is plain, else a new one.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on, and adds the header."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope[_ID] = _request_id(Request(scope).headers.get("x-request-id", ""))

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Request-Id"] = scope[_ID]
                self._count(scope, message["status"])
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        except Exception:  # answered further out, as a failure of ours
            self._count(scope, 500)
            raise

    def _count(self, scope: Scope, status: int) -> None:
        if scope["path"].startswith(f"{_API}/"):
            self._metrics.requests[status] += 1


def _api(serving: Serving) -> APIRouter:
    """Returns the routes that need the key."""
    router = APIRouter(prefix=_API, dependencies=[Depends(_require_key(serving.api_key))])
    model = {
        "id": serving.name,
        "object": "model",
        "created": int(time.time()),
        "owned_by": "setpoint",
    }

    @router.post("/chat/completions")
    async def chat_completions(request: Request) -> Response:
        return await complete(serving, request, ChatBody)

    @router.post("/completions")
    async def completions(request: Request) -> Response:
        return await complete(serving, request, TextBody)

    @router.get("/models")
    async def models() -> dict[str, object]:
        return {"object": "list", "data": [model]}

    @router.get("/models/{name:path}")
    async def model_of_name(name: str) -> dict[str, object]:
        if name != serving.name:
            raise UnknownModelError(f"no model {name!r} is served here, but {serving.name!r}.")
        return model

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


async def _on_error(request: Request, error: Exception) -> Response:
    is_chat = request.url.path == f"{_API}/chat/completions"
    failure = describe(error, subject="messages" if is_chat else "prompt")
    headers = dict(failure.headers)
    if not isinstance(error, SetpointError):
        request_id = request.scope.get(_ID, "")
        _log.error("request %s failed", request_id, exc_info=error)
        headers["X-Request-Id"] = request_id
    return JSONResponse(failure.body(), status_code=failure.status, headers=headers)


async def _on_http_error(_: Request, error: Exception) -> Response:
    """Puts what the framework refuses, an unknown path or method, into OpenAI's form."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class alone
    failure = Failure(
        status=error.status_code, message=str(error.detail), type="invalid_request_error"
    )
    return JSONResponse(failure.body(), status_code=failure.status, headers=error.headers)
