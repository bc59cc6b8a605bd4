"""The options of every command that samples: what is asked, how, and where it runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from setpoint.errors import SettingError
from setpoint.experiment.arms import (
    build_arms,
    parse_styles,
    parse_temperatures,
    require_positive,
)
from setpoint.experiment.grid import parse_grid
from setpoint.experiment.levels import MIN_P, TOP_K, TOP_P, parse_levels
from setpoint.records import Language

if TYPE_CHECKING:
    import argparse
    from argparse import _ArgumentGroup
    from collections.abc import Sequence

    from setpoint.wiring.sweeps import SweepOptions

_DTYPES = ("auto", "float32", "bfloat16", "float16")


def add_sampling_options(
    parser: argparse.ArgumentParser, *, runs: int = 5, limit: str = ""
) -> None:
    """Declares the options.

    Args:
        parser: Of the command.
        runs: The usual number of repetitions.
        limit: What the help says of that number.
    """
    _add_questions(parser.add_argument_group("what is asked"), runs=runs, limit=limit)
    _add_settings(parser.add_argument_group("how it is sampled"))
    _add_machine(parser.add_argument_group("where it runs"))


def read_options(options: argparse.Namespace) -> SweepOptions:
    """Returns what the user asked to be sampled.

    Raises:
        SettingError: A value is outside its range.
    """
    from setpoint.wiring.sweeps import SweepOptions

    arms = build_arms(
        parse_temperatures(options.temperatures),
        parse_styles(options.style),
        top_p=parse_levels(options.top_p, TOP_P),
        top_k=parse_levels(options.top_k, TOP_K),
        min_p=parse_levels(options.min_p, MIN_P),
        grid=parse_grid(options.grid) if options.grid is not None else {},
    )
    require_positive("--runs", options.runs)
    require_positive("--max-tokens", options.max_tokens)
    if options.threads is not None:
        require_positive("--threads", options.threads)
    return SweepOptions(
        model=options.model,
        suites=_split_suites(options.suite or ["article"]),
        language=Language(options.language),
        arms=arms,
        runs=options.runs,
        max_new_tokens=options.max_tokens,
        stop=_read_stops(options.stop),
        seed=options.seed,
        dtype=options.dtype,
        threads=options.threads,
        folder=options.out,
        base_url=_read_base_url(options),
        api_key=os.environ.get("SETPOINT_API_KEY") or os.environ.get("OPENAI_API_KEY"),
    )


def _read_base_url(options: argparse.Namespace) -> str | None:
    if options.backend == "local" and options.base_url is not None:
        raise SettingError("--base-url is for --backend openai. Add that, or leave it out.")
    if options.backend == "openai" and options.base_url is None:
        raise SettingError("--backend openai needs --base-url, e.g. http://127.0.0.1:7860/v1.")
    url: str | None = options.base_url
    return url


def say(sentence: str) -> None:
    """Tells the user something beside the result."""
    print(sentence, file=sys.stderr)


def _split_suites(words: Sequence[str]) -> tuple[str, ...]:
    """Returns the suites in the order in which they were named."""
    return tuple(name.strip() for word in words for name in word.split(","))


def _read_stops(texts: Sequence[str]) -> tuple[str, ...]:
    if "" in texts:
        raise SettingError("--stop is empty, and every answer begins with that. Name a text.")
    return tuple(texts)


def _add_questions(group: _ArgumentGroup, *, runs: int, limit: str) -> None:
    add = group.add_argument
    add(
        "--suite",
        metavar="S",
        nargs="+",
        action="extend",
        help="suites, nano:N for N generated problems, or beginnings of problem ids; several with "
        "commas, with spaces or by repeating the option (default: article)",
    )
    add(
        "--language",
        choices=[language.value for language in Language],
        default=Language.EN.value,
        help="language of the problems (default: en)",
    )
    add(
        "--style",
        metavar="STYLES",
        default="plain",
        help="prompt styles: plain, steps, or plain,steps (default: plain)",
    )
    add(
        "--runs",
        type=int,
        default=runs,
        metavar="N",
        help=f"samples of each problem at each setting{limit} (default: %(default)s)",
    )
    add(
        "--max-tokens",
        type=int,
        default=2048,
        metavar="N",
        help="cap on the tokens of an answer (default: 2048)",
    )
    add(
        "--stop",
        metavar="TEXT",
        action="append",
        default=[],
        help="end an answer where this text appears; may be repeated",
    )


def _add_settings(group: _ArgumentGroup) -> None:
    add = group.add_argument
    add(
        "--temperatures",
        metavar="LEVELS",
        default="0.1:1.2:0.1",
        help="first:last:step, or a list such as 0,0.6,1 (default: 0.1:1.2:0.1)",
    )
    add(
        "--grid",
        metavar="BLOCK=LEVELS,...",
        help="temperatures of blocks, every combination: think=0.4:0.9:0.1,code=0.3,0.5; blocks "
        "are think, code, plot, math, prose, and answer for all but think; those that are not "
        "named have the temperatures of --temperatures",
    )
    add(
        "--top-p",
        default="1",
        metavar="LEVELS",
        help="nucleus mass; 1 keeps every token (default: 1)",
    )
    add(
        "--top-k",
        default="0",
        metavar="LEVELS",
        help="keep the K likeliest tokens; 0 keeps every token (default: 0)",
    )
    add(
        "--min-p",
        default="0",
        metavar="LEVELS",
        help="keep tokens at least P times as likely as the likeliest; 0 keeps every token "
        "(default: 0)",
    )
    add("--seed", type=int, default=0, help="decides all noise (default: 0)")


def _add_machine(group: _ArgumentGroup) -> None:
    add = group.add_argument
    add(
        "--model",
        metavar="M",
        help="folder, cached hub id or short name (default: the headline "
        "model if it is cached, else nano, which comes with setpoint)",
    )
    add(
        "--backend",
        choices=("local", "openai"),
        default="local",
        help="local, or openai: a server with that API at --base-url, its key in SETPOINT_API_KEY "
        "or OPENAI_API_KEY (default: local)",
    )
    add("--base-url", metavar="URL", help="of that server, e.g. http://127.0.0.1:7860/v1")
    add(
        "--dtype",
        choices=_DTYPES,
        default="auto",
        help="auto is float16 on CUDA, else bfloat16 or float32 (default: auto)",
    )
    add(
        "--threads",
        type=int,
        metavar="N",
        help="default: as many as prove fastest, with a core left for grading",
    )
    add(
        "--out",
        type=Path,
        metavar="DIR",
        help="the run folder (default: one under runs/ that the settings name)",
    )
