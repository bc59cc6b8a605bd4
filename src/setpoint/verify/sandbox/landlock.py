"""Isolation by Landlock and seccomp, where there are no user namespaces: no privileges are needed.

What is covered: a process that reads the Python runtime and nothing else, writes nothing, and can
neither start, signal nor look into a process, nor reach a socket; `confine` gives all that up
before it runs `child`. It dies with the thread that started it.
What is not: hiding the names of files. Whether a path exists, with its size and times, can be found
out; only a namespace conceals that. Nor is there a folder to write in, whose total size nothing
here could limit: a function that needs a temporary file fails.
"""

import ctypes
import os
import platform
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from setpoint.verify.sandbox.closed_filter import build_closed_filter
from setpoint.verify.sandbox.records import Launch, Limits
from setpoint.verify.sandbox.runtime import (
    CHILD_PROGRAM,
    INTERPRETER_OPTIONS,
    runtime_executable,
    runtime_places,
    standard_library,
)
from setpoint.verify.sandbox.syscall_filter import filter_descriptor

_CONFINING_PROGRAM = Path(__file__).with_name("confine.py")

# From <linux/landlock.h>; the calls have the same numbers on all processors.
_CREATE_RULESET, _ADD_RULE = 444, 445
_ASK_VERSION, _BENEATH_PATH = 1, 1
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_NETWORK_RIGHTS = {4: 0b11}
_SCOPES = {6: 0b11}
"""Rights, and ways out, by the version that can first refuse them."""


def landlock_version() -> int:
    """Tells the version of the kernel's interface, from 1.

    Raises:
        OSError: The kernel has none, or does not let this process use it.
    """
    return _call(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION))


@contextmanager
def launch_in_landlock(version: int, _: Limits) -> Iterator[Launch]:
    """Offers what runs `child` isolated.

    Args:
        version: What the kernel offers, see `landlock_version`.

    Raises:
        OSError: The rules cannot be made.
    """
    program = build_closed_filter(platform.machine())
    with _ruleset(version) as ruleset, filter_descriptor(program) as descriptor:
        command = (
            *(str(runtime_executable()), *INTERPRETER_OPTIONS),
            *("-c", _CONFINING_PROGRAM.read_text(encoding="utf-8")),
            *(str(ruleset), str(descriptor), str(os.getpid())),
            CHILD_PROGRAM.read_text(encoding="utf-8"),
        )
        yield Launch(command=command, descriptors=(ruleset, descriptor))


@contextmanager
def _ruleset(version: int) -> Iterator[int]:
    """Makes rules that refuse everything that this version can, but reading the runtime."""
    ruleset = _call(_CREATE_RULESET, *_sized(handled_rights(version)), ctypes.c_uint32(0))
    try:
        for place, rights in _permitted_places():
            _permit(ruleset, place, rights)
        yield ruleset
    finally:
        os.close(ruleset)


def handled_rights(version: int) -> bytes:
    """Writes ``struct landlock_ruleset_attr``: what is refused unless a rule permits it."""
    tables = (_FILE_RIGHTS, _NETWORK_RIGHTS, _SCOPES)
    return struct.pack(
        "=3Q", *(sum(bits for since, bits in t.items() if since <= version) for t in tables)
    )


@cache
def _permitted_places() -> tuple[tuple[Path, int], ...]:
    """Lists what may be read; of the standard library's own folder, its list of files alone."""
    places = [
        (place, _READ_FILE | (_READ_FOLDER if place.is_dir() else 0)) for place in runtime_places()
    ]
    return ((standard_library(), _READ_FOLDER), *places)


def _permit(ruleset: int, place: Path, rights: int) -> None:
    """Adds a rule for a place and all below it."""
    descriptor = os.open(place, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", rights, descriptor)
        _call(_ADD_RULE, ruleset, _BENEATH_PATH, rule, ctypes.c_uint32(0))
    finally:
        os.close(descriptor)


def _sized(structure: bytes) -> tuple[bytes, ctypes.c_size_t]:
    return structure, ctypes.c_size_t(len(structure))


def _call(number: int, *arguments: object) -> int:
    """Makes a system call that the C library has no function for."""
    library = ctypes.CDLL(None, use_errno=True)
    result = library.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return int(result)
