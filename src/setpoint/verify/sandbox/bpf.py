"""Classic BPF as seccomp runs it: the instructions, and the blocks that filters are made of.

What is covered: judging a system call by its number and by one argument.
What is not: which calls are judged how (`syscall_filter`, `closed_filter`), and what arguments
point at, which a filter cannot see.
"""

import struct
from collections.abc import Sequence

ALLOW, KILL, FAIL = 0x7FFF0000, 0x80000000, 0x00050000
"""What a filter returns; an error number is added to FAIL."""

_LOAD, _EQUALS, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_CALL_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_ARGUMENT_BYTES, _HALF_BYTES = 8, 4


def enter(architecture: int, first_foreign_call: int | None) -> list[bytes]:
    """Kills for calls of another architecture, and loads the number of the call."""
    program = [
        _instruction(_LOAD, _ARCHITECTURE),
        _instruction(_EQUALS, architecture, if_true=1),
        leave(KILL),
        _instruction(_LOAD, _CALL_NUMBER),
    ]
    if first_foreign_call is not None:
        program += [_instruction(_AT_LEAST, first_foreign_call, if_false=1), leave(KILL)]
    return program


def on_call(number: int, *block: bytes) -> list[bytes]:
    """Runs a block, which must leave, for one call."""
    return [_instruction(_EQUALS, number, if_false=len(block)), *block]


def leave(verdict: int) -> bytes:
    """Ends the filter."""
    return _instruction(_RETURN, verdict)


def if_argument_in(index: int, values: Sequence[int], then: int, otherwise: int) -> list[bytes]:
    """Leaves by whether the lower half of an argument is one of at most 255 values."""
    count = len(values)
    return [
        _load_argument(index),
        *(
            _instruction(_EQUALS, value, if_true=count - place)
            for place, value in enumerate(values)
        ),
        leave(otherwise),
        leave(then),
    ]


def if_argument_has(index: int, bits: int, then: int, otherwise: int) -> list[bytes]:
    """Leaves by whether any of some bits is set in the lower half of an argument."""
    return [
        _load_argument(index),
        _instruction(_ANY_BIT, bits, if_false=1),
        leave(then),
        leave(otherwise),
    ]


def if_argument_is_null(index: int, then: int, otherwise: int) -> list[bytes]:
    """Leaves by whether a pointer is null, both halves of it."""
    return [
        _load_argument(index),
        _instruction(_EQUALS, 0, if_false=2),
        _load_argument(index, _HALF_BYTES),
        _instruction(_EQUALS, 0, if_true=1),
        leave(otherwise),
        leave(then),
    ]


def _load_argument(index: int, offset: int = 0) -> bytes:
    """Loads the lower half of an argument, on machines whose lower bytes come first."""
    return _instruction(_LOAD, _ARGUMENTS + index * _ARGUMENT_BYTES + offset)


def _instruction(code: int, operand: int, *, if_true: int = 0, if_false: int = 0) -> bytes:
    """Encodes one instruction of 8 bytes; jumps are counted in instructions to skip."""
    return struct.pack("=HBBI", code, if_true, if_false, operand)
