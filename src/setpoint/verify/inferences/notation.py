r"""Reads sets that a text writes down, in Chinese and English.

What is covered: sets by their members (``A={1}``, 集合A为｛1｝, ``A = \{1\}``, ``A=B=∅``, *let A be
{1}*, A中只有1) and memberships (``x∈A``, ``x∈A∩B``, 1属于B但不属于C, *1 is in A and B*).
What is not: set-builder notation, operations on sets (``A∩B=∅`` gives no set), and anything else
said of a set in words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from setpoint.verify.extract import normalise_width
from setpoint.verify.inferences.members import Members, read_members
from setpoint.verify.inferences.words import fold, word_pattern

_WRAPPED = re.compile(r"\\(?:text|mathbf|mathrm|mathit|mathsf)\{([^{}]{1,20})\}")
_NAMED_BRACE = re.compile(r"\\[lr]brace(?![a-zA-Z])")
_SPACING = re.compile(r"\\(?:left|right|bigl?|bigr?|quad|[,;:! ])|\\{1,4}(?=[{}])|[$*`]")
_GAP = r"\s{0,8}"
_OPERATION = r"∩|∪|∖|⊆|⊂|交|并|\\cap|\\cup|\\setminus|\\subset|\\subseteq"
_NOT_OPERAND = "".join(
    f"(?<!{sign}{gap})" for sign in _OPERATION.split("|") for gap in ("", r"\s", r"\s\s")
)
_OF = rf"(?:(?:的|中的)?(?:集合|元素)|中)?(?:{_GAP}set)?"
_IS = (
    rf"{_OF}{_GAP}(?::=|=|:|\||->|→|\\to(?![a-z])|是|为|等于|[只仅]?包含|[只仅]?含有?|[只仅]?有|"
    rf"(?:is|are|be|equals|consists of|contains|has)(?![a-z]))"
    rf"{_GAP}(?:(?:仅|only|just){_GAP})?(?:集合|元素|(?:the )?(?:set|elements?)(?: of)?(?![a-z(]))?"
    rf"{_GAP}:?{_GAP}"
)
_MEMBER = r"(?:[0-9]{1,8}|[a-z]|[①-⑳])(?![A-Za-z0-9_])"
_END = r"(?=\s{0,8}(?:[,，、;；.。)）\n]|和|及|与|and\b|only\b|这|\Z))"
_VALUE = (
    r"(?:(?:(?:frozen)?set\()?(?:\{(?P<braces>[^{}]{0,4000})\}|\[(?P<brackets>[^\[\]]{0,4000})\])|"
    r"∅|Ø|\\emptyset|\\varnothing|空集|(?:the )?empty(?: set)?(?![a-z])|(?:frozen)?set\(\)|"
    r"(?P<parentheses>\([0-9a-z, ，、]{1,80}\))|"
    rf"(?P<bare>{_MEMBER}(?:{_GAP}(?:、|,|，|和|与|及|and){{1,2}}{_GAP}{_MEMBER}){{0,9}}){_END})"
)
_AND = rf"{_GAP}(?:,|、|和|与|and|且|∩|\\cap){_GAP}"
_ELEMENT = r"(?<![A-Za-z0-9_])[A-Za-z0-9_]{1,8}"
_OUTSIDE = (
    r"∉|\\notin|\\not\s?\\in|不属于|不在|(?:is|are) not in|does not belong to|"
    r"is not an? (?:element|member) of|(?:but|and) not(?: to| in)?(?= )"
)
_INSIDE = r"∈|\\in(?![a-z])|属于|在|(?:is|are) in|belongs? to|is an? (?:element|member) of"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSets:
    """A model that a text writes down.

    Attributes:
        sets: The members of every set; None where the notation cannot be read.
        start: Offset in the text, in characters.
    """

    sets: Mapping[str, Members | None]
    start: int


def find_sets(text: str, names: Sequence[str]) -> list[WrittenSets]:
    """Finds the models that a text writes down, set by set, or else by memberships.

    A text may give several; each must give every named set anew.
    """
    plain = _plain(text)
    if _assignment(tuple(names)).search(plain):
        return list(_from_assignments(plain, names))
    return list(_from_memberships(plain, names))


def blank_sets(text: str, names: Sequence[str]) -> str:
    """The text with a comma and spaces in the place of every set and its members."""
    pieces = []
    end = 0
    for found in _assignment(tuple(names)).finditer(_plain(text)):
        pieces += [text[end : found.start()], ",".ljust(found.end() - found.start())]
        end = found.end()
    return "".join([*pieces, text[end:]])


def _plain(text: str) -> str:
    """Narrows wide characters and takes mathematical markup away; offsets stay true."""
    unwrapped = _WRAPPED.sub(lambda found: found[1].center(len(found[0])), normalise_width(text))
    unwrapped = _NAMED_BRACE.sub(
        lambda found: ("{" if found[0][1] == "l" else "}").rjust(len(found[0])), unwrapped
    )
    return _SPACING.sub(lambda found: " " * len(found[0]), unwrapped)


def _from_assignments(plain: str, names: Sequence[str]) -> Iterator[WrittenSets]:
    folded = {fold(name): name for name in names}
    sets: dict[str, Members | None] = {}
    start = 0
    for found in _assignment(tuple(names)).finditer(plain):
        given = [folded[fold(name.strip())] for name in found["names"].split("=")]
        if sets.keys() & set(given):
            sets = {}
        if not sets:
            start = found.start()
        listed = found["braces"] or found["brackets"] or found["bare"] or ""
        members = None if found["parentheses"] else read_members(listed)
        sets |= dict.fromkeys(given, members)
        if len(sets) == len(names):
            yield WrittenSets(sets=sets, start=start)
            sets = {}


def _from_memberships(plain: str, names: Sequence[str]) -> Iterator[WrittenSets]:
    """Yields the one model of all memberships; what is not said to be inside is outside.

    Only if every set has a member and some member is said to be outside a set: that is an
    example, not an argument about an arbitrary member.
    """
    folded = {fold(name): name for name in names}
    sets: dict[str, set[int | str]] = {name: set() for name in names}
    outside: set[tuple[int | str, str]] = set()
    elements: set[int | str] = set()
    found = list(_membership(tuple(names)).finditer(plain))
    for each in found:
        listed = read_members(each["elements"] or "")
        elements = set(listed.singles) if listed and listed.singles else elements
        for word in re.findall("|".join(map(word_pattern, names)), each["sets"]):
            name = folded[fold(word)]
            if each["outside"]:
                outside |= {(element, name) for element in elements}
            else:
                sets[name] |= elements
    is_example = all(sets.values()) and outside
    if is_example and not any(element in sets[name] for element, name in outside):
        members = {name: Members(singles=frozenset(sets[name])) for name in names}
        yield WrittenSets(sets=members, start=found[0].start())


@lru_cache(maxsize=256)
def _assignment(names: tuple[str, ...]) -> re.Pattern[str]:
    name = f"(?:{'|'.join(map(word_pattern, names))})"
    return re.compile(
        rf"{_NOT_OPERAND}(?P<names>{name}(?:{_GAP}={_GAP}{name}){{0,3}}){_IS}{_VALUE}"
    )


@lru_cache(maxsize=256)
def _membership(names: tuple[str, ...]) -> re.Pattern[str]:
    name = f"(?:{'|'.join(map(word_pattern, names))})"
    element = f"(?!{name}){_ELEMENT}"
    return re.compile(
        rf"(?P<elements>{element}(?:{_AND}{element}){{0,8}})?{_GAP}"
        rf"(?:(?P<outside>{_OUTSIDE})|{_INSIDE}){_GAP}(?P<sets>{name}(?:{_AND}{name}){{0,3}})"
        rf"(?!{_GAP}(?:{_OPERATION}|\\|−|-))"
    )
