"""Solutions of pairs of linear equations by adding or subtracting once."""

from fractions import Fraction

from setpoint.records import Language, PromptStyle
from setpoint.suites.nano.equations import PairTask, term
from tools.nano.texts.layout import lay_out
from tools.nano.texts.pen import Pen, Reply
from tools.nano.texts.sums import write_sum


def write_pair(task: PairTask, style: PromptStyle, pen: Pen) -> Reply:
    """Writes a thought that names the elimination, and its steps."""
    lines = [_number_equations(task, pen)]
    x = _find_first(task, pen, lines)
    answer = str(x if task.wanted == 0 else _find_second(task, x, pen, lines))
    return Reply(thought=_plan(task, pen), answer=lay_out(lines, answer, style, task.language, pen))


def _number_equations(task: PairTask, pen: Pen) -> str:
    first, second = task.equations
    if task.language is Language.ZH:
        return pen.choose(f"①{first}，②{second}", f"由题意，①{first}，②{second}")
    return pen.choose(f"①{first}, ②{second}", f"We have ①{first}, ②{second}")


def _find_first(task: PairTask, pen: Pen, lines: list[str]) -> Fraction:
    """Adds the equations, or subtracts the first from the second; divides."""
    sign = "+" if task.sign < 0 else "-"
    coefficient = task.r - task.sign * task.p
    total = pen.result(task.second_value - task.sign * task.first_value)
    values = Fraction(task.second_value), Fraction(task.first_value)
    summed = write_sum(values[0], sign, values[1], total)
    name = task.letters[0]
    how = f"②{sign}①"
    gap = "" if task.language is Language.ZH else " "
    lines.append(
        pen.choose(f"{how}：", f"{how}得") * (not gap)
        + pen.choose(f"{how}: ", f"{how} gives ") * bool(gap)
        + f"{term(coefficient, name)}={summed}"
    )
    if coefficient == 1:
        return total
    value = pen.result(total / coefficient)
    lines.append(f"{name}={total}/{coefficient}={value}")
    return value


def _find_second(task: PairTask, x: Fraction, pen: Pen, lines: list[str]) -> Fraction:
    """Puts the first unknown into the first equation."""
    name = task.letters[1]
    product = pen.result(task.p * x)
    rest = pen.result(task.first_value - product)
    chain = write_sum(Fraction(task.first_value), "-", product, rest)
    if task.p > 1:
        chain = f"{task.first_value}-{task.p}×{x}={chain}"
    into = (
        pen.choose("代入①：", "代入①得", "由①，")
        if task.language is Language.ZH
        else pen.choose("Put it into ①: ", "From ①, ", "So ")
    )
    lines.append(f"{into}{term(task.q, name)}={chain}")
    if task.q == 1:
        return rest
    value = pen.result(rest / task.q)
    lines.append(f"{name}={rest}/{task.q}={value}")
    return value


def _plan(task: PairTask, pen: Pen) -> str:
    """Says what is wanted, and which unknowns must be found for it."""
    x, y = task.letters
    wanted = task.letters[task.wanted]
    if task.language is Language.ZH:
        how = "相加" if task.sign < 0 else "相减"
        ask = pen.choose(f"求{wanted}。", f"问的是{wanted}。")
        plan = pen.choose(f"{how}消去{y}，得{x}", f"消去{y}要{how}，先得{x}")
        return f"{ask}{plan}{'，就是所求' if task.wanted == 0 else f'，再代入求{y}'}。"
    how = "add" if task.sign < 0 else "subtract"
    ask = pen.choose(f"Find {wanted}.", f"We want {wanted}.")
    plan = pen.choose(
        f"To remove {y}, {how}; get {x}", f"{how.capitalize()} to eliminate {y}; get {x}"
    )
    return f"{ask} {plan}{' and stop' if task.wanted == 0 else f', then {y}'}."
