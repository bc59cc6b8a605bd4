"""Tests of the handlers around sweeps."""

import sys
import time
from pathlib import Path

import pytest
from fakes.web import EN, make_run_folder, parts_of

from setpoint.records import Language
from setpoint.server.page.sweep import Sweep
from setpoint.server.page.sweeping import Sweeper, SweepState

ECHO = (sys.executable, "-c", "import sys; print(*sys.argv[1:], sep='\\n', file=sys.stderr)")


def sweep_in(folder: Path) -> Sweep:
    """Returns the handlers over a program that says what it was asked to do."""
    parts = parts_of(folder, sweeper=Sweeper(ECHO))
    return Sweep(parts=parts, words=EN, language=Language.EN)


def start(sweep: Sweep, name: str = "a", runs: float | None = 2) -> str:
    """Returns the status after a start."""
    status = sweep.start("sweep", name, "nano:6", "0.2,0.6", runs, 64, 0, False)[0]  # noqa: FBT003
    assert isinstance(status, str)
    return status


def let_end(sweep: Sweep) -> None:
    """Waits until the program has said what it was asked to do."""
    until = time.monotonic() + 60
    while sweep.parts.sweeper.status().state is SweepState.RUNNING and time.monotonic() < until:
        time.sleep(0.01)
    sweep.parts.sweeper.close()


def test_a_sweep_is_asked_for_on_the_command_line(tmp_path: Path) -> None:
    """Every value is bound to its option, so that none can be taken for another."""
    sweep = sweep_in(tmp_path)
    assert "a" in start(sweep)
    let_end(sweep)
    said = (tmp_path / "a" / "progress.txt").read_text().split()
    assert said[0] == "sweep"
    assert {"--model=nano", "--suite=nano:6", "--temperatures=0.2,0.6", "--runs=2"} <= set(said)
    assert f"--out={tmp_path / 'a'}" in said
    assert all(word.startswith("--") for word in said[1:])


@pytest.mark.parametrize(("name", "runs"), [("../a", 2), ("a", 0), ("a", 51), ("a", None)])
def test_what_cannot_be_swept_is_refused(tmp_path: Path, name: str, runs: float | None) -> None:
    """Before anything is started or written."""
    assert "sp-warning" in start(sweep_in(tmp_path / "runs"), name, runs)
    assert not list(tmp_path.iterdir())


def test_a_look_shows_the_curve_so_far(tmp_path: Path) -> None:
    """With the runs that can be continued."""
    make_run_folder(tmp_path, "a")
    sweep = sweep_in(tmp_path)
    start(sweep)
    let_end(sweep)
    shown, timer, begun = sweep.look()
    assert "<svg" in str(shown)
    assert not timer.active  # type: ignore[attr-defined]
    assert begun.choices == [("a", "a")]  # type: ignore[attr-defined]


def test_only_what_was_begun_here_is_continued(tmp_path: Path) -> None:
    """A run of another origin, or of no name, is refused."""
    make_run_folder(tmp_path, "a")
    sweep = sweep_in(tmp_path)
    for name in ("a", "b", "", None):
        assert "sp-warning" in str(sweep.resume(name)[0])
