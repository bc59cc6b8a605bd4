"""``setpoint suite``: the problems, and the proofs of their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.records import PromptStyle

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction

    from setpoint.problems import Problem


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares the command and its parts."""
    parser = commands.add_parser("suite", help="list problems, show one, prove every key")
    parts = parser.add_subparsers(title="parts", metavar="PART", required=True)
    parts.add_parser("list", help="every problem").set_defaults(run=run_list)
    show = parts.add_parser("show", help="a problem with its key and proof")
    show.add_argument("id", metavar="ID", help="a problem, or the beginning of several ids")
    show.set_defaults(run=run_show)
    check = parts.add_parser("check", help="prove every key again")
    check.add_argument("suites", metavar="SUITE", nargs="*", help="such as nano:100 (default: all)")
    check.set_defaults(run=run_check)


def run_list(_options: argparse.Namespace) -> int:
    """Prints the id of every problem with its question's first line."""
    from setpoint.suites.catalog import list_suites, load_suite

    for suite in list_suites():
        for problem in load_suite(suite):
            question = problem.prompts[PromptStyle.PLAIN].splitlines()[0]
            print(f"{problem.id:<20} {problem.kind:<6} {question}")
    return 0


def run_show(options: argparse.Namespace) -> int:
    """Prints problems in full."""
    from setpoint.suites.catalog import load_suite

    print("\n\n".join(_describe(problem) for problem in load_suite(options.id)))
    return 0


def run_check(options: argparse.Namespace) -> int:
    """Proves the keys; exit code 1 if one does not hold."""
    from setpoint.wiring.proofs import prove_suites

    all_hold = True
    for heading, proof in prove_suites(options.suites):
        print(f"{'proven' if proof.holds else 'FAILED'}  {heading}: {proof.claim}")
        print(f"        by {proof.method}")
        print("\n".join(f"        - {line}" for line in proof.evidence))
        all_hold = all_hold and proof.holds
    print("Every key is proven." if all_hold else "NOT every key is proven: see FAILED above.")
    return 0 if all_hold else 1


def _describe(problem: Problem) -> str:
    from setpoint.problems import format_key

    lines = [problem.id]
    for style, text in problem.prompts.items():
        lines.append(f"  {style}:")
        lines += [f"    {line}" for line in text.splitlines()]
    lines.append(f"  key: {format_key(problem.key)}")
    return "\n".join(lines)
