"""Judges equations with unknowns by the values that the same text gives them.

Covered: an equation holds or fails for given values; a given value that makes an earlier equation
fail is refuted, one that makes it hold is supported. Names may be used again in a long text, so a
refutation needs an uncontested value nearby.
Not covered: what equations imply without such values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from setpoint.records import Truth
from setpoint.verify.derivations.claims import Chain
from setpoint.verify.derivations.equations import (
    Judgement,
    describe_difference,
    doubt_about,
    has_decimals,
)
from setpoint.verify.derivations.givens import Claim, Given, find_givens, put_in
from setpoint.verify.expressions.unreadable import UnreadableError
from setpoint.verify.expressions.values import show

TRUSTED_RATIO = 3
_NOTHING = Judgement(truth=Truth.UNKNOWN, why="")
MAX_DISTANCE = 1000
"""Characters between an equation and a value that may refute each other."""


def try_givens(
    claims: Sequence[Claim], judgements: Sequence[Judgement], chains: Sequence[Chain]
) -> list[Judgement]:
    """Decides what the text's own values decide of the claims that are still UNKNOWN.

    Args:
        claims: The links of all chains.
        judgements: What is known of each; a value that is FALSE counts as not given.
        chains: All chains of the text.
    """
    refuted = {number for number, one in enumerate(judgements) if one.truth is Truth.FALSE}
    givens = find_givens(chains, refuted)
    findings = [
        _judge_with_givens(claim, number, givens)
        if _is_open(claim, judgement)
        else _Finding(judgement=judgement)
        for number, (claim, judgement) in enumerate(zip(claims, judgements, strict=True))
    ]
    return _spread(findings, givens)


def trust_values(
    claims: Sequence[Claim],
    judgements: Sequence[Judgement],
    chains: Sequence[Chain],
    answer: Fraction | None,
) -> list[Judgement]:
    """Refutes equations that fail for the text's own values, where these are to be trusted.

    They are if the last of them is the proven answer, and at least `TRUSTED_RATIO` times as many
    equations hold for them as fail.

    Args:
        claims: The links of all chains.
        judgements: What is known of each.
        chains: All chains of the text.
        answer: The proven answer; None if it is not a number.
    """
    givens = find_givens(chains)
    last = max(givens.values(), key=lambda given: given.claim, default=None)
    if last is None or last.value != answer:
        return list(judgements)
    findings = [
        _judge_with_givens(claim, len(claims), givens)
        if _is_open(claim, judgement)
        else _Finding(judgement=_NOTHING)
        for claim, judgement in zip(claims, judgements, strict=True)
    ]
    held = sum(one.judgement.truth is Truth.TRUE for one in findings)
    failed = sum(one.judgement.truth is Truth.FALSE for one in findings)
    if not failed or held < TRUSTED_RATIO * failed:
        return list(judgements)
    return [
        finding.judgement if finding.judgement.truth is Truth.FALSE else judgement
        for finding, judgement in zip(findings, judgements, strict=True)
    ]


def may_be_inexact(claim: Claim) -> bool:
    """True if rounding, units, words around it or a second reading may explain a difference."""
    sides = (claim.left, claim.right)
    is_loose = any(has_decimals(side.node) or len(side.quantities) > 1 for side in sides)
    return is_loose or claim.relation != "=" or bool(doubt_about(*sides))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """A judgement, and what it says about other claims.

    Attributes:
        judgement: Of the claim itself.
        uses: Names whose given values make it hold.
        disputes: Names whose given values make it fail.
        refutes: Number of the later claim that makes it fail, with the reason.
    """

    judgement: Judgement
    uses: frozenset[str] = frozenset()
    disputes: frozenset[str] = frozenset()
    refutes: tuple[int, str] | None = None


def _judge_with_givens(claim: Claim, number: int, givens: Mapping[str, Given]) -> _Finding:
    """Judges a readable equation with unknowns.

    Args:
        claim: The equation.
        number: Its number in the text.
        givens: Value of each name that has one.
    """
    obstacle = _obstacle(claim, givens)
    if obstacle:
        return _unknown_finding(obstacle)
    used = {name: givens[name] for name in sorted(claim.names)}
    try:
        left, right = (put_in(side.value, used) for side in (claim.left, claim.right))
    except UnreadableError as error:
        return _unknown_finding(f"it cannot be computed: {error}")
    values = ", ".join(f"{name} = {given.value}" for name, given in used.items())
    if left == right:
        why = f"for {values}, both sides are {show(left)}"
        return _Finding(judgement=Judgement(truth=Truth.TRUE, why=why), uses=frozenset(used))
    difference = f"for {values}, {describe_difference(claim.left, claim.right, left, right)}"
    if may_be_inexact(claim) or not all(_is_firm(given, claim) for given in used.values()):
        return _unknown_finding(f"{difference}; but rounding, units or words may explain it")
    culprit = max(number, *(given.claim for given in used.values()))
    return _refute(culprit, number, difference, frozenset(used))


def _unknown_finding(why: str) -> _Finding:
    """A finding that decides nothing."""
    return _Finding(judgement=Judgement(truth=Truth.UNKNOWN, why=why))


def _spread(findings: Sequence[_Finding], givens: Mapping[str, Given]) -> list[Judgement]:
    """Lets what equations say about given values decide the claims that give them."""
    judgements = [finding.judgement for finding in findings]
    disputed = frozenset[str]().union(*(finding.disputes for finding in findings))
    for number, finding in enumerate(findings):
        for name in finding.uses - disputed:
            claim = givens[name].claim
            if claim > number and judgements[claim].truth is Truth.UNKNOWN:
                why = f"it satisfies an earlier equation: {finding.judgement.why}"
                judgements[claim] = Judgement(truth=Truth.TRUE, why=why)
    for finding in reversed(findings):
        claim, why = finding.refutes or (0, "")
        if finding.refutes and judgements[claim].truth is Truth.UNKNOWN:
            judgements[claim] = Judgement(truth=Truth.FALSE, why=why)
    return judgements


def _is_open(claim: Claim, judgement: Judgement) -> bool:
    is_undecided = judgement.truth is Truth.UNKNOWN and not judgement.is_settled
    return is_undecided and claim.is_readable and bool(claim.names)


def _obstacle(claim: Claim, givens: Mapping[str, Given]) -> str:
    """Why given values cannot judge an equation; empty if they can."""
    if claim.chain.is_supposed or claim.chain.is_doubted:
        return "it is supposed or doubted"
    if claim.is_definition:
        return "it gives a value"
    missing = sorted(claim.names - givens.keys())
    return f"the text gives no single value for {missing[0]}" if missing else ""


def _is_firm(given: Given, claim: Claim) -> bool:
    is_near = abs(given.start - claim.left.start) <= MAX_DISTANCE
    return is_near and not (given.is_rounded or given.is_contested)


def _refute(culprit: int, number: int, why: str, names: frozenset[str]) -> _Finding:
    if culprit == number:
        return _Finding(judgement=Judgement(truth=Truth.FALSE, why=why), disputes=names)
    unknown = Judgement(truth=Truth.UNKNOWN, why=f"{why}; a later value contradicts it")
    return _Finding(judgement=unknown, disputes=names, refutes=(culprit, why))
