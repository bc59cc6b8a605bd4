"""Thoughts about syllogisms: restate, follow an element, and place a counterexample's elements.

What is covered: a compact notation, ``X→Y`` for *all X are Y*, ``X→¬Y`` for *no X are Y*,
``∃X&Y`` and ``∃X&¬Y`` for the particular ones; everything that the answer says is found here.
What is not: the answer (`syllogisms`).
"""

from collections.abc import Sequence

from setpoint.problems import LogicVerdict, Quantifier, Statement
from setpoint.records import Language
from setpoint.suites.nano.set_models import Model, contradictory, members
from setpoint.suites.nano.syllogisms import SyllogismTask
from tools.nano.texts.pen import Pen
from tools.nano.texts.placing import Element, Link, Membership, follow, is_particular, witness

_FOUND = {
    Language.ZH: {
        LogicVerdict.NECESSARILY: ("正是所问，一定成立。", "就是结论，一定成立。"),
        LogicVerdict.NECESSARILY_NOT: ("与所问矛盾，一定不成立。", "和结论矛盾，一定不成立。"),
        LogicVerdict.NOT_NECESSARILY: ("推不出所问，不一定成立。", "不够，不一定成立。"),
    },
    Language.EN: {
        LogicVerdict.NECESSARILY: ("That is it: it follows.", "As asked: it follows."),
        LogicVerdict.NECESSARILY_NOT: (
            "The opposite: it is false.",
            "That denies it: it is false.",
        ),
        LogicVerdict.NOT_NECESSARILY: ("Not settled.", "That leaves it open."),
    },
}


def set_order(task: SyllogismTask) -> tuple[str, str, str]:
    """Returns the sets as the question names them: outer, middle, outer."""
    first, second = task.premises
    middle = ({first.subject, first.predicate} & {second.subject, second.predicate}).pop()
    return task.conclusion.subject, middle, task.conclusion.predicate


def what_follows(task: SyllogismTask) -> Statement:
    """Returns what the premises settle: the conclusion, or its opposite."""
    is_denied = task.verdict is LogicVerdict.NECESSARILY_NOT
    return contradictory(task.conclusion) if is_denied else task.conclusion


def deliberate(task: SyllogismTask, elements: Sequence[Element], model: Model, pen: Pen) -> str:
    """Writes a thought that ends in the verdict, or in the sets of a counterexample.

    Args:
        task: The question.
        elements: Of the counterexample; empty if the question is settled.
        model: The same elements as regions.
        pen: Chooses words.
    """
    lines = [_restate(task, pen), _chase(task, pen)]
    if elements:
        lines.append(_aim(task, pen))
        lines.extend(_element(number, each, task) for number, each in enumerate(elements, 1))
        glue = "，" if task.language is Language.ZH else ", "
        lines.append(glue.join(show_set(name, model) for name in set_order(task)))
    return "\n".join(lines)


def show_set(name: str, model: Model) -> str:
    """Writes a set with its members."""
    return f"{name}={{{','.join(str(number) for number in members(model, name))}}}"


def _restate(task: SyllogismTask, pen: Pen) -> str:
    first, second = (_compact(one) for one in task.premises)
    asked = _compact(task.conclusion)
    if task.language is Language.ZH:
        return pen.choose(
            f"①{first}，②{second}，问{asked}。", f"前提①{first}，②{second}，结论{asked}？"
        )
    return pen.choose(
        f"①{first}, ②{second}; asked: {asked}.", f"Given ①{first}, ②{second}. Is {asked}?"
    )


def _compact(statement: Statement) -> str:
    subject, predicate = statement.subject, statement.predicate
    return {
        Quantifier.ALL: f"{subject}→{predicate}",
        Quantifier.NO: f"{subject}→¬{predicate}",
        Quantifier.SOME: f"∃{subject}&{predicate}",
        Quantifier.SOME_NOT: f"∃{subject}&¬{predicate}",
    }[statement.quantifier]


def _chase(task: SyllogismTask, pen: Pen) -> str:
    """Follows the element of the particular premise, or any member of the first set."""
    sources = [one for one in task.premises if is_particular(one)]
    outer = task.conclusion.subject
    start = witness(sources[0]) if sources else (Membership(name=outer, is_in=True),)
    links = follow(task.premises, start)
    found = pen.choose(*_FOUND[task.language][task.verdict])
    path = f"x:{_facts(start)}{_trail(links, task)}"
    zh = task.language is Language.ZH
    if task.verdict is LogicVerdict.NOT_NECESSARILY:
        return f"{path}。{found}" if zh else f"{path}. {found}"
    follows = _compact(what_follows(task))
    return f"{path}，得{follows}。{found}" if zh else f"{path}, so {follows}. {found}"


def _aim(task: SyllogismTask, pen: Pen) -> str:
    opposite = _compact(contradictory(task.conclusion))
    if task.language is Language.ZH:
        return pen.choose(f"反例要③{opposite}：", f"让③{opposite}：", f"反面③{opposite}：")
    return pen.choose(f"Make ③{opposite}:", f"Opposite ③{opposite}:", f"We need ③{opposite}:")


def _element(number: int, element: Element, task: SyllogismTask) -> str:
    return f"{number}:{_facts(element.start)}{_trail(element.links, task)}"


def _trail(links: Sequence[Link], task: SyllogismTask) -> str:
    return "".join(f";{_mark(link.source, task)}{_facts([link.fact])}" for link in links)


def _mark(source: Statement | None, task: SyllogismTask) -> str:
    marks = dict(zip((*task.premises, contradictory(task.conclusion)), "①②③", strict=True))
    return marks[source] if source else ""


def _facts(facts: Sequence[Membership]) -> str:
    return ",".join(fact.name if fact.is_in else f"¬{fact.name}" for fact in facts)
