"""Cuts tokens into clauses, and says which of them the writer does not stand behind.

Covered: clauses end at punctuation, display-math marks, arrows and line ends, unless a line breaks
inside an equation. A doubt (*wait*, a question, 等等) covers its sentence. In the clause of an
equation, a supposition (*suppose*, 假设) covers the rest of the paragraph, a condition (*if*, 如果)
the rest of the sentence, an instance (*when n = 3*, 当) the clause.
Not covered: suppositions in words alone, and their withdrawal within a paragraph.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from setpoint.verify.expressions.tokens import Token, TokenKind

_SENTENCE_ENDS = frozenset({*".。!！?？\n", "\\\\"})
_QUESTIONS = frozenset("?？")
_JOINERS = frozenset({"+", "*", "/", "^", "=", "≈"})
_SIGN_KINDS = frozenset({TokenKind.OPERATOR, TokenKind.RELATION})
_DOUBT = re.compile(
    r"\b(?:wait|hmm+|maybe|perhaps|mistake\w*|wrong|incorrect|not|isn't|doesn't|instead|"
    r"guess|what if|error|oops|unless|rather than|never)\b"
    r"|等等|等一下|不对|错误|错了|可能|也许|不等于|不是|是否|不成立|矛盾",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:is|are|was|were|does|do|did|can|could|would|should|what|why|how|which)\b|吗|是否|为什么",
    re.IGNORECASE,
)
_SUPPOSITION = re.compile(
    r"\b(?:suppose|supposing|assume[sd]?|assuming|imagine|pretend|let's say|try|trying)\b"
    r"|假设|假定|不妨|试试|尝试",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|case|for example)\b|如果|假如|若|倘若|例如|比如", re.IGNORECASE)
_INSTANCE = re.compile(
    r"\b(?:when|for|at)\s{1,3}\W{0,4}[a-zA-Z](?:_?\d{1,3})?\W{0,4}(?:=|is\b)|当|令|取",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Tokens between two ends.

    Attributes:
        text: The text that the tokens' offsets refer to.
        tokens: At least one relation among them.
        is_bulleted: True if a dash stands before the clause, which may be a minus.
        is_doubted: True if the sentence questions or denies what it says.
        scope: 0 for what the writer stands behind; clauses under one supposition share another
            number.
    """

    text: str
    tokens: tuple[Token, ...]
    is_bulleted: bool
    is_doubted: bool
    scope: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Tokens without an end among them, perhaps none, and the ends around them."""

    before: str
    tokens: tuple[Token, ...]
    after: str

    def has(self, kind: TokenKind) -> bool:
        return any(token.kind is kind for token in self.tokens)


def is_doubtful(text: str) -> bool:
    """True if words of the text question or deny what it says."""
    return _DOUBT.search(text) is not None


def find_clauses(text: str, tokens: Sequence[Token]) -> Iterator[Clause]:
    """Finds the clauses that hold a relation, in order."""
    numbers = count(1)
    supposition = 0
    for sentence in _sentences(tokens):
        if _starts_paragraph(sentence[0]):
            supposition = 0
        spoken = [piece for piece in sentence if piece.tokens]
        claims = [piece for piece in spoken if piece.has(TokenKind.RELATION)]
        if not claims:
            continue
        is_doubted = _says(_DOUBT, text, spoken) or _asks_all(sentence, text)
        condition = 0
        for piece in claims:
            if piece.has(TokenKind.NUMBER) and _says(_SUPPOSITION, text, [piece]):
                supposition = next(numbers)
            if _says(_CONDITION, text, [piece]):
                condition = next(numbers)
            instance = next(numbers) if _says(_INSTANCE, text, [piece]) else 0
            yield Clause(
                text=text,
                tokens=piece.tokens,
                is_bulleted=piece.before.strip() == "-",
                is_doubted=is_doubted or piece.after in _QUESTIONS,
                scope=instance or condition or supposition,
            )


def _asks_all(sentence: Sequence[_Piece], text: str) -> bool:
    """True for a question that begins as one: *is a = 3, b = 4?*, not *given a = 3: b?*."""
    spoken = [piece for piece in sentence if piece.tokens]
    return sentence[-1].after in _QUESTIONS and _says(_ASKING, text, spoken[:1])


def _says(pattern: re.Pattern[str], text: str, pieces: Sequence[_Piece]) -> bool:
    start, end = pieces[0].tokens[0].start, pieces[-1].tokens[-1].end
    return pattern.search(text, start, end) is not None


def _starts_paragraph(piece: _Piece) -> bool:
    is_blank_line = not piece.tokens and piece.before == piece.after == "\n"
    return is_blank_line or piece.before.startswith("<")


def _sentences(tokens: Sequence[Token]) -> Iterator[list[_Piece]]:
    sentence: list[_Piece] = []
    for piece in _pieces(tokens):
        sentence.append(piece)
        if piece.after in _SENTENCE_ENDS or piece.after.startswith("<"):
            yield sentence
            sentence = []


def _pieces(tokens: Sequence[Token]) -> Iterator[_Piece]:
    before = "\n"
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        if token.kind not in {TokenKind.BREAK, TokenKind.LINE_END}:
            kept.append(token)
        elif token.kind is TokenKind.BREAK or not _joins_lines(tokens, index):
            yield _Piece(before=before, tokens=tuple(kept), after=token.text)
            before, kept = token.text, []
    yield _Piece(before=before, tokens=tuple(kept), after="\n")


def _joins_lines(tokens: Sequence[Token], index: int) -> bool:
    """True if the line breaks before or after a sign that needs both its sides."""
    around = [*tokens[max(index - 1, 0) : index], *tokens[index + 1 : index + 2]]
    return any(token.kind in _SIGN_KINDS and token.text in _JOINERS for token in around)
