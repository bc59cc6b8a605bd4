"""``setpoint serve``: a web page and OpenAI's API for a model, at its measured temperature."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from setpoint.errors import SettingError

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction

_DTYPES = ("auto", "float32", "bfloat16", "float16")
_HIGHEST_PORT = 65535
_ORIGIN = re.compile(r"\*|https?://[^/\s]+")


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares the command."""
    parser = commands.add_parser("serve", help="serve a model: web page and OpenAI's API")
    parser.set_defaults(run=run)
    add = parser.add_argument
    add("--model", metavar="M", help="folder, cached hub id or short name (default: as in sweep)")
    add("--served-model-name", metavar="NAME", help="what clients call it (default: as --model)")
    add("--profile", type=Path, metavar="FILE", help="setpoint.json with measured temperatures")
    add("--host", default="127.0.0.1", help="address to listen at (default: this machine alone)")
    add("--port", type=int, default=7860, help="port to listen at (default: 7860)")
    add("--api-key", metavar="K", help="what clients must send (default: $SETPOINT_API_KEY)")
    add("--dtype", choices=_DTYPES, default="auto", help="number format (default: auto)")
    add(
        "--max-model-len",
        type=int,
        default=8192,
        metavar="N",
        help="most tokens of prompt and answer, within the model's context (default: 8192)",
    )
    add(
        "--max-num-seqs",
        type=int,
        default=16,
        metavar="N",
        help="most answers at a time; fewer if memory is short (default: 16)",
    )
    add("--threads", type=int, metavar="N", help="default: one a core")
    add("--seed", type=int, help="of requests without one (default: a fresh one each time)")
    add(
        "--drain-seconds",
        type=int,
        default=5,
        metavar="N",
        help="how long a stop waits for running answers before it ends them (default: 5)",
    )
    add(
        "--on-repetition",
        choices=("stop", "rewind"),
        default="stop",
        help="end an answer that runs in a loop, or take the loop back and go on hotter, at most "
        "twice (default: stop; a request may say otherwise)",
    )
    add(
        "--cors",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="origin of pages that may ask from a browser, or *; may be repeated (default: none)",
    )
    add("--no-page", action="store_true", help="serve the API alone, without the web page")
    add(
        "--runs-dir",
        type=Path,
        default=Path("runs"),
        metavar="DIR",
        help="where the page shows and keeps runs (default: runs)",
    )


def run(options: argparse.Namespace) -> int:
    """Serves until it is told to stop."""
    from setpoint.wiring.serving import ServeOptions, serve

    _check(options)
    wanted = ServeOptions(
        model=options.model,
        served_name=options.served_model_name,
        profile=options.profile,
        host=options.host,
        port=options.port,
        api_key=options.api_key or os.environ.get("SETPOINT_API_KEY") or None,
        dtype=options.dtype,
        capacity=options.max_model_len,
        rows=options.max_num_seqs,
        threads=options.threads,
        seed=options.seed,
        drain_seconds=options.drain_seconds,
        on_repetition=options.on_repetition,
        origins=tuple(options.cors),
        has_page=not options.no_page,
        runs_folder=options.runs_dir,
    )
    try:
        serve(wanted, say=lambda sentence: print(sentence, file=sys.stderr))
    except KeyboardInterrupt:  # raised again once all is closed in order
        print("Stopped.", file=sys.stderr)
    return 0


def _check(options: argparse.Namespace) -> None:
    for name in ("max_model_len", "max_num_seqs", "threads"):
        value = getattr(options, name)
        if value is not None and value < 1:
            raise SettingError(f"--{name.replace('_', '-')} is {value}, but must be 1 or more.")
    if not 0 <= options.port <= _HIGHEST_PORT:
        raise SettingError(f"--port is {options.port}, but must be 0 to {_HIGHEST_PORT}.")
    if options.drain_seconds < 0:
        raise SettingError(f"--drain-seconds is {options.drain_seconds}, but must be 0 or more.")
    for origin in options.cors:
        if not _ORIGIN.fullmatch(origin):
            raise SettingError(
                f"--cors is {origin!r}, but must be * or an origin such as https://example.org."
            )
