"""The columns of the report's table: which there are, what they are called, what stands in them.

What is not: how they are drawn, on a terminal (`table`) or on the page (`page`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import TypeAlias

from setpoint.records import Arm, Kind, Language, Outcome
from setpoint.report.rows import Row
from setpoint.report.texts import load_texts
from setpoint.stats.estimate import Estimate, Proportion
from setpoint.stats.intervals import wilson_interval

NOTHING = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A figure of the table.

    Attributes:
        figure: A share, a count, or a mean.
        interval: At 95 %; None for what was counted.
    """

    figure: Proportion | int
    interval: Estimate | None = None


_Reader: TypeAlias = Callable[[Mapping[Kind, Row]], Cell | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the table.

    Attributes:
        group: The kind of task, or "all" for what is summed over kinds.
        name: Its heading.
        narrow_name: The heading broken into lines of at most five characters.
        read: Takes the rows of an arm by kind; None where there is nothing to show.
    """

    group: str
    name: str
    narrow_name: str
    read: _Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the table: an arm's cells, one a column."""

    arm: Arm
    cells: tuple[Cell | None, ...]


def build_columns(rows: Sequence[Row], language: Language = Language.EN) -> tuple[Column, ...]:
    """Returns the columns for the kinds that occur, named in a language."""
    words = load_texts(language)

    def build(group: str, key: str, read: _Reader) -> Column:
        return Column(
            group=words["kind"][group],
            name=words["column"][key],
            narrow_name=words["narrow_column"][key],
            read=read,
        )

    return (
        *(
            build(kind, key, _share_reader(kind, key))
            for kind, keys in _KIND_COLUMNS.items()
            if any(row.kind is kind for row in rows)
            for key in keys
        ),
        *(build("all", key, _count_reader(outcomes)) for key, outcomes in _COUNTED.items()),
        build("all", "tokens", _mean_tokens),
    )


def build_lines(rows: Sequence[Row], columns: Sequence[Column]) -> tuple[Line, ...]:
    """Returns a line for every arm that has samples, in the order of the rows."""
    by_arm: dict[Arm, dict[Kind, Row]] = {}
    for row in rows:
        by_arm.setdefault(row.arm, {})[row.kind] = row
    return tuple(
        Line(arm=arm, cells=tuple(column.read(kinds) for column in columns))
        for arm, kinds in by_arm.items()
    )


def format_cell(cell: Cell | None, *, most_trials: int = 10**9) -> str:
    """Returns ``4/5``, or a percentage where the trials are more than may be written out."""
    if cell is None:
        return NOTHING
    figure = cell.figure
    if isinstance(figure, int):
        return str(figure)
    if figure.trials > most_trials:
        return f"{figure.rate:.0%}"
    return f"{figure.successes}/{figure.trials}"


def _share_reader(kind: Kind, key: str) -> _Reader:
    def read(rows: Mapping[Kind, Row]) -> Cell | None:
        if kind not in rows:
            return None
        row = rows[kind]
        if key in _RIGHT:
            return Cell(figure=row.right, interval=row.accuracy.these)
        share = row.checks.get(key)
        if share is None:
            return None
        return Cell(figure=share, interval=wilson_interval(share.successes, share.trials))

    return read


def _count_reader(outcomes: Sequence[Outcome]) -> _Reader:
    def read(rows: Mapping[Kind, Row]) -> Cell:
        counts = (row.outcomes.get(outcome, 0) for row in rows.values() for outcome in outcomes)
        return Cell(figure=sum(counts))

    return read


def _mean_tokens(rows: Mapping[Kind, Row]) -> Cell:
    """Returns the mean over all answers; independent errors add in squares."""
    samples = sum(row.n_samples for row in rows.values())
    parts = [(row.mean_tokens, row.n_samples / samples) for row in rows.values()]
    mean = sum(part.value * weight for part, weight in parts)
    below = hypot(*((part.value - part.low) * weight for part, weight in parts))
    above = hypot(*((part.high - part.value) * weight for part, weight in parts))
    return Cell(
        figure=round(mean), interval=Estimate(value=mean, low=mean - below, high=mean + above)
    )


_RIGHT = ("right", "passes")
"""The columns of right answers; the others are checks."""

_KIND_COLUMNS = {
    Kind.MATH: ("right", "consistent", "complete"),
    Kind.CODE: ("passes", "hints", "empty_input", "docstring"),
    Kind.LOGIC: ("right", "counterexample"),
}

_COUNTED = {
    "no_answer": (Outcome.NO_ANSWER,),
    "unparsed": (Outcome.UNPARSED,),
    "cut_off": (Outcome.TRUNCATED,),
    "loops": (Outcome.LOOP,),
    "stopped": (Outcome.TIMEOUT, Outcome.UNSAFE, Outcome.ERROR),
}
