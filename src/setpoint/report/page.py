"""The report as one HTML page: what the figures say, and every answer to be read."""

from dataclasses import dataclass

from setpoint.records import Kind, Outcome
from setpoint.report.answers import answer_fields, problem_fields
from setpoint.report.columns import build_columns, build_lines, format_value
from setpoint.report.document import render_document
from setpoint.report.island import embed_json
from setpoint.report.run import RunData
from setpoint.report.view import Summary, compute_summary, summarize
from setpoint.report.wording import format_ranges, format_temperature

_CHECKS = {
    Kind.MATH: ("consistent", "complete"),
    Kind.CODE: ("hints", "docstring", "empty_input", "pep8"),
    Kind.LOGIC: ("counterexample", "complete"),
}
"""The checks that get a chart, in this order; the rest is read answer by answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A small chart of one measure of one kind."""

    kind: Kind
    measure: str


def render_page(run: RunData) -> str:
    """Returns the report as an HTML document that makes no request and runs offline.

    The answers are hostile text: they stand in a block of escaped JSON, and the page's script
    shows them as text only.
    """
    summary, report = compute_summary(run), summarize(run)
    island = {
        "report": report,
        "problems": [problem_fields(problem) for problem in run.problems],
        "answers": answer_fields(run),
    }
    columns = build_columns(summary.rows)
    return render_document(
        "page.html.j2",
        {
            "run": run,
            "report": report,
            "choices": summary.choices,
            "kinds": _kinds(summary),
            "check_panels": _check_panels(summary),
            "columns": columns,
            "lines": build_lines(summary.rows, columns),
            "outcomes": [outcome for outcome in Outcome if _occurs(outcome, summary)],
            "format_ranges": format_ranges,
            "format_temperature": format_temperature,
            "format_value": format_value,
            "island": embed_json(island),
        },
    )


def _kinds(summary: Summary) -> list[Kind]:
    return [kind for kind in Kind if any(row.kind is kind for row in summary.rows)]


def _check_panels(summary: Summary) -> list[Panel]:
    return [
        Panel(kind=kind, measure=check)
        for kind in _kinds(summary)
        for check in _CHECKS[kind]
        if any(row.kind is kind and check in row.checks for row in summary.rows)
    ]


def _occurs(outcome: Outcome, summary: Summary) -> bool:
    return any(row.outcomes.get(outcome) for row in summary.rows)
