"""System calls by their numbers, for the two processors that there are filters for.

What is covered: the calls that both filters kill for, those that take a process out of itself, and
those that a Python function needs. Numbers are from ``asm/unistd_64.h`` and
``asm-generic/unistd.h`` of Linux.
What is not: what is done about a call (`syscall_filter`, `closed_filter`).
"""

import platform
from dataclasses import dataclass

COMMON_KILLED = (
    *range(425, 428),  # io_uring: runs other calls past the filter
    *range(428, 434),  # open_tree, move_mount, fsopen, fsconfig, fsmount, fspick
    434,  # pidfd_open
    438,  # pidfd_getfd
    442,  # mount_setattr
    447,  # memfd_secret
)
CLONE3 = 435
PIDFD_SEND_SIGNAL = 424


@dataclass(frozen=True, slots=True, kw_only=True)
class Processor:
    """The calls of one processor.

    Attributes:
        killed: What no pure function does: processes, mounts, others' memory, kernel interfaces.
        reaching: Signals to processes, and programs in place of this one.
        permitted: What a Python function needs that neither writes files nor leaves the process.
        first_foreign_call: Where the numbers of another interface begin; None if there is none.
    """

    audit_architecture: int
    clone: int
    socket: int
    socketpair: int
    sendto: int
    open: int | None
    openat: int
    fcntl: int
    ioctl: int
    prlimit: int
    killed: tuple[int, ...]
    reaching: tuple[int, ...]
    permitted: tuple[int, ...]
    first_foreign_call: int | None


PROCESSORS = {
    "x86_64": Processor(
        audit_architecture=0xC000003E,
        clone=56,
        socket=41,
        socketpair=53,
        sendto=44,
        open=2,
        openat=257,
        fcntl=72,
        ioctl=16,
        prlimit=302,
        killed=(
            *(57, 58),  # fork, vfork
            *(29, 64, 68, 240, 319),  # shmget, semget, msgget, mq_open, memfd_create
            *(101, 310, 311),  # ptrace, process_vm_readv, process_vm_writev
            *(155, 161, 165, 166, 272, 304, 308),  # pivot_root, chroot, (u)mount, namespaces
            *(169, 175, 176, 246, 313, 320),  # reboot, kernel modules, kexec
            *(248, 249, 250, 298, 321, 323),  # keys, perf_event_open, bpf, userfaultfd
        ),
        reaching=(62, 200, 129, 297, 59, 322),  # kill, tkill, (tg)sigqueueinfo, execve, execveat
        permitted=(
            *(0, 1, 17, 18, 19, 20, 8, 3, 436),  # read, write, lseek, close, close_range
            *(32, 33, 292, 22, 293),  # dup, pipe
            *(4, 5, 6, 262, 332, 21, 269, 439),  # stat, access
            *(89, 267, 79, 217, 74, 75, 221),  # readlink, getcwd, getdents64, fsync, fadvise64
            *(9, 10, 11, 12, 25, 26, 27, 28, 324),  # memory: mmap, mprotect, brk, madvise
            *(7, 271, 23, 270, 213, 291, 232, 233, 281, 441, 290),  # poll, select, epoll, eventfd2
            *(45, 47, 48, 51, 52, 55),  # recvfrom, recvmsg, shutdown, names, getsockopt
            *(35, 96, 100, 201, 228, 229, 230, 34, 36, 37, 38),  # clocks, sleep, alarm, itimer
            *(222, 223, 224, 225, 226, 283, 286, 287),  # timer, timerfd
            *(39, 102, 104, 107, 108, 110, 111, 115, 118, 120, 121, 124, 186),  # who this is
            *(63, 95, 97, 98, 99, 160, 204, 24, 309, 318),  # uname, limits, usage, getrandom
            *(13, 14, 15, 127, 128, 130, 131, 219),  # own signals
            *(202, 218, 273, 334, 158),  # futex, thread's own area
            *(60, 231, 61, 247),  # exit, wait
        ),
        first_foreign_call=0x40000000,  # the x32 calls have numbers of their own
    ),
    "aarch64": Processor(
        audit_architecture=0xC00000B7,
        clone=220,
        socket=198,
        socketpair=199,
        sendto=206,
        open=None,
        openat=56,
        fcntl=25,
        ioctl=29,
        prlimit=261,
        killed=(
            *(194, 190, 186, 180, 279),  # shmget, semget, msgget, mq_open, memfd_create
            *(117, 270, 271),  # ptrace, process_vm_readv, process_vm_writev
            *(41, 51, 40, 39, 97, 265, 268),  # pivot_root, chroot, (u)mount, namespaces
            *(142, 105, 106, 104, 273, 294),  # reboot, kernel modules, kexec
            *(217, 218, 219, 241, 280, 282),  # keys, perf_event_open, bpf, userfaultfd
        ),
        reaching=(129, 130, 138, 240, 221, 281),  # kill, tkill, (tg)sigqueueinfo, execve, execveat
        permitted=(
            *(63, 64, 67, 68, 65, 66, 62, 57, 436),  # read, write, lseek, close, close_range
            *(23, 24, 59),  # dup, pipe2
            *(79, 80, 291, 48, 439),  # stat, access
            *(78, 17, 61, 82, 83, 223),  # readlinkat, getcwd, getdents64, fsync, fadvise64
            *(222, 226, 215, 214, 216, 227, 232, 233, 283),  # memory: mmap, mprotect, brk, madvise
            *(73, 72, 20, 21, 22, 441, 19),  # poll, select, epoll, eventfd2
            *(207, 212, 210, 204, 205, 209),  # recvfrom, recvmsg, shutdown, names, getsockopt
            *(101, 169, 153, 113, 114, 115, 102, 103),  # clocks, sleep, itimer
            *(107, 108, 109, 110, 111, 85, 86, 87),  # timer, timerfd
            *(172, 174, 175, 176, 177, 173, 158, 148, 150, 155, 156, 178),  # who this is
            *(160, 166, 163, 165, 179, 164, 123, 124, 168, 278),  # uname, limits, usage, getrandom
            *(134, 135, 139, 136, 137, 133, 132, 128),  # own signals
            *(98, 96, 99, 293),  # futex, thread's own area
            *(93, 94, 260, 95),  # exit, wait
        ),
        first_foreign_call=None,
    ),
}


def is_machine_known() -> bool:
    """Tells if there is a filter for this machine's processor."""
    return platform.machine() in PROCESSORS
