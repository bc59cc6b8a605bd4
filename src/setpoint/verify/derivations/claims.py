r"""Finds the equations a text claims: chains such as ``a_9 = 5/3 + 80/3 = 85/3 ≈ 28.33``.

Covered: plain and LaTeX notation amid prose, several equations in a clause, equations over several
lines, unit labels, ``d is 5`` and d为5. A side keeps what may have been lost around it, so that a
judge can hold back. Not covered: inequalities, and calculations told in words alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from setpoint.verify.derivations.clauses import Clause, find_clauses
from setpoint.verify.expressions.parsing import parse
from setpoint.verify.expressions.polynomial import Polynomial
from setpoint.verify.expressions.segments import Segment, find_segments
from setpoint.verify.expressions.tokens import Token, TokenKind, tokenise
from setpoint.verify.expressions.tree import Node
from setpoint.verify.expressions.unreadable import UnreadableError
from setpoint.verify.expressions.values import Quantity, readings
from setpoint.verify.extract import normalise_width

MIN_SIDES = 2
_MATHEMATICS = frozenset({TokenKind.NUMBER, TokenKind.NAME, TokenKind.OPAQUE})
_TIES = frozenset({"and", "和", "且", "以及"})
_COPULAS = frozenset({"is", "为", "是"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of an equation.

    Attributes:
        text: Its expression, labels behind it excluded.
        start: Offset in the text.
        quantities: Its value in every reading; empty if it cannot be read.
        node: The tree; None if it cannot be read.
        labels: Words behind its operands.
        is_whole: True if nothing that belongs to it can have been left out.
        is_prose: True if it holds words alone.
        why: What cannot be read; empty if it was read.
    """

    text: str
    start: int
    quantities: tuple[Quantity, ...] = ()
    node: Node | None = None
    labels: tuple[str, ...] = ()
    is_whole: bool = False
    is_prose: bool = False
    why: str = ""

    @property
    def end(self) -> int:
        """Offset after its expression."""
        return self.start + len(self.text)

    @property
    def value(self) -> Polynomial:
        """Its value in the conventional reading; it must be readable."""
        return self.quantities[0].value

    @property
    def is_printed(self) -> bool:
        """True for a number as printed, without an operation."""
        return bool(self.quantities) and self.quantities[0].unit is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Sides joined by relations.

    Attributes:
        sides: At least two.
        relations: ``=`` or ``≈`` between each side and the next.
        is_doubted: True if the writer questions it.
        scope: Number of the supposition that it is under; 0 for none.
    """

    sides: tuple[Side, ...]
    relations: tuple[str, ...]
    is_doubted: bool
    scope: int

    @property
    def is_supposed(self) -> bool:
        """True if it is under a supposition."""
        return self.scope != 0

    @property
    def is_asserted(self) -> bool:
        """True if the writer stands behind it."""
        return not (self.is_doubted or self.is_supposed)


def find_chains(text: str) -> list[Chain]:
    """Finds the chains of equations of a text, in order; linear in its length."""
    normalised = normalise_width(text)
    clauses = find_clauses(normalised, _with_copulas(tokenise(normalised)))
    return [chain for clause in clauses for chain in _clause_chains(clause)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What stands between two relations: the end of one equation and the start of the next.

    Both are the same side where nothing stands between them.
    """

    ending: Side | None
    beginning: Side | None


def _clause_chains(clause: Clause) -> Iterator[Chain]:
    tokens = clause.tokens
    cuts = [index for index, token in enumerate(tokens) if token.kind is TokenKind.RELATION]
    bounds = list(zip([-1, *cuts], [*cuts, len(tokens)], strict=True))
    parts = [
        _part(tokens[start + 1 : end], clause, is_first=start < 0, is_last=end == len(tokens))
        for start, end in bounds
    ]
    sides = [parts[0].beginning]
    relations: list[str] = []
    for cut, part in zip(cuts, parts[1:], strict=True):
        sides.append(part.ending)
        relations.append(tokens[cut].text)
        if part.ending is None or part.ending is not part.beginning:
            yield from _chain(sides, relations, clause)
            sides, relations = [part.beginning], []
    yield from _chain(sides, relations, clause)


