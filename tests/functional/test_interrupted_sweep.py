"""A sweep that is killed or interrupted loses nothing, and ends as if nothing had happened."""

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from fakes.networks import save_model

_SECONDS_TO_START = 120


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a folder with the random model."""
    return save_model(tmp_path_factory.mktemp("tiny"))


def start_sweep(model: Path, folder: Path) -> "subprocess.Popen[str]":
    """Starts a sweep of 180 samples in float32 on one thread."""
    words = ["--suite", "article", "--max-tokens", "120", "--dtype", "float32", "--threads", "1"]
    command = [sys.executable, "-m", "setpoint", "sweep", "--model", str(model), *words]
    return subprocess.Popen(
        [*command, "--out", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def rows(folder: Path, table: str) -> list[tuple[Any, ...]]:
    """Returns the rows of a table, or nothing if it is not there yet."""
    connection = sqlite3.connect(f"file:{folder / 'run.sqlite'}?mode=ro", uri=True, timeout=10)
    try:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()
    except sqlite3.OperationalError:
        return []
    finally:
        connection.close()


def wait_for_samples(folder: Path, count: int) -> None:
    """Returns when that many samples are kept."""
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline:
        if (folder / "run.sqlite").exists() and len(rows(folder, "samples")) >= count:
            return
        time.sleep(0.02)
    pytest.fail(f"no {count} samples after {_SECONDS_TO_START} s")


@pytest.fixture(scope="module")
def undisturbed(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the folder of a run that nobody interrupted."""
    folder = tmp_path_factory.mktemp("undisturbed")
    process = start_sweep(tiny_model, folder)
    output, _ = process.communicate()
    assert process.returncode == 0, output
    assert len(rows(folder, "samples")) == 180
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("kind", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_was_cut_continues_to_the_same_rows(
    tiny_model: Path, undisturbed: Path, tmp_path: Path, kind: signal.Signals
) -> None:
    """Samples and verdicts are equal, row for row, after kill -9 or Ctrl-C and a second start."""
    process = start_sweep(tiny_model, tmp_path)
    wait_for_samples(tmp_path, 20)
    process.send_signal(kind)
    output, _ = process.communicate()
    assert process.returncode == (-signal.SIGKILL if kind is signal.SIGKILL else 130), output
    kept = len(rows(tmp_path, "samples"))
    assert 20 <= kept < 180
    again = start_sweep(tiny_model, tmp_path)
    output, _ = again.communicate()
    assert again.returncode == 0, output
    for table in ("verdicts", "problems"):
        assert rows(tmp_path, table) == rows(undisturbed, table)
    *columns, entropies = zip(*rows(tmp_path, "samples"), strict=True)
    *wanted, wanted_entropies = zip(*rows(undisturbed, "samples"), strict=True)
    assert columns == wanted
    assert entropies == pytest.approx(wanted_entropies, rel=0.011)  # a unit of the third digit
