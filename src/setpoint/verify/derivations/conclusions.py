r"""Finds a conclusion that nothing before it leads to.

Covered: the one number of the last sentence, or of the last box, is said nowhere else, neither in
the problem nor in the text, no equation comes to it, and neither a rounding, a conversion nor one
unwritten step leads to it. The slip is that number.
Not covered: conclusions of several numbers, times of day, texts with hardly any equations, and
numbers that are said before but answer another question.
"""

import re
from collections.abc import Collection, Iterable
from fractions import Fraction

from setpoint.verify.derivations.mentions import Mention, find_mentions
from setpoint.verify.derivations.origins import find_silent_step
from setpoint.verify.derivations.wordings import Slip, flatten
from setpoint.verify.extract import find_boxes

MIN_COMPUTED = 2
MAX_KNOWN = 400
MAX_SENTENCE = 400
TOLERANCE = Fraction(1, 100)
_FACTORS = frozenset(
    map(Fraction, (2, 4, 5, 7, 10, 12, 20, 24, 25, 30, 52, 60, 100, 365, 1000, 3600))
)
"""Of usual conversions."""
_SENTENCE_END = re.compile(r"[.!?](?=\s|\Z)|[。！？\n]")
_CLOCK = re.compile(r"\d ?:\d|\d ?[ap]\.?m\b|o'clock")


def find_false_conclusion(question: str, text: str, computed: Collection[Fraction]) -> Slip | None:
    """The conclusion's number if nothing before leads to it.

    Args:
        question: The problem; empty if it is not known, and then nothing is found.
        text: The response, of normalised width.
        computed: The values of its equations' sides.
    """
    flat = flatten(text)
    mentions = list(find_mentions(flat))
    answer = _concluded(text, flat, mentions)
    if answer is None or not question or len(set(computed)) < MIN_COMPUTED:
        return None
    given = [one.value for one in find_mentions(flatten(question))]
    said = [one.value for one in mentions if one.value != answer.value]
    known = {abs(value) for value in (*given, *said, *computed)}
    if len(known) > MAX_KNOWN or _leads(known, answer.value):
        return None
    first = next(one for one in mentions if one.value == answer.value)
    return Slip(start=first.start, end=first.end, why="nothing before it comes to this number")


def _concluded(text: str, flat: str, mentions: Iterable[Mention]) -> Mention | None:
    """The only number of the last box, or of the last sentence that holds one."""
    boxes = find_boxes(text)
    if boxes:
        start, end = boxes[-1].start, boxes[-1].end
    else:
        last = max((one.end for one in mentions), default=0)
        ends = [match.end() for match in _SENTENCE_END.finditer(flat)]
        start = max((end for end in ends if end < last), default=0)
        end = min((end for end in ends if end >= last), default=len(flat))
    found = [one for one in mentions if start <= one.start and one.end <= end]
    is_plain = end - start <= MAX_SENTENCE and not _CLOCK.search(flat, start, end)
    return found[0] if is_plain and len(found) == 1 else None


def _leads(known: Collection[Fraction], answer: Fraction) -> bool:
    """True if known numbers may come to the answer."""
    if answer in known or find_silent_step(answer, known):
        return True
    if any(one * factor in {answer, answer * factor**2} for one in known for factor in _FACTORS):
        return True
    return any(one.denominator > 1 and _rounds(one, answer) for one in known)


def _rounds(value: Fraction, answer: Fraction) -> bool:
    unit = Fraction(1 if answer.denominator == 1 else 0)
    return abs(value - answer) <= max(TOLERANCE * abs(answer), unit)
