"""``setpoint export``: a run in the formats of other tools."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction

_FORMATS = ("inspect", "parquet", "csv")


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "export",
        help="write a run for other tools",
        description="Writes DIR/samples.csv or DIR/samples.parquet with a row a sample, or the "
        "folder DIR/inspect with a log a temperature, for `inspect view --log-dir DIR/inspect`. In "
        "CSV an apostrophe stands before texts that a spreadsheet would take for a formula.",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="a run folder")
    parser.add_argument("--to", choices=_FORMATS, required=True, help="the format")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Writes the run, and says where."""
    from setpoint.wiring.exporting import Format, export_run

    written, notes = export_run(options.folder, Format(options.to))
    print(written)
    for note in notes:
        print(note, file=sys.stderr)
    return 0
