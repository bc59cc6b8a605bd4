"""Judges answers against a problem's key or one that somebody brings, and shows the verdict."""

from dataclasses import dataclass

from setpoint.errors import SettingError
from setpoint.problems import AnswerKey, parse_key
from setpoint.records import Kind, PromptStyle, Response, Verdict
from setpoint.server.page.pieces import render
from setpoint.server.page.words import Words

MOST_CHARACTERS = 100_000
"""Of an answer: far more than a small model writes, and little enough to be judged in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What answers are judged against.

    Attributes:
        question: What was asked, whose numbers a derivation may use; empty if it is not known.
    """

    key: AnswerKey
    question: str = ""


def find_measure(problem: str, kind: str, gold: str, question: str, words: Words) -> Measure | None:
    """Returns what is named: a problem, else a kind with its key; None if neither is.

    Raises:
        UsageError: There is no such problem, or the key cannot be read.
    """
    from setpoint.suites.catalog import find_problem

    require_short(words, problem, gold, question)
    if problem.strip():
        found = find_problem(problem.strip())
        return Measure(key=found.key, question=found.prompts.get(PromptStyle.PLAIN, ""))
    if kind and gold.strip():
        return Measure(key=parse_key(Kind(kind), gold), question=question)
    return None


def judge(measure: Measure, response: Response) -> Verdict:
    """Returns the verdict of a response; code is run in a sandbox.

    Raises:
        SandboxUnavailableError: There is code to run, but it cannot be isolated here.
    """
    from setpoint.verify.grader import grade

    return grade(measure.key, response, measure.question)


def describe(verdict: Verdict, words: Words) -> str:
    """Returns a verdict with its checks and steps, as HTML."""
    return render("verdict.html", words, verdict=verdict)


def require_short(words: Words, *texts: str) -> None:
    """Refuses what nobody types.

    Raises:
        SettingError: A text is too long.
    """
    if any(len(text) > MOST_CHARACTERS for text in texts):
        raise SettingError(words["too_long"].format(most=MOST_CHARACTERS))
