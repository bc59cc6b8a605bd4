"""Tests of reading and comparing answers: `answers.reading` and `answers.comparison`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.records import Truth
from setpoint.verify.answers.comparison import compare
from setpoint.verify.answers.reading import read_form
from setpoint.verify.expressions.unreadable import UnreadableError


def judge(key: str, answer: str) -> Truth:
    """Compares two texts."""
    return compare(read_form(key), read_form(answer))


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("85/3", r"\dfrac{85}{3}"),
        ("85/3", r"\\frac{85}{3}"),
        ("85/3", "28 1/3"),
        ("85/3", r"a_9=\frac{85}{3}"),
        ("85/3", r"85/3 \approx 28.33"),
        ("85/3", "28.33 ≈ 85/3"),
        ("85/3", r"$\frac{85}{3}$（约28.33）"),
        ("5", "x=5"),
        ("x=5", "5"),
        ("5", "((5))"),
        ("2", "(" * 300 + "2" + ")" * 300),
        ("1234567", "1,234,567"),
        ("1234567", r"1\,234\,567"),
        ("9500", r"\$9{,}500"),
        ("1000000", "100万"),
        ("364000", r"3.64 \times 10^5"),
        ("0.5", "50%"),
        ("0.5", "1/2"),
        ("-3", "−3"),
        ("13", r"\text{13}"),
        ("7", "七"),
        ("10", "$C_5^2$"),
        ("(3, pi/2)", r"\left( 3, \frac{\pi}{2} \right)"),
        ("{5,-5}", r"x=\pm 5"),
        ("±3", "3, -3"),
        ("{3,5,7}", "7, 3, 5"),
        ("{1,2}", r"\{2,1\}"),
        ("{}", r"\varnothing"),
        ("1,-2", "-2,1"),
        ("(6,3),(9,3)", "(9,3),(6,3)"),
        ("-5, 14/3", r"x=-5,\ p=\frac{14}{3}"),
        ("x=-5, p=14/3", "p=14/3, x=-5"),
        ("0<x<12.5", "(0, 12.5)"),
        ("[0,1)", "0 ≤ x < 1"),
        ("(-oo,-4/3) U (0,oo)", "x<-4/3 或 x>0"),
        (r"x \in [-2,7]", "[-2,7]"),
        (r"(2,\infty)", "x > 2"),
        ("[[1,2],[3,4]]", r"\begin{bmatrix}1&2\\3&4\end{bmatrix}"),
        ("15 cm^2", r"15\text{ cm}^2"),
        ("15 cm", "15厘米"),
        ("-1", "i^2"),
        ("tan^2(y)+1", r"\sec^2 y"),
        (r"\arctan x", r"\tan^{-1}(x)"),
        (r"\frac{\log_2 x}{2}", r"\log_4 x"),
        (r"2\sqrt[3]{2}", r"\sqrt[3]{16}"),
        (r"\frac{2x}{x^2-1}", r"\frac{1}{x-1}+\frac{1}{x+1}"),
        (r"\binom{n}{2}", "n(n-1)/2"),
        ("2^{k-n}", "2^k/2^n"),
        ("30.52", r"\frac{1587}{52}"),
        ("6.01", r"6\frac{1}{64}"),
        ("2:3", r"\frac{2}{3}"),
        ("2:4:6", "1:2:3"),
        ("15th day", "15"),
        ("b<a<c", "b, a, c"),
        ("b<a<c", "c>a>b"),
        (r"x = k\pi", r"n\pi"),
        ("(k, l) = (3x, 5x)", r"(3t, 5t) \text{ for some integer } t"),
        ("f(n)=n, g(n)=1", "(f(n), g(n)) = (n, 1)"),
        ("18, 14, 7", "Paolo: 18, Rayna: 7, Qing: 14"),
        ("1,2", "Maximum = 2, Minimum = 1"),
        ("y + 1 = -(2x-1)^2", "-4x^2+4x-2"),
        (r"\begin{pmatrix}-7\\16\\5\end{pmatrix}", "(-7,16,5)"),
        (r"\{x | x < 3\} - \{-6\}", r"(-\infty,-6)\cup(-6,3)"),
        (r"a \le -2 \text{ or } a = 1", r"(-\infty,-2]\cup\{1\}"),
        (r"\{x|-1<x<1\}", "(-1,1)"),
        (r"(1, \sqrt 2.]", r"\left(1, \sqrt{2}\right]"),
        ("\f" + "rac{1}{2}", r"\frac12"),
        (r"\mathbb{R}", r"(-\infty,\infty)"),
        ("all real numbers", "x ∈ ℝ"),
        ("no solution", r"\varnothing"),
        ("无解", "none"),
        ("does not exist", "DNE"),
        (r"x \in \mathbb{R} \setminus \{0\}", r"(-\infty,0)\cup(0,\infty)"),
        (r"x\geq 3 \text{ and } x \neq 5", r"[3,5)\cup(5,\infty)"),
        ("|x|<2", "-2<x<2"),
        (r"|x| \geq 2", r"(-\infty,-2]\cup[2,\infty)"),
        ("5.5 hours", r"5\text{ hours }30\text{ minutes}"),
        ("5 m/s", "18 km/h"),
        ("5 m/s", "5 meters per second"),
        ("100 km/h", "100"),
        (r"\binom{100}{50}", r"\frac{100!}{50!50!}"),
        (r"2^{n}\cdot n!", "n! 2^n"),
        (r"\binom{n}{2}", "C_n^2"),
        ("20", "A_5^2"),
        ("y=Ce^{2x}+x", "y=ce^{2x}+x"),
        (r"f^{-1}(x)=\frac{x-1}{2}", r"\frac{x-1}{2}"),
        (r"\langle 1,2\rangle", "(1,2)"),
        ("(1,2)", "y=2, x=1"),
        ("0.25", "25 percent"),
        (r"\sin 30^\circ", "1/2"),
        (r"\tan 15^\circ", r"2-\sqrt3"),
        ("x=2, y=-1", r"\begin{cases} x=2 \\ y=-1 \end{cases}"),
        (r"0.\overline{3}", "1/3"),
        (r"0.1\overline{6}", "1/6"),
        (r"0.\dot{1}4285\dot{7}", "1/7"),
        ("三分之一", "1/3"),
        ("百分之五十", "50%"),
        ("二又三分之一", "7/3"),
        ("Alice: 3, Bob: 4", "Bob: 4, Alice: 3"),
        ("x_1=1, x_2=2", "x=1,2"),
        ("y=2x+1", "f(x)=2x+1"),
        ("2x+1", "f(x)=1+2x"),
        (r"x \in \{1,2\}", "1, 2"),
        ("[[1,0],[0,1]]", r"\left[\begin{array}{cc}1&0\\0&1\end{array}\right]"),
        (r"+\infty", "∞"),
        ("15 cm", "0.15 m"),
        ("15 cm", "15"),
        ("5", "5 hours"),
        ("90", "90°"),
        ("45°", r"\frac{\pi}{4}"),
        ("24", "2 dozen"),
        ("204_5", "204_{5}"),
        ("y = 2x + 3", "2x - y + 3 = 0"),
        ("f(z)=z", "f(x)=x"),
        ("f(x)=2x", "2x"),
        (r"1+2\sqrt{3}", r"\sqrt{12}+1"),
        (r"\frac{\sqrt{3}}{3}", r"\frac{1}{\sqrt3}"),
        ("(a+5)(b+2)", "ab+2a+5b+10".replace("ab", "a*b")),
        ("even", r"\text{Even}"),
    ],
)
def test_same(key: str, answer: str) -> None:
    """Notations of one object are equal."""
    assert judge(key, answer) is Truth.TRUE


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("85/3", "28.33"),
        ("85/3", "105"),
        ("28.33", "28.34"),
        ("100000", "100009"),
        ("50", "50%"),
        ("50%", "50"),
        ("50", "0.5"),
        ("-3", "3"),
        ("85/3", "84/3 或 85/3"),
        ("5", r"x=5 \text{ or } x=-5"),
        ("{5,-5}", "x=5"),
        ("±3", "3"),
        ("{3,5,7}", "3, 7"),
        ("1,-2", "1,-3"),
        ("(1,3)", "(3,1)"),
        ("(1,3)", r"\{1,3\}"),
        ("[0,1)", "(0,1)"),
        ("[1,2]", "(1,2)"),
        ("x=-5, p=14/3", "x=14/3, p=-5"),
        ("[[1],[2]]", r"\begin{pmatrix}1.0004\\2\end{pmatrix}"),
        ("15 cm", "15 m"),
        ("15 cm", "15 kg"),
        ("204_5", "204"),
        ("52_8", "528"),
        ("3x-y+13=0", "3x + 4y + 14=0"),
        ("y=2x", "y=-2x"),
        (r"2\sqrt{3}", r"3\sqrt{2}"),
        ("x=5", "y=5"),
        ("x_1=5", "x_2=5"),
        ("Alice: 3, Bob: 4", "Alice: 4, Bob: 3"),
        ("y=2x+1", "f(x)=x+1"),
        (r"\infty", r"-\infty"),
        ("1/2004!", r"\frac{1}{2006!}"),
        (r"\sin x", r"\cos x"),
        (r"\sqrt{x+1}", r"\sqrt{x}+1"),
        (r"\log_2 x", r"\log_3 x"),
        ("6.01", r"6\frac{1}{32}"),
        ("0.3", r"\frac{1}{3}"),
        ("2:3", r"\frac{3}{2}"),
        ("2:4:6", "1:3:2"),
        (r"x = k\pi", r"2n\pi"),
        ("(k, l) = (3x, 5x)", "(5t, 3t)"),
        ("1,2", "Maximum = 1, Minimum = 3"),
        (r"\{x | x < 3\} - \{-6\}", r"(-\infty,3)"),
        (r"a \le -2 \text{ or } a = 1", r"(-\infty,-2]"),
        (r"\begin{pmatrix}-7\\16\\5\end{pmatrix}", "(-7,5,16)"),
        ("odd", "even"),
        ("5", "no solution"),
        (r"\mathbb{R}", r"\mathbb{Z}"),
        ("90 minutes", "1 hour 20 minutes"),
        (r"y=Ce^{2x}+x", r"y=Ce^{3x}+x"),
        ("(1,2)", "x=2, y=1"),
        (r"\sin 30^\circ", r"\sin 30"),
        ("|x|<2", "x<2"),
        (r"0.\overline{3}", "0.3"),
        ("2^{1000}-1", "2^{1000}"),
        (r"e^{\pi\sqrt{163}}", "262537412640768744"),
        ("5 m/s", "5 km/h"),
        ("3+4i", "3-4i"),
    ],
)
def test_different(key: str, answer: str) -> None:
    """Near misses that lenient graders accept are different."""
    assert judge(key, answer) is Truth.FALSE


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("1,2", "(1,2)"),
        ("5 apples", "5 pears"),
        ("2", "2 dozen"),
        ("2k", "2n"),
        ("-5, 14/3", "x=14/3, p=-5"),
        ("1", "2^{10^{10}}"),
        ("x", r"\sqrt{x^2}"),
        ("any odd number", "some"),
        ("b<a<c", "a, b, c"),
    ],
)
def test_undecided(key: str, answer: str) -> None:
    """Where a convention decides, neither right nor wrong is claimed."""
    assert judge(key, answer) is Truth.UNKNOWN


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "85/3 = 28",
        r"\int x dx",
        "[x for x in ().__class__.__base__.__subclasses__()]",
        "1," * 100,
        "5" * 2000,
        "{" * 50 + "1,2" + "}" * 50,
    ],
)
def test_unreadable(answer: str) -> None:
    """Contradictions, integrals, oversized and foreign texts are not read."""
    with pytest.raises(UnreadableError):
        read_form(answer)


@given(st.fractions(-999, 999, max_denominator=99), st.fractions(-999, 999, max_denominator=99))
def test_fractions_are_equal_only_to_themselves(key: object, answer: object) -> None:
    """Two printed fractions are the same answer exactly if they are the same number."""
    expected = Truth.TRUE if key == answer else Truth.FALSE

    assert judge(str(key), str(answer)) is expected
