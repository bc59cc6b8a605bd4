r"""Categorical statements put as relations between sets, in Chinese, English and signs.

What is covered: subsets (A是C的子集, ``A ⊆ C``), common elements (A与C没有公共元素, *A and C are
disjoint*, ``A ∩ C = ∅``) and elements outside (A中有元素不属于C), perhaps with a modal word.
What is not: equality of sets, complements, and relations of more than two sets.
"""

import re
from functools import lru_cache

from setpoint.problems import Quantifier
from setpoint.verify.inferences.words import word_pattern

NAMES_RELATION = re.compile(
    r"[⊆⊂⊈⊄∩]|\\(?:n?subset|not\\subset|cap)|子集|包含于|元素|成员|相交|交集|互斥|重[叠合]|"
    "subset|contained|included|element|disjoint|intersect|overlap"
)
"""What every relation holds, to pass over other texts quickly."""

_MODAL = (
    r"\s?(?:is |are )?(?P<modal>(?:[并]?不?(?:一定|必然|必定|肯定|可能)|未必|必须|"
    r"(?:do not |does not |need not |not )?(?:necessarily|must|may|might|could|can|cannot|always)"
    r"(?: not)?(?: be| have)?(?![a-z]))?)\s?"
)
_AND = r"\s?(?:与|和|跟|and|,|、)\s?(?:集合|set )?\s?"
_EMPTY = r"(?:\\emptyset|\\varnothing|∅|Ø|空集|空|\{\s?\})"
_COMMON = "(?:公共|共同|相同)的?(?:元素|成员)|交集|重叠|重合"
_ELEMENTS = r"(?:一个|某个|一?些|的)?元素\s?"
_BOTH = rf"(?P<subject>@){_AND}(?P<predicate>@)"
_CAP = r"(?P<subject>@)\s?(?:∩|\\cap)\s?(?P<predicate>@)"
_IN = r"(?P<subject>@)%s(?P<predicate>@)"
_SUBSET = r"(?:⊆|⊂|\\subseteq|\\subset(?![a-z])|包含于)"
_NOT_SUBSET = r"(?:⊈|⊄|\\not\\subseteq|\\not\\subset|\\nsubseteq|不包含于)"

_FORMS = {
    Quantifier.SOME_NOT: (
        _IN % rf"\s?{_NOT_SUBSET}\s?",
        _IN % rf"{_MODAL}不是\s?" + r"\s?的真?子集",
        _IN % rf"{_MODAL}(?:is )?not a (?:proper )?subset of ",
        rf"(?P<subject>@)中?{_MODAL}(?:存在|至少有一个|有){_ELEMENTS}(?:不属于|不在)\s?(?P<predicate>@)",
        rf"(?:[Ss]ome|an) elements? of (?P<subject>@){_MODAL}(?:is|are) not in (?P<predicate>@)",
    ),
    Quantifier.ALL: (
        _IN % rf"\s?{_SUBSET}\s?",
        _IN % rf"{_MODAL}是\s?" + r"\s?的真?子集",
        _IN % rf"{_MODAL}(?:is )?(?:a (?:proper )?subset of|contained in|included in) ",
    ),
    Quantifier.NO: (
        rf"{_BOTH}{_MODAL}(?:没有|无)(?:任何)?(?:{_COMMON})",
        rf"{_BOTH}{_MODAL}(?:不相交|互斥|互不相交)",
        rf"{_BOTH}的?交集{_MODAL}(?:为|是|=)\s?{_EMPTY}",
        rf"{_CAP}\s?(?:=|为|是)\s?{_EMPTY}",
        rf"{_BOTH}{_MODAL}(?:have no (?:common elements?|elements? in common)|share no elements?)",
        rf"{_BOTH}{_MODAL}(?:are |be )?(?:disjoint|do not (?:intersect|overlap))",
    ),
    Quantifier.SOME: (
        rf"{_BOTH}{_MODAL}(?:存在|有)(?:一?些|一个)?(?:{_COMMON})",
        rf"{_BOTH}{_MODAL}相交",
        rf"{_BOTH}的?交集{_MODAL}(?:非空|不为空|不是空集|≠\s?{_EMPTY})",
        rf"{_CAP}\s?(?:≠|\\neq?|不为|非)\s?{_EMPTY}",
        rf"{_BOTH}{_MODAL}(?:have|share) (?:an?|some) (?:common )?elements?",
        rf"{_BOTH}{_MODAL}(?:intersect|overlap)",
    ),
}


@lru_cache(maxsize=256)
def relation_patterns(words: tuple[str, ...]) -> tuple[tuple[Quantifier, re.Pattern[str]], ...]:
    """What finds each form: groups ``subject``, ``predicate`` and, in most, ``modal``."""
    name = "|".join(word_pattern(word) for word in sorted(words, key=len, reverse=True))
    return tuple(
        (quantifier, re.compile(form.replace("@", name)))
        for quantifier, forms in _FORMS.items()
        for form in forms
    )
