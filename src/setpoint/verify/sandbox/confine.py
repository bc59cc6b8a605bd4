"""The program that gives up a process's rights for good, and then runs `child` in it.

What is covered: it dies with its parent, gets no privileges by any means, loses those it has, and
puts the rules and the filter of its caller upon itself. Any step that fails ends it before a
report, so that nothing runs half confined. It is started by the bare interpreter, and is never
imported by the product.
What is not: what the rules are (`landlock`) and what the filter says (`closed_filter`).
"""

from __future__ import annotations

import ctypes
import posix
import sys

# From <linux/prctl.h>, <linux/capability.h> and <linux/landlock.h>.
SET_DEATH_SIGNAL, SET_SECCOMP, SET_NO_NEW_PRIVILEGES = 1, 22, 38
FILTER_MODE = 2
KILLED = 9  # SIGKILL; importing `signal` takes time
CAPABILITY_VERSION = 0x20080522
RESTRICT_SELF = 446
INSTRUCTION_BYTES = 8
MOST_FILTER_BYTES = 1 << 16

LIBRARY = ctypes.CDLL(None, use_errno=True)


class Filter(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def confine(ruleset: int, program: int, parent: int) -> None:
    """Gives up every right, in an order in which each step is still permitted."""
    posix.chdir("/")
    control(SET_DEATH_SIGNAL, KILLED)
    if posix.getppid() != parent:
        raise SystemExit("the parent is gone")
    control(SET_NO_NEW_PRIVILEGES, 1)
    drop_capabilities()
    check(LIBRARY.syscall(ctypes.c_long(RESTRICT_SELF), ruleset, ctypes.c_uint32(0)))
    instructions = posix.read(program, MOST_FILTER_BYTES)
    posix.close(ruleset)
    posix.close(program)
    own = Filter(len(instructions) // INSTRUCTION_BYTES, instructions)
    control(SET_SECCOMP, FILTER_MODE, ctypes.addressof(own))


def drop_capabilities() -> None:
    """Drops all capabilities, which root has and others have not."""
    nobody = (ctypes.c_uint32 * 6)()
    check(LIBRARY.capset((ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0), nobody))


def control(option: int, *values: int) -> None:
    """Calls prctl, whose unused arguments must be 0."""
    padded = (*values, 0, 0, 0, 0)[:4]
    check(LIBRARY.prctl(option, *map(ctypes.c_ulong, padded)))


def check(result: int) -> None:
    """Raises what the C library complains of."""
    if result != 0:
        raise OSError(ctypes.get_errno(), posix.strerror(ctypes.get_errno()))


if __name__ == "__main__":
    *numbers, child = sys.argv[1:]
    del sys.argv[1:]
    confine(*map(int, numbers))
    exec(compile(child, "child", "exec"), {"__name__": "__main__"})  # noqa: S102 - what it is for
