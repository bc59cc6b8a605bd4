"""Tests of `setpoint.verify.expressions.parsing`, through the values it leads to."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.verify.expressions.parsing import MAX_TOKENS, read_expression
from setpoint.verify.expressions.unreadable import UnreadableError
from setpoint.verify.expressions.values import Reading, evaluate, show


def value(text: str) -> str:
    """The value of a text in the conventional reading, written out."""
    return show(evaluate(read_expression(text).node))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("85/3", "85/3"),
        (r"\frac{85}{3}", "85/3"),
        (r"\dfrac{85}3", "85/3"),
        (r"\tfrac12", "1/2"),
        ("28 1/3", "85/3"),
        (r"28\frac{1}{3}", "85/3"),
        ("28⅓", "85/3"),
        ("1,234,567", "1234567"),
        (r"1\,234\,567", "1234567"),
        ("3.64e5", "364000"),
        (r"3.64 \times 10^5", "364000"),
        ("100万", "1000000"),
        ("3 million", "3000000"),
        ("50%", "1/2"),
        ("25% of 80", "20"),
        (r"\frac{2}{5} of 10", "4"),
        ("8x5", "40"),
        ("2 + 3 * 4", "14"),
        ("2 - 3 - 4", "-5"),
        ("24/4/3", "2"),
        ("-3^2", "-9"),
        ("(-3)^2", "9"),
        ("2^3^2", "512"),
        ("5^-2", "1/25"),
        ("3²", "9"),
        ("5!", "120"),
        ("C_5^2", "10"),
        (r"\binom{5}{2}", "10"),
        (r"\sqrt{16}", "4"),
        (r"\sqrt2", "√2"),
        ("√16", "4"),
        (r"\left(2\right)(3+4)", "14"),
        ("2(3+4)", "14"),
        ("3a_1+3d", "3*a_1 + 3*d"),
        (r"\frac{3}{2}(2a_1+2d)", "3*a_1 + 3*d"),
        ("n(n+1)/2", "1/2*n^2 + 1/2*n"),
        ("a_1q^2", "a_1*q^2"),
        ("5 plus 3", "8"),
        ("$5", "5"),
    ],
)
def test_conventional_value(text: str, expected: str) -> None:
    """Plain and LaTeX notation are read as people read them."""
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1/2(4)", "1/8"), (r"28\frac{1}{3}", "28/3"), ("50%", "50"), ("6x/2x", "3")],
)
def test_alternative_reading(text: str, expected: str) -> None:
    """Where notation has a second reading it is kept."""
    expression = read_expression(text)

    assert expression.is_ambiguous
    assert show(evaluate(expression.node, Reading.ALTERNATIVE)) == expected


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (r"15\text{ cm}^2", ("cm ^ 2",)),
        (r"\frac{60 \text{ miles}}{3 \text{ days}}", ("miles", "days")),
        ("16 (total) - 7 (consumed)", ()),
        ("8 portions/bag * 3 bags", ("portions / bag", "bags")),
        (r"90^\circ", ("°",)),
        ("3个苹果 + 4个梨", ("个苹果", "个梨")),
    ],
)
def test_labels_are_kept_apart(text: str, labels: tuple[str, ...]) -> None:
    """Words behind an operand are labels, not factors."""
    assert read_expression(text).labels == labels


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2 +",
        "2 3",
        "a 3",
        "(2",
        "2)",
        "(2]",
        "f(3)",
        "P(A)",
        r"\sin x",
        "1+2+...+9",
        "total + 3",
        "|3|",
        "3 = 3",
        "$50,000 (5% more)",
        "__import__('os').system('true')",
    ],
)
def test_what_is_not_arithmetic_is_unreadable(text: str) -> None:
    """A text that is not wholly arithmetic is not read in part."""
    with pytest.raises(UnreadableError):
        value(text)


@pytest.mark.parametrize(
    "text",
    [
        "2^{10^{10}}",
        "9^{9^{9^{9}}}",
        "10^9!",
        "((10!)!)!",
        r"\binom{10^9}{5\cdot 10^8}",
        "9" * 257,
        "1+" * MAX_TOKENS + "1",
        "(" * 65 + "1" + ")" * 65,
        "-" * 500 + "1",
        "(a+b+c+d+e+f)^6",
        "1/0",
        "0^{-1}",
    ],
)
def test_what_is_over_a_cap_is_refused_unevaluated(text: str) -> None:
    """Sizes are checked before anything is computed."""
    with pytest.raises(UnreadableError):
        value(text)


def test_nesting_up_to_the_cap_is_read() -> None:
    """Sixty levels are read, by a recursion that stays shallow enough."""
    assert value("(" * 60 + "2" + ")" * 60) == "2"


@given(
    st.recursive(
        st.integers(0, 99).map(str),
        lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(
            lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"
        ),
        max_leaves=12,
    )
)
def test_whole_number_arithmetic_agrees_with_python(text: str) -> None:
    """Sums, differences and products have the value that Python gives them."""
    expected = Fraction(eval(text))  # noqa: S307 - the strategy writes digits and signs only

    assert evaluate(read_expression(text).node).rational == expected
