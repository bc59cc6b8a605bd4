r"""Looks ahead in tokens: numbers, mixed fractions, and the labels behind an operand.

Covered: what can be decided from a few tokens, for the parser (`parsing`) and for the search
for claims in prose (`claims`). Not covered: anything that nests.
"""

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction

from setpoint.verify.expressions.tokens import Token, TokenKind
from setpoint.verify.expressions.tree import Node, Number, Operation
from setpoint.verify.expressions.unreadable import UnreadableError

MAX_DIGITS = 256

_WORDS = frozenset({TokenKind.WORD, TokenKind.WORD_OPERATOR})
_OPERAND_STARTS = frozenset({TokenKind.NUMBER, TokenKind.NAME, TokenKind.OPEN, TokenKind.FUNCTION})
_SEPARATORS = re.compile(r"[^\d.eE+-]")


def token_at(tokens: Sequence[Token], index: int) -> Token | None:
    """The token at an offset, None after the end."""
    return tokens[index] if index < len(tokens) else None


def is_operand_start(token: Token | None) -> bool:
    """True if an operand can begin with this token."""
    return token is not None and token.kind in _OPERAND_STARTS


def is_vulgar(token: Token) -> bool:
    """True for a sign such as ``½``."""
    return token.kind is TokenKind.NUMBER and len(token.text) == 1 and not token.text.isdecimal()


def read_number(text: str) -> Number:
    """Reads a number's token.

    Raises:
        UnreadableError: It has more than `MAX_DIGITS` characters.
    """
    if len(text) > MAX_DIGITS:
        raise UnreadableError("a number has too many digits")
    if len(text) == 1 and not text.isdecimal():
        return Number(value=Fraction(unicodedata.numeric(text)).limit_denominator(10))
    plain = _SEPARATORS.sub("", text)
    has_point = "." in plain and "e" not in plain.lower()
    return Number(
        value=Fraction(plain), decimals=len(plain.partition(".")[2]) if has_point else None
    )


def proper_fraction(tokens: Sequence[Token], start: int) -> tuple[Node, int] | None:
    r"""A fraction below one of two plain numbers, and the offset after it.

    Reads ``1/3`` after a space, ``\frac{1}{3}``, ``\frac13`` and ``⅓``.
    """
    first = token_at(tokens, start)
    if first is None:
        return None
    if is_vulgar(first):
        return read_number(first.text), start + 1
    match [token.text for token in tokens[start : start + 7]]:
        case ["frac", "{", upper, "}", "{", lower, "}"]:
            return _proper(upper, lower, start + 7)
        case ["frac", digits, *_] if digits.isdecimal():
            return _proper(digits[:1], digits[1:2], start + 2) if digits[2:] == "" else None
        case [upper, "/", lower, *_] if first.is_spaced:
            return _proper(upper, lower, start + 3)
    return None


def word_end(tokens: Sequence[Token], start: int) -> int | None:
    """The offset after a word, or a bracket of words such as ``(total)`` or ``{ cm}``, else None.

    A word such as ``plus`` is not taken where it stands before an operand.
    """
    token = token_at(tokens, start)
    if token is None:
        return None
    if token.kind is TokenKind.WORD_OPERATOR:
        return None if is_operand_start(token_at(tokens, start + 1)) else start + 1
    if token.kind is TokenKind.WORD:
        return start + 1
    return _bracket_of_words_end(tokens, start)


def labels_end(tokens: Sequence[Token], start: int) -> int:
    """The offset after the words behind an operand: ``miles per hour``, ``cm^2``, ``/day``."""
    end = start
    while (following := _label_end(tokens, end, is_after_word=end > start)) is not None:
        end = following
    return end


def _label_end(tokens: Sequence[Token], start: int, *, is_after_word: bool) -> int | None:
    token = token_at(tokens, start)
    if token is None:
        return None
    if token.kind is TokenKind.OPERATOR and token.text == "/":
        return word_end(tokens, start + 1)
    if token.kind is TokenKind.OPERATOR and token.text == "^" and is_after_word:
        return _unit_power_end(tokens, start + 1)
    return word_end(tokens, start)


def _unit_power_end(tokens: Sequence[Token], start: int) -> int | None:
    kinds = [token.kind for token in tokens[start : start + 3]]
    if kinds[:1] == [TokenKind.NUMBER]:
        return start + 1
    is_braced = kinds == [TokenKind.OPEN, TokenKind.NUMBER, TokenKind.CLOSE]
    return start + 3 if is_braced else None


def _bracket_of_words_end(tokens: Sequence[Token], start: int) -> int | None:
    """Also takes rates and remarks: ``{ cups/bag}``, ``{(from 8-star rows)}``."""
    index, depth, has_word = start, 0, False
    while (token := token_at(tokens, index)) is not None:
        if token.kind in _WORDS:
            has_word = True
        elif token.kind is TokenKind.OPEN:
            depth += 1
        elif token.kind is TokenKind.CLOSE:
            depth -= 1
        elif not _is_within_words(tokens, index, has_word=has_word):
            return None
        index += 1
        if depth == 0:
            return index if has_word else None
    return None


def _is_within_words(tokens: Sequence[Token], index: int, *, has_word: bool) -> bool:
    """True for the stroke of a rate, and for the number and the hyphen of ``8-star``."""
    token, following = tokens[index], token_at(tokens, index + 1)
    is_tied = following is not None and following.kind is TokenKind.WORD
    if token.kind is TokenKind.OPERATOR:
        return is_tied and token.text in "/-"
    is_hyphen = following is not None and following.text == "-" and not following.is_spaced
    after = token_at(tokens, index + 2)
    is_compound = is_hyphen and after is not None and after.kind is TokenKind.WORD
    return has_word and token.kind is TokenKind.NUMBER and is_compound


def _proper(upper: str, lower: str, end: int) -> tuple[Node, int] | None:
    if not (upper.isdecimal() and lower.isdecimal()):
        return None
    operands = (read_number(upper), read_number(lower))
    is_proper = 0 < operands[0].value < operands[1].value
    return (Operation(operator="/", operands=operands), end) if is_proper else None
