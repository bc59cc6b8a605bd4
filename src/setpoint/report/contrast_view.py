"""A comparison of two runs as a table for a terminal, as JSON values, and as an HTML page."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from setpoint.records import Language
from setpoint.report.contrast import Contrast, ContrastRow, ProblemChange
from setpoint.report.contrast_texts import (
    ALL_ARMS,
    CHANGES,
    DIFFERENCES,
    HEADINGS,
    MIXED,
    NO_DIFFERENCES,
    NOTES,
    SUMMARIES,
    describe_unlikeness,
)
from setpoint.report.document import render_document
from setpoint.report.run import RunData
from setpoint.report.unlikeness import Unlikeness, count_compared
from setpoint.stats.estimate import Proportion

_MOST_SHOWN = 10
_LEAST_SHOWN_P = 0.001


def render_contrast(contrast: Contrast, language: Language) -> RenderableType:
    """Returns the comparison for a terminal of 80 columns and more."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in HEADINGS[language]:
        table.add_column(heading, justify="right", overflow="fold")
    for row in contrast.rows:
        table.add_row(*_cells(row, language))
    changes = [_describe_change(change) for change in islice(_changed(contrast), _MOST_SHOWN)]
    return Group(
        *(Text(line, style="bold") for line in _headlines(contrast)),
        *map(Text, _differences(contrast, language)),
        Text(),
        table,
        Text(f"\n{_summary(contrast, language)}"),
        *([Text(f"{CHANGES[language]}:")] if changes else []),
        *(Text(f"  {change}") for change in changes),
        Text(f"\n{NOTES[language]}"),
    )


def render_contrast_page(contrast: Contrast, language: Language) -> str:
    """Returns the same as an HTML document without scripts, which makes no request."""
    return render_document(
        "contrast.html.j2",
        {
            "language": language,
            "headlines": _headlines(contrast),
            "differences": _differences(contrast, language),
            "headings": HEADINGS[language],
            "rows": [_cells(row, language) for row in contrast.rows],
            "summary": _summary(contrast, language),
            "changes_heading": CHANGES[language],
            "changes": [_describe_change(change) for change in _changed(contrast)],
            "note": NOTES[language],
        },
    )


def summarize_contrast(contrast: Contrast, language: Language) -> dict[str, Any]:
    """Returns the comparison as JSON values; null stands for all temperatures together."""
    return {
        "a": _run_fields(contrast.runs.first),
        "b": _run_fields(contrast.runs.second),
        "note": NOTES[language],
        "differences": [_unlikeness_fields(unlike) for unlike in contrast.unlikenesses],
        "by_temperature": [_row_fields(row) for row in contrast.rows],
        "pairs": _pair_counts(contrast),
        "problems": [_change_fields(change) for change in contrast.problems],
    }


def _run_fields(run: RunData) -> dict[str, Any]:
    return {"run_id": run.run_id, "model": run.model, "samples": len(run.samples)}


def _unlikeness_fields(unlike: Unlikeness) -> dict[str, Any]:
    return {
        "name": unlike.name,
        "a": unlike.first,
        "b": unlike.second,
        "meaning": unlike.meaning,
    }


def _row_fields(row: ContrastRow) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "temperature": row.arm.sampling.temperature if row.arm else None,
        "style": row.arm.style if row.arm else None,
        "n_problems": row.difference.problems,
        "a": _share_fields(row.first),
        "b": _share_fields(row.second),
        "difference": asdict(row.difference.mean),
        "p_value": row.difference.p_value,
        "p_value_holm": row.adjusted_p_value,
    }


def _change_fields(change: ProblemChange) -> dict[str, Any]:
    return {
        "problem": change.problem_id,
        "kind": change.kind,
        "a": _share_fields(change.first),
        "b": _share_fields(change.second),
        "difference": change.gain,
    }


def _share_fields(share: Proportion) -> dict[str, Any]:
    return {"value": share.rate, **asdict(share)}


def _pair_counts(contrast: Contrast) -> dict[str, int]:
    right_in = contrast.right_in
    return {
        "pairs": right_in.total(),
        "both": right_in[True, True],
        "only_a": right_in[True, False],
        "only_b": right_in[False, True],
        "neither": right_in[False, False],
        "same_text": contrast.same_texts,
    }


def _headlines(contrast: Contrast) -> list[str]:
    runs = {"A": contrast.runs.first, "B": contrast.runs.second}
    return [f"{name}: {run.model}, {run.run_id}" for name, run in runs.items()]


def _differences(contrast: Contrast, language: Language) -> list[str]:
    if not contrast.unlikenesses:
        return [NO_DIFFERENCES[language]]
    compared = count_compared(contrast.unlikenesses)
    return [
        f"{DIFFERENCES[language]} (A | B):",
        *(f"  {describe_unlikeness(unlike, language)}" for unlike in contrast.unlikenesses),
        *([MIXED[language].format(count=compared)] if compared > 1 else []),
    ]


def _summary(contrast: Contrast, language: Language) -> str:
    gains = [problem.gain for problem in contrast.problems]
    return SUMMARIES[language].format(
        **_pair_counts(contrast),
        problems=len(gains),
        more=sum(gain > 0 for gain in gains),
        fewer=sum(gain < 0 for gain in gains),
    )


def _cells(row: ContrastRow, language: Language) -> tuple[str, ...]:
    mean, p_value = row.difference.mean, row.adjusted_p_value
    return (
        row.kind,
        row.arm.name.removeprefix("T=") if row.arm else ALL_ARMS[language],
        str(row.difference.problems),
        f"{row.first.rate:.1%}",
        f"{row.second.rate:.1%}",
        f"{100 * mean.value:+.1f} [{100 * mean.low:+.1f}, {100 * mean.high:+.1f}]",
        f"<{_LEAST_SHOWN_P}" if p_value < _LEAST_SHOWN_P else f"{p_value:.3f}",
    )


def _changed(contrast: Contrast) -> Iterator[ProblemChange]:
    return (change for change in contrast.problems if change.gain)


def _describe_change(change: ProblemChange) -> str:
    first, second = change.first, change.second
    return (
        f"{change.problem_id}: {first.successes}/{first.trials} → "
        f"{second.successes}/{second.trials}"
    )
