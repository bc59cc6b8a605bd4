"""``setpoint sweep``: samples every arm, grades every answer, shows the table and the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.cli.sampling import add_sampling_options, read_options, say

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "sweep",
        help="sample a model at every temperature and grade the answers",
        description="Samples a model at every temperature and grades the answers. Running the "
        "same command again continues an interrupted run.",
    )
    add_sampling_options(parser)
    parser.add_argument("--json", action="store_true", help="print the report as JSON, only")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Runs the sweep and reports it."""
    from setpoint.cli.progress import watch_sweep
    from setpoint.cli.report import show_run
    from setpoint.wiring.sweeps import open_sweep

    wanted = read_options(options)
    with open_sweep(wanted, say=say) as sweep, watch_sweep(sweep.plan) as observer:
        sweep.run(observer)
    show_run(sweep.folder, html=sweep.folder / "report.html", as_json=options.json)
    return 0