def _chain(sides: Sequence[Side | None], relations: Sequence[str], clause: Clause) -> list[Chain]:
    """The chain of the sides that were found, if at least two were."""
    first = 1 if sides[0] is None else 0
    found = [side for side in sides[first:] if side is not None]
    if len(found) < MIN_SIDES:
        return []
    return [
        Chain(
            sides=tuple(found),
            relations=tuple(relations[first : first + len(found) - 1]),
            is_doubted=clause.is_doubted,
            scope=clause.scope,
        )
    ]


def _part(tokens: Sequence[Token], clause: Clause, *, is_first: bool, is_last: bool) -> _Part:
    segments = _without_tie(find_segments(tokens), tokens, is_inner=not is_first and not is_last)
    sides = [
        _side(tokens, one, clause, is_first=is_first) for one in segments[:1] + segments[1:][-1:]
    ]
    if not sides:
        return _Part(ending=None, beginning=None)
    is_split = len(segments) == 1 and not is_first and segments[0].has_prose_label
    is_to_end = segments[-1].end == len(tokens) and not is_split
    return _Part(
        ending=sides[0] if segments[0].start == 0 else None,
        beginning=sides[-1] if is_to_end else None,
    )


def _without_tie(
    segments: list[Segment], tokens: Sequence[Token], *, is_inner: bool
) -> list[Segment]:
    """Takes *and* between two relations for the end of an equation: ``d=4 and a=3``."""
    is_tied = is_inner and len(segments) == MIN_SIDES and segments[1].end == len(tokens)
    if not is_tied or tokens[segments[1].start - 1].text.lower() not in _TIES:
        return segments
    return [
        replace(segments[0], is_whole_right=True),
        replace(segments[1], is_whole_left=True),
    ]


def _side(tokens: Sequence[Token], segment: Segment, clause: Clause, *, is_first: bool) -> Side:
    run = tokens[segment.start : segment.end]
    start = run[0].start
    text = clause.text[start : tokens[segment.core_end - 1].end]
    try:
        expression = parse(run)
        may_be_negative = is_first and clause.is_bulleted and segment.start == 0
        quantities = readings(expression) + _other_readings(run, may_be_negative=may_be_negative)
    except UnreadableError as error:
        is_prose = not any(token.kind in _MATHEMATICS for token in run)
        return Side(text=text, start=start, is_prose=is_prose, why=str(error))
    is_told = segment.start > 0 or (is_first and bool(expression.labels))
    is_lone = is_told and quantities[0].unit is not None
    return Side(
        text=text,
        start=start,
        quantities=quantities,
        node=expression.node,
        labels=expression.labels,
        is_whole=segment.is_whole_left and segment.is_whole_right and not is_lone,
    )


def _other_readings(run: Sequence[Token], *, may_be_negative: bool) -> tuple[Quantity, ...]:
    """Readings that take a list's dash for a minus, or a factorial for an exclamation."""
    variants: list[Sequence[Token]] = []
    if may_be_negative:
        minus = replace(run[0], kind=TokenKind.OPERATOR, text="-")
        variants.append([minus, *run])
    if run[-1].kind is TokenKind.POSTFIX and run[-1].text == "!":
        variants.append(run[:-1])
    return tuple(quantity for variant in variants for quantity in readings(parse(variant)))


def _with_copulas(tokens: Sequence[Token]) -> list[Token]:
    """Takes *is* for a relation where it stands between a name and a number."""
    triples = zip(tokens, tokens[1:], tokens[2:], strict=False)
    copulas = {
        word.start
        for name, word, following in triples
        if name.kind is TokenKind.NAME
        and word.kind is TokenKind.WORD
        and word.text in _COPULAS
        and following.kind in {TokenKind.NUMBER, TokenKind.FUNCTION}
    }
    if not copulas:
        return list(tokens)
    return [
        replace(token, kind=TokenKind.RELATION, text="=") if token.start in copulas else token
        for token in tokens
    ]
