"""Reads the kind of a task from what is asked, and says by which signs.

What is covered: math, code, logic and creative tasks in English and Chinese. A task that asks for
several of these, or for code and an explanation beside it, is mixed; so is one without any sign.
What is not: meaning. The signs (`task_signs`) are words and marks, so that every decision can be
checked by eye; a request that names its ``kind`` is never second-guessed.
"""

from dataclasses import dataclass
from re import Match
from typing import TypeAlias

from setpoint.server.task_signs import CODE_FIRST, EXPLANATION, SIGNS, Sign, TaskKind, Weight

_LONGEST = 8000
"""Characters that are read: what is asked stands at the beginning or at the end of a long text."""

_MOST_NAMED = 3
_LONGEST_QUOTE = 40
_AROUND = " .?!:;。；："
_Found: TypeAlias = list[tuple[Sign, Match[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What was read.

    Attributes:
        why: The signs, as a phrase: "says 'prove' and has an equation".
    """

    kind: TaskKind
    why: str


def classify(text: str) -> Task:
    """Returns the kind of task that a text asks for."""
    if CODE_FIRST.match(text):
        return Task(kind=TaskKind.CODE, why="begins with code")
    half = _LONGEST // 2
    read = text if len(text) <= _LONGEST else f"{text[:half]}\n{text[-half:]}"
    found = [(sign, match) for sign in SIGNS if (match := sign.pattern.search(read))]
    if not found:
        return Task(kind=TaskKind.MIXED, why="has no sign of one kind")
    best = max(TaskKind, key=lambda kind: _score(found, kind))
    asked = {sign.kind for sign, _ in found if sign.weight is Weight.ASKS}
    if asked - {best}:
        named = [one for one in found if one[0].kind in asked | {best}]
        return Task(kind=TaskKind.MIXED, why=_phrase(_one_of_each(named)))
    why = _phrase([one for one in found if one[0].kind is best])
    if best is TaskKind.CODE and (match := EXPLANATION.search(read)):
        return Task(kind=TaskKind.MIXED, why=f"{why}, and asks to {match[0].strip().lower()!r}")
    return Task(kind=best, why=why)


def _score(found: _Found, kind: TaskKind) -> int:
    return sum(sign.weight for sign, _ in found if sign.kind is kind)


def _one_of_each(found: _Found) -> _Found:
    """Returns the weightiest sign of each kind."""
    lightest_first = sorted(found, key=lambda one: one[0].weight)
    return list({one[0].kind: one for one in lightest_first}.values())


def _phrase(found: _Found) -> str:
    """Returns the weightiest signs in words."""
    ordered = sorted(found, key=lambda one: -one[0].weight)
    words = dict.fromkeys(_word(sign, match) for sign, match in ordered)
    return " and ".join(list(words)[:_MOST_NAMED])


def _word(sign: Sign, match: Match[str]) -> str:
    quoted = " ".join(match[0].split()).lower().strip(_AROUND)[:_LONGEST_QUOTE]
    return sign.name or f"says '{quoted}'"
