"""Puts the page on the application that serves the API: one port for both."""

import asyncio
import hashlib
import hmac
import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any

import gradio as gr
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from setpoint.errors import RunUnreadableError
from setpoint.records import Language
from setpoint.server.page.folders import find_run
from setpoint.server.page.layout import build_page
from setpoint.server.page.parts import PageParts
from setpoint.server.page.sweeping import Sweeper
from setpoint.server.page.words import words_of

_PAGE = re.compile(r"/(?:(?:en|zh|runs)(?:/.*)?)?", re.DOTALL)
_NOT_FOUND, _UNAUTHORIZED = 404, 401
_SANS = ("system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "sans-serif")
_MONO = ("ui-monospace", "Consolas", "DejaVu Sans Mono", "monospace")
"""Fonts of the reader's own system: nothing is fetched from elsewhere."""


def mount_page(app: FastAPI, parts: PageParts) -> None:
    """Serves the page at ``/``, which leads to the one in the browser's language."""

    @app.get("/", include_in_schema=False)
    async def choose(request: Request) -> Response:
        language = preferred(request.headers.get("accept-language", ""))
        return RedirectResponse(f"{language}/", headers={"Vary": "Accept-Language"})

    @app.get("/favicon.ico", include_in_schema=False)
    async def icon() -> Response:
        return Response(_read("icon.svg"), media_type="image/svg+xml")

    @app.get("/manifest.json", include_in_schema=False)
    async def manifest() -> dict[str, str]:
        return {"name": "setpoint", "start_url": "/", "display": "browser"}

    @app.get("/runs/{name}/report.html", include_in_schema=False)
    def report(name: str) -> Response:
        try:
            run = find_run(parts.runs_folder, name, words_of(Language.EN))
            return HTMLResponse(parts.runs.render(run))
        except RunUnreadableError as error:
            raise HTTPException(_NOT_FOUND, str(error)) from error

    asyncio.run(_mount_languages(app, parts))  # without a loop, Gradio makes some and leaks them
    if parts.api.key:
        app.add_middleware(KeyGate, key=parts.api.key)
    _end_with(app, parts.sweeper)


def preferred(accepted: str) -> Language:
    """Returns the first language of an ``Accept-Language`` that the page has, else English."""
    for entry in accepted.split(","):
        name = entry.partition(";")[0].partition("-")[0].strip().lower()
        if name in set(Language):
            return Language(name)
    return Language.EN


class KeyGate:
    """Asks whoever opens the page for the API's key, as a password; any name will do."""

    def __init__(self, app: ASGIApp, *, key: str) -> None:
        self._app = app
        self._digest = _digest(key.encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is not the page's, and whoever knows the key."""
        if scope["type"] == "lifespan" or not _PAGE.fullmatch(scope["path"]) or self._knows(scope):
            await self._app(scope, receive, send)
            return
        headers = {"WWW-Authenticate": 'Basic realm="setpoint: the API key", charset="UTF-8"'}
        await PlainTextResponse("The key, please.", _UNAUTHORIZED, headers)(scope, receive, send)

    def _knows(self, scope: Scope) -> bool:
        given = dict(scope["headers"]).get(b"authorization", b"")
        scheme, _, words = given.partition(b" ")
        try:
            password = b64decode(words, validate=True).partition(b":")[2]
        except (Base64Error, ValueError):
            return False
        is_right = hmac.compare_digest(_digest(password), self._digest)
        return scheme.lower() == b"basic" and is_right


async def _mount_languages(app: FastAPI, parts: PageParts) -> None:
    for language in Language:
        gr.mount_gradio_app(
            app,
            build_page(parts, language),
            path=f"/{language}",
            theme=gr.themes.Default(font=_SANS, font_mono=_MONO),
            css=_read("page.css"),
            footer_links=[],
            run_history=False,
            show_error=False,
            ssr_mode=False,
            mcp_server=False,
            max_file_size=0,
        )


def _read(name: str) -> str:
    """Returns the text of a file that the package ships."""
    return files("setpoint.server.page").joinpath(name).read_text(encoding="utf-8")


def _end_with(app: FastAPI, sweeper: Sweeper) -> None:
    """Ends a running sweep with the server."""
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[Any]:
        async with inner(app) as state:
            yield state
        await asyncio.to_thread(sweeper.close)

    app.router.lifespan_context = lifespan


def _digest(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()
