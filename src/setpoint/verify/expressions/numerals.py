"""Reads whole numbers written in words, English or Chinese, or as Roman numerals.

Covered: ``three hundred sixty-four thousand``, 三十六万四千, 两百零五, with ``negative`` or 负; the
signs Ⅰ to Ⅿ, but not the letters I to M, which may be anything. The names of parts, for those who
read fractions.
Not covered: fractions and ordinals in words.
"""

import re
import unicodedata

MAX_LENGTH = 120
_PART_NAMES = "half third quarter fifth sixth seventh eighth ninth tenth"
PARTS = {
    name: lower
    for lower, singular in enumerate(_PART_NAMES.split(), start=2)
    for name in (singular, "halves" if singular == "half" else f"{singular}s")
} | {"fourth": 4, "fourths": 4}
"""What the parts of a whole are called, with how many of them make it up."""
_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
""".split()  # noqa: SIM905 - words in a row are easier to read than one a line
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: number for number, word in enumerate(_ONES)} | {
    word: 10 * number for number, word in enumerate(_TENS, start=2)
}
_ENGLISH_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
NUMBER_WORDS = (*_SMALL, "hundred", *_ENGLISH_SCALES)
"""Every English word that a number can be written with."""
_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "〇": 0,
}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
_CHINESE_SCALES = {"亿": 10**8, "万": 10**4}
_FORMAL = str.maketrans(
    "壹贰叁肆伍陆柒捌玖拾佰仟萬億兩貳參陸", "一二三四五六七八九十百千万亿两二三六"
)
_CHINESE = re.compile(r"负?[零〇一二两三四五六七八九十百千万亿]+")
_ROMAN_SIGNS = re.compile(r"[Ⅰ-ⅿ]+")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE)
_ROMAN_WORTH = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def read_numeral(text: str) -> int | None:
    """The number that a text is, all of it; None if it is not one."""
    stripped = text.strip().translate(_FORMAL)
    if len(stripped) > MAX_LENGTH:
        return None
    if _CHINESE.fullmatch(stripped):
        magnitude = _read_chinese(stripped.removeprefix("负"))
        return -magnitude if stripped.startswith("负") else magnitude
    if _ROMAN_SIGNS.fullmatch(stripped):
        return _read_roman(unicodedata.normalize("NFKC", stripped).upper())
    words = stripped.lower().replace("-", " ").replace(",", " ").split()
    if words[:1] in (["negative"], ["minus"]):
        absolute = _read_english(words[1:])
        return None if absolute is None else -absolute
    return _read_english(words)


def _read_english(words: list[str]) -> int | None:
    total = group = 0
    if not words or words[0] not in _SMALL:
        return None
    for before, word in zip(["", *words], words, strict=False):
        if word in _SMALL:
            group += _SMALL[word]
        elif word == "hundred":
            group *= 100
        elif word in _ENGLISH_SCALES:
            total, group = total + group * _ENGLISH_SCALES[word], 0
        elif word != "and" or before not in {"hundred", *_ENGLISH_SCALES}:
            return None
    return total + group


def _read_chinese(text: str) -> int:
    if len(text) > 1 and all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    for scale, worth in _CHINESE_SCALES.items():
        before, found, after = text.rpartition(scale)
        if found:
            return _read_chinese(before) * worth + _read_chinese(after)
    total = digit = 0
    unit = 10
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
            unit = unit if digit else 10  # 一百零五 is 105
        else:
            unit = _CHINESE_UNITS[character]
            total += (digit or 1) * unit
            digit = 0
    return total + digit * unit // 10  # 一百五 is 150


def _read_roman(letters: str) -> int | None:
    """The number, if it is in its one right form; a letter before a larger one is taken off."""
    if not _ROMAN.fullmatch(letters):
        return None
    worths = [_ROMAN_WORTH[letter] for letter in letters]
    following = [*worths[1:], 0]
    return sum(
        -worth if worth < after else worth for worth, after in zip(worths, following, strict=True)
    )
