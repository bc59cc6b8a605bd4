"""Derivations for arithmetic sequences.

What is covered: elimination between the two sums, and the way over middle terms.
What is not: the closed formula without steps.
"""

from fractions import Fraction

from setpoint.records import Language, PromptStyle
from setpoint.suites.nano.sequences import SequenceTask
from tools.nano.texts.layout import lay_out
from tools.nano.texts.pen import Pen, Reply
from tools.nano.texts.sums import write_sum


def write_sequence(task: SequenceTask, style: PromptStyle, pen: Pen) -> Reply:
    """Writes a thought and a derivation."""
    is_eliminated = task.m == 2 or (task.n == 6 and pen.random.random() < 0.4)  # noqa: PLR2004
    plan, lines, value = (_eliminate if is_eliminated else _go_over_middle)(task, pen)
    thought = f"{_restate(task, pen)}{plan}"
    return Reply(thought=thought, answer=lay_out(lines, str(value), style, task.language, pen))


def _restate(task: SequenceTask, pen: Pen) -> str:
    first, second = f"S_{task.m}={task.first_sum}", f"S_{task.n}={task.second_sum}"
    if task.language is Language.ZH:
        return pen.choose(
            f"{first}，{second}，求a_{task.k}。", f"已知{first}，{second}，求a_{task.k}。"
        )
    return pen.choose(
        f"{first}, {second}, find a_{task.k}. ", f"Given {first}, {second}: a_{task.k}? "
    )


def _eliminate(task: SequenceTask, pen: Pen) -> tuple[str, list[str], Fraction]:
    """From S_m = m a_1 + m(m-1)/2 d and S_n: n/m times the first equation leaves d alone."""
    zh = task.language is Language.ZH
    m, n, ratio = task.m, task.n, task.n // task.m
    own, other = m * (m - 1) // 2, n * (n - 1) // 2
    scaled = pen.result(ratio * task.first_sum)
    rest = pen.result(task.second_sum - scaled)
    difference = pen.result(rest / (other - ratio * own))
    lines = [
        f"S_{m}={_product(m, 'a_1')}+{_product(own, 'd')}={task.first_sum}",
        f"S_{n}={n}a_1+{other}d={task.second_sum}",
        f"{ratio}S_{m}={n}a_1+{ratio * own}d={scaled}",
        pen.choose("相减：", "两式相减得", "") * zh
        + pen.choose("Subtract: ", "Subtracting, ", "") * (not zh)
        + f"{other - ratio * own}d={write_sum(Fraction(task.second_sum), '-', scaled, rest)}",
        _quotient("d", rest, other - ratio * own, difference),
    ]
    first = _first_term(task, difference, pen, lines)
    value = _advance(1, first, difference, task, pen, lines)
    plan = (
        pen.choose(
            "列出两个和的方程，消去a_1。", "设首项a_1，公差d，先求d。", "两个方程，两个未知数。"
        )
        if zh
        else pen.choose(
            "Two equations in a_1 and d; eliminate a_1.",
            "Find d first, then a_1.",
            "Write both sums and subtract.",
        )
    )
    return plan, lines, value


def _first_term(task: SequenceTask, difference: Fraction, pen: Pen, lines: list[str]) -> Fraction:
    """From the first sum: m = 3 divides by 3 first, m = 2 subtracts first."""
    if task.m == 2:  # noqa: PLR2004 - the pair (2, 4)
        double = pen.result(task.first_sum - difference)
        first = pen.result(double / 2)
        lines.append(f"2a_1={write_sum(Fraction(task.first_sum), '-', difference, double)}")
        lines.append(_quotient("a_1", double, 2, first))
        return first
    middle = pen.result(Fraction(task.first_sum, task.m))
    first = pen.result(middle - difference)
    lines.append(f"a_1+d={task.first_sum}/3={middle}")
    lines.append(f"a_1={write_sum(middle, '-', difference, first)}")
    return first


def _go_over_middle(task: SequenceTask, pen: Pen) -> tuple[str, list[str], Fraction]:
    """The sum of an odd number of terms is that number times the middle term."""
    zh = task.language is Language.ZH
    lines: list[str] = []
    low = pen.result(Fraction(task.first_sum, 3))
    lines.append(f"a_2=S_3/3={task.first_sum}/3={low}")
    place, high = _upper_middle(task, pen, lines)
    if pen.random.random() < 0.2:  # noqa: PLR2004 - the order does not matter
        lines.append(lines.pop(0))
    gap = pen.result(high - low)
    steps = place - 2
    left = "d" if steps == 1 else f"{steps}d"
    lines.append(f"{left}=a_{place}-a_2={write_sum(high, '-', low, gap)}")
    difference = gap if steps == 1 else pen.result(gap / steps)
    if steps > 1:
        lines.append(_quotient("d", gap, steps, difference))
    start, value = pen.choose((2, low), (place, high))
    result = _advance(start, value, difference, task, pen, lines)
    plan = (
        pen.choose("先求中间项，再求公差d。", "用中间项：前3项和是3a_2。", "和除以项数就是中间项。")
        if zh
        else pen.choose(
            "Find the middle terms, then d.",
            "Use middle terms: the sum of 3 terms is 3a_2.",
            "A sum over its number of terms is the middle term.",
        )
    )
    return plan, lines, result


def _upper_middle(task: SequenceTask, pen: Pen, lines: list[str]) -> tuple[int, Fraction]:
    """Returns the number and the value of the second middle term: a_3, a_4 or a_5."""
    if task.n != 6:  # noqa: PLR2004 - five or seven terms have a middle term themselves
        place = (task.n + 1) // 2
        value = pen.result(Fraction(task.second_sum, task.n))
        lines.append(f"a_{place}=S_{task.n}/{task.n}={task.second_sum}/{task.n}={value}")
        return place, value
    rest = pen.result(task.second_sum - task.first_sum)
    value = pen.result(rest / 3)
    sums = Fraction(task.second_sum), Fraction(task.first_sum)
    lines.append(f"a_4+a_5+a_6={write_sum(sums[0], '-', sums[1], rest)}")
    lines.append(pen.choose(f"a_5={rest}/3={value}", f"3a_5={rest}, a_5={value}"))
    return 5, value


def _advance(
    start: int,
    value: Fraction,
    difference: Fraction,
    task: SequenceTask,
    pen: Pen,
    lines: list[str],
) -> Fraction:
    """Goes from a known term to the wanted one: ``a_9=a_5+4d=15+40/3=45/3+40/3=85/3``."""
    steps = task.k - start
    product = pen.result(steps * difference)
    total = pen.result(value + product)
    head = f"a_{task.k}=a_{start}+{steps}d="
    if difference.denominator == 1:
        head += f"{value}+{steps}×{difference}="
    elif product.denominator == 1:
        head += f"{value}+{steps * difference.numerator}/{difference.denominator}="
    lines.append(head + write_sum(value, "+", product, total))
    return total


def _quotient(name: str, dividend: Fraction, divisor: int, value: Fraction) -> str:
    shown = f"{dividend}/{divisor}"
    return f"{name}={shown}" if str(value) == shown else f"{name}={shown}={value}"


def _product(coefficient: int, letter: str) -> str:
    return letter if coefficient == 1 else f"{coefficient}{letter}"
