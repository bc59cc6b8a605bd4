"""``setpoint grade``: judges one answer, read from standard input, or a file of judged cases."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from setpoint.errors import SettingError
from setpoint.records import FinishReason, Kind, PromptStyle, Response, Verdict

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction

    from setpoint.problems import AnswerKey
    from setpoint.verify.cases import JudgedCase


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "grade",
        help="judge an answer read from standard input",
        description="Judges an answer read from standard input, e.g. "
        "`echo '85/3' | setpoint grade --problem article/math`. With --cases, judges every answer "
        "of a file and compares the verdicts with those it expects.",
    )
    parser.add_argument("--problem", metavar="ID", help="a problem of a suite")
    parser.add_argument("--kind", choices=list(Kind), help="with --gold: a key of your own")
    parser.add_argument("--gold", metavar="G", help="the key: a value, or JSON for code and logic")
    parser.add_argument(
        "--cases",
        type=Path,
        metavar="FILE",
        help="a JSON object a line: id, kind, prompt, response, expected, gold",
    )
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
    return _run_cases(options) if options.cases else _run_answer(options)


def _run_answer(options: argparse.Namespace) -> int:
    from setpoint.wiring.grading import grade

    key, question = _read_key(options)
    response = Response(
        text=_read_answer(),
        finish_reason=FinishReason.LENGTH if options.truncated else FinishReason.STOP,
        opens_in_thought=options.in_thought,
    )
    verdict = grade(key, response, question)
    if options.json:
        print(json.dumps(_fields(verdict), ensure_ascii=False, indent=2))
    else:
        _print_verdict(verdict)
    return 0


def _run_cases(options: argparse.Namespace) -> int:
    from setpoint.wiring.grading import judge_cases

    if any((options.problem, options.kind, options.gold, options.truncated, options.in_thought)):
        raise SettingError("--cases FILE says it all: only --json may stand beside it.")
    judged = []
    for each in judge_cases(options.cases):
        judged.append(each)
        if options.json:
            print(json.dumps(_case_fields(each), ensure_ascii=False), flush=True)
    _print_counts(judged, as_json=options.json)
    differing = sum(not each.agrees for each in judged)
    if differing:
        print(f"setpoint: {differing} verdicts are not as expected.", file=sys.stderr)
    return 1 if differing else 0


def _read_key(options: argparse.Namespace) -> tuple[AnswerKey, str]:
    """The key, and the question if it is known."""
    from setpoint.problems import parse_key
    from setpoint.suites.catalog import find_problem

    if options.problem and not (options.kind or options.gold):
        problem = find_problem(options.problem)
        return problem.key, problem.prompts.get(PromptStyle.PLAIN, "")
    if options.kind and options.gold and not options.problem:
        return parse_key(Kind(options.kind), options.gold), ""
    raise SettingError(
        "say what to judge against: either --problem ID, or both --kind and --gold, or --cases "
        "FILE. "
        "`setpoint suite list` shows the problems."
    )


def _read_answer() -> str:
    """Reads the answer; bytes that are not UTF-8 become replacement characters."""
    if sys.stdin.isatty():
        print("Type or paste the answer; end with Ctrl-D.", file=sys.stderr)
    return sys.stdin.buffer.read().decode("utf-8", errors="replace")


def _fields(verdict: Verdict) -> dict[str, object]:
    steps = [
        {
            "text": step.text,
            "verdict": step.verdict,
            "why": step.why,
            "traceable": step.is_traceable,
        }
        for step in verdict.steps
    ]
    return {
        "outcome": verdict.outcome,
        "answer": verdict.answer,
        "reason": verdict.reason,
        "checks": dict(verdict.checks),
        "steps": steps,
    }


def _case_fields(judged: JudgedCase) -> dict[str, object]:
    return {
        "id": judged.case.problem.id,
        "outcome": judged.verdict.outcome,
        "answer": judged.verdict.answer,
        "reason": judged.verdict.reason,
        "agrees": judged.agrees,
    }


def _print_verdict(verdict: Verdict) -> None:
    from rich.console import Console

    from setpoint.cli.verdicts import explanation, headline

    console = Console()
    console.print(headline(verdict), soft_wrap=True)
    console.print(explanation(verdict))


def _print_counts(judged: list[JudgedCase], *, as_json: bool) -> None:
    from rich.console import Console

    from setpoint.cli.verdicts import count_lines, disagreements
    from setpoint.verify.cases import tally

    total = tally(judged)
    kinds = {kind: [each for each in judged if each.case.problem.kind is kind] for kind in Kind}
    by_kind = {kind: tally(of_kind) for kind, of_kind in kinds.items() if of_kind}
    if as_json:
        counts = {kind: asdict(each) for kind, each in by_kind.items()}
        print(json.dumps({**asdict(total), "by_kind": counts}))
        return
    console = Console()
    if total.agreed < total.total:
        console.print(disagreements([each for each in judged if not each.agrees]))
    console.print(count_lines(total, by_kind))
