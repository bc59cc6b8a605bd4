"""Puts a server together: model, service, profile and the HTTP application."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from setpoint.errors import SettingError
from setpoint.wiring.threads import usable_cores

if TYPE_CHECKING:
    import uvicorn

    from setpoint.backends.chat import LocalChat
    from setpoint.wiring.late import LateChat

_MOST_WAITING = 64
_BACKLOG = 2048
_SECONDS_BETWEEN_LOOKS = 0.1
_SECONDS_TO_SAY_SO = 10
"""After answers have been ended, so that slow clients hear of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """What the user asked for.

    Attributes:
        model: None for the default model.
        served_name: What clients call it; None for the model's name.
        capacity: Most tokens of a prompt and its answer.
        rows: Most answers at a time.
        threads: None for one a core.
        seed: Of requests without one; None for a fresh one each time.
        drain_seconds: How long a stop waits for running answers.
        on_repetition: What becomes of a loop, unless a request says.
        origins: Of pages that may ask from a browser.
        has_page: False for the API alone.
        runs_folder: Where the page shows and keeps runs.
    """

    model: str | None
    served_name: str | None
    profile: Path | None
    host: str
    port: int
    api_key: str | None
    dtype: str
    capacity: int
    rows: int
    threads: int | None
    seed: int | None
    drain_seconds: int
    on_repetition: Literal["stop", "rewind"]
    origins: tuple[str, ...]
    has_page: bool
    runs_folder: Path


def serve(options: ServeOptions, *, say: Callable[[str], None]) -> None:
    """Serves until it is told to stop; running answers may end, and else are ended.

    Raises:
        UsageError: Something asked for is missing or unusable.
    """
    import uvicorn

    from setpoint.models.find import default_model, find_model
    from setpoint.server.app import build_app
    from setpoint.server.memory_guard import MemoryGuard
    from setpoint.server.profile import read_profile
    from setpoint.server.serving import Serving
    from setpoint.server.settings import Profile
    from setpoint.wiring.late import LateChat

    profile = read_profile(options.profile) if options.profile else Profile()
    name = options.model or default_model()
    folder = find_model(name)
    with listen(options.host, options.port) as listener:
        port = listener.getsockname()[1]
        say(f"Loading {name}. It will be served at http://{options.host}:{port}/v1")
        chat = LateChat(lambda: _open_chat(options, name, folder, say))
        serving = Serving(
            model=chat,
            name=options.served_name or name,
            profile=profile,
            guard=MemoryGuard(chat.memory, chat, short_answer=max(options.capacity // 4, 1)),
            seed=options.seed,
            api_key=options.api_key,
            on_repetition=options.on_repetition,
            origins=options.origins,
        )
        app = build_app(serving)
        if options.has_page:
            from setpoint.wiring.page import add_page

            add_page(
                app,
                name=serving.name,
                api_key=serving.api_key,
                sweep_model=name,
                runs_folder=options.runs_folder,
            )
            say(f"The page is at http://{options.host}:{port}/")
        patience = options.drain_seconds + _SECONDS_TO_SAY_SO
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=patience)
        server = uvicorn.Server(config)
        asyncio.run(_run(server, listener, chat, drain_seconds=options.drain_seconds))
    if chat.failure:
        raise chat.failure


def listen(host: str, port: int) -> socket.socket:
    """Returns a socket that listens, before anything slow is begun.

    Raises:
        SettingError: The address is in use, or cannot be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise SettingError(
            f"cannot listen at {host}, port {port}: {error.strerror}. Choose another --port or "
            "--host."
        ) from error


def _open_chat(
    options: ServeOptions, name: str, folder: Path, say: Callable[[str], None]
) -> "LocalChat":
    import torch

    from setpoint.backends.chat import LocalChat
    from setpoint.models.load import Dtype, load_model

    torch.set_num_threads(options.threads or usable_cores())
    model = load_model(name, folder, dtype=Dtype(options.dtype))
    chat = LocalChat(
        model, capacity=options.capacity, rows=options.rows, most_waiting=_MOST_WAITING
    )
    source = options.profile or ("the model's own configuration" if chat.default_sampling else "")
    say(f"Ready. Defaults come from {source or 'setpoint, as the model has none'}.")
    return chat


async def _run(
    server: "uvicorn.Server", listener: socket.socket, chat: "LateChat", *, drain_seconds: float
) -> None:
    """Serves; at a stop, ends answers that take too long, so that their streams end in order."""
    serving = asyncio.create_task(server.serve([listener]))
    while not (server.should_exit or serving.done()):
        if chat.failure:
            server.should_exit = True
        await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
    await asyncio.to_thread(chat.close, drain_seconds=drain_seconds)
    await serving
