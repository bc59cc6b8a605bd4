"""``setpoint sweep``: samples every arm, grades every answer, shows the table and the page."""

from __future__ import annotations

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
    from argparse import _ArgumentGroup, _SubParsersAction
    from collections.abc import Sequence

_DTYPES = ("auto", "float32", "bfloat16", "float16")


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "sweep",
        help="sample a model at every temperature and grade the answers",
        description="Samples a model at every temperature and grades the answers. Running the "
        "same command again continues an interrupted run.",
    )
    _add_questions(parser.add_argument_group("what is asked"))
    _add_sampling(parser.add_argument_group("how it is sampled"))
    _add_machine(parser.add_argument_group("where it runs"))
    parser.add_argument("--json", action="store_true", help="print the report as JSON, only")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Runs the sweep and reports it."""
    from setpoint.cli.progress import watch_sweep
    from setpoint.cli.report import show_run
    from setpoint.wiring.sweeps import SweepOptions, open_sweep

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
    wanted = SweepOptions(
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
    )
    with open_sweep(wanted, say=_say) as sweep, watch_sweep(sweep.plan) as observer:
        sweep.run(observer)
    show_run(sweep.folder, html=sweep.folder / "report.html", as_json=options.json)
    return 0


def _split_suites(words: Sequence[str]) -> tuple[str, ...]:
    """Returns the suites in the order in which they were named."""
    return tuple(name.strip() for word in words for name in word.split(","))


def _read_stops(texts: Sequence[str]) -> tuple[str, ...]:
    if "" in texts:
        raise SettingError("--stop is empty, and every answer begins with that. Name a text.")
    return tuple(texts)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _add_questions(group: _ArgumentGroup) -> None:
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
        choices=list(Language),
        default=Language.EN,
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
        default=5,
        metavar="N",
        help="samples of each problem at each setting (default: 5)",
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


def _add_sampling(group: _ArgumentGroup) -> None:
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
