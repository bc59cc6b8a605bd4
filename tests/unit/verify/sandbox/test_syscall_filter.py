"""Tests of `setpoint.verify.sandbox.syscall_filter`: the program is interpreted, not installed."""

import errno
import os
import struct

import pytest

from setpoint.verify.sandbox.syscall_filter import build_filter, filter_descriptor, is_machine_known

ALLOW, KILL, FAIL = 0x7FFF0000, 0x80000000, 0x00050000
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
NEW_THREAD = 0x003D0F00
MACHINES = pytest.mark.parametrize("machine", ["x86_64", "aarch64"])


def judge(machine: str, call: int, first_argument: int = 0, architecture: int | None = None) -> int:
    """Interprets the five instructions that the filter uses, as the kernel does."""
    arch = ARCHITECTURES[machine] if architecture is None else architecture
    data = struct.pack("=IIQ6Q", call, arch, 0, first_argument, 0, 0, 0, 0, 0)
    program = [*struct.iter_unpack("=HBBI", build_filter(machine))]
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
def test_kills_for_what_no_pure_function_does(machine: str, call: int) -> None:
    """Processes, mounts, memory beyond the limit and others' memory are out of reach."""
    assert judge(machine, call) == KILL


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
def test_new_process_kills_and_new_thread_fails(machine: str) -> None:
    """The flags of clone tell them apart."""
    clone = {"x86_64": 56, "aarch64": 220}[machine]

    assert judge(machine, clone, 0x11) == KILL
    assert judge(machine, clone, NEW_THREAD) == FAIL | errno.EAGAIN


@MACHINES
def test_clone3_seems_missing(machine: str) -> None:
    """The C library then uses clone, whose flags the filter can see."""
    assert judge(machine, 435) == FAIL | errno.ENOSYS


@MACHINES
def test_only_local_sockets_pass(machine: str) -> None:
    """AF_UNIX is 1, AF_INET 2, AF_INET6 10, AF_NETLINK 16."""
    call = {"x86_64": 41, "aarch64": 198}[machine]

    assert [judge(machine, call, family) for family in (1, 2, 10, 16)] == [ALLOW, KILL, KILL, KILL]


@MACHINES
def test_calls_of_another_architecture_kill(machine: str) -> None:
    """A 32-bit call would mean something else by the same number."""
    assert judge(machine, 3, architecture=0x40000003) == KILL


def test_x32_calls_kill() -> None:
    """They reach the same kernel functions by numbers of their own."""
    assert judge("x86_64", 0x40000000 + 57) == KILL


@pytest.mark.skipif(not is_machine_known(), reason="no filter for this processor")
def test_descriptor_holds_a_whole_program() -> None:
    """Bubblewrap reads to the end and expects whole instructions of 8 bytes."""
    with filter_descriptor() as descriptor:
        program = os.read(descriptor, 1 << 16)
        rest = os.read(descriptor, 1)

    assert program
    assert len(program) % 8 == 0
    assert rest == b""
