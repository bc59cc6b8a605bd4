"""Refutations of conclusions by sets that are looked at statement by statement.

What is covered: the sets, and why each statement holds in them.
What is not: finding the sets (`placing`).
"""

from setpoint.problems import Quantifier, Statement
from setpoint.records import Language
from setpoint.suites.nano.set_models import Model, contradictory, members
from setpoint.suites.nano.syllogisms import SyllogismTask, say
from tools.nano.texts.deliberation import set_order, show_set
from tools.nano.texts.pen import Pen


def refute(task: SyllogismTask, model: Model, pen: Pen) -> list[str]:
    """Writes the counterexample, then each statement in it; seldom without sets."""
    zh = task.language is Language.ZH
    sets = ("，" if zh else ", ").join(show_set(name, model) for name in set_order(task))
    intro = (
        pen.choose("反例：", "取", "例如", "令")
        if zh
        else pen.choose("Counterexample: ", "Take ", "For example, ", "Let ")
    )
    checks = [
        _finding(one, model, task.language)
        for one in (*task.premises, contradictory(task.conclusion))
    ]
    shown = [] if pen.slips() else [intro + sets]
    failing = say(task.conclusion, task.language, task.words)
    checks[2] += f"，所以“{failing}”不成立" if zh else f', so "{failing}" is false'
    return [*shown, *checks]


def _finding(statement: Statement, model: Model, language: Language) -> str:
    """Says why a statement holds in the model, by its elements."""
    subject, predicate = statement.subject, statement.predicate
    zh = language is Language.ZH
    match statement.quantifier:
        case Quantifier.ALL:
            return f"{subject}的元素都在{predicate}中" if zh else f"{subject} lies in {predicate}"
        case Quantifier.NO:
            pattern = "{}与{}没有公共元素" if zh else "{} and {} share nothing"
            return pattern.format(subject, predicate)
        case Quantifier.SOME:
            pattern = "{}在{}中也在{}中" if zh else "{} is in {} and in {}"
        case Quantifier.SOME_NOT:
            pattern = "{}在{}中但不在{}中" if zh else "{} is in {} but not in {}"
    return pattern.format(_witness(statement, model), subject, predicate)


def _witness(statement: Statement, model: Model) -> int:
    """Returns an element that makes a particular statement true; 1 if there is none."""
    is_shared = statement.quantifier is Quantifier.SOME
    inside = set(members(model, statement.predicate))
    mine = members(model, statement.subject)
    return next((number for number in mine if (number in inside) is is_shared), 1)
