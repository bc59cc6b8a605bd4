"""The report on a terminal: one table a series, and a sentence on the setpoint.

What is covered: 80 columns and more; narrower terminals cut cells short.
What is not: intervals; the page and the JSON document have them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from setpoint.records import Language
from setpoint.report.columns import Column, Line, build_columns, build_lines, format_cell
from setpoint.report.run import RunData
from setpoint.report.texts import load_texts
from setpoint.report.view import Summary, compute_summary
from setpoint.report.wording import explain_arms, explain_run, format_temperature, name_series
from setpoint.stats.choose import Choice, Finding

_NARROW_TRIALS = 9
"""Up to here a share is written as a fraction in a narrow table: ``4/5`` is short, ``80%`` too."""


def render_table(run: RunData, language: Language = Language.EN) -> RenderableType:
    """Returns the report, to be printed by a `rich.console.Console` of any width from 80."""
    return _Report(run=run, summary=compute_summary(run), language=language)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """Implements rich's interface of things that fit themselves to the console."""

    run: RunData
    summary: Summary
    language: Language

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        words = load_texts(self.language)
        yield Text(_headline(self.run, words["table"]), style="bold")
        columns = build_columns(self.summary.rows, self.language)
        lines = build_lines(self.summary.rows, columns)
        is_only = len(self.summary.choices) == 1
        names = name_series(self.run.arms, self.language)
        for series, ours in groupby(lines, lambda line: line.arm.series):
            if not is_only:
                yield Text("\n" + words["table"]["style"].format(style=names[series]))
            yield _fit_table(columns, list(ours), console, options)
        for series, choice in self.summary.choices.items():
            if is_only or choice.finding is not Finding.ONE_LEVEL:
                yield Text(self._conclusion(names[series], choice))
        if not is_only:
            yield Text(explain_arms(self.summary.arms, self.language))

    def _conclusion(self, name: str, choice: Choice) -> str:
        words = load_texts(self.language)
        is_only = len(self.summary.choices) == 1
        template = words["table"]["conclusion" if is_only else "conclusion_of_style"]
        value = (
            format_temperature(choice.best.temperature)
            if choice.best and choice.decided
            else words["table"]["undecided"]
        )
        reason = explain_run(self.run, choice, self.language)
        return str(template.format(style=name, value=value, reason=reason))


def _headline(run: RunData, words: Mapping[str, str]) -> str:
    done, planned = len(run.samples), run.planned_samples
    return words["headline_all" if done == planned else "headline_some"].format(
        model=run.model,
        done=done,
        planned=planned,
        suites=", ".join(run.suites),
        cap=run.max_new_tokens,
    )


def _fit_table(
    columns: Sequence[Column], lines: Sequence[Line], console: Console, options: ConsoleOptions
) -> Table:
    wide = _build_table(columns, lines, is_wide=True)
    if console.measure(wide, options=options.update(width=1_000)).maximum <= options.max_width:
        return wide
    return _build_table(columns, lines, is_wide=False)


def _build_table(columns: Sequence[Column], lines: Sequence[Line], *, is_wide: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=0, show_edge=False)
    starts = _group_starts(columns)
    names = [column.name if is_wide else column.narrow_name for column in columns]
    height = max(name.count("\n") for name in names) + 1
    table.add_column("T", justify="right", no_wrap=True)
    for column, name, is_start in zip(columns, names, starts, strict=True):
        if is_start and is_wide:
            table.add_column("\n".join("│" * (height + 1)), width=1)
        group = column.group if is_start else ""
        heading = Text(group + "\n" * (height - name.count("\n")) + name)
        table.add_column(heading, justify="right", no_wrap=True)
    for line in lines:
        temperature = format_temperature(line.arm.sampling.temperature)
        table.add_row(temperature, *_cells(line, starts, is_wide=is_wide))
    return table


def _group_starts(columns: Sequence[Column]) -> list[bool]:
    groups = [column.group for column in columns]
    return [index == 0 or groups[index - 1] != group for index, group in enumerate(groups)]


def _cells(line: Line, starts: Sequence[bool], *, is_wide: bool) -> Iterator[str]:
    for cell, is_start in zip(line.cells, starts, strict=True):
        if is_start and is_wide:
            yield "│"
        yield format_cell(cell) if is_wide else format_cell(cell, most_trials=_NARROW_TRIALS)
