r"""Compares how a text repeats the problem's comparisons with how the problem makes them.

Covered, in English: *5 dollars more than the boots* where the problem says *less*; *twice as many
eggs as hens*, *half the price of tea*, *half of the rewards* and *her room is half as big* where it
says the reverse. A comparison is the same if what is compared, and with what, is; the problem must
not make both.
Not covered: other numbers in the same comparison, which may be worked out, and pronouns.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from setpoint.verify.derivations.mentions import find_mentions
from setpoint.verify.derivations.wordings import Slip, flatten
from setpoint.verify.expressions.numerals import NUMBER_WORDS

MAX_BASE = 3
"""Words that say what is compared with."""
_WORDS = "|".join(NUMBER_WORDS)
_NUMBER = rf"(?:\b\d[\d.,/]{{0,20}}%?|\b(?:{_WORDS})(?:[ -](?:{_WORDS})){{0,5}}\b)"
_FACTOR = rf"(?P<factor>\b(?:half|twice|double|triple|thrice)\b|{_NUMBER} times)"
_UP = "more|greater|higher|longer|older|taller|bigger|larger|heavier"
_DOWN = "less|fewer|lower|shorter|younger|smaller|lighter"
_BASE = r"(?P<base>[a-z][^.,;:()?!\n]{1,60})"
_DIFFERENCE = re.compile(
    rf"(?P<amount>{_NUMBER}) +(?:[a-z]+ +)??(?:(?P<up>{_UP})|{_DOWN}) +"
    rf"(?:[a-z]+ +){{0,2}}?than +{_BASE}"
)
_EQUATIVE = re.compile(rf"{_FACTOR} +as +(?:[a-z]+ +){{0,2}}?(?P<thing>[a-z]+) +as +{_BASE}")
_PART = re.compile(
    rf"{_FACTOR} +(?:of +)?(?:the|his|her|their|its|that|this) +"
    r"(?:(?P<measure>[a-z]{2,20}) +of +)?"
    rf"(?:(?:the|his|her|their) +)?{_BASE}"
)
_PROPERTY = re.compile(
    rf"(?P<subject>\b[a-z']{{1,20}} +[a-z']{{1,20}})[ ,(]{{1,4}}(?:which +)?"
    rf"(?:is|are) +{_FACTOR} +as +(?P<thing>[a-z]+)\b"
    r"(?P<compared> +(?:[a-z]+ +)?as\b)?"
)
_WORD = re.compile(r"[a-z']+")
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "their", "its", "those", "these", "all"})
_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "that", "this", "him", "them", "one", "what", "which"}
)
_ENDS = frozenset(
    """
    and or so but if which who whom when while then is are was were has had have do does did in on
    at for from to how because since by with can will would during after before per each every off
    out of over into between among
    """.split()  # noqa: SIM905 - words in a row are easier to read than one a line
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    """A comparison as said.

    Attributes:
        kind: What is compared; only equal kinds can contradict each other.
        base: What it is compared with, or what it is said of.
        value: The factor, or the difference with its sign.
        text: As said.
        start: Offset of its first character.
    """

    kind: tuple[str, ...]
    base: tuple[str, ...]
    value: Fraction
    text: str
    start: int


def find_reversals(question: str, flat: str) -> Iterator[Slip]:
    """The comparisons of a flat text that turn one of the problem's around."""
    made = list(_find(flatten(question)))
    for said in _find(flat):
        same = [one for one in made if one.kind == said.kind and _is_same(one.base, said.base)]
        reverse = next((one for one in same if _is_reverse(one, said)), None)
        is_open = said.kind[0] == "property" and said.text.endswith(" as")
        if reverse and not is_open and all(one.value != said.value for one in same):
            yield Slip(
                start=said.start,
                end=said.start + len(said.text),
                why=f"the problem says {reverse.text!r}",
            )


def _is_same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True if the last words are the same, and no word before them tells the two apart."""
    modifiers = frozenset(one[:-1]), frozenset(other[:-1])
    return one[-1] == other[-1] and (modifiers[0] <= modifiers[1] or modifiers[1] <= modifiers[0])


def _is_reverse(one: _Comparison, other: _Comparison) -> bool:
    is_difference = one.kind == ("difference",)
    return one.value == -other.value if is_difference else one.value * other.value == 1


def _find(text: str) -> Iterator[_Comparison]:
    for match in _DIFFERENCE.finditer(text):
        sign = 1 if match["up"] else -1
        yield from _comparison(match, ("difference",), match["base"], _read(match["amount"]), sign)
    for pattern, name in ((_EQUATIVE, "thing"), (_PART, "measure")):
        for match in pattern.finditer(text):
            measure = (match[name] or "").removesuffix("amount").removesuffix("number")
            factor = _read_factor(match["factor"])
            yield from _comparison(match, (name, measure), match["base"], factor)
    for match in _PROPERTY.finditer(text):
        factor = _read_factor(match["factor"])
        yield from _comparison(match, ("property", match["thing"]), match["subject"], factor)


def _comparison(
    match: re.Match[str], kind: tuple[str, ...], base: str, value: Fraction | None, sign: int = 1
) -> Iterator[_Comparison]:
    words = _head(base)
    if value and words and not _PRONOUNS & set(words):
        yield _Comparison(
            kind=kind, base=words, value=sign * value, text=match[0].strip(), start=match.start()
        )


def _head(text: str) -> tuple[str, ...]:
    """What is compared with: its first words, without articles, up to the next part."""
    words: list[str] = []
    for word in _WORD.findall(text):
        if word in _ENDS or len(words) == MAX_BASE:
            break
        if word not in _ARTICLES:
            words.append(word)
    return tuple(words)


def _read_factor(text: str) -> Fraction | None:
    return Fraction(1, 2) if text == "half" else _read(text.removesuffix(" times"))


def _read(text: str) -> Fraction | None:
    mentions = list(find_mentions(text))
    return mentions[0].value if len(mentions) == 1 else None
