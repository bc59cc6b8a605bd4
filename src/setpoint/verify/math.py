"""Judges a response to a mathematical problem: its answer, and its derivation.

Covered: the verdict and its checks. ``complete``: an equation of every milestone group is stated;
without milestones, a TRUE step and an answer are there. ``consistent``: no step is FALSE, None if
none was judged. ``traceable``: no step uses a number from nowhere, None if a number's origin cannot
be told or the problem is not known. A capped response is a failure, whatever it says.
Not covered: loops and other degeneration; steps in lines of over `MAX_LINE` characters and behind
`MAX_TEXT`.
"""

import re

from setpoint.problems import MathKey
from setpoint.records import CheckValue, FinishReason, Outcome, Response, Truth, Verdict
from setpoint.verify.answers.finding import find_answer
from setpoint.verify.answers.judging import AnswerJudgement, judge_answer
from setpoint.verify.derivations.judging import Derivation, judge_derivation
from setpoint.verify.extract import SplitText, split_thought

MAX_TEXT = 200_000
"""Characters that are searched for steps; 32,000 tokens of reasoning have about half as many."""
MAX_LINE = 10_000
MAX_QUESTION = 10_000
_OVERLONG = re.compile(rf"[^\n]{{{MAX_LINE},}}")
_PROGRAM = re.compile(
    r"__[A-Za-z]{1,40}__|(?<![\\A-Za-z])(?:lambda\b[^:\n]{0,20}:|(?:exec|eval|compile|sympify)\s?\()"
)
_OUTCOMES = {
    Truth.TRUE: Outcome.CORRECT,
    Truth.FALSE: Outcome.WRONG,
    Truth.UNKNOWN: Outcome.UNPARSED,
}


def verify_math(key: MathKey, response: Response, question: str = "") -> Verdict:
    """Judges a response; never raises for what it says, and is linear in its length.

    Args:
        key: The right answer, and what a derivation cannot do without.
        response: What was answered.
        question: The problem, whose numbers and equations are given; empty if it is not known.
    """
    is_cut = response.finish_reason is FinishReason.LENGTH
    split = split_thought(response)
    answer = _judge(key, split)
    text = _OVERLONG.sub(_blank, response.text[:MAX_TEXT])
    derivation = judge_derivation(
        key, text, question=question[:MAX_QUESTION], is_cut=is_cut or not split.is_closed
    )
    outcome, reason = _outcome(split, answer, is_cut=is_cut)
    return Verdict(
        outcome=outcome,
        answer=answer.shown if answer else None,
        reason=reason,
        checks=_checks(derivation, has_answer=answer is not None),
        steps=derivation.steps,
    )


def _blank(match: re.Match[str]) -> str:
    """As many spaces, so that offsets stay true."""
    return " " * len(match.group())


def _judge(key: MathKey, split: SplitText) -> AnswerJudgement | None:
    found = find_answer(split.answer) if split.answer is not None else None
    return judge_answer(key, found) if found else None


def _outcome(
    split: SplitText, answer: AnswerJudgement | None, *, is_cut: bool
) -> tuple[Outcome, str]:
    if is_cut:
        last = f"; the last answer seen is {answer.shown}" if answer else ""
        place = "its answer" if split.is_closed else "its thought"
        return Outcome.TRUNCATED, f"The cap was reached inside {place}{last}."
    if not split.is_closed:
        return Outcome.NO_ANSWER, "The thought never ends."
    if _PROGRAM.search(split.answer or ""):
        return Outcome.UNSAFE, "The answer holds program text; it was not run."
    if answer is None:
        return Outcome.NO_ANSWER, "No answer was found after the thought."
    return _OUTCOMES[answer.truth], f"{answer.reason}."


def _checks(derivation: Derivation, *, has_answer: bool) -> dict[str, CheckValue]:
    counts = {truth: derivation.count(truth) for truth in Truth}
    is_shown = counts[Truth.TRUE] > 0 and has_answer
    reaches = derivation.reaches_milestones
    return {
        "complete": is_shown if reaches is None else reaches,
        "consistent": derivation.is_consistent,
        "traceable": derivation.is_traceable,
        "traceable_share": derivation.traceable_share,
        "true_steps": counts[Truth.TRUE],
        "false_steps": counts[Truth.FALSE],
        "unknown_steps": counts[Truth.UNKNOWN],
    }
