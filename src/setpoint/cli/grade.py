"""``setpoint grade``: judges one answer, read from standard input."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from setpoint.errors import SettingError
from setpoint.records import FinishReason, Kind, Response, Verdict

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction

    from setpoint.problems import AnswerKey


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "grade",
        help="judge an answer read from standard input",
        description="Judges an answer read from standard input, e.g. "
        "`echo '85/3' | setpoint grade --problem article/math`.",
    )
    parser.add_argument("--problem", metavar="ID", help="a problem of a suite")
    parser.add_argument("--kind", choices=list(Kind), help="with --gold: a key of your own")
    parser.add_argument("--gold", metavar="G", help="the key: a value, or JSON for code and logic")
    parser.add_argument(
        "--truncated", action="store_true", help="the text was cut by a cap on tokens"
    )
    parser.add_argument(
        "--in-thought",
        action="store_true",
        help="the text begins inside a thought whose <think> was in the prompt",
    )
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Judges and prints."""
    from setpoint.wiring.grading import grade

    key = _read_key(options)
    response = Response(
        text=_read_answer(),
        finish_reason=FinishReason.LENGTH if options.truncated else FinishReason.STOP,
        opens_in_thought=options.in_thought,
    )
    verdict = grade(key, response)
    if options.json:
        print(json.dumps(_fields(verdict), ensure_ascii=False, indent=2))
    else:
        _print_verdict(verdict)
    return 0


def _read_key(options: argparse.Namespace) -> AnswerKey:
    from setpoint.problems import parse_key
    from setpoint.suites.catalog import find_problem

    if options.problem and not (options.kind or options.gold):
        return find_problem(options.problem).key
    if options.kind and options.gold and not options.problem:
        return parse_key(Kind(options.kind), options.gold)
    raise SettingError(
        "say what to judge against: either --problem ID, or both --kind and --gold. "
        "`setpoint suite list` shows the problems."
    )


def _read_answer() -> str:
    """Reads the answer; bytes that are not UTF-8 become replacement characters."""
    if sys.stdin.isatty():
        print("Type or paste the answer; end with Ctrl-D.", file=sys.stderr)
    return sys.stdin.buffer.read().decode("utf-8", errors="replace")


def _fields(verdict: Verdict) -> dict[str, object]:
    steps = [
        {"text": step.text, "verdict": step.verdict, "why": step.why} for step in verdict.steps
    ]
    return {
        "outcome": verdict.outcome,
        "answer": verdict.answer,
        "reason": verdict.reason,
        "checks": dict(verdict.checks),
        "steps": steps,
    }


def _print_verdict(verdict: Verdict) -> None:
    print(f"{verdict.outcome}  {verdict.reason}")
    for name, value in verdict.checks.items():
        print(f"  {name}: {_word(value)}")
    for step in verdict.steps:
        print(f"  [{step.verdict}] {' '.join(step.text.split())}  ({step.why})")


def _word(value: object) -> str:
    words = {True: "yes", False: "no", None: "not applicable"}
    return words[value] if isinstance(value, bool) or value is None else str(value)
