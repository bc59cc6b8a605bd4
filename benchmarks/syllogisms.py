"""Reads the syllogisms of NeuBAROCO in English, and decides them by all models.

What is covered: two categorical premises and a hypothesis; *or* and *and* over letters; names
of several wordings (*friends of Taro*, *Taro's friend*; *chefs*, *cooks*): the terms of a syllogism
come in three pairs, of which two must resemble each other, and the third is what remains.
What is not: propositional items (*if Taro is happy, …*).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from benchmarks.properties import MAX_SETS, NotParsedError, read_property
from setpoint.errors import ProofError
from setpoint.problems import LogicVerdict, Quantifier, Statement
from setpoint.verify.inferences.models import (
    Regions,
    claim_between,
    decide,
    has_member,
    models_where_all,
    verdict_in,
)

Words = frozenset[str]

_LIKENESS = 0.4
"""The least share of words in common of the two likest pairs."""
_SPELLING = 0.75
"""The least likeness of two forms of one word."""
_NEGATED = {
    Quantifier.ALL: Quantifier.NO,
    Quantifier.NO: Quantifier.NO,  # negative concord: どの … も … でない denies once
    Quantifier.SOME: Quantifier.SOME_NOT,
    Quantifier.SOME_NOT: Quantifier.SOME,
}
_IS = (
    r"(?P<subject>(?:things that are )?.+?) "
    r"(?P<link>is|are|do not|does not|(?=(?:have|has|break|fly)\b))(?P<rest>.*)"
)
_THAT_IS = r"(?P<subject>.+?) (?:that|who|which) (?P<link>is|are)(?P<rest> .+)"
_OF = "(?: of)?(?: the)?"
_FORMS = [
    (quantifier, re.compile(pattern, re.IGNORECASE))
    for quantifier, pattern in (
        (Quantifier.SOME_NOT, rf"not (?:all|every){_OF} {_IS}"),
        (Quantifier.SOME, rf"there (?:is|are)(?: an?| some)? {_THAT_IS}"),
        (Quantifier.SOME, r"there (?:is|are)(?: an?| some)? (?P<subject>\w+)(?P<rest> \w+)"),
        (Quantifier.ALL, rf"(?:all|every|each|any){_OF} {_IS}"),
        (Quantifier.NO, rf"(?:none|no){_OF} {_IS}"),
        (Quantifier.SOME, rf"(?:some|a certain|certain|one|an?|the){_OF} {_IS}"),
        (Quantifier.ALL, r"(?:all|every) (?P<subject>\w+(?: \w+)?)(?P<rest> \w+)"),
        (Quantifier.NO, r"no (?P<subject>\w+)(?P<rest> \w+)"),
        (Quantifier.SOME, r"some (?P<subject>\w+)(?P<rest> \w+)"),
        (Quantifier.SOME, rf"(?P<owner>[\w' ]+'s) certain {_IS}"),
    )
]
_NOT = re.compile(r"\s*not\b")
_COMBINED = re.compile(r"\b(?:or|and)\b")
_LETTER = re.compile(r"\b[A-D]\b")
_NOISE = re.compile(
    r"'s\b|\b(?:an?|the|of|in|inside|this|that|also|are|is|with|being|one|certain)\b|[^\w\s]"
)
_PLURALS = (
    ("ies", "y"),
    ("ves", "f"),
    ("men", "man"),
    ("people", "person"),
    ("shes", "sh"),
    ("s", ""),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A sentence with its terms as they are worded."""

    quantifier: Quantifier
    subject: str
    predicate: str

    @property
    def terms(self) -> tuple[str, str]:
        """The subject and the predicate."""
        return self.subject, self.predicate


def verdict_on(premises: str, hypothesis: str) -> LogicVerdict:
    """Says whether a hypothesis follows, where every term has a member.

    Raises:
        NotParsedError: A sentence cannot be read, or the terms make no syllogism.
    """
    first, second = _sentences(premises)
    readings = [read_sentence(each) for each in (first, second, hypothesis)]
    if _COMBINED.search(f"{premises} {hypothesis}"):
        return _verdict_on_combined(readings)
    return _verdict_on_syllogism(readings)


