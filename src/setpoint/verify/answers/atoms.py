r"""Reads answers without parts: a value with its unit, a word, an empty set, a number in a base.

Covered: also what has notations of its own (`numbers`, `rows`). Not covered: lists, equations and
regions (`reading`).
"""

import re

from setpoint.verify.answers.forms import Based, Collection, Form, Measure, Word
from setpoint.verify.answers.numbers import read_number
from setpoint.verify.answers.rows import read_chain, read_ordinal, read_ratio
from setpoint.verify.expressions.formulas import Value, read_value
from setpoint.verify.expressions.numerals import read_numeral
from setpoint.verify.expressions.polynomial import constant
from setpoint.verify.expressions.unreadable import UnreadableError
from setpoint.verify.expressions.values import printed_unit

MAX_WORDS = 5
MAX_WORD_LENGTH = 60

_EMPTY_SET = re.compile(
    r"∅|\\varnothing|\\emptyset|\\?\{\s?\\?\}|none|(?:the )?empty set|空集"
    r"|(?:无|没有)(?:实数)?解"
    r"|(?:there (?:is|are) )?no (?:real |integer |such )?(?:solutions?|values?|roots?|numbers?)",
    re.IGNORECASE,
)
_UNDEFINED = re.compile(r"does not exist|DNE|undefined|不存在|无意义", re.IGNORECASE)
_INFINITY = re.compile(r"([-+]?) ?(?:∞|\\infty|infinity)", re.IGNORECASE)
_SETS = re.compile(r"\\mathbb ?\{? ?([NZQC]) ?\}?|([ℕℤℚℂ])")
_COMBINATION = re.compile(r"(?<![A-Za-z])C\s?_\{?(\w{1,4})\}?\s?\^\{?(\w{1,4})\}?")
_CHOSEN = re.compile(
    r"(?:\{\s?\})?[_^]?\{?\b(\d{1,4})\}?\s?C\s?_?\{?(\d{1,4})\}?|\bC\(\s?(\d{1,4})\s?,\s?(\d{1,4})\s?\)"
)
"""``_5C_2``, ``5C2`` and ``C(5,2)``; not within a longer expression."""
_ARRANGEMENT = re.compile(r"(?<![A-Za-z])[AP]\s?_\{?(\d{1,3})\}?\s?\^\{?(\d{1,3})\}?")
_BASED = re.compile(
    r"\(?\s?([0-9A-F]+)\s?\)?(?:_\s?\{?\s?\(?\s?|,?\s\(?(?:in )?base[ -])"
    r"(\d{1,2}|[a-z]{3,8})\s?\)?\s?\}?\)?"
)
_BASED_IN_WORDS = re.compile(
    r"\(?([0-9A-F]+)\)?\s?\(?\s?(\d{1,2}|[二三四五六七八九十]{1,2})\s?进制\s?\)?"
)
_PREFIXED = re.compile(r"\A0([bBoOxX])([0-9A-Fa-f]+)\Z")
_PREFIXES = {"b": 2, "o": 8, "x": 16}
_CURRENCY = re.compile(r"\\\$|[¥€£￥]|(?<!\\)\$(?=\s?\d)")
_CLOCK = re.compile(r"\d:[0-5]\d")
_COLON = re.compile(r"[:：]")
_WORD = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+)*")


def read_atom(text: str) -> Form | None:
    """Reads a cleaned text that is of a special notation; None if it is of none."""
    if _EMPTY_SET.fullmatch(text):
        return Collection(kind="set", items=())
    respelt = _PREFIXED.sub(_with_subscript, text)
    based = _BASED.fullmatch(respelt) or _BASED_IN_WORDS.fullmatch(respelt)
    base = _read_base(based[1], based[2]) if based else None
    if based and base is not None:
        return Based(digits=based[1], base=base)
    one = _read_word_of_art(text) or read_number(text) or read_ordinal(text)
    return one or read_ratio(text) or read_chain(text)


def value_of(text: str) -> Value:
    """The value of an expression.

    Raises:
        UnreadableError: The text is none.
    """
    return read_value(_respell(text))[0]


def read_measure(text: str) -> Form:
    """Reads a value with its unit, or a word.

    Raises:
        UnreadableError: The text is neither.
    """
    numeral = read_numeral(text.removesuffix("个"))
    if numeral is not None:
        return Measure(value=constant(numeral))
    bare = _CURRENCY.sub("", text)
    try:
        value, expression = read_value(_respell(bare))
    except UnreadableError:
        is_word = _WORD.fullmatch(text) and len(text.split()) <= MAX_WORDS
        if not is_word or len(text) > MAX_WORD_LENGTH:
            raise
        return Word(text=text.casefold())
    currency = "dollar" if bare != text else ""
    unit = expression.labels[0] if len(expression.labels) == 1 else ""
    return Measure(value=value, unit=unit or currency, precision=printed_unit(expression.node))


def _with_subscript(match: re.Match[str]) -> str:
    """Writes ``0o52`` as ``52_8``."""
    return f"{match[2].upper()}_{_PREFIXES[match[1].lower()]}"


def _read_base(digits: str, text: str) -> int | None:
    """The base that a numeral is written in; None if its digits do not fit."""
    base = int(text) if text.isdecimal() else read_numeral(text)
    return base if base and all(int(digit, 16) < base for digit in digits) else None


def _read_word_of_art(text: str) -> Form | None:
    if _UNDEFINED.fullmatch(text):
        return Word(text="undefined")
    infinity = _INFINITY.fullmatch(text)
    if infinity:
        return Word(text="-∞" if infinity[1] == "-" else "∞")
    named_set = _SETS.fullmatch(text)
    return Word(text=named_set[1] or named_set[2]) if named_set else None


def _respell(text: str) -> str:
    r"""Writes a division sign for a colon, and ``\binom`` for the Chinese notation."""
    alone = _CHOSEN.fullmatch(text)
    if alone:
        return rf"\binom{{{alone[1] or alone[3]}}}{{{alone[2] or alone[4]}}}"
    chosen = _COMBINATION.sub(r"\\binom{\1}{\2}", text)
    arranged = _ARRANGEMENT.sub(r"(\\binom{\1}{\2} \\cdot \2!)", chosen)
    return arranged if _CLOCK.search(arranged) else _COLON.sub("÷", arranged)
