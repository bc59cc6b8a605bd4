r"""Reads arithmetic, plain or LaTeX, into a tree that can be looked at without running anything.

Covered: sums, products, division, powers, fractions, roots, factorials, binomials, percent,
mixed numbers, large-number words, implicit multiplication where it is safe, unit labels.
Not covered: functions such as ``\sin`` or ``f(3)``, absolute values, and sums over indices; they
raise `UnreadableError`, as does everything over the caps on nesting and length.

Where notation has two common readings (``1/2x``, ``28\frac{1}{3}``, ``%``) the tree says so, and
`values.evaluate` computes either.
"""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from setpoint.verify.expressions.cursor import Cursor
from setpoint.verify.expressions.functions import (
    Readers,
    closes_bar,
    is_function,
    read_function,
    read_root,
    split_products,
)
from setpoint.verify.expressions.lookahead import (
    is_operand_start,
    proper_fraction,
    read_number,
)
from setpoint.verify.expressions.notation import MULTIPLIERS
from setpoint.verify.expressions.tokens import Token, TokenKind, tokenise
from setpoint.verify.expressions.tree import Expression, Name, Node, Number, Operation
from setpoint.verify.expressions.unreadable import UnreadableError

MAX_TOKENS = 400


def read_expression(text: str, *, has_functions: bool = False) -> Expression:
    """Reads a text of normalised width.

    Raises:
        UnreadableError: The text is not, or not only, arithmetic.
    """
    return parse(tokenise(_SPACED_SIGN.sub(r"\1", text)), has_functions=has_functions)


def parse(tokens: Sequence[Token], *, has_functions: bool = False) -> Expression:
    """Reads tokens, all of them; functions such as the sine only where they are asked for.

    Raises:
        UnreadableError: The tokens are not, or not only, arithmetic.
    """
    if len(tokens) > MAX_TOKENS:
        raise UnreadableError("the expression is too long")
    cursor = Cursor(
        split_products(tokens) if has_functions else tokens, has_functions=has_functions
    )
    node = _read_sum(cursor)
    if cursor.peek() is not None:
        raise UnreadableError(f"{cursor.take().text!r} is not arithmetic")
    return Expression(node=node, labels=tuple(cursor.labels), is_ambiguous=cursor.is_ambiguous)


_SPACED_SIGN = re.compile(r"\A\s*([-+])\s+")
_COMBINATION = re.compile(r"C_(\d{1,4})")
_CALLABLE = frozenset("fghFGHPCE")
_PAIRS = {"(": ")", "[": "]", "{": "}"}


def _read_sum(cursor: Cursor) -> Node:
    terms = [_read_product(cursor)]
    while operator := cursor.take_operator("+-"):
        term = _read_product(cursor)
        terms.append(term if operator == "+" else _operation("neg", term))
    return terms[0] if len(terms) == 1 else _operation("+", *terms)


def _read_product(cursor: Cursor) -> Node:
    factors = [_read_signed(cursor)]
    is_labelled = cursor.take_labels()
    while True:
        if operator := cursor.take_operator("*/"):
            factor = _read_signed(cursor)
            factors.append(factor if operator == "*" else _operation("inverse", factor))
        elif _is_share(factors[-1]) and cursor.take_if(TokenKind.WORD_OPERATOR, "of"):
            factors.append(_read_signed(cursor))
        elif not is_labelled and _starts_operand(cursor):
            _juxtapose(cursor, factors)
        else:
            return factors[0] if len(factors) == 1 else _operation("*", *factors)
        is_labelled = cursor.take_labels()


def _juxtapose(cursor: Cursor, factors: list[Node]) -> None:
    """Reads a factor that follows without a sign."""
    token = cursor.peek()
    is_number = token is not None and token.kind is TokenKind.NUMBER
    if is_number and not (cursor.has_functions and _is_factorial(factors[-1])):
        raise UnreadableError("two operands side by side")
    labels_before = len(cursor.labels)
    factor, last = _read_power(cursor), factors[-1]
    if len(cursor.labels) > labels_before:
        raise UnreadableError("a remark in brackets")
    if isinstance(last, Operation) and last.operator == "inverse":
        cursor.is_ambiguous = True
        factors[-1] = _operation("juxtaposed", last.operands[0], factor)
    else:
        factors.append(factor)


def _is_factorial(node: Node) -> bool:
    return isinstance(node, Operation) and node.operator == "!"


def _read_signed(cursor: Cursor) -> Node:
    is_negative = False
    while operator := cursor.take_operator("+-"):
        is_negative ^= operator == "-"
    node = _read_power(cursor)
    return _operation("neg", node) if is_negative else node


