r"""Finds the numbers that a text says, in digits and in words, English and Chinese.

Covered: ``1,200``, ``2.5``, ``3/4``, ``\frac{3}{4}``, ``20%``, ``3 million``, *twenty-five*, *two
thirds*, *twice*, *a dozen*, 三分之二, 五十, 一半. Not covered: what the numbers count; dates and
times of day, whose parts are numbers of their own. Linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from setpoint.verify.expressions.notation import MULTIPLIERS
from setpoint.verify.expressions.numerals import NUMBER_WORDS, PARTS, read_numeral

MAX_DIGITS = 40
MULTIPLES = {
    word: Fraction(value)
    for value, words in {
        "1": "once single",
        "2": "twice double doubles doubled doubling both pair pairs couple twins 双 俩",
        "3": "thrice triple triples tripled tripling triplets",
        "4": "quadruple quadruples quadrupled",
        "12": "dozen dozens",
        "1/2": "半",
    }.items()
    for word in words.split()
}
"""Words that multiply or count, with how many they stand for."""

_WORD = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_PATTERN = re.compile(
    r"\\[dtc]?frac\s?\{\s?(?P<upper>\d+)\s?\}\s?\{\s?(?P<lower>\d+)\s?\}"
    r"|(?<![\d.])(?P<over>\d+)\s?/\s?(?P<under>\d+)(?!\.?\d)"
    r"|(?P<digits>(?:\d{1,3}(?:(?:,|\{,\})\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+)"
    r"(?:\s?(?:(?P<percent>\\?%|percent\b)|(?P<scale>thousand\b|[mb]illion\b|万亿?|亿)))?"
    rf"|\b(?:(?P<count>{_WORD}|an?)[\s-])?(?P<part>{'|'.join(PARTS)})\b"
    rf"|\b(?P<words>(?:{_WORD})(?:(?:[\s-]|\sand\s)(?:{_WORD}))*)\b(?P<worded>\spercent\b)?"
    rf"|\b(?P<multiple>{'|'.join(filter(str.isascii, MULTIPLES))})\b"
    r"|(?P<denominator>[零一二两三四五六七八九十百]+)分之(?P<numerator>[零一二两三四五六七八九十百]+)"
    r"|(?P<numeral>[零〇一二两三四五六七八九十百千万亿]+)|(?P<sign>[半双俩])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A number as said.

    Attributes:
        value: What it is worth; a percentage is its hundredth.
        start: Offset of its first character.
        end: Offset after its last one.
        is_percent: True if it is said as a percentage.
    """

    value: Fraction
    start: int
    end: int
    is_percent: bool = False


def find_mentions(text: str) -> Iterator[Mention]:
    """Finds the numbers of a text of normalised width, in order."""
    for match in _PATTERN.finditer(text):
        value = _value(match) if len(match[0]) <= MAX_DIGITS else None
        is_percent = bool(match["percent"] or match["worded"])
        if value is not None:
            yield Mention(
                value=value / 100 if is_percent else value,
                start=match.start(),
                end=match.end(),
                is_percent=is_percent,
            )
        elif match["words"]:  # such as *two and three*, which are two numbers
            yield from _apart(match)


def _value(match: re.Match[str]) -> Fraction | None:
    if match["digits"]:
        number = Fraction(match["digits"].replace(",", "").replace("{", "").replace("}", ""))
        return number * MULTIPLIERS.get((match["scale"] or "").lower(), 1)
    if match["part"]:
        return _ratio(_count(match["count"]), PARTS[match["part"].lower()])
    if match["upper"] or match["over"]:
        return _ratio(int(match["upper"] or match["over"]), int(match["lower"] or match["under"]))
    if match["denominator"]:
        lower = 100 if match["denominator"] == "百" else read_numeral(match["denominator"])
        return _ratio(read_numeral(match["numerator"]), lower)
    if match["multiple"] or match["sign"]:
        return MULTIPLES[(match["multiple"] or match["sign"]).lower()]
    return _ratio(read_numeral(match["words"] or match["numeral"] or ""), 1)


def _count(word: str | None) -> int | None:
    return 1 if word is None or word.lower() in {"a", "an"} else read_numeral(word)


def _ratio(upper: int | None, lower: int | None) -> Fraction | None:
    return Fraction(upper, lower) if upper is not None and lower else None


def _apart(match: re.Match[str]) -> Iterator[Mention]:
    for word in re.finditer(_WORD, match["words"], re.IGNORECASE):
        value = read_numeral(word[0])
        if value is not None:
            start = match.start() + word.start()
            yield Mention(value=Fraction(value), start=start, end=start + len(word[0]))
