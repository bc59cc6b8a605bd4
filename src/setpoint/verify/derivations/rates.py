r"""Compares the rates that a text quotes with the problem's: *30 dollars a day* is not *a week*.

Covered, in English: a number that the problem says once, with a unit of time, is quoted with
another unit; what the problem says of several units of time (*3 miles in 10 minutes*) is quoted as
a rate (*3 miles per minute*); or the text itself quotes one number with two units. Numbers that the
text works out, or may have, are left alone.
Not covered: rates for anything but time, and numbers that are quoted wrongly.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from setpoint.verify.derivations.mentions import find_mentions
from setpoint.verify.derivations.origins import find_silent_step
from setpoint.verify.derivations.wordings import Slip, flatten

_RATE = re.compile(
    r" {0,12}(?P<noun>(?:[a-z]{2,20})?) {0,3}(?: per |/ {0,8}| an? | each | every )"
    r"(?P<unit>second|minute|hour|day|night|week|month|year)\b(?![-'])"
)
_NOUN = re.compile(r" {0,3}([a-z]{2,20})")
_SENTENCE_END = re.compile(r"[.!?](?=\s|\Z)|\n")
_SAME = {"night": "day"}
_MONEY = frozenset({"dollar", "dollars", "bucks"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rate:
    """So many of something in a unit of time.

    Attributes:
        value: How many; more than one.
        noun: Of what; empty for money.
        unit: In what time.
        start: Offset of the number.
        end: Offset after the unit.
    """

    value: Fraction
    noun: str
    unit: str
    start: int
    end: int


def find_misquoted_rates(
    question: str, flat: str, computed: Collection[Fraction]
) -> Iterator[Slip]:
    """The rates of a flat text that have another unit of time elsewhere.

    Args:
        question: The problem.
        flat: The text.
        computed: The values of its equations' sides.
    """
    asked = flatten(question)
    given = list(_find_rates(asked))
    said = [one.value for one in find_mentions(asked)]
    quoted = [one for one in _find_rates(flat) if one.value not in computed]
    for rate in quoted:
        sources = [one for one in given if _is_same(one, rate)]
        is_elsewhere = sources and said.count(rate.value) == 1 and sources[0].unit != rate.unit
        if is_elsewhere and not _may_be_derived(rate, said):
            yield _slip(rate, f"the problem says {asked[sources[0].start : sources[0].end]!r}")
        elif not sources and (total := _find_total(rate, asked)):
            if not _may_be_derived(rate, said):
                yield _slip(rate, f"the problem says so of {total}")
        elif not sources and _is_requoted(rate, quoted):
            yield _slip(rate, "the text quotes it with another unit of time as well")
            return


def _may_be_derived(rate: _Rate, said: Collection[Fraction]) -> bool:
    """True if other numbers of the problem come to the same."""
    return bool(find_silent_step(rate.value, {*said} - {rate.value}))


def _find_total(rate: _Rate, asked: str) -> str:
    """The several units of time that the problem's sentence says a rate's number of; or nothing."""
    each = rf"\b(?:an?|one) {rate.unit}\b|\b(?:each|per|daily|average)\b|\bevery (?!\d)"
    is_each = re.search(each, asked)
    for sentence in () if is_each or not rate.noun else _SENTENCE_END.split(asked):
        mentions = list(find_mentions(sentence))
        words = [(one.value, _label(sentence, one.end)) for one in mentions]
        times = [value for value, label in words if label == rate.unit and value > 1]
        if (rate.value, rate.noun) in words and len(times) == 1:
            return f"{times[0]} {rate.unit}s"
    return ""


def _label(text: str, start: int) -> str:
    match = _NOUN.match(text, start)
    return match[1].removesuffix("s") if match else ""


def _is_requoted(rate: _Rate, quoted: Sequence[_Rate]) -> bool:
    return bool(rate.noun) and any(
        _is_same(one, rate) and one.noun == rate.noun and one.unit != rate.unit for one in quoted
    )


def _is_same(one: _Rate, other: _Rate) -> bool:
    return one.value == other.value and (one.noun == other.noun or not (one.noun and other.noun))


def _find_rates(flat: str) -> Iterator[_Rate]:
    for mention in find_mentions(flat):
        match = _RATE.match(flat, mention.end)
        if match and mention.value > 1:
            noun = match["noun"].removesuffix("s")
            yield _Rate(
                value=mention.value,
                noun="" if match["noun"] in _MONEY else noun,
                unit=_SAME.get(match["unit"], match["unit"]),
                start=mention.start,
                end=match.end(),
            )


def _slip(rate: _Rate, why: str) -> Slip:
    return Slip(start=rate.start, end=rate.end, why=why)
