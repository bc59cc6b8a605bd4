r"""Prepares a text for those who read its words: layout and capitals go, offsets stay.

Covered: LaTeX and Markdown become blanks or plain signs of the same length; sentences with numbers,
save doubts and questions. Not covered: what sentences mean (`spoken`, `comparisons`,
`conclusions`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase

from setpoint.verify.derivations.clauses import is_doubtful
from setpoint.verify.derivations.mentions import Mention, find_mentions
from setpoint.verify.extract import normalise_width

MAX_SENTENCE = 1000
_FRACTION = re.compile(r"\\[dtc]?frac ?\{ ?(\d{1,12}) ?\} ?\{ ?(\d{1,12}) ?\}")
_SIGNS = {
    **dict.fromkeys((r"\times", r"\cdot", r"\ast", "×", "·", "∗"), "*"),
    **dict.fromkeys((r"\div", "÷"), "/"),
    r"\approx": "≈",
    r"\%": "%",
}
_LAYOUT = re.compile(r"\\[A-Za-z]+|\\[^A-Za-z]|[×·∗÷{}$`]|\*\*|__")
_SMALL_LETTERS = str.maketrans(ascii_uppercase, ascii_lowercase)
_END = re.compile(r"[.!?](?=\s|\Z)|[。！？\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What a text says that cannot be right.

    Attributes:
        start: Offset in the text.
        end: Offset after it.
        why: What is wrong with it.
    """

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence without layout.

    Attributes:
        text: Its words.
        start: Offset in the text.
        mentions: Its numbers, at least one, with offsets in the sentence.
    """

    text: str
    start: int
    mentions: tuple[Mention, ...]


def flatten(text: str) -> str:
    """The text, of the same length, without layout and in small letters."""
    plain = _FRACTION.sub(_respell_fraction, normalise_width(text).translate(_SMALL_LETTERS))
    return _LAYOUT.sub(lambda match: _SIGNS.get(match[0], "").ljust(len(match[0])), plain)


def find_sentences(flat: str) -> Iterator[Sentence]:
    """The sentences of a flat text that hold numbers and are neither doubts nor questions."""
    start = 0
    for end in (*(match.end() for match in _END.finditer(flat)), len(flat)):
        words = flat[start:end]
        is_said = not words.endswith(("?", "？")) and not is_doubtful(words)
        mentions = tuple(find_mentions(words)) if is_said and len(words) <= MAX_SENTENCE else ()
        if mentions:
            yield Sentence(text=words, start=start, mentions=mentions)
        start = end


def _respell_fraction(match: re.Match[str]) -> str:
    return f"{match[1]}/{match[2]}".ljust(len(match[0]))
