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

_CHARTED = {
    Kind.MATH: ("consistent", "complete", "traceable"),
    Kind.CODE: ("hints", "docstring", "empty_input", "pep8"),
    Kind.LOGIC: ("counterexample", "complete"),
}
"""The checks that get a chart, in this order; the rest is read answer by answer."""

_CHECK_NAMES = {
    "consistent": "consistent",
    "complete": "complete",
    "traceable": "traceable",
    "hints": "type hints",
    "docstring": "docstring",
    "empty_input": "empty input handled",
    "pep8": "PEP 8",
    "counterexample": "valid counterexample",
    "no_repetition": "no circles in the text",
    "no_doubled_words": "no doubled words",
    "no_strange_characters": "no strange characters",
}

_OUTCOME_NAMES = {
    Outcome.CORRECT: "right",
    Outcome.WRONG: "wrong",
    Outcome.NO_ANSWER: "no answer",
    Outcome.TRUNCATED: "cut off",
    Outcome.UNPARSED: "unparsed",
    Outcome.LOOP: "loop",
    Outcome.TIMEOUT: "time out",
    Outcome.UNSAFE: "unsafe",
    Outcome.ERROR: "error",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A yes-or-no check of one kind of task."""

    kind: Kind
    name: str


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
            "has_styles": len(summary.choices) > 1,
            "kinds": _kinds(summary),
            "charted_checks": _charted_checks(summary),
            "columns": columns,
            "lines": build_lines(summary.rows, columns),
            "check_names": _CHECK_NAMES,
            "outcome_names": {
                outcome: name
                for outcome, name in _OUTCOME_NAMES.items()
                if any(row.outcomes.get(outcome) for row in summary.rows)
            },
            "format_ranges": format_ranges,
            "format_temperature": format_temperature,
            "format_value": format_value,
            "island": embed_json(island),
        },
    )


def _kinds(summary: Summary) -> list[Kind]:
    return [kind for kind in Kind if any(row.kind is kind for row in summary.rows)]


def _charted_checks(summary: Summary) -> list[Check]:
    return [
        Check(kind=kind, name=name)
        for kind in _kinds(summary)
        for name in _CHARTED[kind]
        if any(row.kind is kind and name in row.checks for row in summary.rows)
    ]
