"""How a derivation is laid out: in lines with a box, or in numbered steps with an answer section.

What is covered: both prompt styles in both languages, several layouts each.
What is not: the lines themselves.
"""

from collections.abc import Sequence

from setpoint.records import Language, PromptStyle
from tools.nano.texts.pen import Pen

_CLOSINGS = {
    Language.ZH: ("所以答案是\\boxed{{{}}}。", "答案：\\boxed{{{}}}", "因此结果为\\boxed{{{}}}。"),
    Language.EN: (
        "The answer is \\boxed{{{}}}.",
        "Answer: \\boxed{{{}}}",
        "So the result is \\boxed{{{}}}.",
    ),
}


def lay_out(
    lines: Sequence[str], answer: str, style: PromptStyle, language: Language, pen: Pen
) -> str:
    """Arranges the lines of a derivation and its answer.

    Args:
        lines: The steps in order, without full stops.
        answer: The bare answer.
        style: Plain ends in a box, steps in an answer section.
        language: Of the closing sentence.
        pen: Chooses the layout.
    """
    if style is PromptStyle.STEPS:
        glue = "，" if language is Language.ZH else ", "
        return in_steps(lines, answer, glue, language, pen)
    closing = pen.choose(*_CLOSINGS[language]).format(answer)
    return "\n".join([*_flow(lines, language, pen), closing])


def in_steps(lines: Sequence[str], answer: str, glue: str, language: Language, pen: Pen) -> str:
    """Puts the lines into numbered steps, one or two lines each, and adds the answer section.

    Args:
        lines: The steps in order.
        answer: What goes into the answer section.
        glue: What stands between two lines of a step.
        language: Of the headings.
        pen: Chooses how many lines a step has.
    """
    steps: list[str] = []
    rest = list(lines)
    while rest:
        size = 1 if len(lines) < 4 else pen.choose(1, 2)  # noqa: PLR2004 - short ones stay apart
        steps.append(glue.join(rest[:size]))
        rest = rest[size:]
    heading = "步骤{}" if language is Language.ZH else "Step {}"
    numbered = [f"【{heading.format(number)}】{step}" for number, step in enumerate(steps, start=1)]
    ending = "【答案】" if language is Language.ZH else "Answer: "
    return "\n".join([*numbered, f"{ending}{answer}"])


def _flow(lines: Sequence[str], language: Language, pen: Pen) -> list[str]:
    """Leaves the lines as they are, or joins some of them into sentences."""
    glue = "，" if language is Language.ZH else ", "
    flowed: list[str] = []
    for line in lines:
        if flowed and pen.random.random() < 0.25:  # noqa: PLR2004 - a quarter of the breaks
            flowed[-1] += glue + line
        else:
            flowed.append(line)
    return flowed
