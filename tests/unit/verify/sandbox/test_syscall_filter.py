"""Tests of both system-call filters: the programs are interpreted, not installed."""

import errno
import os
import struct
from collections.abc import Callable

import pytest

from setpoint.verify.sandbox.bpf import ALLOW, FAIL, KILL
from setpoint.verify.sandbox.closed_filter import build_closed_filter
from setpoint.verify.sandbox.processors import PROCESSORS
from setpoint.verify.sandbox.syscall_filter import build_filter, filter_descriptor

NEW_THREAD = 0x003D0F00
REFUSED = FAIL | errno.EPERM
MACHINES = pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
BOTH_FILTERS = pytest.mark.parametrize("build", [build_filter, build_closed_filter])


OPENING = [("x86_64", 2, 1), ("x86_64", 257, 2), ("aarch64", 56, 2)]
"""The calls that open files, with the place of their flags."""


def judge(
    machine: str,
    call: int,
    *arguments: int,
    architecture: int | None = None,
    build: Callable[[str], bytes] = build_filter,
) -> int:
    """Interprets the five instructions that the filters use, as the kernel does."""
    arch = PROCESSORS[machine].audit_architecture if architecture is None else architecture
    data = struct.pack("=IIQ6Q", call, arch, 0, *(*arguments, 0, 0, 0, 0, 0, 0)[:6])
    program = [*struct.iter_unpack("=HBBI", build(machine))]
    accumulator = position = 0
    while True:
        code, if_true, if_false, operand = program[position]
        position += 1
        if code == 0x06:
            return int(operand)
        if code == 0x20:
            (accumulator,) = struct.unpack_from("=I", data, operand)
            continue
        test = {
            0x15: accumulator == operand,
            0x35: accumulator >= operand,
            0x45: bool(accumulator & operand),
        }
        position += if_true if test[code] else if_false


def judge_closed(machine: str, call: int, *arguments: int) -> int:
    """Interprets the filter that permits what is listed only."""
    return judge(machine, call, *arguments, build=build_closed_filter)


@pytest.mark.parametrize(
    ("machine", "call"),
    [
        ("x86_64", 57),  # fork
        ("x86_64", 58),  # vfork
        ("x86_64", 101),  # ptrace
        ("x86_64", 165),  # mount
        ("x86_64", 319),  # memfd_create
        ("x86_64", 425),  # io_uring_setup
        ("x86_64", 434),  # pidfd_open
        ("aarch64", 117),  # ptrace
        ("aarch64", 40),  # mount
        ("aarch64", 279),  # memfd_create
        ("aarch64", 427),  # io_uring_register
        ("aarch64", 438),  # pidfd_getfd
    ],
)
@BOTH_FILTERS
def test_kills_for_what_no_pure_function_does(
    machine: str, call: int, build: Callable[[str], bytes]
) -> None:
    """Processes, mounts, memory beyond the limit and others' memory are out of reach."""
    assert judge(machine, call, build=build) == KILL


@pytest.mark.parametrize(
    ("machine", "call"),
    [
        ("x86_64", 0),  # read
        ("x86_64", 9),  # mmap
        ("x86_64", 59),  # execve, which bubblewrap itself needs
        ("x86_64", 231),  # exit_group
        ("x86_64", 318),  # getrandom
        ("aarch64", 63),  # read
        ("aarch64", 221),  # execve
        ("aarch64", 222),  # mmap
        ("aarch64", 94),  # exit_group
    ],
)
def test_allows_what_python_needs(machine: str, call: int) -> None:
    """Ordinary calls pass."""
    assert judge(machine, call) == ALLOW


@MACHINES
@BOTH_FILTERS
def test_new_process_kills_and_new_thread_fails(
    machine: str, build: Callable[[str], bytes]
) -> None:
    """The flags of clone tell them apart."""
    clone = {"x86_64": 56, "aarch64": 220}[machine]

    assert judge(machine, clone, 0x11, build=build) == KILL
    assert judge(machine, clone, NEW_THREAD, build=build) == FAIL | errno.EAGAIN


@MACHINES
@BOTH_FILTERS
def test_clone3_seems_missing(machine: str, build: Callable[[str], bytes]) -> None:
    """The C library then uses clone, whose flags the filter can see."""
    assert judge(machine, 435, build=build) == FAIL | errno.ENOSYS


@MACHINES
def test_only_local_sockets_pass(machine: str) -> None:
    """AF_UNIX is 1, AF_INET 2, AF_INET6 10, AF_NETLINK 16."""
    call = {"x86_64": 41, "aarch64": 198}[machine]

    assert [judge(machine, call, family) for family in (1, 2, 10, 16)] == [ALLOW, KILL, KILL, KILL]


@MACHINES
@BOTH_FILTERS
def test_calls_of_another_architecture_kill(machine: str, build: Callable[[str], bytes]) -> None:
    """A 32-bit call would mean something else by the same number."""
    assert judge(machine, 3, architecture=0x40000003, build=build) == KILL


