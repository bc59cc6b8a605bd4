"""The tree of an expression: numbers as printed, names, and operations on them.

What is covered: the data. What is not: reading text into it (`parsing`) and computing its
value (`values`).
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as printed.

    Attributes:
        value: Its exact value.
        decimals: Digits after the point; None if there is no point.
    """

    value: Fraction
    decimals: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """An unknown or a constant, e.g. ``a_1`` or ``π``."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An operator with its operands.

    Attributes:
        operator: ``+``, ``*``, ``^``, ``!``, ``%``, ``neg``, ``inverse``, ``sqrt``, ``binom``;
            ``mixed`` for a whole number and a fraction side by side; ``juxtaposed`` for the
            ``b c`` of ``a/b c``, which divides by b and multiplies by c, or divides by both.
    """

    operator: str
    operands: tuple["Node", ...]


Node: TypeAlias = Number | Name | Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """What was read.

    Attributes:
        node: The tree.
        labels: Words that stood behind an operand, e.g. ``miles per hour``, in order.
        is_ambiguous: True if the notation has a second reading.
    """

    node: Node
    labels: tuple[str, ...] = ()
    is_ambiguous: bool = False
