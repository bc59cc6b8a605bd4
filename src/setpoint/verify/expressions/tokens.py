r"""Cuts text, prose and LaTeX mixed, into the tokens of arithmetic.

Covered: numbers with separators, names with subscripts, operators in signs and words (``×``,
``\cdot``, ``8x5``, ``divided by``, 乘以), relations, list bullets, and marks that end a clause.
Not covered: what the tokens mean together (`parsing`, `claims`). Signs that are not known
become opaque tokens, so that nothing is dropped in silence. One pass, linear in the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from setpoint.verify.expressions import notation
from setpoint.verify.expressions.units import is_unit


class TokenKind(StrEnum):
    """What a token can be part of."""

    NUMBER = "number"
    NAME = "name"
    WORD = "word"
    OPERATOR = "operator"
    WORD_OPERATOR = "word operator"
    """A word that is an operator only between two operands; its text is the operator."""
    POSTFIX = "postfix"
    FUNCTION = "function"
    """A fraction, root or binomial whose arguments follow."""
    OPEN = "open"
    CLOSE = "close"
    RELATION = "relation"
    BREAK = "break"
    """Ends a clause."""
    LINE_END = "line end"
    OPAQUE = "opaque"
    """Belongs to an expression, but cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    r"""A token.

    Attributes:
        kind: Its role.
        text: Its canonical form, e.g. ``*`` for ``\times``; words and numbers verbatim.
        start: Offset of its first character.
        end: Offset after its last character.
        is_spaced: True if white space or a delimiter stands before it.
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    is_spaced: bool


_Part: TypeAlias = tuple[TokenKind, str]

_SUBSCRIPT = r"(?:_\{[^{}\s]{1,12}\}|_\d{1,6}|_[A-Za-z](?![A-Za-z])|[₀-₉]{1,4})"
_DROPPED = str.maketrans("", "", "{} ")
_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "01234567890123456789-")
_FIXED = {
    "times": (TokenKind.OPERATOR, "*"),
    "power": (TokenKind.OPERATOR, "^"),
    "percent": (TokenKind.POSTFIX, "%"),
    "approximate": (TokenKind.RELATION, "≈"),
    "equal": (TokenKind.RELATION, "="),
    "root": (TokenKind.FUNCTION, "root"),
}
_VERBATIM = {
    "article": TokenKind.WORD,
    "bullet": TokenKind.BREAK,
    "break": TokenKind.BREAK,
    "gap": TokenKind.BREAK,
    "mark": TokenKind.BREAK,
    "environment": TokenKind.BREAK,
    "line": TokenKind.LINE_END,
    "number": TokenKind.NUMBER,
    "open": TokenKind.OPEN,
    "close": TokenKind.CLOSE,
    "opaque": TokenKind.OPAQUE,
    "other": TokenKind.OPAQUE,
}
_OPERAND_ENDS = frozenset({TokenKind.NUMBER, TokenKind.NAME, TokenKind.CLOSE, TokenKind.POSTFIX})
_PATTERN = re.compile(
    r"(?P<bullet>^[ \t]*+(?:[-*+•●▪][ \t]+|\(?\d{1,3}[.)](?!\d)[ \t]*+(?![-+*/=^×÷(]|\\[a-z])"
    r"|[①-⑳][ \t]*))"
    r"|(?P<cross>(?<=[\d)}])[xX](?=\$?\d))"
    r"|(?P<times>(?<=[\w)}])[ \t]{1,4}[xX](?=[ \t]{1,4}\\?\$?[\d(]))"
    r"|(?P<power>(?<=[0-9A-Za-z)])\*\*(?=[0-9A-Za-z(]))"
    r"|(?P<gap>\$[ \t]{1,4}\$|\\\)[ \t]{0,4}\\\()"
    r"|(?P<space>[ \t\r]+|\\[,;:! ]|~|\*\*+|`+|\\[()]|\\?\$+|[¥€£￥&])"
    r"|(?P<line>\n|\\\\(?![A-Za-z\\]))"
    r"|(?P<degree>(?:\^[ \t]{0,4}(?:\\circ\b|\{[ \t]{0,4}\\circ[ \t]{0,4}\})|°|\^∘|\\degree\b)"
    r"(?:\s?[CF]\b)?)"
    r"|(?P<percent>\\?%|(?<=\d)[ \t]*percent(?![a-z]))"
    rf"|(?P<greek>\\(?:{'|'.join(notation.GREEK)})(?![A-Za-z]){_SUBSCRIPT}?)"
    r"|(?P<environment>\\(?:begin|end)[ \t]*\{[a-zA-Z]{1,20}\*?\})"
    r"|(?P<command>\\{1,2}[A-Za-z]+)"
    r"|(?P<opaque>[A-Za-z]{2,}(?=\()(?<!sqrt)|\\[{}|]|\.{2,}|…+|(?<=\d):(?=\d)|第[ \t]*\d+"
    r"|\d+(?:st|[nr]d|th)\b)"
    r"|(?P<number>\d{1,3}(?:(?:,|\{,\}|\\,|,\\!\s?)\d{3})+(?!\d)(?:\.\d+)?"
    r"|(?:\d+(?:\.\d+)?|(?<![\w.])\.\d+)(?:[eE][-+]?\d{1,3}(?![\w.]))?|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
    r"|(?P<approximate>≈|≒|≃|~=|约等于|约为|(?:is[ \t]+)?approximately[ \t]+equal[ \t]+to\b"
    r"|is[ \t]+approximately\b)"
    r"|(?P<mark>(?<![-+×÷*/])[①-⑳](?![ \t]*[-+×÷*/=]))"
    r"|(?P<break>=>|==+>|->|[-+*/:!<>]=|[<>≤≥≠→⇒⟹⇔↔∴∵;:；：,，、。！？?\"“”‘’#@✓✔✅—]|\.|\\[\[\]]"
    r"|</?[A-Za-z]{1,12}>|【[^】\n]{0,20}】?)"
    r"|(?P<article>(?<=[ \t])[aAI](?=[ \t]{1,4}[a-z]{2}))"
    r"|(?P<root>√|sqrt(?=[ \t]*[(\[]))"
    r"|(?P<equal>={1,2}|等于|(?:is[ \t]+)?equals?(?:[ \t]+to)?\b)"
    rf"|(?P<name>(?:[A-Za-z]|[α-ωΔΩ])(?:{_SUBSCRIPT}|\d{{1,4}}(?!\d)|(?![A-Za-z])))"
    r"|(?P<words>multiplied[ \t]+by\b|divided[ \t]+by\b|[A-Za-z]{2,}(?:['’-][A-Za-z]+)*['’]?"
    r"|乘以|除以|加上|减去|万亿|[万亿]"
    r"|(?:(?!等于|约为|乘以|除以|加上|减去|[万亿])[\u3400-\u9fff])+)"
    r"|(?P<superscript>⁻?[⁰¹²³⁴-⁹]+)"
    r"|(?P<sign>[×·∙⋅∗*÷/+\-^])"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])"
    r"|(?P<factorial>!)"
    r"|(?P<other>.)",
    re.MULTILINE | re.DOTALL,
)


_UNKNOWN_X = re.compile(r"(?<![\w)}\\$])[xX](?:_?\d|[ \t]{0,3}[=+\-*/^,)≈])")
"""A text that uses x as an unknown: there, ``2x1`` need not be a product of two numbers."""


def tokenise(text: str) -> list[Token]:
    """Cuts a text of normalised width into tokens."""
    tokens: list[Token] = []
    cross = TokenKind.OPAQUE if _UNKNOWN_X.search(text) else TokenKind.OPERATOR
    is_spaced = False
    for match in _PATTERN.finditer(text):
        is_cross = match.lastgroup == "cross"
        parts = ((cross, "*"),) if is_cross else _classify(match, tokens[-1] if tokens else None)
        start, end = match.span()
        tokens.extend(
            Token(kind=kind, text=canonical, start=start, end=end, is_spaced=is_spaced)
            for kind, canonical in parts
        )
        is_spaced = not parts
    return tokens


def _classify(match: re.Match[str], last: Token | None) -> tuple[_Part, ...]:
    """The tokens of one match: mostly one, none for white space, two for a superscript."""
    group, text = match.lastgroup or "other", match.group()
    if group == "space":
        return ()
    if group in _FIXED:
        return (_FIXED[group],)
    if group in _VERBATIM:
        return ((_VERBATIM[group], text),)
    if group == "words":
        return (_word(text, last, is_attached=last is not None and last.end == match.start()),)
    if group == "factorial":
        is_postfix = last is not None and last.kind in _OPERAND_ENDS
        return ((TokenKind.POSTFIX if is_postfix else TokenKind.BREAK, text),)
    return _CLASSIFIERS[group](text)


def _word(text: str, last: Token | None, *, is_attached: bool) -> _Part:
    """A word; one glued to an operand, such as the ``rs`` of ``2rs``, must be a unit."""
    word = " ".join(text.lower().split())
    if word in notation.WORD_OPERATORS:
        return TokenKind.WORD_OPERATOR, notation.WORD_OPERATORS[word]
    is_behind_operand = last is not None and last.kind in _OPERAND_ENDS
    if word in notation.MULTIPLIERS and last is not None and last.kind is TokenKind.NUMBER:
        return TokenKind.POSTFIX, word
    if word == "pi":
        return TokenKind.NAME, "π"
    if word in notation.FUNCTION_WORDS:
        return TokenKind.OPAQUE, word
    is_product = is_attached and is_behind_operand and text.isascii() and not is_unit(text)
    return (TokenKind.OPAQUE if is_product else TokenKind.WORD), text


def _command(text: str) -> tuple[_Part, ...]:
    name = text.lstrip("\\")
    if name in notation.LAYOUT_COMMANDS:
        return ()
    if name in notation.FUNCTIONS:
        return ((TokenKind.FUNCTION, notation.FUNCTIONS[name]),)
    if name in notation.OPERATOR_COMMANDS:
        return ((TokenKind.OPERATOR, notation.OPERATOR_COMMANDS[name]),)
    if name in notation.APPROXIMATE_COMMANDS:
        return ((TokenKind.RELATION, "≈"),)
    kind = TokenKind.BREAK if name in notation.CLAUSE_COMMANDS else TokenKind.OPAQUE
    return ((TokenKind.NAME, "π"),) if name == "pi" else ((kind, name),)


def _name(text: str) -> tuple[_Part, ...]:
    """Writes ``a1``, ``a_{1}`` and ``a₁`` alike: ``a_1``."""
    bare = text.translate(_DIGITS).translate(_DROPPED).lstrip("\\")
    stem = bare.partition("_")[0].rstrip("0123456789")
    subscript = bare[len(stem) :].lstrip("_")
    return ((TokenKind.NAME, f"{stem}_{subscript}" if subscript else stem),)


def _sign(text: str) -> tuple[_Part, ...]:
    return ((TokenKind.OPERATOR, notation.SIGNS[text]),)


def _superscript(text: str) -> tuple[_Part, ...]:
    return (TokenKind.OPERATOR, "^"), (TokenKind.NUMBER, text.translate(_DIGITS))


def _degree(text: str) -> tuple[_Part, ...]:
    return ((TokenKind.POSTFIX, f"°{text[-1] if text[-1] in 'CF' else ''}"),)


_CLASSIFIERS: dict[str, Callable[[str], tuple[_Part, ...]]] = {
    "command": _command,
    "name": _name,
    "greek": _name,
    "sign": _sign,
    "superscript": _superscript,
    "degree": _degree,
}
