"""A position in tokens that moves forward, with what was noticed on the way.

What is covered: taking tokens, labels and digits, and the cap on nesting. What is not: grammar
(`parsing`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from setpoint.verify.expressions.lookahead import is_operand_start, labels_end
from setpoint.verify.expressions.tokens import Token, TokenKind
from setpoint.verify.expressions.units import is_unit
from setpoint.verify.expressions.unreadable import UnreadableError

MAX_DEPTH = 64
_BRACKETS = frozenset({TokenKind.OPEN, TokenKind.CLOSE})


class Cursor:
    """A position in tokens.

    Attributes:
        labels: Words that stood behind operands.
        is_ambiguous: True if the notation had a second reading.
        has_functions: True if functions such as the sine may be read.
    """

    def __init__(self, tokens: Sequence[Token], *, has_functions: bool = False) -> None:
        self.has_functions = has_functions
        self.labels: list[str] = []
        self.is_ambiguous = False
        self.position = 0
        self.tokens = list(tokens)
        self._depth = 0

    def peek(self, ahead: int = 0) -> Token | None:
        """The next token, or one further ahead; None after the end."""
        index = self.position + ahead
        return self.tokens[index] if index < len(self.tokens) else None

    def take(self) -> Token:
        """Takes the next token.

        Raises:
            UnreadableError: There is none.
        """
        token = self.peek()
        if token is None:
            raise UnreadableError("it ends too early")
        self.position += 1
        return token

    def take_if(self, kind: TokenKind, text: str) -> bool:
        """Takes the next token if it is this one."""
        token = self.peek()
        found = token is not None and token.kind is kind and token.text == text
        self.position += found
        return found

    def take_operator(self, accepted: str) -> str | None:
        """Takes a sign, or a word such as ``plus`` that stands before an operand."""
        token = self.peek()
        if token is None or token.text not in tuple(accepted):
            return None
        is_word = token.kind is TokenKind.WORD_OPERATOR and is_operand_start(self.peek(1))
        return self.take().text if is_word or token.kind is TokenKind.OPERATOR else None

    def take_digit(self, token: Token) -> int:
        """Splits the first digit off a number that was just taken; the rest comes next."""
        first, rest = token.text[0], token.text[1:]
        if rest:
            self.position -= 1
            self.tokens[self.position] = replace(token, text=rest, is_spaced=False)
        return int(first)

    def take_labels(self) -> bool:
        """Takes the words behind an operand, such as ``miles per hour``; False if none are.

        Remarks in round brackets are no labels, unless they are a unit: ``3 (on the third day)``.
        """
        end = labels_end(self.tokens, self.position)
        taken = self.tokens[self.position : end]
        words = _without_remarks(taken)
        if words:
            self.labels.append(" ".join(words))
        self.position = end
        return bool(taken)

    @contextmanager
    def nested(self) -> Iterator[None]:
        """Counts a level of nesting.

        Raises:
            UnreadableError: There are more than `MAX_DEPTH`.
        """
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise UnreadableError("it is nested too deeply")
        yield
        self._depth -= 1


def _without_remarks(tokens: Sequence[Token]) -> list[str]:
    """The words outside round brackets, and units alone in them."""
    words: list[str] = []
    remark: list[str] | None = None
    for token in tokens:
        if token.text == "(":
            remark = []
        elif token.text == ")" and remark is not None:
            words.extend(word for word in remark if len(remark) == 1 and is_unit(word))
            remark = None
        elif token.kind not in _BRACKETS:
            (words if remark is None else remark).append(token.text)
    return words
