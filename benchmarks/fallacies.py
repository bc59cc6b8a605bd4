"""Reads the arguments of BIG-Bench Hard's formal fallacies, and decides them by all models.

What is covered: sentences about what has a property (*every ingredient of X is …*, *being X is
necessary for being Y*, *nobody is neither …*, *Fred is a fan of X*) over at most four properties.
What is not: relations between two things that both vary, and more than four properties.
"""

import re
from dataclasses import dataclass

from benchmarks.properties import (
    EVERYWHERE,
    MAX_SETS,
    NotParsedError,
    mark_properties,
    read_property,
)
from setpoint.problems import Quantifier
from setpoint.verify.inferences.models import (
    Claim,
    Regions,
    claim_between,
    models_where_all,
)

_ARGUMENT = re.compile(
    r'\A"?.*?(?:argument|question|relations): (?P<argument>.*?)"?\s*\Z', re.DOTALL
)
_SENTENCE_END = re.compile(
    r"(?<! Dr)(?<! St)(?<! Mr)(?<! Mrs)(?<![ .][A-Z])\."
    r"(?:\s+(?=[A-Z])|(?=[a-z ]{2,20}[,:]|it follows)|\s*\Z)"
)
_OPENER = re.compile(
    r"(?:first|second|third|fourth|next|last|finally|now|moreover|plus|to start with|"
    r"to begin with|first of all)(?: premise)?[,:]\s*",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(
    r"(?:hence|therefore|so, necessarily|in consequence|it follows that|from this follows|"
    r"all this entails that|we may conclude(?: that)?)[,:]?\s*",
    re.IGNORECASE,
)
_DENIED = re.compile(r"it is (?:not the case|false) that ")
_SHARED = re.compile(r" and (?:every|no|any) ")
_SUBJECT = r"(?P<subject>.+?)(?<! who)(?<! that)"
_PREDICATE = r"(?P<predicate>.+?)(?:, too|, or both|, either)?"
_ONE = "(?:one|body|thing)"
_THAT_IS = "(?:who|that) is"
_EVERY = rf"every{_ONE} {_THAT_IS}|whoever is|whatever is|whoever|every"
_BEING = "(?:(?=not being )|being |to be )"
_FORMS = [
    (re.compile(pattern), quantifier)
    for pattern, quantifier in (
        (rf"not every {_SUBJECT} is {_PREDICATE}", Quantifier.SOME_NOT),
        (rf"{_BEING}{_SUBJECT} is sufficient for {_PREDICATE}", Quantifier.ALL),
        (rf"{_BEING}(?P<predicate>.+?) is necessary for (?P<subject>.+)", Quantifier.ALL),
        (
            rf"(?:{_EVERY}) {_SUBJECT},? is {_PREDICATE}",
            Quantifier.ALL,
        ),
        (
            rf"if some{_ONE} is {_SUBJECT}, then that (?:person|thing) is {_PREDICATE}",
            Quantifier.ALL,
        ),
        (rf"no(?:{_ONE}| one) is {_PREDICATE}", Quantifier.NO),
        (rf"no {_SUBJECT} is {_PREDICATE}", Quantifier.NO),
        (rf"there (?:is|exists) no {_SUBJECT} {_THAT_IS} {_PREDICATE}", Quantifier.NO),
        (rf"there (?:is|exists) some{_ONE} {_THAT_IS} {_PREDICATE}", Quantifier.SOME),
        (rf"there (?:is|exists) (?P<subject>#.) {_THAT_IS} {_PREDICATE}", Quantifier.SOME),
        (rf"some{_ONE} {_THAT_IS} {_SUBJECT} is {_PREDICATE}", Quantifier.SOME),
        (rf"some{_ONE} is {_PREDICATE}", Quantifier.SOME),
        (rf"some {_SUBJECT} is {_PREDICATE}", Quantifier.SOME),
    )
]
_INDIVIDUAL = re.compile(rf"(?P<name>[^#,]+?) is {_PREDICATE}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A claim of a general kind, or one about a named individual.

    Attributes:
        claim: What is said of the regions, or in which of them the individual is.
        individual: Its name; None for a general claim.
    """

    claim: Claim
    individual: str | None = None


def is_valid(argument: str) -> bool:
    """Says whether the conclusion of an argument follows; properties may be empty.

    An individual is a member somewhere in the regions that all its premises leave to it.

    Raises:
        NotParsedError: A sentence cannot be read, or there are more than four properties.
    """
    *premises, conclusion = read_argument(argument)
    claims = [each.claim for each in premises if each.individual is None]
    places: dict[str, Regions] = {}
    for each in premises:
        if each.individual is not None:
            place = places.get(each.individual, EVERYWHERE)
            places[each.individual] = place & each.claim.regions
    if conclusion.individual is None:
        claims.append(_negation(conclusion.claim))
    else:
        place = places.get(conclusion.individual, EVERYWHERE)
        places[conclusion.individual] = place & ~conclusion.claim.regions
    claims += [Claim(regions=place, is_inhabited=True) for place in places.values()]
    return not models_where_all(claims, MAX_SETS)


def read_argument(text: str) -> list[Sentence]:
    """Reads the premises and, last, the conclusion.

    Raises:
        NotParsedError: Some sentence cannot be read.
    """
    found = _ARGUMENT.match(text)
    if found is None:
        raise NotParsedError("no argument")
    names: dict[str, int] = {}
    sentences = []
    for sentence in _SENTENCE_END.split(found["argument"]):
        if not sentence.strip():
            continue
        body = _OPENER.sub("", sentence.strip(), count=1) if _OPENER.match(sentence) else sentence
        concludes = _CONCLUDES.match(body.strip())
        sentences.append(_read(body.strip()[concludes.end() if concludes else 0 :], names))
        if concludes:
            return sentences
    raise NotParsedError("no conclusion")


def _read(sentence: str, names: dict[str, int]) -> Sentence:
    marked = mark_properties(sentence[:1].lower() + sentence[1:], names)
    denied = _DENIED.match(marked)
    body = marked[denied.end() :] if denied else marked
    for form, quantifier in _FORMS:
        if found := form.fullmatch(body):
            subject = found.groupdict().get("subject")
            regions = EVERYWHERE if subject is None else read_property(_SHARED.sub(" or ", subject))
            claim = claim_between(quantifier, regions, read_property(found["predicate"]))
            return Sentence(claim=_negation(claim) if denied else claim)
    return _read_individual(body, is_denied=bool(denied))


def _read_individual(body: str, *, is_denied: bool) -> Sentence:
    found = _INDIVIDUAL.fullmatch(body)
    if found is None:
        raise NotParsedError(f"no known form: {body[:80]!r}")
    regions = read_property(found["predicate"])
    if is_denied:
        regions = EVERYWHERE & ~regions
    claim = Claim(regions=regions, is_inhabited=True)
    return Sentence(claim=claim, individual=found["name"].casefold())


def _negation(claim: Claim) -> Claim:
    return Claim(regions=claim.regions, is_inhabited=not claim.is_inhabited)
