"""CSV that is read back as it was, and that no spreadsheet runs."""

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest
from fakes.runs import make_run, run_of
from hypothesis import given
from hypothesis import strategies as st

from setpoint.records import Outcome
from setpoint.report.export.csv_file import FORMULA_STARTS, guard_cell, write_csv
from setpoint.report.export.samples import COLUMNS
from setpoint.report.run import RunData

RUN = make_run(temperatures=(0.4, 1.2), runs=2)


def written(run: RunData) -> tuple[list[dict[str, str]], tuple[int, int]]:
    """Returns the rows as Python's reader gives them, and what was counted."""
    stream = StringIO(newline="")
    counts = write_csv(run, stream)
    stream.seek(0)
    return list(csv.DictReader(stream, strict=True)), counts


def run_with(text: str) -> RunData:
    """Returns a run of one answer."""
    sample = RUN.samples[0]
    return run_of(replace(sample, completion=replace(sample.completion, text=text)), like=RUN)


def unguarded(cell: str) -> str:
    """Returns the text of a cell."""
    return cell.removeprefix("'")


def test_there_is_a_row_a_sample_with_every_field() -> None:
    """Keys, settings, verdict, reason and tokens."""
    rows, _ = written(RUN)
    assert list(rows[0]) == list(COLUMNS)
    for row, sample in zip(rows, RUN.samples, strict=True):
        key = sample.completion.key
        assert (row["problem_id"], row["arm"], row["run"]) == (
            key.problem_id,
            key.arm,
            str(key.run),
        )
        assert row["temperature"] == key.arm.removeprefix("T=")
        assert row["outcome"] == sample.verdict.outcome
        assert unguarded(row["reason"]) == sample.verdict.reason
        assert row["tokens"] == str(sample.completion.tokens)
        assert unguarded(row["text"]) == sample.completion.text
        assert json.loads(row["checks"]) == dict(sample.verdict.checks)


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives(text: str) -> None:
    """Line ends of every kind, quotes, separators and NUL among them."""
    rows, _ = written(run_with(text))
    assert unguarded(rows[0]["text"]) == text


@pytest.mark.parametrize(
    "text", ["a\r\nb\rc\nd", "nul \x00 inside", 'quote " and , and ;', "'", ""]
)
def test_awkward_texts_survive(text: str) -> None:
    """The same, by name."""
    rows, _ = written(run_with(text))
    assert unguarded(rows[0]["text"]) == text


@pytest.mark.parametrize("start", [*FORMULA_STARTS, "'"])
def test_no_text_is_a_formula(start: str) -> None:
    """An apostrophe comes first, and it can be told which cells have one."""
    text = f"{start}cmd|' /C calc'!A0"
    rows, (_, guarded) = written(run_with(text))
    assert rows[0]["text"] == f"'{text}"
    assert guarded == 1


@pytest.mark.parametrize("cell", [-1, -0.5, True, None, "1+1", " =1"])
def test_other_cells_stay(cell: float | str | None) -> None:
    """Numbers are no text, and what is no formula needs no mark."""
    assert guard_cell(cell) == cell


def test_a_lone_surrogate_is_replaced_and_counted() -> None:
    """UTF-8 cannot write it; a real pair is one character and stays."""
    rows, (replaced, _) = written(run_with("a\ud800b\udfff𝔘"))
    assert rows[0]["text"] == "a\ufffdb\ufffd𝔘"
    assert replaced == 2


def test_a_missing_answer_is_an_empty_cell() -> None:
    """There is nothing to be read."""
    rows, _ = written(RUN)
    cells = [row["answer"] for row in rows if row["outcome"] == Outcome.NO_ANSWER]
    assert set(cells) == {""}
