"""Values that come out of the sandbox: reading, comparing with a key, describing.

What is covered: the tagged JSON that `child` writes, judged outside the sandbox.
What is not: sets, objects and dicts with keys that are not strings; a key is JSON and can
say none of them, so they are kept as `Opaque`, which equals nothing.

Types are compared exactly: True is not 1, a tuple is not a list (a key whose JSON says list
asks for a list, and JSON cannot say tuple), 2.0 is not 2. Two exceptions, both because a
caller could not tell: an int may stand for a whole float (a function annotated ``-> float``
may return 0), and `Counter`, `OrderedDict` and `defaultdict` are dicts. Floats may differ
by rounding, see `FLOAT_TOLERANCE`, and by what a key allows.
"""

import math
from dataclasses import dataclass
from typing import Any, TypeAlias

from setpoint.problems import JsonValue

FLOAT_TOLERANCE = 1e-9
"""Greatest relative difference of equal floats."""

ZERO_TOLERANCE = 1e-12
"""Greatest absolute difference of equal floats, for those next to 0."""

_MAX_INTEGER_BITS = 14_284  # 4,300 digits, the most that Python reads from a key's JSON
_MAX_TEXT_CHARACTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Opaque:
    """A value that no key can name.

    Attributes:
        type_name: At most 200 printable characters, chosen by hostile code.
    """

    type_name: str


Value: TypeAlias = (
    bool | int | float | str | list[Any] | tuple[Any, ...] | dict[str, Any] | Opaque | None
)


def read_value(tagged: object) -> Value:  # noqa: PLR0911 - one return a type
    """Rebuilds a value from its tagged form.

    Raises:
        ValueError: It is not a tagged value.
        OverflowError: It is a float beyond the largest.
        RecursionError: It is nested deeper than `child` writes.
    """
    match tagged:
        case ["NoneType", ""]:
            return None
        case ["bool", "0" | "1" as digit]:
            return digit == "1"
        case ["int", str(digits)]:
            return _read_integer(digits)
        case ["float", str(digits)]:
            return float.fromhex(digits)
        case ["str", str(encoded)]:
            return bytes.fromhex(encoded).decode("utf-8", "surrogatepass")
        case ["list", [*items]]:
            return [read_value(item) for item in items]
        case ["tuple", [*items]]:
            return tuple(read_value(item) for item in items)
        case ["dict", [*pairs]]:
            return _read_dict(pairs)
        case ["other", str(name)]:
            return Opaque(type_name=clean_text(name))
        case _:
            raise ValueError("not a tagged value")


def is_equal(value: Value, expected: JsonValue, tolerance: float = 0.0) -> bool:
    """Compares what a function returned with what the key says, types included.

    Args:
        value: What was returned.
        expected: What the key says.
        tolerance: Greatest absolute difference of equal floats, besides rounding.
    """
    match expected:
        case float():
            return _is_number(value, expected, tolerance)
        case list():
            return (
                type(value) is list
                and len(value) == len(expected)
                and all(is_equal(*pair, tolerance) for pair in zip(value, expected, strict=True))
            )
        case dict():
            return (
                type(value) is dict
                and value.keys() == expected.keys()
                and all(is_equal(value[key], expected[key], tolerance) for key in expected)
            )
        case _:
            return type(value) is type(expected) and value == expected


def describe_value(value: Value) -> str:
    """Writes a value for a reader."""
    if isinstance(value, Opaque):
        return f"a value of type {value.type_name}"
    return repr(value)


def clean_text(text: str) -> str:
    """Keeps what can be shown of a hostile text: one line of at most 200 characters."""
    kept = (character for character in text[:_MAX_TEXT_CHARACTERS] if character.isprintable())
    return "".join(kept)


def _read_integer(digits: str) -> int | Opaque:
    """Reads hexadecimal digits, which takes linear time, and leaves what no key can say."""
    value = int(digits, 16)
    bits = value.bit_length()
    return value if bits <= _MAX_INTEGER_BITS else Opaque(type_name=f"int with {bits} bits")


def _read_dict(pairs: list[object]) -> dict[str, Value] | Opaque:
    """Rebuilds a dict if its keys are strings."""
    entries: dict[str, Value] = {}
    for pair in pairs:
        match pair:
            case [["str", str()] as key, item]:
                entries[str(read_value(key))] = read_value(item)
            case [_, _]:
                return Opaque(type_name="dict with keys that are not strings")
            case _:
                raise ValueError("not a tagged pair")
    return entries


def _is_number(value: Value, expected: float, tolerance: float) -> bool:
    """Compares with a float; an int must be exactly the same number."""
    if type(value) is int:
        return value == expected
    return type(value) is float and math.isclose(
        value, expected, rel_tol=FLOAT_TOLERANCE, abs_tol=max(tolerance, ZERO_TOLERANCE)
    )
