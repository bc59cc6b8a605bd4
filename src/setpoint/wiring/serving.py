"""Puts a server together: model, service, profile and the HTTP application."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from setpoint.wiring.threads import usable_cores

_MOST_WAITING = 64


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
    has_page: bool
    runs_folder: Path


def serve(options: ServeOptions, *, say: Callable[[str], None]) -> None:
    """Serves until it is told to stop, and lets running answers end.

    Raises:
        UsageError: Something asked for is missing or unusable.
    """
    import torch
    import uvicorn

    from setpoint.backends.chat import LocalChat
    from setpoint.models.find import default_model, find_model
    from setpoint.models.load import Dtype, load_model
    from setpoint.server.app import build_app
    from setpoint.server.completions import Serving
    from setpoint.server.profile import read_profile
    from setpoint.server.settings import Profile

    profile = read_profile(options.profile) if options.profile else Profile()
    name = options.model or default_model()
    model = load_model(name, find_model(name), dtype=Dtype(options.dtype))
    torch.set_num_threads(options.threads or usable_cores())
    chat = LocalChat(
        model, capacity=options.capacity, rows=options.rows, most_waiting=_MOST_WAITING
    )
    source = options.profile or ("the model's own configuration" if chat.default_sampling else "")
    say(f"Defaults come from {source or 'setpoint, as the model has none'}.")
    serving = Serving(
        model=chat,
        name=options.served_name or name,
        profile=profile,
        seed=options.seed,
        api_key=options.api_key,
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
        say(f"The page is at http://{options.host}:{options.port}/")
    say(f"Serving {serving.name} at http://{options.host}:{options.port}/v1")
    config = uvicorn.Config(
        app,
        host=options.host,
        port=options.port,
        log_level="warning",
        timeout_graceful_shutdown=options.drain_seconds,
    )
    uvicorn.Server(config).run()
