r"""Finds where a text commits itself to a mathematical answer, by an ordered list of rules.

1. The last box or answer section: ``\boxed{…}``, ``【答案】…``, ``Answer: …``, ``#### …``. Boxes
   side by side, joined by commas or *and*, are one answer of several parts. If the last box never
   closes there is no answer, whatever stands before it.
2. The last phrase such as *the answer is …* or 答案是….
3. The last sentence with a number; failing that, the last sentence.

A box or section that the text takes back (`retractions`) does not count, nor does what stands
before it, save another box or section.

Covered: finding the words. Not covered: taking the answer out of its sentence (`prose`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from setpoint.verify.answers.retractions import is_retracted
from setpoint.verify.extract import Span, find_boxes, find_sections, normalise_width


class Rule(StrEnum):
    """How an answer was found, in words for people."""

    BOX = "box"
    SECTION = "answer section"
    PHRASE = "answer phrase"
    SENTENCE = "last sentence"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAnswer:
    """An answer as found.

    Attributes:
        text: What the text commits itself to; unless it is a box, words may be around it.
        rule: The rule that found it.
    """

    text: str
    rule: Rule


MAX_SENTENCE = 600
_JOINTS = frozenset(
    ",|，|、|;|；|and|,and|or|,or|和|与|或|以及|，和".split("|")  # noqa: SIM905 - a row of marks
)
_INVISIBLE = re.compile(r"[\s$]|\\[()]")
_MAX_JOINT = 24
_PHRASE = re.compile(
    r"\b(?:answer|result|solution)[ \t]{0,4}(?:is|=|equals|(?=[:：]))[ \t:：]{0,4}"
    r"(?=[-+\d.(\[{\\$*½⅓¼]|[A-Z]\b)"
    r"|答案[ \t]{0,4}应?该?(?:是|为|等于)[ \t:：]{0,4}",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[。！？\n]|[!?](?=\s|\Z)|(?<!\A[A-H])(?<!\n[A-H])\.(?=\s|\Z)")
_HAS_VALUE = re.compile(r"\d|\\(?:d?frac|sqrt|pi|infty)|[π∞½⅓¼]")
_TAG = re.compile(r"</?[A-Za-z]{1,12}>")
_HAS_WORD = re.compile(r"[^\W_]|[∅±∞]|\\(?:varnothing|emptyset|infty)")
_REMARK = re.compile(r"\([^()\\]{0,80}[A-Za-z\u4e00-\u9fff]{2}")
_MAX_WORDS = 3


def find_answer(text: str) -> FoundAnswer | None:
    """Finds the answer in the part of a response that follows the thought."""
    normalised = normalise_width(text)
    committed = [*find_boxes(normalised), *find_sections(normalised)]
    taken_back = [one for one in committed if is_retracted(normalised, one)]
    boxes = [one for one in find_boxes(normalised) if one not in taken_back]
    sections = [one for one in find_sections(normalised) if one not in taken_back]
    if boxes and not boxes[-1].is_terminated:
        return None
    boxed_end = boxes[-1].start if boxes else -1
    later = [one for one in sections if one.start > boxed_end and _commits(one, bool(boxes))]
    if later:
        return FoundAnswer(text=later[-1].text, rule=Rule.SECTION)
    if boxes:
        return FoundAnswer(text=_join_boxes(normalised, boxes), rule=Rule.BOX)
    rest = normalised[max((one.end for one in taken_back), default=0) :]
    if taken_back and not _HAS_VALUE.search(rest):
        return None
    return _find_phrase(rest) or _find_sentence(rest)


def _commits(section: Span, has_box: bool) -> bool:  # noqa: FBT001 - a fact of the text
    """True unless a section is mere talk behind a box."""
    is_short = len(section.text.split()) <= _MAX_WORDS
    return not has_box or is_short or _HAS_VALUE.search(section.text) is not None


def _join_boxes(text: str, boxes: Sequence[Span]) -> str:
    """The last box with those joined to it, each once."""
    parts = [boxes[-1].text.strip()]
    for before, after in zip(boxes[-2::-1], boxes[:0:-1], strict=True):
        gap = text[before.end : after.start]
        if len(gap) > _MAX_JOINT or _INVISIBLE.sub("", gap).lower() not in _JOINTS:
            break
        parts.append(before.text.strip())
    return ", ".join(dict.fromkeys(reversed(parts)))


def _find_phrase(text: str) -> FoundAnswer | None:
    matches = list(_PHRASE.finditer(text))
    if not matches:
        return None
    start = matches[-1].end()
    end = _SENTENCE_END.search(text, start)
    sentence = text[start : end.start() if end else len(text)]
    return FoundAnswer(text=sentence[:MAX_SENTENCE], rule=Rule.PHRASE)


def _find_sentence(text: str) -> FoundAnswer | None:
    cuts = [match.start() for match in _SENTENCE_END.finditer(text)]
    bounds = zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(text)], strict=True)
    sentences = [text[start:end].strip() for start, end in bounds]
    spoken = [
        one for one in sentences if _HAS_WORD.search(_TAG.sub("", one)) and not _REMARK.match(one)
    ]
    valued = [one for one in spoken if _HAS_VALUE.search(one)]
    chosen = valued[-1:] or spoken[-1:]
    return FoundAnswer(text=chosen[0][-MAX_SENTENCE:], rule=Rule.SENTENCE) if chosen else None
