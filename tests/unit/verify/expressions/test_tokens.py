"""Tests of `setpoint.verify.expressions.tokens`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.verify.expressions.tokens import TokenKind, tokenise


def kinds(text: str) -> list[str]:
    """The kinds of a text's tokens."""
    return [token.kind.value for token in tokenise(text)]


@pytest.mark.parametrize("text", ["a1", "a_1", "a_{1}", "a₁"])
def test_subscripts_are_written_alike(text: str) -> None:
    """One name has one canonical form."""
    assert [token.text for token in tokenise(text)] == ["a_1"]


@pytest.mark.parametrize(
    "text", ["3*4", "3×4", r"3\cdot 4", r"3 \times 4", "3x4", "3 x 4", "3·4", "3乘以4", "3 times 4"]
)
def test_products_are_written_alike(text: str) -> None:
    """Every way of writing a product gives the same three tokens."""
    assert [token.text for token in tokenise(text)] == ["3", "*", "4"]


def test_cross_between_digits_is_opaque_where_x_is_an_unknown() -> None:
    """In a text with ``x = …``, ``2x1`` may be twice x_1."""
    tokens = tokenise("x = 7, 2x1")

    assert [token.kind for token in tokens[-3:]] == [
        TokenKind.NUMBER,
        TokenKind.OPAQUE,
        TokenKind.NUMBER,
    ]


def test_glued_letters_are_opaque_unless_a_unit() -> None:
    """``2rs`` is a product of unknowns, ``2cm`` a length."""
    assert kinds("2rs") == ["number", "opaque"]
    assert kinds("2cm") == ["number", "word"]


@pytest.mark.parametrize("text", ["- 5 + 3", "1. 5 + 3", "2) 5 + 3", "* 5 + 3", "① 5 + 3"])
def test_list_marks_are_breaks(text: str) -> None:
    """A mark at the start of a line belongs to the list."""
    assert kinds(text) == ["break", "number", "operator", "number"]


def test_bracketed_operand_is_no_list_mark() -> None:
    """A number in brackets before an operator is an operand."""
    assert kinds("(3) + 4")[0] == "open"


@pytest.mark.parametrize(
    "number", ["1,234,567", r"1\,234\,567", "9{,}500", "3.64e5", ".5", "10,\\!080", "½"]
)
def test_number_is_one_token(number: str) -> None:
    """Separators and exponents stay inside the number."""
    assert kinds(number) == ["number"]


@pytest.mark.parametrize("text", [r"\sin", "…", "1+...", "f⊕g", "|x|", r"\sum"])
def test_what_is_not_known_is_opaque(text: str) -> None:
    """Nothing is dropped in silence."""
    assert "opaque" in kinds(text)


@given(st.text(alphabet="1aé 年\\{}()[]$.,!%^_=*x-+\n½²", max_size=60))
def test_tokens_keep_their_place(text: str) -> None:
    """Tokens come in order and lie within the text."""
    spans = [(token.start, token.end) for token in tokenise(text)]

    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
