"""The kinds of mathematical answer, as data.

What is covered: measures, numbers in a base, collections, intervals, named values, equations,
words. What is not: reading them (`reading`) and comparing them (`comparison`).
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from setpoint.verify.expressions.formulas import Value

PLACEHOLDER = "•"
"""The variable of every function, in forms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A value, perhaps with a unit.

    Attributes:
        value: Its worth; a percentage is its hundredth.
        unit: Its label, e.g. ``cm^2``; empty if there is none.
        precision: Worth of the last printed digit of a decimal; None for any other value.
    """

    value: Value
    unit: str = ""
    precision: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Based:
    """A whole number in a base that is written with it, e.g. ``204_5``."""

    digits: str
    base: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Several forms.

    Attributes:
        kind: ``tuple`` (ordered), ``set`` or ``list`` (not ordered), ``matrix`` (of rows),
            ``row``, ``chain`` (``a < b < c``), ``ratio`` (``1 : 2 : 3``).
        items: Its members, in the order of the text.
    """

    kind: str
    items: tuple["Form", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An interval; an end that is None is infinite."""

    low: Value | None
    high: Value | None
    has_low: bool
    has_high: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A union of at least one interval."""

    intervals: tuple[Interval, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A value with the name it is given, e.g. ``x = 5``."""

    name: str
    form: "Form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """An equation between expressions."""

    left: Value
    right: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word or a choice letter, in lower case."""

    text: str


Form: TypeAlias = Measure | Based | Collection | Interval | Region | Named | Equation | Word
