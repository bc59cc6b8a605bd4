r"""Judges calculations that a text tells in words: *60% of $5, which is $2.50*.

Covered: shares and multiples (*half of 30 is 15*, *half a dozen means 6*, *16 is twice 8*), *the
sum of 3 and 4 is 7*, *the difference between 20 and 15*, *8 kilos is 3 kilos more than 5 kilos*, in
English.
Not covered: chains of words, operands that are not numbers, and amounts that may have been
converted, rounded loosely or are part of a longer calculation.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from setpoint.verify.derivations.mentions import MULTIPLES, Mention
from setpoint.verify.derivations.wordings import Sentence, Slip
from setpoint.verify.expressions.polynomial import constant
from setpoint.verify.expressions.units import may_convert
from setpoint.verify.expressions.values import show

TOLERANCE = Fraction(1, 100)
"""Greatest relative difference that rounding may make."""
_REACH = 40
_DOZEN = Fraction(12)
_MULTIPLES = frozenset(MULTIPLES.values())
_LABEL = r"((?: [a-z]+){0,3}?)"
_COPULA = re.compile(
    rf"{_LABEL}(?: ?[,(] ?which)? ?(?:is|are|equals|means|gives|would be|comes to|=)(?: equal to)? "
)
_SHARE = re.compile(r" of(?: (?:the|his|her|their|its|these|those|all))?(?: [a-z]+)? ")
_AND = re.compile(rf"{_LABEL} and ")
_SUM = re.compile(r"\bsum of (?:the )?\Z")
_DIFFERENCE = re.compile(r"\bdifference between (?:the )?\Z")
_IS = re.compile(r"((?: [a-z]+)?) (?:is|equals) (?:exactly )?")
_TIMES = re.compile(r" times(?: as [a-z]+ as)?(?: the)? ")
_MULTIPLE = re.compile(r"(?: as [a-z]+ as)?(?: the)? ")
_OF = re.compile(r" of(?: the)? ")
_COMPARED = re.compile(
    r"(?: an?)?((?: (?!times|percent)[a-z]+){0,2}?) "
    r"(?:(?P<up>more|greater|higher|longer|older|taller|bigger|larger|heavier)"
    r"|less|fewer|lower|shorter|younger|smaller|lighter) than (?:the )?"
)
_BOUND_LEFT = re.compile(
    r"(?:[-+*/=^<>≈(:\d]|\d[^.,;]* and"
    r"|\b(?:plus|minus|times|less|more|than|or|by|from|of|over|an)) ?\Z"
)
_ALTERED = re.compile(
    r"\b(?:subtract|add|remov|reduc|deduct|tak|giv|(?:in|de)crea|discount|spen|los|after|with)"
    r"[a-z]{0,8}\b[^.,;:]*\Z"
)
"""As in *adding half of 30 equals 45*: what is named is no share."""
_CLAUSE_START = re.compile(
    r"(?:\A|[,;:(]|\b(?:since|so|that|and|because|as|means|then|therefore|thus|hence|but|if)) *\Z"
)
"""Else the number may be a name's, as in *day 2 is 20 more than 30*."""
_BOUND_RIGHT = re.compile(
    r" ?(?:[-+*/^:]|[x(]? ?\d|\.\d|(?:times|as|of|more|less|fewer|plus|minus|divided|multiplied"
    r"|and a|[a-z]+ of|each|per|dozens?|hundred|thousand|million)\b)"
)
_NEXT_WORDS = re.compile(r"(?: ?[a-z]+){0,2}")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A calculation with what it was said to come to.

    Attributes:
        value: What it comes to.
        claimed: What was said.
        labels: Words behind the numbers.
    """

    value: Fraction
    claimed: Mention
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Triple:
    """Three numbers in a row, with the words before, between and behind them."""

    numbers: tuple[Mention, Mention, Mention]
    before: str
    gaps: tuple[str, str]
    after: str


def find_spoken_errors(sentence: Sentence) -> Iterator[Slip]:
    """The calculations of a sentence that come to something else."""
    for triple in _triples(sentence):
        told = next(filter(None, (read(triple) for read in _READERS)), None)
        if told is None or may_convert(told.labels) or _agree(told.value, told.claimed.value):
            continue
        start, end = triple.numbers[0].start, triple.numbers[2].end
        yield Slip(
            start=sentence.start + start,
            end=sentence.start + end,
            why=f"that is {show(constant(told.value))}, not {show(constant(told.claimed.value))}",
        )


def _triples(sentence: Sentence) -> Iterator[_Triple]:
    text, mentions = sentence.text, sentence.mentions
    for (one, two), three in zip(pairwise(mentions), mentions[2:], strict=False):
        after = _words(text[three.end : three.end + _REACH])
        if not _BOUND_RIGHT.match(after):
            yield _Triple(
                numbers=(one, two, three),
                before=_words(text[max(one.start - _REACH, 0) : one.start]),
                gaps=(_words(text[one.end : two.start]), _words(text[two.end : three.start])),
                after=after,
            )


def _read_share(triple: _Triple) -> _Told | None:
    """*60% of $5, which is $3*; *half a dozen means 6*."""
    share, whole, part = triple.numbers
    copula = _COPULA.fullmatch(triple.gaps[1])
    is_share = share.is_percent or share.value.denominator > 1
    is_plain = not (whole.is_percent or part.is_percent or 0 < whole.value < 1)
    is_joined = _SHARE.fullmatch(triple.gaps[0]) or (
        whole.value == _DOZEN and triple.gaps[0] == " a "
    )
    if not (copula and is_share and is_plain and is_joined) or _BOUND_LEFT.search(triple.before):
        return None
    if "which" not in triple.gaps[1] and _ALTERED.search(triple.before):
        return None
    labels = (copula[1], _next_words(triple.after))
    return _Told(value=share.value * whole.value, claimed=part, labels=labels)


def _read_pair(triple: _Triple) -> _Told | None:
    """*the sum of 3 and 4 is 7*."""
    one, other, result = triple.numbers
    copula, tie = _COPULA.fullmatch(triple.gaps[1]), _AND.fullmatch(triple.gaps[0])
    is_sum, is_difference = _SUM.search(triple.before), _DIFFERENCE.search(triple.before)
    if not (copula and tie) or not (is_sum or is_difference):
        return None
    value = one.value + other.value if is_sum else abs(one.value - other.value)
    labels = (tie[1], copula[1], _next_words(triple.after))
    return _Told(value=value, claimed=result, labels=labels)


def _read_comparison(triple: _Triple) -> _Told | None:
    """*8 kilos is 3 kilos more than 5 kilos*; without units a number may be anything."""
    claimed, difference, base = triple.numbers
    verb, compared = _IS.fullmatch(triple.gaps[0]), _COMPARED.fullmatch(triple.gaps[1])
    is_plain = not any(one.is_percent or _is_word(one) for one in triple.numbers)
    if not (verb and compared and is_plain and _CLAUSE_START.search(triple.before)):
        return None
    labels = (verb[1], compared[1], _next_words(triple.after))
    units = {_first_word(label) for label in labels}
    if len(units) > 1 or not all(units):
        return None
    step = difference.value if compared["up"] else -difference.value
    return _Told(value=base.value + step, claimed=claimed, labels=labels)


def _read_multiple(triple: _Triple) -> _Told | None:
    """*16 is twice 8*; *12 is 1/3 of 36*."""
    claimed, factor, base = triple.numbers
    verb = _IS.fullmatch(triple.gaps[0])
    is_share = factor.is_percent or factor.value.denominator > 1
    joint = _OF if is_share else _MULTIPLE if _is_word(factor) else _TIMES
    is_factor = joint.fullmatch(triple.gaps[1]) is not None
    is_plain = not (claimed.is_percent or base.is_percent)
    if not (verb and is_factor and is_plain and _CLAUSE_START.search(triple.before)):
        return None
    labels = (verb[1], _next_words(triple.after))
    return _Told(value=factor.value * base.value, claimed=claimed, labels=labels)


_READERS: tuple[Callable[[_Triple], _Told | None], ...] = (
    _read_share,
    _read_pair,
    _read_comparison,
    _read_multiple,
)


def _is_word(number: Mention) -> bool:
    """True for a word such as *twice*, which something else must follow."""
    return number.value in _MULTIPLES and number.end - number.start >= len("twice")


def _first_word(label: str) -> str:
    """The first word, in the singular; empty if there is none."""
    return (label.split() or [""])[0].removesuffix("s")


def _next_words(after: str) -> str:
    match = _NEXT_WORDS.match(after)
    return match[0] if match else ""


def _words(text: str) -> str:
    """Words with single blanks."""
    return _SPACES.sub(" ", text)


def _agree(value: Fraction, claimed: Fraction) -> bool:
    """True if the numbers are the same, but for rounding."""
    if value.denominator == claimed.denominator == 1:
        return value == claimed
    return abs(value - claimed) <= max(TOLERANCE * max(abs(value), abs(claimed)), _unit(claimed))


def _unit(number: Fraction) -> Fraction:
    """Worth of the last digit of a decimal; of 1/100 for what is none."""
    units = (Fraction(1), Fraction(1, 10))
    return next((unit for unit in units if (number / unit).denominator == 1), Fraction(1, 100))
