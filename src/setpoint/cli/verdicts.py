"""How verdicts look on a terminal: one that explains itself, and those of a file of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from setpoint.records import Outcome, Truth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from setpoint.records import CheckValue, Kind, Step, Verdict
    from setpoint.verify.cases import JudgedCase, Tally

_STEP_STYLES = {Truth.TRUE: "green", Truth.FALSE: "bold red", Truth.UNKNOWN: "yellow"}
_WORDS = {True: "yes", False: "no", None: "not applicable"}
_MOST_SHOWN = 160


def headline(verdict: Verdict) -> Text:
    """Returns the outcome and its reason, in one line."""
    style = {Outcome.CORRECT: "bold green", Outcome.WRONG: "bold red"}.get(
        verdict.outcome, "bold yellow"
    )
    return Text.assemble((verdict.outcome, style), f"  {visible(verdict.reason)}")


def explanation(verdict: Verdict) -> RenderableType:
    """Returns the checks, then each step with its verdict and what decided it."""
    return Group(*_check_lines(verdict.checks), *([_steps(verdict.steps)] if verdict.steps else []))


def disagreements(judged: Sequence[JudgedCase]) -> Table:
    """Returns the cases whose verdict is not as expected."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    for heading in ("case", "expected", "outcome", "reason", "what the case is there for"):
        table.add_column(heading, overflow="fold")
    for each in judged:
        cells = (each.case.problem.id, each.case.expected, each.verdict.outcome)
        reasons = (each.verdict.reason, each.case.why)
        table.add_row(*(Text(visible(cell)) for cell in (*cells, *reasons)))
    return table


def count_lines(total: Tally, by_kind: Mapping[Kind, Tally]) -> Text:
    """Returns the counts, one line for all and one a kind."""
    rows = [("all", total), *by_kind.items()]
    return Text(
        "\n".join(
            f"{name}: {each.agreed} of {each.total} as expected, {each.false_accepts} false "
            f"accepts, {each.false_rejects} false rejects"
            for name, each in rows
        )
    )


def visible(text: str) -> str:
    """Returns one line in which nothing can steer the terminal: control characters by number."""
    line = " ".join(text.split())
    shown = "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in line)
    return shown if len(shown) <= _MOST_SHOWN else f"{shown[:_MOST_SHOWN]}…"


def _check_lines(checks: Mapping[str, CheckValue]) -> Iterator[Text]:
    for name, value in checks.items():
        word = _WORDS[value] if isinstance(value, bool) or value is None else str(value)
        style = {True: "green", False: "red"}.get(value, "") if isinstance(value, bool) else ""
        yield Text.assemble(f"  {name}: ", (word, style))


def _steps(steps: Sequence[Step]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    table.add_column("verdict", no_wrap=True)
    table.add_column("step", overflow="fold", ratio=1)
    table.add_column("why", overflow="fold", ratio=1)
    for step in steps:
        verdict = Text(f"[{step.verdict}]", style=_STEP_STYLES[step.verdict])
        table.add_row(verdict, Text(visible(step.text)), Text(visible(step.why)))
    return table
