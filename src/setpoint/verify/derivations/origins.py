"""Says where a number that a derivation uses may come from.

In order: the problem, also as the parts of its fractions and percentages and what these leave of a
whole; an earlier result, or its rounding; what the text assumes; a constant, each with its reason,
such as 60 where there are hours. Otherwise a number may be one unwritten step away (*the other 4 of
7 days*) or have been told in words, which is not known; failing that it comes from nowhere.
Not covered: whether a number is used for what it counts.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain, islice

from setpoint.records import Truth
from setpoint.verify.derivations.mentions import find_mentions
from setpoint.verify.expressions.polynomial import constant
from setpoint.verify.expressions.values import show

MAX_GIVEN = 100
MAX_RECENT = 60
MAX_PARTS = 20
"""Greatest denominator of a fraction whose parts may be used alone."""
_EVERYDAY = {Fraction(10**power): "a power of ten" for power in range(1, 10)} | {
    Fraction(0): "nothing",
    Fraction(1): "one",
    Fraction(2): "two of a kind, or a half",
}
_CONSTANTS = (
    (
        r"second|minute|hour|\bday|daily|week|month|year|annual|o'clock|\b[ap]\.?m\b|分钟|小时|天|周|月|年",
        {
            60: "minutes in an hour",
            3600: "seconds in an hour",
            24: "hours in a day",
            7: "days in a week",
            5: "working days in a week",
            4: "weeks in a month",
            12: "months in a year",
            52: "weeks in a year",
            30: "days in a month",
            31: "days in a month",
            365: "days in a year",
        },
    ),
    (r"dozen|打", {12: "a dozen"}),
    (
        r"cent\b|cents|quarter|nickel|dime|penn|coin",
        {5: "cents in a nickel", 25: "cents in a quarter", 4: "quarters in a dollar"}
        | {Fraction(cents, 100): "a coin in dollars" for cents in (1, 5, 10, 25)},
    ),
    (
        r"inch|f[oe]+t\b|yard|mile",
        {
            12: "inches in a foot",
            3: "feet in a yard",
            36: "inches in a yard",
            5280: "feet in a mile",
            1760: "yards in a mile",
        },
    ),
    (r"ounce|pound|\bton", {16: "ounces in a pound", 2000: "pounds in a ton"}),
    (
        r"gallon|quart|pint|cup",
        {4: "quarts in a gallon", 8: "pints in a gallon", 16: "cups in a gallon"},
    ),
    (
        r"angle|circle|degree|polygon|角|圆|度",
        {90: "degrees in a right angle", 180: "degrees in a triangle", 360: "degrees in a circle"},
    ),
    (r"triang|三角", {3: "sides of a triangle"}),
    (r"square|rectang|room|wall|方形", {4: "sides of a rectangle"}),
    (r"\blegs?\b|wheel|paw|tire", {4: "legs or wheels", 6: "legs", 8: "legs"}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a number comes from.

    Attributes:
        truth: TRUE if that is known, FALSE if it comes from nowhere, UNKNOWN otherwise.
        why: Where from, for people.
    """

    truth: Truth
    why: str


@dataclass(slots=True, kw_only=True)
class Pool:
    """The numbers that a text may use, which grow as it goes on.

    Attributes:
        given: The problem's numbers and constants, with their reasons.
        assumed: What the text assumed.
        derived: Results, the latest last.
        told: Results in words.
    """

    given: Mapping[Fraction, str]
    assumed: set[Fraction] = field(default_factory=set)
    derived: dict[Fraction, None] = field(default_factory=dict)
    told: set[Fraction] = field(default_factory=set)

    def derive(self, value: Fraction) -> None:
        """Adds a result, as the latest."""
        self.derived.pop(abs(value), None)
        self.derived[abs(value)] = None


def open_pool(question: str, text: str) -> Pool:
    """The numbers that are known before the text begins."""
    given = dict(_EVERYDAY)
    for trigger, constants in _CONSTANTS:
        if re.search(trigger, f"{question}\n{text}", re.IGNORECASE):
            given |= {Fraction(value): why for value, why in constants.items()}
    return Pool(given=given | dict.fromkeys(_given_numbers(question), "the problem"))


def find_origin(value: Fraction, pool: Pool, *, decimals: int | None = None) -> Origin:
    """Where a number comes from; `decimals` are those it is printed with, None without a point."""
    number = abs(value)
    if number in pool.given:
        return Origin(truth=Truth.TRUE, why=pool.given[number])
    if number in pool.derived or _rounds_any(number, decimals, pool):
        return Origin(truth=Truth.TRUE, why="an earlier step")
    if number in pool.assumed:
        return Origin(truth=Truth.TRUE, why="an assumption")
    shown = show(constant(value))
    silent = find_silent_step(number, _recent(pool))
    if silent:
        return Origin(truth=Truth.UNKNOWN, why=f"{shown} may be {silent}, which is not written")
    if number in pool.told:
        return Origin(truth=Truth.UNKNOWN, why=f"{shown} is told in words")
    return Origin(truth=Truth.FALSE, why=f"{shown} is neither given nor derived")


def find_silent_step(number: Fraction, known: Collection[Fraction]) -> str:
    """An operation on two known numbers that comes to the number; empty if there is none."""
    others = frozenset(known)
    for one in known:
        for sign, other in (("+", number - one), ("-", one - number)):
            if other in others:
                return f"{_show(one)} {sign} {_show(other)}"
        if one and number / one in others:
            return f"{_show(one)} * {_show(number / one)}"
        if one and number and one / number in others:
            return f"{_show(one)} / {_show(one / number)}"
    return ""


def _given_numbers(question: str) -> Iterator[Fraction]:
    for mention in find_mentions(question):
        value = mention.value
        yield value
        if mention.is_percent:
            yield from (value * 100, 1 - value, 1 + value)
        if _CENTS.match(question, mention.end):
            yield value / 100
        if 1 < value.denominator <= MAX_PARTS:
            yield from (Fraction(value.numerator), Fraction(value.denominator))
        if 0 < value < 1:
            yield 1 - value
    yield from (Fraction(1 + match[0].count(",") + 1) for match in _LIST.finditer(question))


_CENTS = re.compile(r"\s?(?:cents?\b|¢|美?分)")
_LIST = re.compile(r"\b[A-Z]\w+(?:, (?:and )?[A-Z]\w+){1,9}(?:,? and [A-Z]\w+)?")
"""Names in a row, which a text may count."""


def _recent(pool: Pool) -> list[Fraction]:
    """What an unwritten step may begin with; no powers of ten, which would reach too much."""
    given = [value for value, why in pool.given.items() if why != "a power of ten"]
    return [*given[:MAX_GIVEN], *islice(reversed(pool.derived), MAX_RECENT)]


def _rounds_any(number: Fraction, decimals: int | None, pool: Pool) -> bool:
    """True if the printed digits are a known number's, rounded or cut off; fractions are exact."""
    if number.denominator > 1 and decimals is None:
        return False
    unit = Fraction(1, 10 ** (decimals or 0))
    known = chain(pool.given, islice(reversed(pool.derived), MAX_RECENT))
    return any(one.denominator > 1 and abs(one - number) < unit for one in known)


def _show(value: Fraction) -> str:
    return show(constant(value))