@BOTH_FILTERS
def test_x32_calls_kill(build: Callable[[str], bytes]) -> None:
    """They reach the same kernel functions by numbers of their own."""
    assert judge("x86_64", 0x40000000 + 57, build=build) == KILL


@pytest.mark.parametrize(
    ("machine", "call"),
    [
        ("x86_64", 62),  # kill
        ("x86_64", 59),  # execve
        ("x86_64", 297),  # rt_tgsigqueueinfo
        ("x86_64", 424),  # pidfd_send_signal
        ("aarch64", 129),  # kill
        ("aarch64", 221),  # execve
        ("aarch64", 281),  # execveat
        ("aarch64", 424),  # pidfd_send_signal
    ],
)
def test_without_a_namespace_reaching_out_kills(machine: str, call: int) -> None:
    """Signals would reach others, and another program would not be confined to its end."""
    assert judge_closed(machine, call) == KILL


@pytest.mark.parametrize(
    ("machine", "call"),
    [
        ("x86_64", 90),  # chmod
        ("x86_64", 92),  # chown
        ("x86_64", 188),  # setxattr
        ("x86_64", 280),  # utimensat
        ("x86_64", 82),  # rename
        ("x86_64", 76),  # truncate
        ("x86_64", 42),  # connect
        ("x86_64", 46),  # sendmsg
        ("x86_64", 141),  # setpriority
        ("x86_64", 157),  # prctl, which could make it outlive its parent
        ("x86_64", 234),  # tgkill, which abort uses and survives
        ("x86_64", 444),  # landlock_create_ruleset
        ("x86_64", 9999),
        ("aarch64", 53),  # fchmodat
        ("aarch64", 54),  # fchownat
        ("aarch64", 5),  # setxattr
        ("aarch64", 203),  # connect
        ("aarch64", 0),  # io_setup
        ("aarch64", 9999),
    ],
)
def test_what_is_not_listed_fails(machine: str, call: int) -> None:
    """Above all what Landlock does not guard, and what later kernels add."""
    assert judge_closed(machine, call) == REFUSED


@MACHINES
def test_what_python_needs_is_listed(machine: str) -> None:
    """Reading, memory, clocks, its own signals and its end."""
    permitted = PROCESSORS[machine].permitted

    assert {judge_closed(machine, call) for call in permitted} == {ALLOW}
    assert len(permitted) == len({*permitted})


@pytest.mark.parametrize(("machine", "call", "place"), OPENING)
def test_files_open_for_reading_only(machine: str, call: int, place: int) -> None:
    """Every flag that writes, creates, cuts or merely points is refused."""
    arguments = [0] * place
    flags = [0o1, 0o2, 0o100, 0o1000, 0o10000000, 0o20000000 | 0o1]

    assert judge_closed(machine, call, *arguments, 0o2000000) == ALLOW
    assert {judge_closed(machine, call, *arguments, flag) for flag in flags} == {
        FAIL | errno.EACCES
    }


@MACHINES
def test_sockets_are_pairs_that_lead_nowhere(machine: str) -> None:
    """A pair within the process passes; an address does not, however it is written."""
    known = PROCESSORS[machine]

    assert judge_closed(machine, known.socketpair, 1) == ALLOW
    assert judge_closed(machine, known.socketpair, 2) == REFUSED
    assert judge_closed(machine, known.socket, 1) == FAIL | errno.EACCES
    assert judge_closed(machine, known.socket, 2) == KILL
    assert judge_closed(machine, known.sendto, 3, 4, 5, 0, 0) == ALLOW
    assert judge_closed(machine, known.sendto, 3, 4, 5, 0, 64) == REFUSED
    assert judge_closed(machine, known.sendto, 3, 4, 5, 0, 1 << 32) == REFUSED


@MACHINES
def test_descriptors_cannot_be_aimed_at_others(machine: str) -> None:
    """Of fcntl and ioctl only what concerns the descriptor itself, of prlimit the own limits."""
    known = PROCESSORS[machine]

    assert judge_closed(machine, known.fcntl, 0, 1030) == ALLOW
    assert judge_closed(machine, known.fcntl, 0, 8) == REFUSED  # F_SETOWN
    assert judge_closed(machine, known.ioctl, 0, 0x5401) == ALLOW
    assert judge_closed(machine, known.ioctl, 0, 0x5412) == REFUSED  # TIOCSTI
    assert judge_closed(machine, known.prlimit, 0) == ALLOW
    assert judge_closed(machine, known.prlimit, 1) == REFUSED


@MACHINES
@BOTH_FILTERS
def test_descriptor_holds_a_whole_program(machine: str, build: Callable[[str], bytes]) -> None:
    """It is read to the end, and whole instructions of 8 bytes are expected."""
    with filter_descriptor(build(machine)) as descriptor:
        program = os.read(descriptor, 1 << 16)
        rest = os.read(descriptor, 1)

    assert program == build(machine)
    assert len(program) % 8 == 0
    assert rest == b""
