"""Relates each equation with unknowns to the problem's equations and to those before it.

An equation that *follows* is TRUE. One that *contradicts* them is FALSE if all of them are exact,
near, and more than a value that a letter was given. If it was derived before, two attempts of the
writer contradict each other, and it is UNKNOWN; so is what follows from a FALSE equation, which is
no error of its own. Anything else is *new*: UNKNOWN, and from then on stated.
A supposition sees what is stated outside it, but adds nothing there; neither it nor a doubt can be
FALSE. ``let x be`` and 设 give a letter a new meaning.

Covered: linear and polynomial equations (`ideals`). Not covered: equations in words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from setpoint.records import Truth
from setpoint.verify.derivations.equations import Judgement, doubt_about, has_decimals
from setpoint.verify.derivations.givens import Claim
from setpoint.verify.derivations.substitution import MAX_DISTANCE, may_be_inexact
from setpoint.verify.expressions.ideals import Relation, relate
from setpoint.verify.expressions.polynomial import (
    CanonicalEquation,
    Polynomial,
    canonical_equation,
    negate,
    subtract,
)
from setpoint.verify.expressions.tokens import TokenKind, tokenise
from setpoint.verify.expressions.unreadable import UnreadableError

MAX_CLAIMS = 400
"""Equations with unknowns that are related; the rest of a longer text is left undecided."""
MAX_RECENT = 20
"""Equations of the problem, and of the text, that another is related to."""
MAX_SHOWN = 3
_INTRODUCTION = re.compile(
    r"(?:\b(?:let|denote|call|define)\b(?!')|[设令记])[^.。\n]{0,60}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An equation that was stated.

    Attributes:
        difference: What it says is zero.
        text: How it was written.
        start: Offset in the text; None if the problem states it.
        scope: Number of the supposition that it is under; 0 for none.
        is_exact: False if rounding may have had a part in it.
        is_value: True if it gives a letter a number, and no more.
    """

    difference: Polynomial
    text: str
    start: int | None = None
    scope: int = 0
    is_exact: bool = True
    is_value: bool = False


def relate_claims(
    claims: Sequence[Claim],
    judgements: Sequence[Judgement],
    problem: Sequence[Statement],
    text: str,
) -> list[Judgement]:
    """Decides what it can of the equations that are UNKNOWN; the others stay as they are.

    Args:
        claims: In the order of the text.
        judgements: What is known of each; what is FALSE is not built on.
        problem: Equations that hold from the start.
        text: Where the claims were found, of normalised width.
    """
    stated, refuted = list(problem), list[Statement]()
    introductions = _find_introductions(text)
    found: list[Judgement] = []
    derived = set[CanonicalEquation]()
    related = 0
    for claim, judgement in zip(claims, judgements, strict=True):
        while introductions and introductions[0].start <= claim.left.start:
            names = introductions.pop(0).names
            stated = [
                one for one in stated if one.start is None or not one.difference.names & names
            ]
        difference = _difference(claim) if related < MAX_CLAIMS else None
        if difference is None:
            found.append(judgement)
            continue
        related += 1
        statement = _statement(claim, difference, text)
        verdict, later = _relate(claim, statement, stated, refuted)
        if verdict.truth is Truth.TRUE:
            derived.add(_form(difference))
        elif verdict.truth is Truth.FALSE and _form(difference) in derived:
            verdict = _unknown(f"{verdict.why}; but it was derived before")
        found.append(verdict if judgement.truth is Truth.UNKNOWN else judgement)
        is_wrong = found[-1].truth is Truth.FALSE or found[-1].is_settled
        if is_wrong and claim.chain.is_asserted:
            refuted.append(statement)
        else:
            stated = later
    return found


