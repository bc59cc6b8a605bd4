"""``setpoint doctor``: what this machine has, and what would stop a run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares the command."""
    parser = commands.add_parser("doctor", help="check Python, torch, memory, sandbox and caches")
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints the findings; exit code 1 if something would stop a run."""
    from setpoint.wiring.machine import examine_machine

    findings = examine_machine()
    if options.json:
        rows = [{"name": f.name, "value": f.value, "fine": f.is_fine} for f in findings]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            mark = "ok " if finding.is_fine else "NOT"
            print(f"{mark} {finding.name:<14} {finding.value}")
    return 0 if all(finding.is_fine for finding in findings) else 1