def read_sentence(sentence: str) -> Reading:
    """Reads one categorical sentence.

    Raises:
        NotParsedError: It has no known form.
    """
    text = sentence.strip().rstrip(".")
    for quantifier, form in _FORMS:
        if found := form.fullmatch(text):
            groups = found.groupdict()
            is_denied = (groups.get("link") or "").endswith("not") or _NOT.match(found["rest"])
            return Reading(
                quantifier=_NEGATED[quantifier] if is_denied else quantifier,
                subject=f"{groups.get('owner') or ''} {found['subject']}".strip(),
                predicate=_NOT.sub("", found["rest"], count=1).strip(),
            )
    raise NotParsedError(f"no known form: {text!r}")


def _sentences(premises: str) -> tuple[str, str]:
    match [each for each in re.split(r"\.\s*", premises) if each]:
        case [first, second]:
            return first, second
    raise NotParsedError("not two premises")


def _verdict_on_syllogism(readings: Sequence[Reading]) -> LogicVerdict:
    """Names the terms: of all ways to make three pairs, that with the likest."""
    words = [tuple(_words(term) for term in each.terms) for each in readings]
    ways = product((0, 1), (0, 1), (0, 1))
    best = max(ways, key=lambda way: sum(_likenesses(words, way)))
    if sorted(_likenesses(words, best))[1] < _LIKENESS:
        raise NotParsedError("the terms do not make three pairs")
    middle, other, swap = best
    names = ("S", "P")[swap], ("S", "P")[1 - swap]
    statements = (
        _statement(readings[0], middle, "M", names[0]),
        _statement(readings[1], other, "M", names[1]),
        _statement(readings[2], 0, "S", "P"),
    )
    try:
        return decide(statements[:2], statements[2], existential_import=True)
    except ProofError as error:
        raise NotParsedError(str(error)) from error


def _likenesses(words: Sequence[Sequence[Words]], way: tuple[int, int, int]) -> list[float]:
    """How like the pairs are if the middle term is at these places of the premises."""
    middle, other, swap = way
    first, second, third = words
    return [
        _likeness(first[middle], second[other]),
        _likeness(first[1 - middle], third[swap]),
        _likeness(second[1 - other], third[1 - swap]),
    ]


def _likeness(one: Words, other: Words) -> float:
    """The share of words that two wordings have in common, from 0 to 1."""
    if one == other:
        return 1.0
    shared = sum(any(_is_like(word, each) for each in other) for word in one)
    return 0.9 * shared / max(1, len(one) + len(other) - shared)


def _is_like(one: str, other: str) -> bool:
    return one == other or (len(one) > 1 and SequenceMatcher(None, one, other).ratio() > _SPELLING)


def _words(term: str) -> Words:
    return frozenset(_singular(word) for word in _NOISE.sub(" ", term.casefold()).split())


def _singular(word: str) -> str:
    for ending, replacement in _PLURALS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + replacement
    return word


def _statement(reading: Reading, place: int, at_place: str, elsewhere: str) -> Statement:
    names = (at_place, elsewhere) if place == 0 else (elsewhere, at_place)
    return Statement(quantifier=reading.quantifier, subject=names[0], predicate=names[1])


def _verdict_on_combined(readings: Sequence[Reading]) -> LogicVerdict:
    """Decides what is said of combinations of letters, each of which has a member."""
    letters: dict[str, int] = {}

    def region(term: str) -> Regions:
        marked = _LETTER.sub(lambda found: f"#{letters.setdefault(found[0], len(letters))}", term)
        return read_property(marked.removeprefix("things that are "))

    *claims, conclusion = [
        claim_between(each.quantifier, region(each.subject), region(each.predicate))
        for each in readings
    ]
    claims += [has_member(position, MAX_SETS) for position in letters.values()]
    return verdict_in(models_where_all(claims, MAX_SETS), conclusion, MAX_SETS)
