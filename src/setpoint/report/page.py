"""The report as one HTML page: what the figures say, and every answer to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from setpoint.records import Kind, Language, Outcome
from setpoint.report.answers import answer_fields, problem_fields
from setpoint.report.columns import build_columns, build_lines, format_cell
from setpoint.report.document import render_document
from setpoint.report.grid import GridLine, build_grid
from setpoint.report.island import embed_json, pack_json
from setpoint.report.rows import sorted_arms
from setpoint.report.run import RunData
from setpoint.report.texts import load_texts
from setpoint.report.view import Summary, compute_summary, summary_fields
from setpoint.report.wording import describe_headline, format_temperature, name_series

_CHARTED = {
    Kind.MATH: ("consistent", "complete", "traceable"),
    Kind.CODE: ("hints", "docstring", "empty_input", "pep8"),
    Kind.LOGIC: ("counterexample", "complete"),
}
"""The checks that get a chart, in this order; the rest is read answer by answer."""

_LANGUAGE_TAGS = {Language.EN: "en", Language.ZH: "zh-Hans"}

_SPOKEN_BY_SCRIPTS = (
    *("kind", "outcome", "check", "finish", "truth", "chart", "reader", "beside"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A yes-or-no check of one kind of task."""

    kind: Kind
    name: str


def render_page(run: RunData, language: Language = Language.EN) -> str:
    """Returns the report as an HTML document that makes no request and runs offline.

    The answers are hostile text: they stand packed in a block of data, and the page's script
    shows them as text only.
    """
    summary, words = compute_summary(run), load_texts(language)
    report, grid = summary_fields(run, summary, language), build_grid(run)
    columns = build_columns(summary.rows, language)
    return render_document(
        "page.html.j2",
        {
            "run": run,
            "report": report,
            "arms": sorted_arms(run),
            "text": words,
            "language_tag": _LANGUAGE_TAGS[language],
            "headlines": {
                series: describe_headline(choice, language)
                for series, choice in summary.choices.items()
            },
            "choices": summary.choices,
            "series_names": name_series(run.arms, language),
            "kinds": _kinds(summary),
            "charted_checks": _charted_checks(summary),
            "columns": columns,
            "lines": build_lines(summary.rows, columns),
            "grid": grid,
            "outcomes": {
                outcome: words["outcome"][outcome]
                for outcome in Outcome
                if any(row.outcomes.get(outcome) for row in summary.rows)
            },
            "format_temperature": format_temperature,
            "format_cell": format_cell,
            "figures": embed_json(_figures(report, grid, run, language)),
            "answers": pack_json(
                {
                    "problems": [problem_fields(problem) for problem in run.problems],
                    "answers": answer_fields(run),
                }
            ),
        },
    )


def _figures(
    report: Mapping[str, Any], grid: Sequence[GridLine], run: RunData, language: Language
) -> dict[str, Any]:
    """Returns what the charts draw, and the words of all scripts."""
    words = load_texts(language)
    return {
        "report": report,
        "grid": [
            {
                "problem": line.problem.id,
                "right": [
                    [share.successes, share.trials] if share else None
                    for share in (line.right.get(arm.name) for arm in sorted_arms(run))
                ],
            }
            for line in grid
        ],
        "words": {
            **{name: words[name] for name in _SPOKEN_BY_SCRIPTS},
            "series": name_series(run.arms, language),
        },
    }


def _kinds(summary: Summary) -> list[Kind]:
    return [kind for kind in Kind if any(row.kind is kind for row in summary.rows)]


def _charted_checks(summary: Summary) -> list[Check]:
    return [
        Check(kind=kind, name=name)
        for kind in _kinds(summary)
        for name in _CHARTED[kind]
        if any(row.kind is kind and name in row.checks for row in summary.rows)
    ]
