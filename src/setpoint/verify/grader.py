"""Judges a response by the kind of its key.

What is covered: the choice of the verifier, and the worker's edge, where a fault of a verifier
becomes a verdict, so that one response cannot end a run.
What is not: how answers are judged (`math`, `code`, `logic`).
"""

from dataclasses import replace
from types import MappingProxyType

from setpoint.errors import SetpointError
from setpoint.problems import AnswerKey, CodeKey, MathKey, Problem
from setpoint.records import FinishReason, Outcome, PromptStyle, Response, Verdict
from setpoint.verify.code import verify_code
from setpoint.verify.degeneration import check_text
from setpoint.verify.logic import verify_logic
from setpoint.verify.math import verify_math

_CUT_OFF = {
    FinishReason.LOOP: (Outcome.LOOP, "The text had begun to repeat itself, and was stopped."),
    FinishReason.NON_FINITE: (Outcome.ERROR, "The model's logits were not finite."),
}


class VerifierGrader:
    """The `Grader` that judges by computation, never by a model's opinion."""

    def grade(self, problem: Problem, response: Response) -> Verdict:
        """Judges a response to a problem; see `grade`."""
        return grade(problem.key, response, problem.prompts.get(PromptStyle.PLAIN, ""))


def grade(key: AnswerKey, response: Response, question: str = "") -> Verdict:
    """Judges a response against a key.

    Args:
        key: What is right.
        response: What was answered.
        question: What was asked, whose numbers and equations a derivation may use; empty if it is
            not known.

    Returns:
        A verdict; ERROR if the verifier itself failed, with the fault as its reason.

    Raises:
        SetpointError: Something that a user can act on, such as a missing sandbox or a key
            that its own proof refutes.
    """
    verdict = _judge(key, response, question)
    checks = MappingProxyType({**verdict.checks, **check_text(response)})
    return replace(verdict, checks=checks)


def _judge(key: AnswerKey, response: Response, question: str) -> Verdict:
    if response.finish_reason in _CUT_OFF:
        return _unjudged(*_CUT_OFF[response.finish_reason])
    try:
        return _verify(key, response, question)
    except SetpointError:
        raise
    except Exception as error:  # noqa: BLE001  # the worker's edge: a fault must not end the run
        fault = f"{type(error).__name__}: {error}"
        return _unjudged(Outcome.ERROR, f"The verifier failed: {fault}")


def _unjudged(outcome: Outcome, reason: str) -> Verdict:
    checks = MappingProxyType({"complete": None})
    return Verdict(outcome=outcome, answer=None, reason=reason, checks=checks)


def _verify(key: AnswerKey, response: Response, question: str) -> Verdict:
    if isinstance(key, MathKey):
        return verify_math(key, response, question)
    if isinstance(key, CodeKey):
        return verify_code(key, response)
    return verify_logic(key, response)
