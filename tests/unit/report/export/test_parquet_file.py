"""Parquet that holds exactly what the run holds."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.runs import make_run, run_of

from setpoint.errors import UsageError
from setpoint.report.export.parquet_file import write_parquet
from setpoint.report.export.samples import COLUMNS, build_records
from setpoint.report.run import RunData

parquet = pytest.importorskip("pyarrow.parquet")

RUN = make_run(temperatures=(0.4, 1.2), runs=2)


def run_with(text: str) -> RunData:
    """Returns a run of one answer."""
    sample = RUN.samples[0]
    return run_of(replace(sample, completion=replace(sample.completion, text=text)), like=RUN)


def test_every_record_is_read_back(tmp_path: Path) -> None:
    """With its types, and nothing guarded, as no spreadsheet computes Parquet."""
    assert write_parquet(RUN, tmp_path / "run.parquet") == 0
    rows = parquet.read_table(tmp_path / "run.parquet").to_pylist()
    assert rows == build_records(RUN)[0]
    values = [(value, COLUMNS[name]) for name, value in rows[0].items()]
    assert all(type(value) is kind for value, kind in values if value is not None)


@pytest.mark.parametrize("text", ["=1+1", "a\r\nb\rc\nd", "nul \x00 inside", "\u2028𝔘", ""])
def test_awkward_texts_survive(text: str, tmp_path: Path) -> None:
    """Character by character."""
    write_parquet(run_with(text), tmp_path / "run.parquet")
    assert parquet.read_table(tmp_path / "run.parquet")["text"].to_pylist() == [text]


def test_a_lone_surrogate_is_replaced_and_counted(tmp_path: Path) -> None:
    """UTF-8 cannot write it."""
    assert write_parquet(run_with("a\ud800b"), tmp_path / "run.parquet") == 1
    assert parquet.read_table(tmp_path / "run.parquet")["text"].to_pylist() == ["a\ufffdb"]


def test_a_run_without_samples_has_the_columns(tmp_path: Path) -> None:
    """An empty table, not a fault."""
    write_parquet(run_of(like=RUN), tmp_path / "run.parquet")
    table = parquet.read_table(tmp_path / "run.parquet")
    assert (table.num_rows, table.column_names) == (0, list(COLUMNS))


def test_a_missing_package_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what to install."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"setpoint\[export\]"):
        write_parquet(RUN, tmp_path / "run.parquet")
