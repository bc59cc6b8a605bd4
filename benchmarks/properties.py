"""Properties in English (*a fan of X and not a critic of Y*), read as regions of up to four sets.

What is covered: relations to one fixed thing (*ingredient of X*), and *not*, *and*, *or*,
*neither … nor*, *both*, *either*, *none of this* and *at least one of these* over them.
What is not: relations between two things that both vary.
"""

import re
from collections.abc import Iterator

from setpoint.verify.inferences.models import Regions, regions_of

MAX_SETS = 4
EVERYWHERE: Regions = (1 << (1 << MAX_SETS)) - 1

_GRAMMAR = (
    "is|are|and|or|nor|not|neither|either|both|being|be|who|that|every|everyone|everything|no|"
    "some|somebody|someone|something|nobody|nothing|whoever|whatever|there|exists|one|these|this|too|while|"
    "also|however|otherwise|if|then|person|an|a|none|least|case|false|necessary|sufficient|for"
)
_WORD = rf"(?!(?:{_GRAMMAR})\b)[a-z][a-z-]*"
_RELATION = rf"(?:an? )?(?P<relation>{_WORD}(?: {_WORD})? (?:of|to)) "
_ONWARD = rf"(?:an? |not |no |every |neither |being |also |both )*{_WORD}(?: {_WORD})? (?:of|to) "
_THING_END = (
    r"(?=\Z|[;:](?: |\Z)| (?:is|who|that is|yet|while)\b|, (?:too|is|or|and|then|yet|either|in)\b|"
    rf",? (?:(?:and|or|nor),? )?(?:{_ONWARD}|otherwise|in\b))"
)
_NOUN = re.compile(rf"(?<![\w-]){_RELATION}(?P<thing>\S.*?){_THING_END}")
_MARK = re.compile(r"#(\d)")
_NOISE = re.compile(r"\b(?:being|be|also|however|otherwise|either|an?|is)\b|:|,? or both\b")
_PLUS = re.compile(r"and, in (?:addition|the same time),")
_WHO = re.compile(r" (?:who|that) is | yet | while ")
_ALTERNATIVES = re.compile(r"(?:at least )?(one|none) of (?:this|these): ")


class NotParsedError(ValueError):
    """A text that cannot be read; says why."""


def mark_properties(sentence: str, names: dict[str, int]) -> str:
    """Puts ``#0`` to ``#3`` in the place of the relations to fixed things.

    Args:
        sentence: Without its capital.
        names: The number of each property; new ones are added.

    Raises:
        NotParsedError: There are more than four properties.
    """

    def mark(noun: re.Match[str]) -> str:
        number = names.setdefault(f"{noun['relation']} {noun['thing']}".casefold(), len(names))
        return f"#{number}"

    marked = _NOUN.sub(mark, sentence)
    if len(names) > MAX_SETS:
        raise NotParsedError("more than four sets")
    return marked


def read_property(text: str) -> Regions:
    """Reads a combination of marked properties; *or* binds least.

    Raises:
        NotParsedError: It is not one.
    """
    text = _WHO.sub(" and ", text)
    listed = _ALTERNATIVES.match(text)
    body = text[listed.end() :] if listed else text
    is_negated = bool(listed and listed[1] == "none")
    regions = EVERYWHERE
    for part in _PLUS.split(_NOISE.sub(" ", body)):
        regions &= _alternatives(part.replace(",", " , ").split())
    return EVERYWHERE & ~regions if is_negated else regions


def _alternatives(tokens: list[str]) -> Regions:
    separators = {"or", ","} if "or" in tokens else {"or"}
    regions = 0
    for part in _split(tokens, separators):
        regions |= _conjunction(part)
    return regions


def _conjunction(tokens: list[str]) -> Regions:
    match tokens:
        case ["neither", *rest]:
            return EVERYWHERE & ~_alternatives(["or" if each == "nor" else each for each in rest])
        case ["not", "both", *rest]:
            return EVERYWHERE & ~_conjunction(rest)
        case ["not", mark]:
            return EVERYWHERE & ~_conjunction([mark])
        case [*others, "and", "not", "both", _, "and", _]:
            return _conjunction(others) & _conjunction(tokens[-5:])
        case [mark] if _MARK.fullmatch(mark):
            return regions_of(int(mark[1]), MAX_SETS)
    words = [each for each in tokens if each != "both"]
    parts = list(_split(words, {"and", ","}))
    if parts == [words]:
        raise NotParsedError(f"no property: {' '.join(tokens)[:60]!r}")
    regions = EVERYWHERE
    for part in parts:
        regions &= _conjunction(part)
    return regions


def _split(tokens: list[str], separators: set[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for token in tokens:
        if token in separators:
            if part:
                yield part
            part = []
        else:
            part.append(token)
    yield part
