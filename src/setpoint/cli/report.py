"""``setpoint report``: the table, the page and the JSON document of a run."""

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
    parser = commands.add_parser("report", help="show a run: table, page, JSON")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a run folder")
    parser.add_argument("--html", type=Path, metavar="FILE", help="default: DIR/report.html")
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    parser.add_argument(
        "--lang",
        choices=list(Language),
        default=Language.EN,
        help="language of table and page (default: %(default)s)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Shows the run."""
    html = options.html
    if html is None and not options.json:
        html = options.folder / "report.html"
    show_run(options.folder, html=html, as_json=options.json, language=Language(options.lang))
    return 0


def show_run(
    folder: Path, *, html: Path | None, as_json: bool, language: Language = Language.EN
) -> None:
    """Prints the table, or the JSON document; writes the page if a file is named."""
    from rich.console import Console

    from setpoint.report.table import render_table
    from setpoint.report.view import summarize
    from setpoint.wiring.runs import load_run, write_page

    run_data = load_run(folder)
    if html is not None:
        write_page(run_data, html, language)
    if as_json:
        json.dump(summarize(run_data, language), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        Console().print(render_table(run_data, language))
    if html is not None:
        print(f"The page with every sample: {html}", file=sys.stderr)
