r"""Reads functions inside an expression, for answers that are formulas.

Covered: trigonometric functions and their inverses, with powers (``\sin^2 x``, ``\tan^{-1} x``),
logarithms with a base, ``\exp``, ``\sqrt[n]{…}``, ``|x|``, floor and ceiling, and products of
unknowns without a sign (``2Cx``). Not covered: functions that an answer defines.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from setpoint.verify.expressions.cursor import Cursor
from setpoint.verify.expressions.tokens import Token, TokenKind
from setpoint.verify.expressions.tree import Name, Node, Number, Operation
from setpoint.verify.expressions.units import is_unit
from setpoint.verify.expressions.unreadable import UnreadableError

MAX_PRODUCT = 4
_INVERSES = {
    f"{prefix}{name}": f"a{name}"
    for name in ("sin", "cos", "tan", "cot")
    for prefix in ("arc", "a")
}
_PLAIN = {name: name for name in "sin cos tan cot sec csc sinh cosh tanh exp".split()}  # noqa: SIM905 - words in a row
_NAMES = _PLAIN | _INVERSES | {"tg": "tan", "ctg": "cot", "arctg": "atan"}
_EULER: Node = Name(name="e")
_LOGARITHMS: dict[str, Node] = {"ln": _EULER, "lg": Number(value=Fraction(10))}
_FACTOR_STARTS = frozenset({TokenKind.NAME, TokenKind.FUNCTION})
_PAIRED = {
    "|": ("|", "abs"),
    "vert": ("vert", "abs"),
    "lvert": ("rvert", "abs"),
    "lfloor": ("rfloor", "floor"),
    "lceil": ("rceil", "ceil"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """The parts of the grammar that functions are made of."""

    total: Callable[[Cursor], Node]
    power: Callable[[Cursor], Node]
    argument: Callable[[Cursor], Node]


def is_function(token: Token) -> bool:
    """True for the name of a function, and for a bar that opens an absolute value."""
    is_named = token.kind in {TokenKind.OPAQUE, TokenKind.WORD}
    known = token.text in _NAMES or token.text in _LOGARITHMS or token.text in _PAIRED
    return is_named and (known or token.text == "log")


def closes_bar(cursor: Cursor) -> bool:
    """True if the next token is a bar; behind an operand it closes."""
    token = cursor.peek()
    return token is not None and token.text in {"|", "vert"}


def read_function(cursor: Cursor, token: Token, readers: Readers) -> Node:
    """Reads what belongs to a function's name that was just taken."""
    if token.text in _PAIRED:
        closing, operator = _PAIRED[token.text]
        node = readers.total(cursor)
        if cursor.take().text != closing:
            raise UnreadableError("bars do not match")
        return Operation(operator=operator, operands=(node,))
    if token.text == "log" or token.text in _LOGARITHMS:
        return _read_logarithm(cursor, token, readers)
    operator = _NAMES[token.text]
    exponent = readers.argument(cursor) if cursor.take_if(TokenKind.OPERATOR, "^") else None
    if exponent is not None and _is_minus_one(exponent):
        return Operation(operator=f"a{operator}", operands=(_read_operand(cursor, readers),))
    node = Operation(operator=operator, operands=(_read_operand(cursor, readers),))
    return node if exponent is None else Operation(operator="^", operands=(node, exponent))


def read_root(cursor: Cursor, readers: Readers) -> Node:
    r"""Reads ``\sqrt[n]{…}`` from behind its opening bracket."""
    degree = readers.total(cursor)
    is_whole = isinstance(degree, Number) and degree.value.denominator == 1
    if not is_whole or cursor.take().text != "]":
        raise UnreadableError("the degree of a root is not a whole number")
    return Operation(operator="root", operands=(degree, readers.argument(cursor)))


def split_products(tokens: Sequence[Token]) -> list[Token]:
    """Takes letters behind an operand or beside a sign for unknowns: ``2Cx``, ``ab+c``."""
    neighbours = zip([None, *tokens], [*tokens[1:], None], strict=False)
    return [
        part
        for token, beside in zip(tokens, neighbours, strict=False)
        for part in _split_product(token, beside)
    ]


def _split_product(token: Token, beside: tuple[Token | None, Token | None]) -> list[Token]:
    is_run = token.text.isascii() and token.text.isalpha() and 1 < len(token.text) <= MAX_PRODUCT
    if not is_run or is_function(token) or token.end - token.start != len(token.text):
        return [token]
    is_by_sign = any(one is not None and one.kind is TokenKind.OPERATOR for one in beside)
    is_word = token.kind is TokenKind.WORD and (is_unit(token.text) or not is_by_sign)
    if token.kind not in {TokenKind.OPAQUE, TokenKind.WORD} or is_word:
        return [token]
    return [replace(token, kind=TokenKind.NAME, text=letter) for letter in token.text]


def _read_logarithm(cursor: Cursor, token: Token, readers: Readers) -> Node:
    base = _LOGARITHMS.get(token.text, _EULER)
    following = cursor.peek()
    if following is not None and following.text == "_":
        cursor.take()
        base = readers.argument(cursor)
    elif token.text == "log":
        raise UnreadableError("a logarithm without its base")
    exponent = readers.argument(cursor) if cursor.take_if(TokenKind.OPERATOR, "^") else None
    node = Operation(operator="log", operands=(base, _read_operand(cursor, readers)))
    return node if exponent is None else Operation(operator="^", operands=(node, exponent))


def _read_operand(cursor: Cursor, readers: Readers) -> Node:
    r"""The argument: a bracket alone, or factors up to the next sign, as in ``\sin 2x``."""
    opening, labels_before = cursor.peek(), len(cursor.labels)
    factors = [readers.power(cursor)]
    is_open = opening is None or opening.kind is not TokenKind.OPEN
    while is_open and (token := cursor.peek()) and token.kind in _FACTOR_STARTS:
        factors.append(readers.power(cursor))
    if cursor.labels[labels_before:] == ["°"]:
        cursor.labels.pop()
        factors += (Name(name="π"), Number(value=Fraction(1, 180)))
    return factors[0] if len(factors) == 1 else Operation(operator="*", operands=tuple(factors))


def _is_minus_one(node: Node) -> bool:
    return node == Operation(operator="neg", operands=(Number(value=Fraction(1)),))
