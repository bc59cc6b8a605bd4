r"""Cuts off what only says over which numbers a letter of an answer runs.

Covered: *for all real x*, ``, k \in \mathbb{Z}``, *where C is a constant*, k为整数. A tail that
says more, such as *for odd n* or *where a > 0*, stays.
Not covered: scopes in the middle of an answer.
"""

import re

_START = re.compile(
    r"[ ,，;；(（]+(?:(?:where|with|for|for which)(?![A-Za-z])|\\forall(?![A-Za-z])|∀|其中|对于?|"
    r"(?=[A-Za-z] ?(?:\\in(?![A-Za-z])|∈|is an?\b|[为是])))"
)
_MARK = re.compile(r"\\?[A-Za-z]+|[\u4e00-\u9fff]+|[^\s\w]")
_HARMLESS = frozenset(
    r"""
    any all every each some an a is are in and where with for arbitrary parameter positive negative
    nonnegative non - real reals integer integers natural naturals rational whole constant constants
    number numbers \in ∈ \mathbb \mathbf \mathrm \text \forall ∀ { } ( ) $ , ， . 为 是 任意 整数
    实数 常数 任意整数 任意实数 任意常数 为整数 为实数 为常数 是整数 是实数 是常数 为任意整数
    为任意实数 为任意常数 是任意整数 是任意实数 是任意常数 的整数
    """.split()  # noqa: SIM905 - words in a row are easier to read than one a line
)
_TAIL = 80


def cut_scope(text: str) -> str:
    """The answer without a tail that only names the range of a letter."""
    for match in _START.finditer(text, max(1, len(text) - _TAIL)):
        marks = _MARK.findall(text[match.end() :])
        if marks and all(map(_is_harmless, marks)):
            return text[: match.start()]
    return text


def _is_harmless(mark: str) -> bool:
    is_letter = len(mark) == 1 and mark.isascii() and mark.isalpha()
    return is_letter or mark.lower() in _HARMLESS or mark in _HARMLESS
