"""Written sums are true and go by tens."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.problems import MathKey
from setpoint.records import Response
from setpoint.wiring.grading import grade
from tools.nano.texts.sums import write_product, write_sum

WHOLE = st.integers(min_value=0, max_value=150)


@pytest.mark.parametrize(
    ("left", "sign", "right", "total", "text"),
    [
        ("48", "+", "28", "76", "48+28=68+8=76"),
        ("75", "-", "27", "48", "75-27=55-7=48"),
        ("8", "+", "12", "20", "8+12=20"),
        ("90", "+", "45", "135", "90+45=135"),
        ("16", "+", "28/3", "76/3", "16+28/3=48/3+28/3=68/3+8/3=76/3"),
        ("11/3", "+", "70/3", "27", "11/3+70/3=81/3=27"),
    ],
)
def test_sums_are_written_in_steps(left: str, sign: str, right: str, total: str, text: str) -> None:
    """Whole numbers, round ones, and fractions."""
    assert write_sum(Fraction(left), sign, Fraction(right), Fraction(total)) == text


@given(left=WHOLE, right=WHOLE, denominator=st.sampled_from((1, 2, 3)))
def test_every_step_of_a_sum_is_true(left: int, right: int, denominator: int) -> None:
    """The verifier of derivations finds no false step."""
    first, second = Fraction(left, denominator), Fraction(right)
    text = write_sum(first, "+", second, first + second)
    verdict = grade(
        MathKey(answer=str(first + second)), Response(text=f"{text}\n\\boxed{{{first + second}}}")
    )
    assert verdict.checks["false_steps"] == 0


@given(left=st.integers(min_value=1, max_value=99), right=st.integers(min_value=1, max_value=9))
def test_the_parts_of_a_product_add_up(left: int, right: int) -> None:
    """``15×9=90+45=135``."""
    *_, parts, total = write_product(left, right, left * right).split("=")
    assert int(total) == left * right
    if "+" in parts:
        assert sum(map(int, parts.split("+"))) == left * right
