"""Answers to syllogisms: a verdict with a proof, or with sets that refute the conclusion.

What is covered: the verdict and where it stands; the thought finds what the answer says.
What is not: the reasons (`refuting`, `proving`).
"""

from setpoint.problems import LogicVerdict
from setpoint.records import Language, PromptStyle
from setpoint.suites.nano.set_models import contradictory
from setpoint.suites.nano.syllogisms import SyllogismTask
from tools.nano.texts.deliberation import deliberate, set_order
from tools.nano.texts.layout import in_steps
from tools.nano.texts.pen import Pen, Reply
from tools.nano.texts.placing import model_of, place_elements
from tools.nano.texts.proving import prove
from tools.nano.texts.refuting import refute

_VERDICT_FIRST_SHARE = 0.75

_VERDICTS = {
    Language.ZH: {
        LogicVerdict.NECESSARILY: "一定成立",
        LogicVerdict.NECESSARILY_NOT: "一定不成立",
        LogicVerdict.NOT_NECESSARILY: "不一定成立",
    },
    Language.EN: {
        LogicVerdict.NECESSARILY: "it necessarily follows",
        LogicVerdict.NECESSARILY_NOT: "it is necessarily false",
        LogicVerdict.NOT_NECESSARILY: "it does not necessarily follow",
    },
}


def write_syllogism(task: SyllogismTask, style: PromptStyle, pen: Pen) -> Reply:
    """Writes a thought, a verdict and what shows it."""
    if task.verdict is not LogicVerdict.NOT_NECESSARILY:
        answer = _arrange(prove(task), task, style, pen)
        return Reply(thought=deliberate(task, (), (), pen), answer=answer)
    statements = (*task.premises, contradictory(task.conclusion))
    elements = place_elements(statements, set_order(task), pen)
    model = model_of(elements)
    answer = _arrange(refute(task, model, pen), task, style, pen)
    return Reply(thought=deliberate(task, elements, model, pen), answer=answer)


def _arrange(reasons: list[str], task: SyllogismTask, style: PromptStyle, pen: Pen) -> str:
    verdict = task.verdict
    if pen.slips():
        verdict = pen.choose(*LogicVerdict)
    words = _VERDICTS[task.language][verdict]
    stop, glue = ("。", "") if task.language is Language.ZH else (".", " ")
    if style is PromptStyle.STEPS:
        return in_steps(reasons, f"{words}{stop}", stop + glue, task.language, pen)
    sentences = [f"{reason}{stop}" for reason in reasons]
    opening = words
    if task.language is Language.EN:
        opening = {LogicVerdict.NECESSARILY: f"Yes, {words}"}.get(verdict, f"No, {words}")
    if pen.random.random() < _VERDICT_FIRST_SHARE:
        return pen.choose("\n", glue).join([f"{opening}{stop}", *sentences])
    closing = f"所以{words}" if task.language is Language.ZH else f"So {words}"
    return pen.choose("\n", glue).join([*sentences, f"{closing}{stop}"])