def repeat_judgements(claims: Sequence[Claim], judgements: Sequence[Judgement]) -> list[Judgement]:
    """Gives an asserted equation that is still UNKNOWN the truth of the same one elsewhere."""
    differences = [_difference(claim) if claim.chain.is_asserted else None for claim in claims]
    forms = [_form(one) if one is not None else None for one in differences]
    known = {
        form: judgement
        for form, judgement in zip(forms, judgements, strict=True)
        if form is not None and judgement.truth is Truth.TRUE
    }
    return [
        known.get(form, judgement) if judgement.truth is Truth.UNKNOWN and form else judgement
        for form, judgement in zip(forms, judgements, strict=True)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Introduction:
    """Where letters get a meaning."""

    start: int
    names: frozenset[str]


def _find_introductions(text: str) -> list[_Introduction]:
    return [
        _Introduction(
            start=match.start(),
            names=frozenset(
                token.text for token in tokenise(match[0]) if token.kind is TokenKind.NAME
            ),
        )
        for match in _INTRODUCTION.finditer(text)
    ]


def _difference(claim: Claim) -> Polynomial | None:
    """What the claim says is zero; None if it says nothing of unknowns, or not for certain."""
    if not claim.is_readable or claim.relation != "=" or not claim.names:
        return None
    sides = (claim.left, claim.right)
    if doubt_about(*sides) or any(len(side.quantities) > 1 for side in sides):
        return None
    try:
        difference = subtract(claim.left.value, claim.right.value)
    except UnreadableError:
        return None
    return difference if difference.names else None


def _relate(
    claim: Claim, statement: Statement, stated: list[Statement], refuted: Sequence[Statement]
) -> tuple[Judgement, list[Statement]]:
    """The judgement of one claim, and what is stated after it unless it is FALSE."""
    visible = _visible(stated, statement.scope)
    finding = relate(statement.difference, [one.difference for one in visible])
    sources = [visible[at] for at in sorted(finding.sources)]
    if finding.relation is Relation.FOLLOWS:
        return _judge_consequence(statement, sources), stated
    later = stated if claim.chain.is_doubted else [*stated, statement]
    if finding.relation is Relation.INDEPENDENT:
        return _unknown("it does not follow from what was stated before"), later
    why = f"it contradicts {_names(sources)}"
    if not claim.chain.is_asserted:
        return _settled(f"{why}; but it is supposed or doubted"), later
    wrong = _wrong_sources(statement, [*visible, *refuted], len(visible))
    if wrong:
        return _settled(f"it follows from {_names(wrong)}, which is false"), stated
    if _is_firm(claim, sources):
        return Judgement(truth=Truth.FALSE, why=why), stated
    kept = [one for one in later if one not in sources or one.start is None]
    return _unknown(f"{why}; but a letter may have a new meaning"), kept


def _visible(stated: Sequence[Statement], scope: int) -> list[Statement]:
    """What the problem states, and the last of what the text does."""
    seen = [one for one in stated if one.scope in {0, scope}]
    problem = [one for one in seen if one.start is None]
    return problem[:MAX_RECENT] + [one for one in seen if one.start is not None][-MAX_RECENT:]


def _wrong_sources(
    statement: Statement, statements: Sequence[Statement], first: int
) -> list[Statement]:
    """The refuted statements, from `first` on, that it follows from; none if it does not."""
    finding = relate(statement.difference, [one.difference for one in statements])
    if finding.relation is not Relation.FOLLOWS:
        return []
    return [statements[at] for at in sorted(finding.sources) if at >= first]


def _names(sources: Sequence[Statement]) -> str:
    return ", ".join(one.text for one in sources[:MAX_SHOWN])


def _unknown(why: str) -> Judgement:
    return Judgement(truth=Truth.UNKNOWN, why=why)


def _settled(why: str) -> Judgement:
    return Judgement(truth=Truth.UNKNOWN, why=why, is_settled=True)


def _judge_consequence(statement: Statement, sources: Sequence[Statement]) -> Judgement:
    """An equation that only repeats another is as true as that one."""
    same = (statement.difference, negate(statement.difference))
    is_repeated = len(sources) == 1 and sources[0].difference in same
    if is_repeated and sources[0].start is not None:
        return _unknown(f"it repeats {_names(sources)}, which is given or assumed")
    return Judgement(truth=Truth.TRUE, why=f"it follows from {_names(sources)}")


def _form(difference: Polynomial) -> CanonicalEquation:
    return canonical_equation(difference, Polynomial(terms={}))


def _statement(claim: Claim, difference: Polynomial, text: str) -> Statement:
    sides = (claim.left, claim.right)
    return Statement(
        difference=difference,
        text=" ".join(text[claim.left.start : claim.right.end].split()),
        start=claim.left.start,
        scope=claim.chain.scope,
        is_exact=not any(has_decimals(side.node) for side in sides),
        is_value=claim.is_definition and any(side.is_printed for side in sides),
    )


def _is_firm(claim: Claim, sources: Sequence[Statement]) -> bool:
    """True if nothing but an error can explain a contradiction."""
    is_near = all(
        one.start is None or claim.left.start - one.start <= MAX_DISTANCE for one in sources
    )
    says_more = any(not one.is_value for one in sources) or not claim.is_definition
    return is_near and says_more and all(o.is_exact for o in sources) and not may_be_inexact(claim)
