"""``setpoint report``: the table, the page and the JSON document of a run, or of two compared."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from setpoint.errors import SettingError
from setpoint.records import Language

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares the command."""
    parser = commands.add_parser("report", help="show a run, or compare two: table, page, JSON")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a run folder")
    parser.add_argument(
        "other", type=Path, metavar="OTHER", nargs="?", help="a run folder to compare with DIR"
    )
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="default: DIR/report.html; none for two runs"
    )
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    parser.add_argument(
        "--lang",
        choices=[language.value for language in Language],
        default=Language.EN.value,
        help="language of table and page (default: %(default)s)",
    )
    parser.add_argument(
        "--regrade",
        action="store_true",
        help="judge both runs again before comparing them; the folders stay as they are",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Shows the run, or the comparison."""
    if options.other is not None:
        _show_comparison(options)
        return 0
    if options.regrade:
        raise SettingError("--regrade is for a comparison. Name a second run folder.")
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


def _show_comparison(options: argparse.Namespace) -> None:
    from rich.console import Console

    from setpoint.report.contrast_view import render_contrast, summarize_contrast
    from setpoint.wiring.comparing import compare_folders, write_contrast_page

    contrast = compare_folders(options.folder, options.other, regrade=options.regrade)
    language = Language(options.lang)
    if options.html is not None:
        write_contrast_page(contrast, options.html, language)
    if options.json:
        json.dump(summarize_contrast(contrast, language), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        Console().print(render_contrast(contrast, language))
