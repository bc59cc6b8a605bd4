"""``setpoint``: finds the command, runs it, and turns errors into a sentence and an exit code.

Exit codes: 0 done; 1 the run finished but something failed; 2 wrong use; 130 interrupted, with
everything so far kept. Commands import what is heavy only when they run.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from setpoint import __version__
from setpoint.cli import claims, doctor, export, find, grade, models, report, serve, suite, sweep
from setpoint.errors import SetpointError

_COMMANDS = (sweep, find, report, claims, export, serve, grade, suite, models, doctor)
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    options = _build_parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except SetpointError as error:
        print(f"setpoint: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(
            "\nsetpoint: interrupted. Everything so far is kept; run the same command again to "
            "continue.",
            file=sys.stderr,
        )
        return _INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, e.g. `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="setpoint",
        description="Find the sampling temperature at which a small reasoning model is most "
        "dependable, and prove it with checked answers.",
    )
    parser.add_argument("--version", action="version", version=f"setpoint {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in _COMMANDS:
        command.add_to(commands)
    return parser
