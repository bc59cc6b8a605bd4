"""Measures how far a text has degenerated, and checks the signs that any answer can do without.

What is covered: repetition (n-grams seen before, stretches that go round in a circle, doubled
words), characters that no answer needs, the scripts used, and the parts that are missing.
What is not: whether the text is right, paraphrases, circles of more than 64 units, and what only
the engine knows (the share of tail tokens, logits that are not finite).

A unit is a Latin word, a number, a Han character or a sign. All is done in linear time.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from setpoint.records import FinishReason, Response
from setpoint.verify.extract import split_thought

NGRAM = 8
"""Length of the n-grams that are looked up, in units."""
LONGEST_PERIOD = 64
"""Longest circle that is noticed, in units."""

_UNIT = re.compile(r"[\u4e00-\u9fff]|[^\W\d_\u4e00-\u9fff]+|\d+|[^\w\s]|_")
_DOUBLED = re.compile(
    r"(?<!\w)([a-z]{2,})\s+\1(?!\w)|([的了是在和为与及])\2|([\u4e00-\u9fff]{2,4})\3", re.IGNORECASE
)
_PLAIN_CONTROLS = frozenset("\n\r\t\u200d\ufe0f")
_CONTROLS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f\u1e00-\u1eff\uff21-\uff5a]")
_OTHER_USUAL = re.compile(
    r"[\u00aa\u00b5\u00ba\u02b0-\u03ff\u2071-\u209c\u2100-\u214f\U0001d400-\U0001d7ff]"
)
"""Greek, raised and lowered letters, and the letters of mathematics."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Degeneration:
    """What was measured of one text.

    Attributes:
        units: Number of units.
        repeated_ngrams: Share of the n-grams that stood in the text before, 0 to 1.
        longest_circle: Units in the longest stretch that repeats what stood at most 64 units
            before, from one repetition on.
        doubled_words: Words that stand twice in a row (*the the*, 的的, 我们我们).
        control_characters: Characters that are not for reading, and replacement characters.
        rare_characters: Letters of scripts other than Latin, Greek and common Han.
        han_share: Share of Han characters among the letters, 0 to 1.
        latin_share: Share of Latin letters among the letters, 0 to 1.
        is_capped: The cap on new tokens was reached.
        is_looped: The text was stopped because it repeated itself.
        lacks_thought_end: It ended inside its thought.
        lacks_answer: Nothing stands after the thought.
    """

    units: int
    repeated_ngrams: float
    longest_circle: int
    doubled_words: int
    control_characters: int
    rare_characters: int
    han_share: float
    latin_share: float
    is_capped: bool
    is_looped: bool
    lacks_thought_end: bool
    lacks_answer: bool


def measure_degeneration(response: Response) -> Degeneration:
    """Measures a text, thought and answer together."""
    units = _UNIT.findall(response.text.casefold())
    characters = Counter(response.text)
    split = split_thought(response)
    letters = {each: count for each, count in characters.items() if each.isalpha()}
    return Degeneration(
        units=len(units),
        repeated_ngrams=_repeated_share(units),
        longest_circle=_longest_circle(units),
        doubled_words=sum(1 for _ in _DOUBLED.finditer(response.text)),
        control_characters=sum(n for each, n in characters.items() if _is_control(each)),
        rare_characters=sum(n for each, n in letters.items() if not _is_usual(each)),
        han_share=_share(letters, _HAN),
        latin_share=_share(letters, _LATIN),
        is_capped=response.finish_reason is FinishReason.LENGTH,
        is_looped=response.finish_reason is FinishReason.LOOP,
        lacks_thought_end=not split.is_closed,
        lacks_answer=not (split.answer or "").strip(),
    )


def check_text(response: Response) -> dict[str, bool]:
    """Returns the checks that every kind of answer reports; True is good.

    Returns:
        ``no_repetition``: nothing goes round for as long as the longest circle that is noticed, and
        the text was not stopped for it; ``no_doubled_words``; ``no_strange_characters``: none that
        are not for reading, and no rare script.
    """
    found = measure_degeneration(response)
    return {
        "no_repetition": not found.is_looped and found.longest_circle < LONGEST_PERIOD,
        "no_doubled_words": not found.doubled_words,
        "no_strange_characters": not found.control_characters and not found.rare_characters,
    }


def _repeated_share(units: Sequence[str]) -> float:
    ngrams = list(zip(*(units[start:] for start in range(NGRAM)), strict=False))
    return 1 - len(set(ngrams)) / len(ngrams) if ngrams else 0.0


def _longest_circle(units: Sequence[str]) -> int:
    """The longest stretch that equals itself shifted by some period.

    A stretch counts from as long as its period: from the second time round.
    """
    numbers: dict[str, int] = {}
    text = np.array([numbers.setdefault(each, len(numbers)) for each in units], dtype=np.int64)
    longest = 0
    for period in range(1, min(LONGEST_PERIOD, len(text) - 1) + 1):
        run = _longest_run(text[period:] == text[:-period])
        if run >= period:
            longest = max(longest, run)
    return longest


def _longest_run(matches: NDArray[np.bool_]) -> int:
    """The most True values in a row."""
    breaks = np.flatnonzero(~np.concatenate(([False], matches, [False])))
    return int(np.diff(breaks).max()) - 1


def _is_control(character: str) -> bool:
    if character in _PLAIN_CONTROLS:
        return False
    return character == "\ufffd" or unicodedata.category(character) in _CONTROLS


def _is_usual(letter: str) -> bool:
    return any(script.match(letter) for script in (_HAN, _LATIN, _OTHER_USUAL))


def _share(letters: dict[str, int], script: re.Pattern[str]) -> float:
    total = sum(letters.values())
    return sum(n for each, n in letters.items() if script.match(each)) / total if total else 0.0
