"""Proofs of conclusions by one chosen element.

What is covered: from where it lies, premise by premise, to where it must or cannot lie.
What is not: named moods and figures.
"""

from setpoint.problems import LogicVerdict, Statement
from setpoint.records import Language
from setpoint.suites.nano.syllogisms import SyllogismTask, say
from tools.nano.texts.deliberation import what_follows
from tools.nano.texts.placing import Membership, follow, is_particular, witness


def prove(task: SyllogismTask) -> list[str]:
    """Writes the proof of what follows: the conclusion, or its opposite."""
    zh = task.language is Language.ZH
    follows = what_follows(task)
    source = next((one for one in task.premises if is_particular(one)), None)
    start = witness(source) if source else (Membership(name=follows.subject, is_in=True),)
    known = ("，" if zh else " and ").join(_place(fact, task.language) for fact in start)
    taken = "任取x" if zh else "Take any x"
    if source:
        words = say(source, task.language, task.words)
        taken = f"因为{words}，取x" if zh else f"Since {words}, take x"
    lines = [f"{taken}，设{known}" if zh else f"{taken} with {known}"]
    lines.extend(
        _link(link.source, link.fact, task)
        for link in follow(task.premises, start)
        if link.source is not None
    )
    words = say(follows, task.language, task.words)
    ending = f"因此{words}" if zh else f"Hence {words}"
    if task.verdict is LogicVerdict.NECESSARILY_NOT:
        denied = say(task.conclusion, task.language, task.words)
        ending += f"，与“{denied}”矛盾" if zh else f', which contradicts "{denied}"'
    return [*lines, ending]


def _link(premise: Statement, fact: Membership, task: SyllogismTask) -> str:
    words, place = say(premise, task.language, task.words), _place(fact, task.language)
    return f"{words}，故{place}" if task.language is Language.ZH else f"{words}, so {place}"


def _place(fact: Membership, language: Language) -> str:
    if language is Language.ZH:
        return f"x{'在' if fact.is_in else '不在'}{fact.name}中"
    return f"x is {'in' if fact.is_in else 'not in'} {fact.name}"
