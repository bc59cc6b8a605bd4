r"""Reads numbers in notations of their own.

Covered: repeating decimals (``0.1\overline{6}``, ``0.\dot{3}``), Chinese fractions (三分之一,
百分之五十, 二又三分之一, 五成, 八五折), two units of a kind (``5 hours 30 minutes``), rates
(``5 m/s``).
Not covered: everything that `expressions` reads, and times of day.
"""

import re
from fractions import Fraction

from setpoint.verify.answers.forms import Measure
from setpoint.verify.expressions.formulas import read_value
from setpoint.verify.expressions.numerals import PARTS, read_numeral
from setpoint.verify.expressions.polynomial import constant
from setpoint.verify.expressions.units import find_unit, is_unit

_REPEATING = re.compile(
    r"(-?)(\d{0,20})\.(\d{0,20})(?:\\(?:overline|bar|dot) ?\{? ?(\d{1,20}) ?\}?"
    r"(?:(\d{0,20})\\dot ?\{? ?(\d) ?\}?)?)"
)
_TENTHS = re.compile(r"([一二两三四五六七八九十\d]{1,2})成(?:([一二三四五六七八九\d])|(半))?")
"""Tenths of a whole: 五成, 3成, 三成五, 七成半."""
_REDUCED = re.compile(r"([一二三四五六七八九])([一二三四五六七八九])?折")
"""What is left of a price: 八折, 八五折."""
_CHINESE = re.compile(
    r"(?:([^又]{1,12})又)?([^又]{1,12})分之([^又]{1,12})|(\d{1,9})又(\d{1,9})/(\d{1,9})"
)
_AMOUNT = r"(\d{1,9}(?:\.\d{1,9})?) ?([A-Za-z]{1,12}|[\u4e00-\u9fff]{1,3})"
_COMPOUND = re.compile(rf"{_AMOUNT}(?: ?,? ?(?:and )?| ?[零又和] ?){_AMOUNT}")
_RATE = re.compile(
    r"(.*[\d})]) ?\\?,? ?([A-Za-z]{1,12}|[\u4e00-\u9fff]{1,3}) ?(?:/| per |每) ?"
    r"([A-Za-z]{1,12}|[\u4e00-\u9fff]{1,3})",
    re.DOTALL,
)


def read_number(text: str) -> Measure | None:
    """Reads a cleaned text; None if it is in none of these notations."""
    one = _in_words(text) or _repeating(text) or _chinese(text) or _tenths(text)
    return one or _compound(text) or _rate(text)


def _in_words(text: str) -> Measure | None:
    """Reads ``three hundred and five``, ``two thirds`` and 一半."""
    if text == "一半":
        return Measure(value=constant(Fraction(1, 2)))
    upper, _, part = text.lower().replace("-", " ").rpartition(" ")
    number = read_numeral("one" if upper == "a" else upper)
    if number is not None and part in PARTS:
        return Measure(value=constant(Fraction(number, PARTS[part])))
    whole = read_numeral(text) if " and " in text else None
    return None if whole is None else Measure(value=constant(whole))


def _repeating(text: str) -> Measure | None:
    match = _REPEATING.fullmatch(text)
    if not match:
        return None
    sign, whole, fixed, *cycle = match.groups()
    repeated = "".join(part or "" for part in cycle)
    tail = Fraction(int(repeated), 10 ** len(repeated) - 1)
    number = Fraction(int(whole + fixed or "0") + tail, 10 ** len(fixed))
    return Measure(value=constant(-number if sign else number))


def _chinese(text: str) -> Measure | None:
    match = _CHINESE.fullmatch(text)
    if not match:
        return None
    parts = [
        _whole(part)
        for part in (match[1] or match[4] or "0", match[2] or match[6], match[3] or match[5])
    ]
    whole, lower, upper = parts
    if whole is None or not lower or upper is None:
        return None
    return Measure(value=constant(whole + Fraction(upper, lower)))


def _tenths(text: str) -> Measure | None:
    match = _TENTHS.fullmatch(text) or _REDUCED.fullmatch(text)
    if not match:
        return None
    *digits, half = (*match.groups(), None)[:3]
    tenths, hundredths = (_whole(digit) if digit else 0 for digit in digits)
    if tenths is None or hundredths is None:
        return None
    return Measure(value=constant(Fraction(10 * tenths + (5 if half else hundredths), 100)))


def _whole(text: str) -> int | None:
    numeral = "一百" if text == "百" else "一千" if text == "千" else text
    return int(text) if text.isdecimal() else read_numeral(numeral)


def _compound(text: str) -> Measure | None:
    match = _COMPOUND.fullmatch(text)
    if not match or not (is_unit(match[2]) and is_unit(match[4])):
        return None
    large, small = find_unit(match[2]), find_unit(match[4])
    if large.dimension != small.dimension or large.size <= small.size:
        return None
    total = Fraction(match[1]) * large.size + Fraction(match[3]) * small.size
    return Measure(value=constant(total / small.size), unit=match[4])


def _rate(text: str) -> Measure | None:
    match = _RATE.fullmatch(text)
    if not match or not (is_unit(match[2]) and is_unit(match[3])):
        return None
    return Measure(value=read_value(match[1])[0], unit=f"{match[2]}/{match[3]}")
