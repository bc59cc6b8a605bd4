"""The system-call filter of the Landlock sandbox: what is not permitted fails.

What is covered: everything that `syscall_filter` kills for, and besides, since no namespace stands
between this process and the others: signals to any process and programs in its place kill it,
sockets kill it or fail. Files can be opened for reading only. Landlock does not look at modes,
owners, times, attributes, locks or processes' settings; their calls are not on the list, and
neither are those that a later kernel will have.
What is not: which files can be read (`landlock`), and that names of files can be looked up.
"""

import errno
from collections.abc import Iterator

from setpoint.verify.sandbox.bpf import (
    ALLOW,
    FAIL,
    KILL,
    if_argument_has,
    if_argument_in,
    if_argument_is_null,
    leave,
    on_call,
)
from setpoint.verify.sandbox.processors import PIDFD_SEND_SIGNAL, PROCESSORS, Processor
from setpoint.verify.sandbox.syscall_filter import AF_UNIX, forbid_processes

_REFUSED = FAIL | errno.EPERM
_BEYOND_READING = 0o30001103
"""O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_PATH and the bit of O_TMPFILE."""
_FCNTL_OWN = (0, 1, 2, 3, 4, 1030)
"""F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC; F_SETOWN aims signals at others."""
_IOCTL_OWN = (0x5401, 0x5421, 0x541B, 0x5450, 0x5451)
"""TCGETS (is it a terminal?), FIONBIO, FIONREAD, FIONCLEX, FIOCLEX."""
_OWN_PROCESS = 0


def build_closed_filter(machine: str) -> bytes:
    """Assembles the program.

    Args:
        machine: The processor's name as in `platform.machine`, ``x86_64`` or ``aarch64``.
    """
    known = PROCESSORS[machine]
    program = [*forbid_processes(known), *_forbid_others(known), *_permit(known), leave(_REFUSED)]
    return b"".join(program)


def _forbid_others(known: Processor) -> Iterator[bytes]:
    for call in (*known.reaching, PIDFD_SEND_SIGNAL):
        yield from on_call(call, leave(KILL))
    socket = if_argument_in(0, [AF_UNIX], then=FAIL | errno.EACCES, otherwise=KILL)
    yield from on_call(known.socket, *socket)


def _permit(known: Processor) -> Iterator[bytes]:
    """Permits calls as they are, or by the one argument that decides what they can reach."""
    for call in known.permitted:
        yield from on_call(call, leave(ALLOW))
    for call, argument, values in (
        (known.fcntl, 1, _FCNTL_OWN),
        (known.ioctl, 1, _IOCTL_OWN),
        (known.prlimit, 0, (_OWN_PROCESS,)),
        (known.socketpair, 0, (AF_UNIX,)),
    ):
        yield from on_call(call, *if_argument_in(argument, values, ALLOW, _REFUSED))
    yield from on_call(known.sendto, *if_argument_is_null(4, ALLOW, _REFUSED))
    yield from _permit_reading(known.openat, 2)
    if known.open is not None:
        yield from _permit_reading(known.open, 1)


def _permit_reading(call: int, flags: int) -> Iterator[bytes]:
    beyond = FAIL | errno.EACCES
    yield from on_call(call, *if_argument_has(flags, _BEYOND_READING, beyond, ALLOW))