def _read_power(cursor: Cursor) -> Node:
    base = _read_postfixes(cursor, _read_primary(cursor))
    if not cursor.take_if(TokenKind.OPERATOR, "^"):
        return base
    exponent = _nested(cursor, _read_signed)
    return _combination(base, exponent) or _operation("^", base, exponent)


def _read_postfixes(cursor: Cursor, node: Node) -> Node:
    while (token := cursor.peek()) and token.kind is TokenKind.POSTFIX:
        cursor.take()
        if token.text.startswith("°"):
            cursor.labels.append(token.text)
        elif token.text in MULTIPLIERS:
            scale = Number(value=Fraction(MULTIPLIERS[token.text]))
            node = _operation("*", node, scale)
        else:
            cursor.is_ambiguous |= token.text == "%"
            node = _operation(token.text, node)
    return node


def _read_primary(cursor: Cursor) -> Node:
    token = cursor.take()
    if token.kind is TokenKind.NUMBER:
        return _read_mixed(cursor, read_number(token.text))
    if token.kind is TokenKind.NAME:
        return _read_name(cursor, token)
    if token.kind is TokenKind.OPEN:
        return _read_group(cursor, token)
    if token.kind is TokenKind.FUNCTION:
        return _read_function(cursor, token)
    if cursor.has_functions and is_function(token):
        return read_function(cursor, token, _READERS)
    raise UnreadableError(f"{token.text!r} is not arithmetic")


def _starts_operand(cursor: Cursor) -> bool:
    token = cursor.peek()
    is_called = cursor.has_functions and token is not None and is_function(token)
    return is_operand_start(token) or (is_called and not closes_bar(cursor))


def _read_mixed(cursor: Cursor, whole: Number) -> Node:
    r"""Joins a whole number and a proper fraction: ``28 1/3``, ``28\frac{1}{3}``, ``28⅓``."""
    found = proper_fraction(cursor.tokens, cursor.position) if whole.decimals is None else None
    if found is None:
        return whole
    fraction, cursor.position = found
    cursor.is_ambiguous = True
    return _operation("mixed", whole, fraction)


def _read_name(cursor: Cursor, token: Token) -> Node:
    following = cursor.peek()
    is_call = following is not None and following.text == "(" and not following.is_spaced
    if is_call and (token.text in _CALLABLE or _closes_after_one(cursor)):
        raise UnreadableError(f"{token.text}(…) may be a function")
    return Name(name=token.text)


def _closes_after_one(cursor: Cursor) -> bool:
    closing = cursor.peek(2)
    return closing is not None and closing.kind is TokenKind.CLOSE


def _read_group(cursor: Cursor, opening: Token) -> Node:
    node = _nested(cursor, _read_sum)
    if cursor.take().text != _PAIRS.get(opening.text):
        raise UnreadableError("brackets do not match")
    return node


def _read_function(cursor: Cursor, token: Token) -> Node:
    if token.text == "root":
        return _operation("sqrt", _nested(cursor, _read_primary))
    if token.text == "sqrt" and cursor.has_functions and cursor.take_if(TokenKind.OPEN, "["):
        return read_root(cursor, _READERS)
    first = _nested(cursor, _read_argument)
    if token.text == "sqrt":
        return _operation("sqrt", first)
    second = _nested(cursor, _read_argument)
    if token.text == "frac":
        return _operation("/", first, second)
    return _operation("binom", first, second)


def _read_argument(cursor: Cursor) -> Node:
    r"""Reads a braced group, or one digit or name as TeX does in ``\frac12``."""
    token = cursor.take()
    if token.kind is TokenKind.OPEN and token.text == "{":
        return _read_group(cursor, token)
    if token.kind is TokenKind.NAME:
        return Name(name=token.text)
    if token.kind is TokenKind.NUMBER and token.text.isdigit():
        return Number(value=Fraction(cursor.take_digit(token)))
    raise UnreadableError("an argument is missing")


def _nested(cursor: Cursor, read: Callable[[Cursor], Node]) -> Node:
    with cursor.nested():
        return read(cursor)


def _operation(operator: str, *operands: Node) -> Operation:
    return Operation(operator=operator, operands=operands)


def _is_share(node: Node) -> bool:
    """True for what takes a share with *of*: a percentage or a fraction."""
    return isinstance(node, Operation) and node.operator in {"%", "/", "inverse"}


def _combination(base: Node, exponent: Node) -> Node | None:
    """Reads ``C_5^2``, the Chinese notation of a binomial."""
    match = _COMBINATION.fullmatch(base.name) if isinstance(base, Name) else None
    if not match or not isinstance(exponent, Number):
        return None
    return _operation("binom", Number(value=Fraction(match[1])), exponent)


_READERS = Readers(
    total=lambda cursor: _nested(cursor, _read_sum),
    power=lambda cursor: _nested(cursor, _read_power),
    argument=lambda cursor: _nested(cursor, _read_argument),
)
