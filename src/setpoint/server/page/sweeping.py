"""A sweep or a search in a process of its own, so that it cannot hurt the server; one at a time.

What is covered: starting, watching, stopping and continuing it. The command is kept beside the run,
so that it can be continued after the server has been started again.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Lock

from setpoint.errors import SettingError
from setpoint.server.page.words import Words

_COMMAND_FILE, _LOG_FILE, _REPORT_FILE = "command.json", "progress.txt", "report.json"
_LAST_BYTES = 2000
_PATIENCE_SECONDS = 20
_INTERRUPTED = 130


class SweepState(StrEnum):
    """How a sweep stands."""

    NONE = "none"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepStatus:
    """What there is to know of the last sweep.

    Attributes:
        folder: None if there was none.
        said: The last line that it has said.
    """

    state: SweepState
    folder: Path | None = None
    said: str = ""


class Sweeper:
    """Runs sweeps, one after the other.

    Args:
        program: What starts the command line, before its arguments.
    """

    def __init__(self, program: Sequence[str] = (sys.executable, "-m", "setpoint")) -> None:
        self._program = tuple(program)
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None

    def start(self, folder: Path, command: Sequence[str], words: Words) -> None:
        """Starts a command, or continues the one of the same arguments in this folder.

        Args:
            folder: Of the run.
            command: ``sweep`` or ``find``, and its arguments.
            words: For errors.

        Raises:
            SettingError: One runs already.
        """
        with self._lock:
            if self._is_running:
                raise SettingError(words["sweep_busy"])
            folder.mkdir(parents=True, exist_ok=True)
            (folder / _COMMAND_FILE).write_text(json.dumps(list(command)), encoding="utf-8")
            whole = [*self._program, *command, "--json", f"--out={folder}"]
            with (
                (folder / _REPORT_FILE).open("wb") as report,
                (folder / _LOG_FILE).open("wb") as log,
            ):
                self._process = subprocess.Popen(  # noqa: S603 - no shell; values are `--name=value`
                    whole,
                    stdin=subprocess.DEVNULL,
                    stdout=report,
                    stderr=log,
                    start_new_session=True,
                )
            self._folder = folder

    def resume(self, folder: Path, words: Words) -> None:
        """Continues a sweep that was begun with `start`.

        Raises:
            SettingError: It was not, or one runs already.
        """
        try:
            command = json.loads((folder / _COMMAND_FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise SettingError(words["not_begun"].format(name=folder.name)) from error
        self.start(folder, [str(word) for word in command], words)

    def stop(self) -> None:
        """Interrupts the sweep, as Ctrl-C would; everything so far is kept."""
        if self._process is not None and self._is_running:
            self._process.send_signal(signal.SIGINT)

    def close(self) -> None:
        """Interrupts the sweep and waits for it; kills it if that takes too long."""
        self.stop()
        if self._process is not None:
            try:
                self._process.wait(_PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def status(self) -> SweepStatus:
        """Returns how the last sweep stands."""
        if self._process is None or self._folder is None:
            return SweepStatus(state=SweepState.NONE)
        return SweepStatus(
            state=_state(self._process.poll()),
            folder=self._folder,
            said=_last_line(self._folder / _LOG_FILE),
        )

    @property
    def _is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None


def _state(code: int | None) -> SweepState:
    if code is None:
        return SweepState.RUNNING
    interrupted = (_INTERRUPTED, -signal.SIGINT)
    return (
        SweepState.DONE
        if code == 0
        else (SweepState.STOPPED if code in interrupted else SweepState.FAILED)
    )


def _last_line(file: Path) -> str:
    text = file.read_bytes()[-_LAST_BYTES:].decode(errors="replace").strip()
    return text.rpartition("\n")[2]
