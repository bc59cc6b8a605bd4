"""``setpoint export`` on a run that a sweep has stored."""

import csv
import json
from pathlib import Path

import pytest
from fakes.samples import make_problem, make_sample

from setpoint.cli.main import main
from setpoint.records import Arm, SampleKey, Sampling
from setpoint.store.run_store import RunStore

ARM = Arm(sampling=Sampling(temperature=0.6))
CONFIGURATION = {
    "model": "tiny",
    "suites": ["sums"],
    "runs": 2,
    "max_new_tokens": 9,
    "seed": 0,
    "dtype": "float32",
    "device": "cpu",
    "setpoint": "0",
    "torch": "0",
    "transformers": "0",
    "weights_sha256": "0",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Returns a run folder with two samples, one of which looks like a formula."""
    problem = make_problem(1)
    with RunStore.start_or_continue(tmp_path, CONFIGURATION, [problem], [ARM]) as store:
        for run, text in enumerate(["2", "=1+1"]):
            store.add(make_sample(SampleKey(problem_id=problem.id, arm=ARM.name, run=run), text))
    return tmp_path


def test_csv_is_written_and_what_was_changed_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The path on standard output, everything else on standard error."""
    assert main(["export", str(folder), "--to", "csv"]) == 0
    out, err = capsys.readouterr()
    assert Path(out.strip()) == folder / "samples.csv"
    assert "1 cells begin like a formula" in err
    with (folder / "samples.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["text"] for row in csv.DictReader(stream)] == ["2", "'=1+1"]


def test_parquet_is_written(folder: Path) -> None:
    """Beside the run."""
    parquet = pytest.importorskip("pyarrow.parquet")
    assert main(["export", str(folder), "--to", "parquet"]) == 0
    assert parquet.read_table(folder / "samples.parquet")["text"].to_pylist() == ["2", "=1+1"]


def test_logs_replace_older_ones(folder: Path) -> None:
    """A folder of logs, of the last export alone; nothing half written is left."""
    for _ in range(2):
        assert main(["export", str(folder), "--to", "inspect"]) == 0
    (log,) = (folder / "inspect").iterdir()
    assert len(json.loads(log.read_text(encoding="utf-8"))["samples"]) == 2
    assert not list(folder.glob("*.part"))


def test_a_folder_without_a_run_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong use: a sentence, exit code 2, and nothing written."""
    assert main(["export", str(tmp_path), "--to", "csv"]) == 2
    assert "holds no run" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
