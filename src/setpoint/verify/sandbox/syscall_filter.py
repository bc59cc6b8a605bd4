"""The system-call filter of the sandbox, as a classic BPF program for seccomp.

What is covered: Linux on x86-64 and 64-bit ARM. The sandbox holds one process with one
thread: creating another process kills it, creating a thread fails. Sockets other than local
ones, memory outside the address-space limit, looking into processes, and kernel interfaces
that a pure function has no business with kill it too. A killed process ends with SIGSYS,
which tells an attempt apart from a mistake.
What is not: files (the mounts decide), time and memory (resource limits), `execve` (it only
replaces the process, and bubblewrap needs it to start the interpreter).

RLIMIT_NPROC cannot do this: the kernel does not enforce it for root, not even inside a user
namespace. Numbers are from ``asm/unistd_64.h`` and ``asm-generic/unistd.h`` of Linux.
"""

import errno
import os
import platform
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_COMMON_CALLS = (
    *range(425, 428),  # io_uring: runs other calls past the filter
    *range(428, 434),  # open_tree, move_mount, fsopen, fsconfig, fsmount, fspick
    434,  # pidfd_open
    438,  # pidfd_getfd
    442,  # mount_setattr
    447,  # memfd_secret
)
_CLONE3 = 435


@dataclass(frozen=True, slots=True, kw_only=True)
class _Machine:
    audit_architecture: int
    clone: int
    socket: int
    killed: tuple[int, ...]
    first_foreign_call: int | None


_MACHINES = {
    "x86_64": _Machine(
        audit_architecture=0xC000003E,
        clone=56,
        socket=41,
        killed=(
            *(57, 58),  # fork, vfork
            *(29, 64, 68, 240, 319),  # shmget, semget, msgget, mq_open, memfd_create
            *(101, 310, 311),  # ptrace, process_vm_readv, process_vm_writev
            *(155, 161, 165, 166, 272, 304, 308),  # pivot_root, chroot, (u)mount, namespaces
            *(169, 175, 176, 246, 313, 320),  # reboot, kernel modules, kexec
            *(248, 249, 250, 298, 321, 323),  # keys, perf_event_open, bpf, userfaultfd
        ),
        first_foreign_call=0x40000000,  # the x32 calls have numbers of their own
    ),
    "aarch64": _Machine(
        audit_architecture=0xC00000B7,
        clone=220,
        socket=198,
        killed=(
            *(194, 190, 186, 180, 279),  # shmget, semget, msgget, mq_open, memfd_create
            *(117, 270, 271),  # ptrace, process_vm_readv, process_vm_writev
            *(41, 51, 40, 39, 97, 265, 268),  # pivot_root, chroot, (u)mount, namespaces
            *(142, 105, 106, 104, 273, 294),  # reboot, kernel modules, kexec
            *(217, 218, 219, 241, 280, 282),  # keys, perf_event_open, bpf, userfaultfd
        ),
        first_foreign_call=None,
    ),
}

_LOAD, _EQUALS, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_CALL_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000
_CLONE_THREAD = 0x10000
_AF_UNIX = 1


def is_machine_known() -> bool:
    """Tells if there is a filter for this machine's processor."""
    return platform.machine() in _MACHINES


def build_filter(machine: str) -> bytes:
    """Assembles the program; 8 bytes an instruction, see ``struct sock_filter``.

    Args:
        machine: The processor's name as in `platform.machine`, ``x86_64`` or ``aarch64``.
    """
    known = _MACHINES[machine]
    kill = _instruction(_RETURN, _KILL)
    program = [
        _instruction(_LOAD, _ARCHITECTURE),
        _instruction(_EQUALS, known.audit_architecture, if_true=1),
        kill,
        _instruction(_LOAD, _CALL_NUMBER),
    ]
    if known.first_foreign_call is not None:
        program += [_instruction(_AT_LEAST, known.first_foreign_call, if_false=1), kill]
    for call in (*known.killed, *_COMMON_CALLS):
        program += [_instruction(_EQUALS, call, if_false=1), kill]
    program += [
        # The C library falls back to clone, whose flags can be seen.
        _instruction(_EQUALS, _CLONE3, if_false=1),
        _instruction(_RETURN, _FAIL | errno.ENOSYS),
        _instruction(_EQUALS, known.clone, if_false=4),
        _instruction(_LOAD, _FIRST_ARGUMENT),
        _instruction(_ANY_BIT, _CLONE_THREAD, if_false=1),
        _instruction(_RETURN, _FAIL | errno.EAGAIN),
        kill,
        _instruction(_EQUALS, known.socket, if_false=3),
        _instruction(_LOAD, _FIRST_ARGUMENT),
        _instruction(_EQUALS, _AF_UNIX, if_true=1),
        kill,
        _instruction(_RETURN, _ALLOW),
    ]
    return b"".join(program)


@contextmanager
def filter_descriptor() -> Iterator[int]:
    """Offers this machine's program on a descriptor that can be read once."""
    reader, writer = os.pipe()
    try:
        os.write(writer, build_filter(platform.machine()))
        os.close(writer)
        yield reader
    finally:
        os.close(reader)


def _instruction(code: int, operand: int, *, if_true: int = 0, if_false: int = 0) -> bytes:
    """Encodes one instruction; jumps are counted in instructions to skip."""
    return struct.pack("=HBBI", code, if_true, if_false, operand)
