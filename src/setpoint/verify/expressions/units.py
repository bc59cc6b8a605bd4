"""The units of school mathematics, in English and Chinese, with what they measure.

Covered: lengths, areas, volumes, masses, times, angles, money of one currency, and words that
scale a count, such as *dozen*, and rates of two units. Not covered: temperature, and compounds of
more units, which are compared as written.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit.

    Attributes:
        dimension: What it measures, e.g. ``length`` or ``length^2``; the unit's own text for an
            unknown one.
        size: Its worth in the dimension's first unit.
    """

    dimension: str
    size: Fraction


_TABLE = {
    "length": {
        "1": "m meter meters metre metres 米",
        "1/100": "cm centimeter centimeters centimetre centimetres 厘米",
        "1/10": "dm decimeter decimeters 分米",
        "1/1000": "mm millimeter millimeters millimetre millimetres 毫米",
        "1000": "km kilometer kilometers kilometre kilometres 千米 公里",
        "0.0254": "inch inches",
        "0.3048": "ft foot feet 英尺",
        "0.9144": "yd yard yards 码",
        "1609.344": "mi mile miles 英里",
    },
    "mass": {
        "1": "g gram grams 克",
        "1000": "kg kilogram kilograms 千克 公斤",
        "1/1000": "mg milligram milligrams 毫克",
        "1000000": "ton tons tonne tonnes 吨",
        "500": "斤",
        "45359237/100000": "lb lbs pound pounds 磅",
        "45359237/1600000": "oz ounce ounces 盎司",
    },
    "time": {
        "1": "s sec secs second seconds 秒 秒钟",
        "60": "min mins minute minutes 分钟",
        "3600": "h hr hrs hour hours 小时 时",
        "86400": "day days 天 日",
        "604800": "week weeks 周 星期",
        "2629746": "month months 月 个月",
        "31556952": "year years 年 岁",
    },
    "volume": {
        "1": "L liter liters litre litres 升",
        "1/1000": "ml mL milliliter milliliters 毫升",
        "3.785411784": "gallon gallons",
        "0.946352946": "quart quarts",
        "0.473176473": "pint pints",
        "0.2365882365": "cup cups",
    },
    "money": {
        "1": "dollar dollars usd $ 美元 元 yuan 块 块钱",
        "1/100": "cent cents penny pennies 分 美分",
        "1/10": "dime dimes 角 毛",
        "1/20": "nickel nickels",
        "1/4": "quarter quarters",
    },
    "angle": {"1": "° degree degrees 度"},
    "count": {
        "12": "dozen dozens 打",
        "2": "pair pairs 双 对",
        "100": "hundred hundreds 百",
        "1000": "thousand thousands 千",
        "10000": "万",
        "1000000": "million millions",
        "100000000": "亿",
    },
}
_UNITS = {
    name: Unit(dimension=dimension, size=Fraction(size))
    for dimension, sizes in _TABLE.items()
    for size, names in sizes.items()
    for name in names.split()
}
_POWER_WORDS = {"square": 2, "sq": 2, "平方": 2, "cubic": 3, "cu": 3, "立方": 3}
_POWER_PREFIX = re.compile(r"(square|sq|cubic|cu|平方|立方) ?(.+)")
_POWER_SUFFIX = re.compile(r"(.+?) ?(?:\^ ?)?([23])|(.+?) (squared|cubed)")
_RATE = re.compile(r"([^/ ]+)(?: ?/ ?| per )([^/ ]+)")
_ORDINAL = re.compile(
    r"\b(?:first|second|third|quarter|fourth|fifth)(?= (?!of\b|as\b)[a-z])", re.IGNORECASE
)
"""As in *the third day*, not *a third* or *a third of*."""
_INEXACT_WORDS = frozenset(
    """
    half twice double triple times more less than remainder r quarter third thirds quarters halves
    plus minus percent points one two three four five six seven eight nine ten mod 余 倍
    """.split()  # noqa: SIM905 - words in a row are easier to read than one a line
)


def find_unit(text: str) -> Unit:
    """The unit that a label names; an unknown one stands for itself."""
    label = " ".join(text.split())
    rate = _RATE.fullmatch(label)
    if rate:
        upper, lower = find_unit(rate[1]), find_unit(rate[2])
        dimension = f"{upper.dimension}/{lower.dimension}"
        return Unit(dimension=dimension, size=upper.size / lower.size)
    power, base = _split_power(label)
    known = _UNITS.get(base) or _UNITS.get(base.lower())
    if known is None:
        return Unit(dimension=_singular(label.lower()), size=Fraction(1))
    if power == 1:
        return known
    return Unit(dimension=f"{known.dimension}^{power}", size=known.size**power)


def is_unit(word: str) -> bool:
    """True for the name of a known unit."""
    return word in _UNITS or word.lower() in _UNITS


def may_convert(labels: Iterable[str]) -> bool:
    """True if the labels may hide a factor: two units of a kind, or a word such as *dozen*."""
    seen: dict[str, Fraction] = {}
    for word in (word for label in labels for word in _words(_ORDINAL.sub("", label))):
        unit = _UNITS.get(word)
        if word in _INEXACT_WORDS or (unit is not None and unit.dimension == "count"):
            return True
        if unit is not None and seen.setdefault(unit.dimension, unit.size) != unit.size:
            return True
    return False


def share_words(left: Iterable[str], right: Iterable[str]) -> bool:
    """True if both sides name a same thing."""
    first, second = (
        {_singular(word) for label in side for word in _words(label)} for side in (left, right)
    )
    return bool(first & second)


def _words(label: str) -> list[str]:
    """The first words of a label; those that follow are the sentence's."""
    return label.lower().split()[:4]


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > len("gas") else word


def _split_power(label: str) -> tuple[int, str]:
    prefix = _POWER_PREFIX.fullmatch(label)
    if prefix:
        return _POWER_WORDS[prefix[1]], prefix[2]
    suffix = _POWER_SUFFIX.fullmatch(label)
    if suffix and suffix[1]:
        return int(suffix[2]), suffix[1]
    if suffix:
        return (2 if suffix[4] == "squared" else 3), suffix[3]
    return 1, label
