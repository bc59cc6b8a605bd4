"""Runs a function from hostile source text, isolated, and tells what each call came to.

What is covered: all calls share one process, as they would share a module; if one of them
takes the process down or does not end, the remaining ones get a fresh process, until the
time for all is used up.
What is not: expected values. They never enter the sandbox; whoever calls compares.

There is no fallback: without isolation nothing is run.
"""

import signal
from dataclasses import replace

from setpoint.errors import SandboxUnavailableError
from setpoint.verify.sandbox.probe import require_sandbox
from setpoint.verify.sandbox.records import (
    DEFAULT_LIMITS,
    CallEnding,
    CallResult,
    Ending,
    Frame,
    FrameKind,
    Job,
    Launcher,
    Limits,
    SessionReport,
)
from setpoint.verify.sandbox.session import KILLED, run_session

NOT_LOADED = "could not be loaded"
"""How the detail of every call begins if the source itself failed."""

_OUT_OF_TIME = CallResult(ending=CallEnding.TIMEOUT, detail="not run: the time was used up")


def run_job(job: Job, limits: Limits = DEFAULT_LIMITS) -> tuple[CallResult, ...]:
    """Makes every call of a job and returns their results in the same order.

    Raises:
        SandboxUnavailableError: Code cannot be isolated here; the text says what to do.
    """
    return run_job_in(require_sandbox(), job, limits)


def run_job_in(launcher: Launcher, job: Job, limits: Limits) -> tuple[CallResult, ...]:
    """Makes every call of a job in one backend, see `run_job`."""
    results: list[CallResult] = []
    seconds = limits.wall_seconds
    while len(results) < len(job.calls) and seconds > 0:
        remaining = replace(job, calls=job.calls[len(results) :])
        report = _run(launcher, remaining, limits, seconds)
        results += _interpret(report, len(remaining.calls), limits)
        seconds -= report.seconds
    return (*results, *[_OUT_OF_TIME] * (len(job.calls) - len(results)))


def _run(launcher: Launcher, job: Job, limits: Limits, seconds: float) -> SessionReport:
    """Runs one process, which must at least have started."""
    with launcher(limits) as launch:
        report = run_session(launch, job, limits, seconds)
    if not report.frames:
        raise SandboxUnavailableError(
            "The sandbox worked before but did not start a process now "
            f"({report.ending}, status {report.exit_status}). Check memory and process limits."
        )
    return report


def _interpret(report: SessionReport, calls: int, limits: Limits) -> list[CallResult]:
    """Turns reports into results, one at least: for the call that ended the process too."""
    _, *frames = report.frames
    if not frames:
        return [_name_culprit(report, limits)] * calls
    loaded, *answers = frames
    if loaded.kind is not FrameKind.LOADED:
        detail = f"{NOT_LOADED}: {loaded.error}"
        return [CallResult(ending=CallEnding.FAILED, detail=detail)] * calls
    results = [_read_result(frame) for frame in answers]
    if report.ending is Ending.NOISE:
        return [*results[: calls - 1], _name_culprit(report, limits)]
    return results if len(results) == calls else [*results, _name_culprit(report, limits)]


def _read_result(frame: Frame) -> CallResult:
    if frame.kind is FrameKind.VALUE:
        return CallResult(ending=CallEnding.RETURNED, value=frame.value)
    return CallResult(ending=CallEnding.FAILED, detail=f"raised {frame.error}")


def _name_culprit(report: SessionReport, limits: Limits) -> CallResult:
    """Says how the process ended before its work was done."""
    if report.ending is Ending.TIMEOUT or _used_up(report, limits):
        return CallResult(ending=CallEnding.TIMEOUT, detail="did not end in time")
    if report.ending is Ending.NOISE:
        return CallResult(ending=CallEnding.FORBIDDEN, detail="wrote to the result channel")
    if report.exit_status == KILLED + signal.SIGSYS:
        detail = "made a forbidden system call, such as one for a process or the network"
        return CallResult(ending=CallEnding.FORBIDDEN, detail=detail)
    return CallResult(
        ending=CallEnding.FAILED, detail=f"ended the process with status {report.exit_status}"
    )


def _used_up(report: SessionReport, limits: Limits) -> bool:
    """Tells if the processor time was used up, by one who heeds SIGXCPU or one who ignores it."""
    if report.exit_status == KILLED + signal.SIGKILL:
        return report.seconds >= limits.cpu_seconds  # a second less than the kernel waits
    return report.exit_status == KILLED + signal.SIGXCPU
