"""``setpoint sweep``: samples every arm, grades every answer, shows the table and the page."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from setpoint.experiment.arms import (
    build_arms,
    parse_styles,
    parse_temperatures,
    require_positive,
)
from setpoint.records import Language

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_DTYPES = ("auto", "float32", "bfloat16", "float16")


def add_to(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "sweep",
        help="sample a model at every temperature and grade the answers",
        description="Samples a model at every temperature and grades the answers. Running the "
        "same command again continues an interrupted run.",
    )
    parser.add_argument("--model", metavar="M", help="a folder, a cached hub id, or a short name")
    parser.add_argument(
        "--suite", metavar="S", nargs="+", default=["article"], help="default: article"
    )
    parser.add_argument("--language", choices=list(Language), default=Language.EN)
    parser.add_argument("--temperatures", metavar="A:B:STEP", default="0.1:1.2:0.1")
    parser.add_argument("--runs", type=int, default=5, help="samples of each problem and arm")
    parser.add_argument("--top-p", type=float, default=1.0)
    parser.add_argument("--top-k", type=int, default=0)
    parser.add_argument("--min-p", type=float, default=0.0)
    parser.add_argument("--max-tokens", type=int, default=2048, help="cap on an answer's tokens")
    parser.add_argument("--style", metavar="STYLES", default="plain", help="plain,steps")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--dtype", choices=_DTYPES, default="auto")
    parser.add_argument("--threads", type=int, metavar="N", help="default: all cores but one")
    parser.add_argument("--out", type=Path, metavar="DIR", help="the run folder")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Runs the sweep and reports it."""
    from setpoint.cli.progress import watch_sweep
    from setpoint.cli.report import show_run
    from setpoint.wiring.sweeps import SweepOptions, open_sweep

    arms = build_arms(
        parse_temperatures(options.temperatures),
        parse_styles(options.style),
        top_p=options.top_p,
        top_k=options.top_k,
        min_p=options.min_p,
    )
    require_positive("--runs", options.runs)
    require_positive("--max-tokens", options.max_tokens)
    if options.threads is not None:
        require_positive("--threads", options.threads)
    wanted = SweepOptions(
        model=options.model,
        suites=tuple(options.suite),
        language=Language(options.language),
        arms=arms,
        runs=options.runs,
        max_new_tokens=options.max_tokens,
        seed=options.seed,
        dtype=options.dtype,
        threads=options.threads,
        folder=options.out,
    )
    with open_sweep(wanted, say=_say) as sweep, watch_sweep(sweep.plan) as observer:
        sweep.run(observer)
    show_run(sweep.folder, html=sweep.folder / "report.html", as_json=options.json)
    return 0


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
