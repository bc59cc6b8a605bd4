"""Which backends can isolate generated code here, the best one first.

What is covered: the answer is found by running a function the same way as a hostile one, so
it is true of the very rules, filter and limits that grading uses; and the function must not be
able to read a file of ours, so a program that starts Python without isolating it does not pass.
What is not: what to do where one fails (`advice`).
"""

import platform
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import islice
from tempfile import NamedTemporaryFile

from setpoint.errors import SandboxUnavailableError
from setpoint.verify.sandbox.advice import (
    MISSING_BUBBLEWRAP,
    MISSING_WASM,
    explain_bubblewrap,
    explain_landlock,
    read_settings,
)
from setpoint.verify.sandbox.bubblewrap import find_bubblewraps, is_named, launch_in_bubblewrap
from setpoint.verify.sandbox.landlock import landlock_version, launch_in_landlock
from setpoint.verify.sandbox.processors import is_machine_known
from setpoint.verify.sandbox.records import (
    DEFAULT_LIMITS,
    Frame,
    FrameKind,
    Job,
    Launcher,
    Limits,
    SandboxStatus,
)
from setpoint.verify.sandbox.session import run_session
from setpoint.verify.sandbox.wasm import launch_in_wasm, wasm_version

_LOOK_AROUND = """\
import posix


def is_hidden(path):
    try:
        posix.close(posix.open(path, posix.O_RDONLY))
    except OSError:
        return True
    return False
"""
_HIDDEN = Frame(kind=FrameKind.VALUE, value=True)
_MESSAGE_SECONDS = 10.0
_COMPILING = Limits(wall_seconds=900.0)


def probe_sandbox() -> SandboxStatus:
    """Tells which backend is used: the first that works, or why none does.

    Who names a bubblewrap to use gets that one or none.
    """
    return choose_backend(islice(probe_backends(), 1 if is_named() else None))


def choose_backend(statuses: Iterable[SandboxStatus]) -> SandboxStatus:
    """Returns the first that is available, asking no further; if none is, all their reasons."""
    reasons = []
    for status in statuses:
        if status.is_available:
            return status
        reasons.append(status.reason)
    return SandboxStatus(backend="none", reason=" ".join(reasons))


def probe_backends() -> Iterator[SandboxStatus]:
    """Tries each backend once per process, in the order in which they are preferred."""
    yield _probe_bubblewrap(find_bubblewraps())
    yield _probe_landlock()
    yield _probe_wasm()


def survey_backends() -> Iterator[SandboxStatus]:
    """Tells of each backend; WebAssembly may have to compile, so it is tried only if needed."""
    others = (_probe_bubblewrap(find_bubblewraps()), _probe_landlock())
    yield from others
    if (name := wasm_version()) and any(status.is_available for status in others):
        yield SandboxStatus(backend="wasm", reason=f"{name} is installed, and not tried.")
    else:
        yield _probe_wasm()


def require_sandbox() -> Launcher:
    """Returns what starts processes in the backend that is used.

    Raises:
        SandboxUnavailableError: None works; the text says what to do.
    """
    status = probe_sandbox()
    if status.launcher is None:
        raise SandboxUnavailableError(status.reason)
    return status.launcher


@cache
def _probe_bubblewrap(candidates: tuple[str, ...]) -> SandboxStatus:
    """Tries the programs in order until one works; if none does, the first one's reason counts."""
    if obstacle := _find_obstacle("bubblewrap") or ("" if candidates else MISSING_BUBBLEWRAP):
        return SandboxStatus(backend="bubblewrap", reason=obstacle)
    statuses = []
    for path in candidates:
        statuses.append(_try_bubblewrap(path))
        if statuses[-1].is_available:
            return statuses[-1]
    return statuses[0]


@cache
def _probe_landlock() -> SandboxStatus:
    """Asks the kernel, then tries."""
    if obstacle := _find_obstacle("Landlock"):
        return SandboxStatus(backend="landlock", reason=obstacle)
    return try_landlock(landlock_version)


def try_landlock(ask_version: Callable[[], int]) -> SandboxStatus:
    """Tells if a kernel that gives this answer isolates."""
    try:
        version = ask_version()
        launcher = partial(launch_in_landlock, version)
        is_isolated = _isolates(launcher)
    except OSError as error:
        return SandboxStatus(backend="landlock", reason=explain_landlock(error))
    if not is_isolated:
        reason = "Landlock is here, but a test function was not isolated by it."
        return SandboxStatus(backend="landlock", reason=reason)
    name = f"Landlock (version {version}) and seccomp"
    return SandboxStatus(backend="landlock", launcher=launcher, version=name)


@cache
def _probe_wasm() -> SandboxStatus:
    """Lets it compile its interpreter, then tries within the limits of a grade."""
    if not (version := wasm_version()):
        return SandboxStatus(backend="wasm", reason=MISSING_WASM)
    if not (_isolates(launch_in_wasm, _COMPILING) and _isolates(launch_in_wasm)):
        return SandboxStatus(backend="wasm", reason=f"{version} did not run a test function.")
    return SandboxStatus(backend="wasm", launcher=launch_in_wasm, version=version)


def _find_obstacle(what: str) -> str:
    """Says what makes trying pointless, or nothing."""
    if sys.platform != "linux":
        return f"Generated code is isolated with {what}, which {sys.platform} does not have."
    if not is_machine_known():
        return f"There is no system-call filter for this processor ({platform.machine()})."
    return ""


def _try_bubblewrap(path: str) -> SandboxStatus:
    launcher = partial(launch_in_bubblewrap, path)
    try:
        version = _capture([path, "--version"]).stdout.partition("\n")[0].strip()
        if _isolates(launcher):
            name = f"{version} at {path}"
            return SandboxStatus(backend="bubblewrap", launcher=launcher, version=name)
        reason = explain_bubblewrap(_complaint(launcher), read_settings())
    except (OSError, subprocess.TimeoutExpired) as error:
        reason = f"{path} cannot be run: {error}. Correct SETPOINT_BWRAP or install bubblewrap."
    return SandboxStatus(backend="bubblewrap", reason=reason)


def _isolates(launcher: Launcher, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Lets a sandboxed function look for a file of ours."""
    with NamedTemporaryFile() as ours, launcher(limits) as launch:
        job = Job(source=_LOOK_AROUND, function="is_hidden", calls=((ours.name,),))
        return run_session(launch, job, limits, limits.wall_seconds).frames[-1:] == (_HIDDEN,)


def _complaint(launcher: Launcher) -> str:
    """Starts the sandbox once more, without a job, to hear what is wrong."""
    with launcher(DEFAULT_LIMITS) as launch:
        stderr = _capture([*launch.command], *launch.descriptors).stderr.strip()
    return stderr.splitlines()[-1] if stderr else ""


def _capture(command: list[str], *descriptors: int) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - a fixed command
        command,
        env={},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=_MESSAGE_SECONDS,
        pass_fds=descriptors,
        check=False,
    )
