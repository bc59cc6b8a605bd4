"""Solutions of two-step word problems."""

from fractions import Fraction

from setpoint.records import Language, PromptStyle
from setpoint.suites.nano.plots import OPERATIONS, PLOTS
from setpoint.suites.nano.stories import StoryTask
from tools.nano.texts.layout import lay_out
from tools.nano.texts.pen import Pen, Reply
from tools.nano.texts.sums import write_product, write_sum

_NAMES = {
    Language.ZH: {"+": "加", "-": "减", "*": "乘"},
    Language.EN: {"+": "add", "-": "subtract", "*": "multiply"},
}


def write_story(task: StoryTask, style: PromptStyle, pen: Pen) -> Reply:
    """Writes a thought that names the operations, and the two steps."""
    plot = PLOTS[task.plot]
    middle = int(pen.result(task.middle))
    total = int(pen.result(OPERATIONS[plot.second](middle, task.c)))
    first = _equation(plot.first, task.a, task.b, middle, pen)
    second = _equation(plot.second, middle, task.c, total, pen)
    zh = task.language is Language.ZH
    lines = _lines_zh(first, second, pen) if zh else _lines_en(first, second, pen)
    return Reply(
        thought=_plan(task, pen),
        answer=lay_out(lines, str(total), style, task.language, pen),
    )


def _equation(sign: str, left: int, right: int, value: int, pen: Pen) -> str:
    if sign == "*" and pen.random.random() < 0.15:  # noqa: PLR2004 - the factors may change places
        left, right = right, left
    if sign == "*":
        return write_product(left, right, value)
    return write_sum(Fraction(left), sign, Fraction(right), Fraction(value))


def _plan(task: StoryTask, pen: Pen) -> str:
    """Says the operations in words and as one term: ``(9+6)×9``."""
    plot = PLOTS[task.plot]
    first, second = (_NAMES[task.language][sign] for sign in (plot.first, plot.second))
    signs = [sign.replace("*", "×") for sign in (plot.first, plot.second)]
    inner = f"{task.a}{signs[0]}{task.b}"
    term = f"({inner}){signs[1]}{task.c}" if plot.second == "*" else f"{inner}{signs[1]}{task.c}"
    if task.language is Language.ZH:
        return pen.choose(
            f"先{first}后{second}：{term}。", f"算{term}，先{first}再{second}。", f"列式{term}。"
        )
    return pen.choose(
        f"First {first}, then {second}: {term}.",
        f"Find {term}: {first}, {second}.",
        f"It is {term}.",
    )


def _lines_zh(first: str, second: str, pen: Pen) -> list[str]:
    return [
        pen.choose(f"先算{first}", f"第一步：{first}", f"首先，{first}", first),
        pen.choose(f"再算{second}", f"第二步：{second}", f"然后，{second}", second),
    ]


def _lines_en(first: str, second: str, pen: Pen) -> list[str]:
    return [
        pen.choose(f"First, {first}", f"Step one: {first}", f"We have {first}", first),
        pen.choose(f"Then {second}", f"Step two: {second}", f"Next, {second}", second),
    ]
