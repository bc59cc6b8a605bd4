"""Cuts the tokens between two relations into runs that can be one expression, and prose.

Covered: words before an expression are prose, words behind an operand are its label, an operand
behind a label begins a new run, brackets that close elsewhere are ends. Each run knows whether
anything that belongs to it may have been cut off.
Not covered: reading a run (`parsing`). Linear in the tokens.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from setpoint.verify.expressions.lookahead import is_operand_start, labels_end, token_at
from setpoint.verify.expressions.tokens import Token, TokenKind

_BRACKETS = frozenset({TokenKind.OPEN, TokenKind.CLOSE})
_OPERATORS = frozenset({TokenKind.OPERATOR, TokenKind.WORD_OPERATOR})
_TIES = frozenset({"and", "or", "than", "和", "与", "或"})
_CONNECTIVES = _TIES | frozenset(
    """
    of from by twice double triple half thrice per more less fewer into between
    """.split()  # noqa: SIM905 - words in a row are easier to read than one a line
)
_CHINESE_CONNECTIVES = tuple("的比倍和与加减乘除每第前半或")
_RESETS = frozenset(
    """
    so then thus therefore hence is are get gets have has had giving gives give makes make means
    which because since that we be was were becomes uses where with
    """.split()  # noqa: SIM905 - as above
)
_CHINESE_RESETS = ("所以", "则", "即", "得", "是", "为", "共", "故", "因此", "于是", "有")


_PREPOSITIONS = frozenset({"in", "for", "at", "on", "after", "during", "within", "while", "but"})
"""After a label, what follows them is a computation of its own: *240 km in 6+5*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of tokens.

    Attributes:
        start: Offset of its first token in the list.
        end: Offset after its last token, labels included.
        core_end: Offset after its last operand; a label may follow.
        is_whole_left: False if words or operands before it may belong to it.
        is_whole_right: False if an operand follows behind its label.
        has_prose_label: True if a word in its label begins or ties a new statement.
    """

    start: int
    end: int
    core_end: int
    is_whole_left: bool
    is_whole_right: bool
    has_prose_label: bool


def find_segments(tokens: Sequence[Token]) -> list[Segment]:
    """Finds the runs, in order."""
    partners = _match_brackets(tokens)
    segments: list[Segment] = []
    index = 0
    while index < len(tokens):
        if _is_prose(tokens, index, partners):
            index += 1
            continue
        end, core_end = _run_ends(tokens, index, partners)
        is_apart = bool(segments) and _is_apart(tokens, index, core_end)
        if is_apart:
            segments[-1] = replace(segments[-1], is_whole_right=True)
        following = token_at(tokens, end)
        is_last = following is None or following.kind is TokenKind.CLOSE
        segments.append(
            Segment(
                start=index,
                end=end,
                core_end=core_end,
                is_whole_left=is_apart or _is_whole_left(tokens, index, has_prior=bool(segments)),
                is_whole_right=is_last or _is_reset(tokens[end - 1]),
                has_prose_label=any(map(_is_prose_word, tokens[core_end:end])),
            )
        )
        index = end
    return segments


def _match_brackets(tokens: Sequence[Token]) -> dict[int, int]:
    """Offsets of matching brackets, both ways; those that match nothing are left out."""
    partners: dict[int, int] = {}
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind is TokenKind.OPEN:
            opened.append(index)
        elif token.kind is TokenKind.CLOSE and opened:
            partners[index] = opened.pop()
            partners[partners[index]] = index
    return partners


def _is_prose(tokens: Sequence[Token], index: int, partners: dict[int, int]) -> bool:
    """True for a word before an expression, and for a bracket that matches nothing."""
    token = tokens[index]
    if token.kind in {TokenKind.OPEN, TokenKind.CLOSE}:
        return index not in partners
    if token.kind not in {TokenKind.WORD, TokenKind.WORD_OPERATOR}:
        return False
    following = token_at(tokens, index + 1)
    return following is not None and following.kind is not TokenKind.OPERATOR


def _run_ends(tokens: Sequence[Token], start: int, partners: dict[int, int]) -> tuple[int, int]:
    """The offsets after the run, and after its last operand."""
    index = core_end = start
    expects_operand = True
    while index < len(tokens):
        token = tokens[index]
        label_end = index if expects_operand else labels_end(tokens, index)
        if label_end > index:
            is_prose = any(map(_is_prose_word, tokens[index:label_end]))
            index = label_end
            if is_prose or is_operand_start(token_at(tokens, index)):
                break
            continue
        if token.kind in _BRACKETS and index not in partners:
            break
        is_operator = token.kind in _OPERATORS
        expects_operand = is_operator or (expects_operand and token.kind is TokenKind.FUNCTION)
        index = partners[index] + 1 if token.kind is TokenKind.OPEN else index + 1
        core_end = core_end if is_operator else index
    return index, max(core_end, start + 1)


def _is_whole_left(tokens: Sequence[Token], start: int, *, has_prior: bool) -> bool:
    first = tokens[start]
    if first.kind is TokenKind.OPERATOR and (first.text != "-" or start > 0):
        return False
    if start == 0:
        return True
    before = tokens[start - 1]
    if before.kind is not TokenKind.WORD:
        return before.kind is TokenKind.OPEN
    return _is_reset(before) if has_prior else not _is_connective(before)


def _is_apart(tokens: Sequence[Token], start: int, core_end: int) -> bool:
    """True for a computation behind a label and a preposition."""
    label, before = tokens[start - 2 : start] if start > 1 else (None, None)
    is_computed = any(token.kind in _OPERATORS for token in tokens[start:core_end])
    is_labelled = label is not None and label.kind is TokenKind.WORD
    return (
        is_computed and is_labelled and before is not None and before.text.lower() in _PREPOSITIONS
    )


def _is_prose_word(token: Token) -> bool:
    """True for a word that ends one statement or begins another."""
    return _is_reset(token) or token.text.lower() in _TIES


def _is_reset(token: Token) -> bool:
    """True for a word after which a new statement begins."""
    return token.text.lower() in _RESETS or token.text.endswith(_CHINESE_RESETS)


def _is_connective(token: Token) -> bool:
    """True for a word that ties the next expression to something before it."""
    return token.text.lower() in _CONNECTIVES or token.text.endswith(_CHINESE_CONNECTIVES)
