"""Traces the numbers of a derivation: was each that a step uses given, derived or assumed?

Covered: the numbers that an equation computes with, in the order of the text; a result counts as
derived whether it is right or wrong, and so does every number of an equation that follows. A number
from nowhere is named where it is used first. Suppositions may use any number.
Not covered: equations that cannot be read or are doubted, and calculations told in words; without
the problem nothing is traced. Where numbers come from: `origins`.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from setpoint.records import Truth
from setpoint.verify.derivations.claims import Side
from setpoint.verify.derivations.equations import Judgement
from setpoint.verify.derivations.givens import Claim
from setpoint.verify.derivations.mentions import find_mentions
from setpoint.verify.derivations.origins import Origin, Pool, find_origin, open_pool
from setpoint.verify.expressions.tree import Name, Node, Number
from setpoint.verify.expressions.unreadable import UnreadableError
from setpoint.verify.expressions.values import evaluate

_FRACTIONS = frozenset({"/", "*", "%", "mixed"})
_REACH = 60
"""Characters before a number that say what it is."""
_SENTENCE_START = re.compile(r".*[.。!！?？\n](?!\d)", re.DOTALL)
_ASSUMPTION = re.compile(
    r"\b(?:suppos\w+|assume\w*|assuming|let|let's|say|typical\w*|usual\w*|standard|imagine)\b|假设|假定|不妨|设|通常",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"(?:[=≈≤≥<>]|\\(?:approx|[lg]eq?|[lg]t)\b|\b(?:which|that) (?:is|was|are)\b"
    r"|\b(?:that's|so|thus|therefore|hence|g[ei]ves?|giving|equals?|leav\w+|left|mak\w+|total\w*"
    r"|gets?|getting|means|remain\w*|becomes?|needs?|earns?|spends?|costs?)\b|[得剩共为是])"
    r"[^.。\d]{0,30}\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracing:
    """Where the numbers of one equation come from.

    Attributes:
        origins: Of each number that it computes with.
    """

    origins: tuple[Origin, ...] = ()

    @property
    def is_traceable(self) -> bool | None:
        """False if a number comes from nowhere; None if it cannot be told or none is used."""
        truths = {origin.truth for origin in self.origins}
        if Truth.FALSE in truths:
            return False
        return True if truths == {Truth.TRUE} else None

    @property
    def why(self) -> str:
        """Names the numbers that come from nowhere; empty if there are none."""
        foreign = (one.why for one in self.origins if one.truth is Truth.FALSE)
        return "; ".join(dict.fromkeys(foreign))


def trace_claims(
    claims: Sequence[Claim], judgements: Sequence[Judgement], question: str, text: str
) -> list[Tracing]:
    """Traces the numbers of each claim.

    Args:
        claims: In the order of the text.
        judgements: What is known of each.
        question: The problem; empty if it is not known, and then nothing is traced.
        text: Where the claims were found, of normalised width.
    """
    if not question:
        return [Tracing()] * len(claims)
    pool = open_pool(question, text)
    said = deque(_find_said(text))
    found: list[Tracing] = []
    for claim, judgement in zip(claims, judgements, strict=True):
        while said and said[0].end <= claim.left.start:
            one = said.popleft()
            (pool.assumed if one.is_assumed else pool.told).add(one.value)
        found.append(_trace(claim, judgement, pool))
        _learn(claim, pool)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A number that the text assumes, or tells as a result."""

    value: Fraction
    end: int
    is_assumed: bool


def _find_said(text: str) -> Iterator[_Said]:
    for mention in find_mentions(text):
        before = text[max(mention.start - _REACH, 0) : mention.start]
        is_assumed = _ASSUMPTION.search(_SENTENCE_START.sub("", before)) is not None
        if is_assumed or _RESULT.search(before):
            yield _Said(value=mention.value, end=mention.end, is_assumed=is_assumed)


def _trace(claim: Claim, judgement: Judgement, pool: Pool) -> Tracing:
    if not (claim.is_readable and claim.chain.is_asserted):
        return Tracing()
    is_result = not claim.is_definition or any(s.is_printed for s in (claim.left, claim.right))
    if claim.names and judgement.truth is Truth.TRUE and is_result:
        return Tracing()
    sides = _computing(claim, judgement)
    return Tracing(origins=tuple(one for side in sides for one in _origins(side.node, pool)))


def _computing(claim: Claim, judgement: Judgement) -> Iterator[Side]:
    """The sides whose numbers are used, each side of a chain once.

    What a true equation turns a computation into is derived from it.
    """
    sides = (claim.left, claim.right)
    if claim.is_definition and any(side.is_printed for side in sides):
        yield from sides
    elif claim.left.is_printed:
        yield from sides[1:] if not claim.right.is_printed else ()
    else:
        yield from sides[:1] if claim.index == 0 else ()
        is_new = judgement.truth is not Truth.TRUE or claim.left.value.lone_name
        if is_new and not claim.right.is_printed:
            yield claim.right


def _origins(node: Node | None, pool: Pool) -> list[Origin]:
    """The origins of an expression's numbers; a fraction or percentage may be one number."""
    if node is None or isinstance(node, Name):
        return []
    if isinstance(node, Number):
        return [find_origin(node.value, pool, decimals=node.decimals)]
    whole = _rational(node) if node.operator in _FRACTIONS and _is_flat(node) else None
    origin = find_origin(whole, pool) if whole is not None and whole.denominator > 1 else None
    if origin is not None and origin.truth is Truth.TRUE:
        return [origin]
    return [one for operand in node.operands for one in _origins(operand, pool)]


def _is_flat(node: Node) -> bool:
    """True for a fraction, percentage or mixed number of plain numbers."""
    if isinstance(node, Number):
        return True
    if isinstance(node, Name):
        return False
    *parts, last = node.operands
    is_inverse = not isinstance(last, Number | Name) and last.operator == "inverse"
    is_product = node.operator == "*" and not (is_inverse and len(parts) == 1)
    return not is_product and all(map(_is_flat, (*parts, last)))


def _rational(node: Node) -> Fraction | None:
    try:
        return evaluate(node).rational
    except UnreadableError:
        return None


def _learn(claim: Claim, pool: Pool) -> None:
    """Adds the results of an equation, and its numbers, so that each is named once."""
    for side in (claim.left, claim.right):
        for number in _numbers(side.node):
            pool.derive(number)
        for quantity in side.quantities:
            for coefficient in quantity.value.terms.values():
                pool.derive(coefficient)


def _numbers(node: Node | None) -> Iterator[Fraction]:
    if isinstance(node, Number):
        yield node.value
    elif node is not None and not isinstance(node, Name):
        for operand in node.operands:
            yield from _numbers(operand)
