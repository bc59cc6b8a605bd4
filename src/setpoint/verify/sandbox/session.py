"""One sandboxed process from start to end: feeds it a job and collects its reports.

What is covered: limits on time, and that nothing of the process tree is left behind.
What is not: how the process is isolated (the command), what the reports mean (`sandbox`).
"""

import marshal
import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from setpoint.verify.sandbox.channel import NoiseError, read_chunks, read_frames
from setpoint.verify.sandbox.records import Ending, Frame, Job, Launch, Limits, SessionReport

KILLED = 128
"""Added to the number of the signal in the exit status of a process that was killed."""

_START_SECONDS = 20.0
_KILL_SECONDS = 5.0
_MAX_OPEN_FILES = 64
_MAX_THREADS = 16


def run_session(launch: Launch, job: Job, limits: Limits, seconds: float) -> SessionReport:
    """Runs a job in a fresh process and returns when that process is gone.

    Args:
        launch: What starts `child` isolated.
        job: What to run.
        limits: What it may use.
        seconds: What is left of the wall-clock time.
    """
    nonce = secrets.token_hex(16)
    timer = _Timer(seconds)
    frames: list[Frame] = []
    with _started(launch) as process:
        _feed(process, _pack(job, limits, nonce))
        reports = read_frames(_channel(process), nonce, len(job.calls) + 2, timer.remaining)
        ending = _collect(process, reports, timer, frames)
    return SessionReport(
        frames=tuple(frames),
        ending=ending,
        exit_status=_as_shells_do(process.returncode),
        seconds=timer.seconds,
    )


class _Timer:
    """The time that is left: first to start, then for all calls together."""

    def __init__(self, seconds: float) -> None:
        self._allowed = seconds
        self._ready: float | None = None
        self._deadline = time.monotonic() + _START_SECONDS

    @property
    def seconds(self) -> float:
        return 0.0 if self._ready is None else time.monotonic() - self._ready

    def start(self) -> None:
        """Begins to count, once."""
        if self._ready is None:
            self._ready = time.monotonic()
            self._deadline = self._ready + self._allowed

    def remaining(self) -> float:
        return max(0.0, self._deadline - time.monotonic())


@contextmanager
def _started(launch: Launch) -> Iterator["subprocess.Popen[bytes]"]:
    """Starts the command without the caller's environment and leaves nothing of it behind."""
    process = subprocess.Popen(  # noqa: S603 - a fixed command; the source is its input
        launch.command,
        env={"PYTHONHASHSEED": "0"},  # the order of sets, and so the verdict, is repeatable
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=launch.descriptors,
        start_new_session=True,
    )
    with process:
        try:
            yield process
        finally:
            _end(process)


def _as_shells_do(status: int) -> int:
    """Adds 128 to the number of the signal that killed a process, as bubblewrap does."""
    return status if status >= 0 else KILLED - status


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kills what still runs and waits until the sandbox has let go of the channel."""
    if process.poll() is not None:
        return
    process.kill()
    deadline = time.monotonic() + _KILL_SECONDS
    with suppress(TimeoutError):
        for _ in read_chunks(_channel(process), lambda: max(0.0, deadline - time.monotonic())):
            pass


def _pack(job: Job, limits: Limits, nonce: str) -> bytes:
    """Writes the job for `child`, each call's arguments as a parcel of its own."""
    return marshal.dumps(
        {
            "nonce": nonce,
            "source": job.source,
            "function": job.function,
            "calls": [marshal.dumps(list(arguments)) for arguments in job.calls],
            "limits": {
                "RLIMIT_CPU": (limits.cpu_seconds, limits.cpu_seconds + 1),  # SIGXCPU, then SIGKILL
                **{name: (limit, limit) for name, limit in _hard_limits(limits).items()},
            },
        }
    )


def _hard_limits(limits: Limits) -> dict[str, int]:
    return {
        "RLIMIT_AS": limits.memory_bytes,
        "RLIMIT_FSIZE": limits.disk_bytes // 2,
        "RLIMIT_NOFILE": _MAX_OPEN_FILES,
        "RLIMIT_NPROC": _MAX_THREADS,
        "RLIMIT_CORE": 0,
    }


def _feed(process: "subprocess.Popen[bytes]", parcel: bytes) -> None:
    """Hands the job over; a process that fails to start does not read it."""
    assert process.stdin is not None  # noqa: S101 - it was opened as a pipe
    with suppress(BrokenPipeError), process.stdin as pipe:
        pipe.write(parcel)


def _collect(
    process: "subprocess.Popen[bytes]",
    reports: Iterator[Frame],
    timer: _Timer,
    frames: list[Frame],
) -> Ending:
    """Appends the reports as they come, then lets the process end by itself."""
    try:
        for frame in reports:
            frames.append(frame)
            timer.start()
        process.wait(timer.remaining())
    except (TimeoutError, subprocess.TimeoutExpired):
        return Ending.TIMEOUT
    except NoiseError:
        return Ending.NOISE
    return Ending.EXITED


def _channel(process: "subprocess.Popen[bytes]") -> int:
    assert process.stdout is not None  # noqa: S101 - it was opened as a pipe
    return process.stdout.fileno()
