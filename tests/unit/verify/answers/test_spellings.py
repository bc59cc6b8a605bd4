"""Spellings of right answers, and their neighbours that are wrong."""

import pytest

from setpoint.problems import MathKey
from setpoint.records import Outcome, Response
from setpoint.verify.math import verify_math

RIGHT = [
    ("85/3", r"\boxed{28.333...}"),
    ("85/3", "[答案] 85/3"),
    ("85/3", r"\boxed{\text{The answer is } \frac{85}{3}}"),
    ("150", "一百五"),
    ("105", "一百零五"),
    ("7", "【答案】柒"),
    ("7", "七个"),
    ("364000", "three hundred and sixty four thousand"),
    ("2/3", "two thirds"),
    ("1/2", "一半"),
    ("2/3", "【答案】三分之二"),
    ("2/3", "答案是三分之二。"),
    ("50%", "五成"),
    ("50%", "【答案】5成"),
    ("35%", "三成五"),
    ("0.75", "七成半"),
    ("85%", "八五折"),
    ("7", "【答案】Ⅶ"),
    ("52_8", "0o52"),
    ("1010_2", "【答案】0b1010"),
    ("2A_16", r"\boxed{0x2a}"),
    ("-3", r"\boxed{–3}"),
    ("-3", "【答案】零下3度"),
    ("0.25", r"\boxed{.25}"),
    ("1234567", "【答案】1，234，567"),
    ("[0,1)", r"\boxed{[0,1[}"),
    ("(0,oo)", r"\boxed{\mathbb{R}^+}"),
    ("(1,3)", "（1，3）"),
    ("(3, pi/2)", r"(3, \tfrac{\pi}{2})"),
    ("204_5", r"\boxed{(204)_5}"),
    ("204_5", "204₅"),
    ("204_5", "204（五进制）"),
    ("52_8", "52 (base 8)"),
    ("2^(2010^2014)", r"\boxed{2^{2010^{2014}}}"),
    ("10", r"$\mathrm{C}_5^2$"),
    ("10", r"\boxed{_5C_2}"),
    ("[[1],[2]]", r"\boxed{(1,2)^T}"),
    ("60°", r"\frac{\pi}{3}\text{ rad}"),
    ("B", "The correct option is (B)."),
    ("B", "故选：B"),
    ("B", "Answer: b"),
    ("B", "B. 2"),
    ("AC", "CA"),
    ("even", "偶数"),
    ("yes", "是"),
    ("{}", "∅"),
    ("x^2+C", r"\boxed{x^2+c}"),
]
NOT_RIGHT = [
    ("85/3", "The ninth term is 28. Not 85/3."),
    ("105", "一百五"),
    ("3", "one and two"),
    ("204_5", "204 (base 6)"),
    ("52_8", "0o53"),
    ("52_8", "0x52"),
    ("50%", "六成"),
    ("50", "五成"),
    ("7", "Ⅷ"),
    ("85/3", r"\boxed{85/3} is wrong"),
    ("[[1,2],[3,4]]", r"\boxed{\begin{vmatrix}1&2\\3&4\end{vmatrix}}"),
    ("f(z)=z", r"\boxed{f(x)=y}"),
    ("15 cm^2", "15 cm"),
    ("2^(2010^2014)", r"\boxed{2^{2010^{2013}}}"),
    ("B", "The answer is not B."),
    ("AC", "CB"),
    ("x^2+C", r"\boxed{x^2}"),
    ("2", "lambda: 2"),
    ("2", 'exec("2")'),
]


@pytest.mark.parametrize(("key", "text"), RIGHT)
def test_a_right_answer_is_read_in_every_spelling(key: str, text: str) -> None:
    """Notation is not what is asked."""
    assert verify_math(MathKey(answer=key), Response(text=text)).outcome is Outcome.CORRECT


@pytest.mark.parametrize(("key", "text"), NOT_RIGHT)
def test_what_looks_alike_is_not_right(key: str, text: str) -> None:
    """Wrong or unreadable, but never accepted."""
    assert verify_math(MathKey(answer=key), Response(text=text)).outcome is not Outcome.CORRECT
