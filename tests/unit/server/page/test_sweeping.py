"""Tests of sweeps as processes; a small program stands for the command line."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.web import EN

from setpoint.errors import SettingError
from setpoint.server.page.sweeping import Sweeper, SweepState

PROGRAM = """
import json, sys, time
print("it begins", file=sys.stderr, flush=True)
try:
    if "--wait" in sys.argv: time.sleep(60)
except KeyboardInterrupt:
    sys.exit(130)
print(json.dumps(sys.argv[1:]))
sys.exit(3 if "--fail" in sys.argv else 0)
"""


@pytest.fixture
def sweeper() -> Iterator[Sweeper]:
    """Returns a sweeper of the small program."""
    sweeper = Sweeper((sys.executable, "-c", PROGRAM))
    yield sweeper
    sweeper.close()


def wait_until(
    sweeper: Sweeper, *, said: str | None = None, state: SweepState | None = None
) -> None:
    """Waits until the sweep has said something, or stands so."""
    for _ in range(600):
        status = sweeper.status()
        if status.said == said or status.state is state:
            return
        time.sleep(0.05)
    pytest.fail(f"{sweeper.status()}")


def test_no_sweep_stands_at_nothing() -> None:
    """Before the first."""
    assert Sweeper().status().state is SweepState.NONE


@pytest.mark.parametrize(
    ("arguments", "state"), [([], SweepState.DONE), (["--fail"], SweepState.FAILED)]
)
def test_a_sweep_ends_well_or_not(
    sweeper: Sweeper, tmp_path: Path, arguments: list[str], state: SweepState
) -> None:
    """Its last words are kept."""
    sweeper.start(tmp_path / "run", arguments, EN)
    wait_until(sweeper, state=state)
    assert sweeper.status().said == "it begins"


def test_one_sweep_runs_at_a_time(sweeper: Sweeper, tmp_path: Path) -> None:
    """Another is refused until the first has been stopped."""
    sweeper.start(tmp_path / "run", ["--wait"], EN)
    with pytest.raises(SettingError, match="runs already"):
        sweeper.start(tmp_path / "other", [], EN)
    wait_until(sweeper, said="it begins")
    sweeper.stop()
    wait_until(sweeper, state=SweepState.STOPPED)
    sweeper.start(tmp_path / "other", [], EN)


def test_a_sweep_is_continued_by_its_own_command(sweeper: Sweeper, tmp_path: Path) -> None:
    """Also by a server that did not start it."""
    sweeper.start(tmp_path / "run", ["sweep", "--runs=2"], EN)
    wait_until(sweeper, state=SweepState.DONE)
    again = Sweeper((sys.executable, "-c", PROGRAM))
    again.resume(tmp_path / "run", EN)
    wait_until(again, state=SweepState.DONE)
    expected = f'["sweep", "--runs=2", "--json", "--out={tmp_path / "run"}"]'
    assert (tmp_path / "run" / "report.json").read_text().strip() == expected


def test_what_was_not_begun_here_is_not_continued(tmp_path: Path) -> None:
    """Nor what has lost its command."""
    (tmp_path / "command.json").write_text("{")
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(SettingError, match="not begun"):
            Sweeper().resume(folder, EN)


def test_closing_ends_a_sweep(sweeper: Sweeper, tmp_path: Path) -> None:
    """And waits for it."""
    sweeper.start(tmp_path / "run", ["--wait"], EN)
    wait_until(sweeper, said="it begins")
    sweeper.close()
    assert sweeper.status().state is SweepState.STOPPED
