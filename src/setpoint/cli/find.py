"""``setpoint find``: searches for the best temperature, confirms it, writes ``setpoint.json``."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from setpoint.cli.sampling import add_sampling_options, read_options, say
from setpoint.errors import SettingError

if TYPE_CHECKING:
    import argparse
    from argparse import _ArgumentGroup, _SubParsersAction

    from setpoint.wiring.sweeps import SweepOptions

_MOST_RUNS = 20
_MOST_POINTS = 50
_LEAST_CONFIDENCE, _MOST_CONFIDENCE = 50, 99


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "find",
        help="find the best temperature with far fewer samples than a sweep takes",
        description="Asks at a few temperatures, looks where the best one may be, asks there, and "
        "stops when it is known well enough; then confirms it on problems that took no part, and "
        "writes DIR/setpoint.json. Running the same command again continues.",
    )
    _add_promise(parser.add_argument_group("what is promised"))
    add_sampling_options(parser, runs=_MOST_RUNS, limit=" at most")
    parser.add_argument("--json", action="store_true", help="print setpoint.json, only")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Searches and says what was found; a flat curve is a finding, too."""
    from rich.console import Console

    from setpoint.cli.search_watch import watch_search
    from setpoint.report.search_view import render_search
    from setpoint.report.setpoint_file import describe_search
    from setpoint.wiring.searches import FILE_NAME, SearchOptions, open_search

    _check(options)
    wanted = SearchOptions(
        samples=_read_one_series(options),
        within=options.within / 100,
        confidence=options.confidence / 100,
    )
    with open_search(wanted, say=say) as search:
        with watch_search(search.setup) as observer:
            state = search.run(observer)
        found = search.read(state)
    if options.json:
        json.dump(describe_search(found), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        Console().print(render_search(found))
    say(f"The finding, for setpoint serve --profile: {search.folder / FILE_NAME}")
    return 0


def _check(options: argparse.Namespace) -> None:
    if not 0 < options.within <= _MOST_POINTS:
        raise SettingError(
            f"--within is {options.within:g}, but must be above 0 and at most {_MOST_POINTS} "
            "(percentage points)."
        )
    if not _LEAST_CONFIDENCE <= options.confidence <= _MOST_CONFIDENCE:
        raise SettingError(
            f"--confidence is {options.confidence:g}, but must be from {_LEAST_CONFIDENCE} to "
            f"{_MOST_CONFIDENCE} (percent)."
        )


def _read_one_series(options: argparse.Namespace) -> SweepOptions:
    wanted = read_options(options)
    all_series = sorted({arm.series for arm in wanted.arms})
    if len(all_series) > 1:
        raise SettingError(
            f"a search is over temperatures alone, but there are {len(all_series)} series of them: "
            f"{'; '.join(all_series[:3])}. Give one --style and one value of each other setting."
        )
    return wanted


def _add_promise(group: _ArgumentGroup) -> None:
    group.add_argument(
        "--within",
        type=float,
        default=3,
        metavar="POINTS",
        help="how far from the best temperature's accuracy the found one may be, in percentage "
        "points (default: 3)",
    )
    group.add_argument(
        "--confidence",
        type=float,
        default=95,
        metavar="PERCENT",
        help="chance that it is no further (default: 95)",
    )
