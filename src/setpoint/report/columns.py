"""The columns of the report's table: which there are, what they are called, what stands in them.

What is not: how they are drawn, on a terminal (`table`) or on the page (`page`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from setpoint.records import Arm, Kind, Outcome
from setpoint.report.rows import Row
from setpoint.stats.estimate import Proportion

NOTHING = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the table.

    Attributes:
        group: The kind of task, or "all" for what is summed over kinds.
        name: Its heading.
        narrow_name: The heading broken into lines of at most five characters.
        read: Takes the rows of an arm by kind, returns a share, a count, or None.
    """

    group: str
    name: str
    narrow_name: str
    read: Callable[[Mapping[Kind, Row]], Proportion | int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the table: an arm's values, one a column."""

    arm: Arm
    values: tuple[Proportion | int | None, ...]


def build_columns(rows: Sequence[Row]) -> tuple[Column, ...]:
    """Returns the columns for the kinds that occur."""
    kinds = [kind for kind in Kind if any(row.kind is kind for row in rows)]
    by_kind = [column for kind in kinds for column in _KIND_COLUMNS[kind]]
    return (*by_kind, *_ALL_COLUMNS)


def build_lines(rows: Sequence[Row], columns: Sequence[Column]) -> tuple[Line, ...]:
    """Returns a line for every arm that has samples, in the order of the rows."""
    by_arm: dict[Arm, dict[Kind, Row]] = {}
    for row in rows:
        by_arm.setdefault(row.arm, {})[row.kind] = row
    return tuple(
        Line(arm=arm, values=tuple(column.read(kinds) for column in columns))
        for arm, kinds in by_arm.items()
    )


def format_value(value: Proportion | int | None, *, most_trials: int = 10**9) -> str:
    """Returns ``4/5``, or a percentage where the trials are more than may be written out."""
    if value is None:
        return NOTHING
    if isinstance(value, int):
        return str(value)
    if value.trials > most_trials:
        return f"{value.rate:.0%}"
    return f"{value.successes}/{value.trials}"


def _right(kind: Kind, name: str, narrow_name: str) -> Column:
    return Column(
        group=kind,
        name=name,
        narrow_name=narrow_name,
        read=lambda rows: rows[kind].right if kind in rows else None,
    )


def _check(kind: Kind, check: str, name: str, narrow_name: str) -> Column:
    return Column(
        group=kind,
        name=name,
        narrow_name=narrow_name,
        read=lambda rows: rows[kind].checks.get(check) if kind in rows else None,
    )


def _failures(name: str, narrow_name: str, *outcomes: Outcome) -> Column:
    return Column(
        group="all",
        name=name,
        narrow_name=narrow_name,
        read=lambda rows: sum(
            row.outcomes.get(outcome, 0) for row in rows.values() for outcome in outcomes
        ),
    )


def _mean_tokens(rows: Mapping[Kind, Row]) -> int:
    samples = sum(row.n_samples for row in rows.values())
    return round(sum(row.mean_tokens.value * row.n_samples for row in rows.values()) / samples)


_KIND_COLUMNS = {
    Kind.MATH: (
        _right(Kind.MATH, "right", "right"),
        _check(Kind.MATH, "consistent", "consistent", "con-\nsis-\ntent"),
        _check(Kind.MATH, "complete", "complete", "com-\npl."),
    ),
    Kind.CODE: (
        _right(Kind.CODE, "passes", "pass"),
        _check(Kind.CODE, "hints", "hints", "hint"),
        _check(Kind.CODE, "empty_input", "empty", "emp-\nty"),
        _check(Kind.CODE, "docstring", "docstring", "doc-\nstr."),
    ),
    Kind.LOGIC: (
        _right(Kind.LOGIC, "right", "right"),
        _check(Kind.LOGIC, "counterexample", "counterexample", "ex-\nam-\nple"),
    ),
}

_ALL_COLUMNS = (
    _failures("no\nanswer", "no\nan-\nswer", Outcome.NO_ANSWER),
    _failures("unparsed", "un-\npar-\nsed", Outcome.UNPARSED),
    _failures("cut\noff", "cut\noff", Outcome.TRUNCATED),
    _failures("loops", "loop", Outcome.LOOP),
    _failures("stopped", "stop", Outcome.TIMEOUT, Outcome.UNSAFE, Outcome.ERROR),
    Column(group="all", name="tokens", narrow_name="to-\nkens", read=_mean_tokens),
)
