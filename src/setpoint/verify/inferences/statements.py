"""Reads categorical statements from Chinese and English text.

What is covered: the four forms with their usual quantifiers (所有, 有些, 没有, 并非所有, all, some,
no, not all, there is … that), bare forms (*A are B*, A都是B), and modal words between subject and
predicate, such as 一定不是 or *are not necessarily*; relations between sets (`relations`).
What is not: numbers (*at least two*), and what a statement is used for.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from setpoint.problems import Quantifier, Statement
from setpoint.verify.inferences.relations import NAMES_RELATION, relation_patterns
from setpoint.verify.inferences.words import fold, word_pattern

_QUANTIFIERS = {
    Quantifier.SOME_NOT: "(?:并非|并不是|不是)(?:所有|任何|每个)|not (?:all|every)",
    Quantifier.NO: "没有(?:一个|任何)?|there (?:is|are|exists?) no|none of|no",
    Quantifier.ALL: "所有|任[何意]一?个?|每一?个|凡是?|全部|一切|全体|all|every|each|any",
    Quantifier.SOME: (
        "(?:至少)?(?:存在|有)(?:一个|一?些|的)?|某[些个]|部分|at least one|a certain|some|"
        "there (?:is|are|exists?)(?: at least one| some| an?)?"
    ),
}
_GROUPS = "|".join(f"(?P<{form}>{words})" for form, words in _QUANTIFIERS.items())
_AFTER_QUANTIFIER = r"(?:\s?(?:的|of the|of|the|elements? (?:of|in)|members? (?:of|in)))?\s{0,8}"
_AFTER_SUBJECT = r"\s?(?:[中里]?的?元素|elements?|members?)?\s?(?:that|which|who)?\s{0,8}"
_AFTER_COPULA = r"(?:\s(?:elements? of|members? of|an|a|in|also))?\s{0,8}"
_LINK_WORD = (
    "一定|必然|必定|肯定|可能|未必|[不非都全也就均皆会能是在]|属于|"
    "(?:necessarily|definitely|certainly|possibly|always|cannot|could|might|must|may|can|also|"
    "not|never|is|are|be|belongs? to)(?![A-Za-z])"
)
_NOT_AFTER_AND = "(?<!and )(?<!or )(?<![和与或及])"
_COPULA = re.compile("是|属于|在|is|are|be")
_MODAL = re.compile(
    "一定|必然|必定|肯定|可能|未必|necessarily|definitely|certainly|possibly|always|"
    "cannot|could|might|must|may|can"
)
_EXCLUDED = re.compile("不可能|cannot|can not|never")
"""*A cannot be C* says of every A what *all A are C* would say under *not possible* of some."""
_NEGATION = re.compile("不|非|not|never")
_NOT_ALL = re.compile("不都|不全")
_OPPOSITE = {
    Quantifier.ALL: Quantifier.SOME_NOT,
    Quantifier.SOME_NOT: Quantifier.ALL,
    Quantifier.SOME: Quantifier.NO,
    Quantifier.NO: Quantifier.SOME,
}
_NEGATED_PREDICATE = {
    Quantifier.ALL: Quantifier.NO,
    Quantifier.NO: Quantifier.ALL,
    Quantifier.SOME: Quantifier.SOME_NOT,
    Quantifier.SOME_NOT: Quantifier.SOME,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
    """A statement as it stands in a text.

    Attributes:
        statement: What is said, without its modal words.
        modal: The words up to the last modal one, e.g. ``不一定`` in 有些A不一定是C; often empty.
            A negation in the quantifier comes first: *no A can be C* is not (can (some A are C)).
        start: Offset in the text, in characters.
        end: Offset after it.
    """

    statement: Statement
    modal: str
    start: int
    end: int


def find_statements(text: str, names: Mapping[str, str]) -> Iterator[FoundStatement]:
    """Yields the statements about the named sets, in the order of the text.

    Args:
        text: In any case, with full-width letters already narrowed.
        names: From the word that stands for a set (``A``, *cats*, 猫) to the set's name.
            Words of one letter are told apart by case; others also match in the plural.
    """
    found = [*_as_relations(text, names), *_in_words(text, names)]
    end = 0
    for each in sorted(found, key=lambda statement: (statement.start, -statement.end)):
        if each.start >= end:
            yield each
            end = each.end


def negation(statement: Statement) -> Statement:
    """The statement that is true exactly where this one is false."""
    return Statement(
        quantifier=_OPPOSITE[statement.quantifier],
        subject=statement.subject,
        predicate=statement.predicate,
    )


def is_same(first: Statement, second: Statement) -> bool:
    """True if both say the same; *some* and *no* may be turned round."""
    return _canonical(first) == _canonical(second)


def _in_words(text: str, names: Mapping[str, str]) -> Iterator[FoundStatement]:
    folded = {fold(word): name for word, name in names.items()}
    for match in _pattern(tuple(names)).finditer(text):
        if not _COPULA.search(match["link"]):
            continue
        modal_end = max((found.end() for found in _MODAL.finditer(match["link"])), default=0)
        statement = Statement(
            quantifier=_quantifier(match, match["link"][modal_end:]),
            subject=folded[fold(match["subject"])],
            predicate=folded[fold(match["predicate"])],
        )
        modal = match["link"][:modal_end]
        if _EXCLUDED.search(modal) and not any(match[form] for form in Quantifier):
            statement = replace(statement, quantifier=Quantifier.SOME)
        if modal and (match[Quantifier.NO] or match[Quantifier.SOME_NOT]):
            modal, statement = f"不{modal}", negation(statement)
        yield FoundStatement(statement=statement, modal=modal, start=match.start(), end=match.end())


def _as_relations(text: str, names: Mapping[str, str]) -> Iterator[FoundStatement]:
    if not NAMES_RELATION.search(text):
        return
    folded = {fold(word): name for word, name in names.items()}
    for quantifier, pattern in relation_patterns(tuple(names)):
        for match in pattern.finditer(text):
            yield FoundStatement(
                statement=Statement(
                    quantifier=quantifier,
                    subject=folded[fold(match["subject"])],
                    predicate=folded[fold(match["predicate"])],
                ),
                modal=match.groupdict().get("modal") or "",
                start=match.start(),
                end=match.end(),
            )


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    name = "|".join(word_pattern(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(
        rf"(?:(?<![A-Za-z])(?i:{_GROUPS}){_AFTER_QUANTIFIER}|{_NOT_AFTER_AND})"
        rf"(?P<subject>{name})(?i:{_AFTER_SUBJECT})"
        rf"(?P<link>(?i:(?:{_LINK_WORD})\s?){{1,6}})(?i:{_AFTER_COPULA})(?P<predicate>{name})"
    )


def _quantifier(match: re.Match[str], link_end: str) -> Quantifier:
    """The form of a match, given the part of its link that follows the modal words."""
    quantifier = next((form for form in Quantifier if match[form]), Quantifier.ALL)
    if not _NEGATION.search(link_end):
        return quantifier
    if quantifier is Quantifier.ALL and _NOT_ALL.search(link_end):
        return Quantifier.SOME_NOT
    return _NEGATED_PREDICATE[quantifier]


def _canonical(statement: Statement) -> tuple[Quantifier, tuple[str, ...]]:
    sets = (statement.subject, statement.predicate)
    if statement.quantifier in {Quantifier.SOME, Quantifier.NO}:
        sets = (min(sets), max(sets))
    return statement.quantifier, sets
