"""``setpoint claims``: what a run says of the article's claims."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from setpoint.records import Language

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares the command."""
    parser = commands.add_parser("claims", help="judge the article's claims on a run")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a run folder")
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    parser.add_argument(
        "--lang",
        choices=[language.value for language in Language],
        default=Language.EN.value,
        help="default: %(default)s",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Judges the claims; a run that refutes one is no failure."""
    from rich.console import Console

    from setpoint.report.claims_view import render_claims, summarize_claims
    from setpoint.wiring.runs import load_run

    run_data = load_run(options.folder)
    language = Language(options.lang)
    if options.json:
        json.dump(summarize_claims(run_data, language), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        Console().print(render_claims(run_data, language))
    return 0
