"""The system-call filter of the bubblewrap sandbox, as a classic BPF program for seccomp.

What is covered: Linux on x86-64 and 64-bit ARM. The sandbox holds one process with one
thread: creating another process kills it, creating a thread fails. Sockets other than local
ones, memory outside the address-space limit, looking into processes, and kernel interfaces
that a pure function has no business with kill it too. A killed process ends with SIGSYS,
which tells an attempt apart from a mistake.
What is not: files (the mounts decide), time and memory (resource limits), `execve` (it only
replaces the process, and bubblewrap needs it to start the interpreter).

RLIMIT_NPROC cannot do this: the kernel does not enforce it for root, not even inside a user
namespace.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from setpoint.verify.sandbox.bpf import (
    ALLOW,
    FAIL,
    KILL,
    enter,
    if_argument_has,
    if_argument_in,
    leave,
    on_call,
)
from setpoint.verify.sandbox.processors import CLONE3, COMMON_KILLED, PROCESSORS, Processor

AF_UNIX = 1
_CLONE_THREAD = 0x10000


def build_filter(machine: str) -> bytes:
    """Assembles the program; 8 bytes an instruction, see ``struct sock_filter``.

    Args:
        machine: The processor's name as in `platform.machine`, ``x86_64`` or ``aarch64``.
    """
    known = PROCESSORS[machine]
    program = [
        *forbid_processes(known),
        *on_call(known.socket, *if_argument_in(0, [AF_UNIX], then=ALLOW, otherwise=KILL)),
        leave(ALLOW),
    ]
    return b"".join(program)


def forbid_processes(known: Processor) -> Iterator[bytes]:
    """Yields the beginning of every filter: what is killed for, and new processes and threads."""
    yield from enter(known.audit_architecture, known.first_foreign_call)
    for call in (*known.killed, *COMMON_KILLED):
        yield from on_call(call, leave(KILL))
    # The C library falls back to clone, whose flags can be seen.
    yield from on_call(CLONE3, leave(FAIL | errno.ENOSYS))
    thread = if_argument_has(0, _CLONE_THREAD, then=FAIL | errno.EAGAIN, otherwise=KILL)
    yield from on_call(known.clone, *thread)


@contextmanager
def filter_descriptor(program: bytes) -> Iterator[int]:
    """Offers a program, shorter than a pipe is, on a descriptor that can be read once."""
    reader, writer = os.pipe()
    try:
        os.write(writer, program)
        os.close(writer)
        yield reader
    finally:
        os.close(reader)
