"""Judges cases whose verdict is known: answers that people have judged before.

What is covered: reading a line of a file of cases, judging the answer as the question asks for it,
and counting where that differs from what is expected. A question that asks for the derivation gets
one judged: a right answer with a false step, or without any step, is then WRONG.
What is not: style and other checks beside the outcome. An attack that was contained need not have
been caught in the act, so *unsafe* is met by every outcome but CORRECT.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from setpoint.errors import ProofError, SandboxUnavailableError, SettingError
from setpoint.problems import AnswerKey, Problem, parse_key
from setpoint.records import (
    FinishReason,
    Kind,
    Language,
    Outcome,
    PromptStyle,
    Response,
    Truth,
    Verdict,
)
from setpoint.verify.grader import VerifierGrader

_Choice = TypeVar("_Choice", bound=StrEnum)
_ASKS_FOR_DERIVATION = re.compile(
    r"(?:写出|给出|列出|写明|展示)[^。！？]{0,12}(?:推导|推理|过程|步骤)|推导(?:过程|步骤)"
    r"|\b(?:show|give|write|state)\b[^.?!]{0,30}\b(?:derivation|steps?|work(?:ing)?)\b"
    r"|\bderive\b[^.?!]{0,40}\bstep by step\b",
    re.IGNORECASE,
)

_RESTATED = re.compile(r"\s*[A-Za-z]\w?(?:_\{?\w{1,3}\}?)?\s*=\s*[-\w./{}\\]{1,40}\s*")
"""A name with a value, which by itself derives nothing."""
_HAN = re.compile(r"[\u4e00-\u9fff]")


class Expectation(StrEnum):
    """What people say of the answer."""

    CORRECT = "correct"
    INCORRECT = "incorrect"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An answer with what is expected of its verdict.

    Attributes:
        problem: The question with its key.
        is_policy: True if reasonable people may differ, so that it had to be decided.
        why: What the case is there for.
    """

    problem: Problem
    response: Response
    expected: Expectation
    is_policy: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCase:
    """A case with the verdict that was found."""

    case: Case
    verdict: Verdict

    @property
    def is_false_accept(self) -> bool:
        """True if an answer that is not right was called right."""
        return self.is_accepted and self.case.expected is not Expectation.CORRECT

    @property
    def is_false_reject(self) -> bool:
        """True if a right answer was not called right."""
        return not self.is_accepted and self.case.expected is Expectation.CORRECT

    @property
    def agrees(self) -> bool:
        """True if the verdict is as expected."""
        return not (self.is_false_accept or self.is_false_reject)

    @property
    def is_accepted(self) -> bool:
        """True if the answer was called right."""
        return self.verdict.outcome is Outcome.CORRECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many verdicts are as expected."""

    total: int
    agreed: int
    false_accepts: int
    false_rejects: int


def read_case(line: str) -> Case:
    """Reads a case from a line of JSON.

    Raises:
        SettingError: The line is no case; the text names the field.
    """
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SettingError(f"not JSON ({error})") from error
    if not isinstance(fields, dict):
        raise SettingError("not a JSON object")
    return Case(
        problem=_problem(fields),
        response=Response(
            text=_text(fields, "response"),
            finish_reason=_choice(
                {"finish_reason": "stop"} | fields, "finish_reason", FinishReason
            ),
        ),
        expected=_choice(fields, "expected", Expectation),
        is_policy=_flag(fields, "policy"),
        why=_text({"why": ""} | fields, "why"),
    )


def judge_case(case: Case) -> JudgedCase:
    """Judges a case; it is an ERROR if its key is at fault, or its code cannot be isolated here."""
    try:
        verdict = VerifierGrader().grade(case.problem, case.response)
    except (ProofError, SettingError) as error:
        verdict = Verdict(
            outcome=Outcome.ERROR, answer=None, reason=f"The key is at fault: {error}"
        )
    except SandboxUnavailableError as error:
        verdict = Verdict(outcome=Outcome.ERROR, answer=None, reason=f"Not judged: {error}")
    question = case.problem.prompts[PromptStyle.PLAIN]
    if case.problem.kind is Kind.MATH and _ASKS_FOR_DERIVATION.search(question):
        verdict = _require_derivation(verdict)
    return JudgedCase(case=case, verdict=verdict)


def tally(judged: Sequence[JudgedCase]) -> Tally:
    """Counts the verdicts that are as expected."""
    return Tally(
        total=len(judged),
        agreed=sum(each.agrees for each in judged),
        false_accepts=sum(each.is_false_accept for each in judged),
        false_rejects=sum(each.is_false_reject for each in judged),
    )


def _require_derivation(verdict: Verdict) -> Verdict:
    if verdict.outcome is not Outcome.CORRECT:
        return verdict
    true = [step for step in verdict.steps if step.verdict is Truth.TRUE]
    if verdict.checks["consistent"] and not all(_RESTATED.fullmatch(step.text) for step in true):
        return verdict
    wrong = next((step for step in verdict.steps if step.verdict is Truth.FALSE), None)
    fault = (
        f"its derivation fails at {wrong.text!r}: {wrong.why}" if wrong else "nothing derives it"
    )
    reason = f"The answer {verdict.answer} is right, but {fault}."
    return replace(verdict, outcome=Outcome.WRONG, reason=reason)


def _problem(fields: dict[str, Any]) -> Problem:
    kind, question = _choice(fields, "kind", Kind), _text(fields, "prompt")
    return Problem(
        id=_text(fields, "id"),
        kind=kind,
        language=Language.ZH if _HAN.search(question) else Language.EN,
        prompts={PromptStyle.PLAIN: question},
        key=_key(kind, _text(fields, "gold")),
    )


def _key(kind: Kind, gold: str) -> AnswerKey:
    try:
        return parse_key(kind, gold)
    except (SettingError, AttributeError, RecursionError) as error:
        raise SettingError(f"gold: {error}") from error


def _text(fields: dict[str, Any], name: str) -> str:
    if name not in fields:
        raise SettingError(f"{name} is missing")
    value = fields[name]
    if not isinstance(value, str):
        raise SettingError(f"{name} is {json.dumps(value)[:80]}, not a text")
    return value


def _flag(fields: dict[str, Any], name: str) -> bool:
    value = fields.get(name, False)
    if not isinstance(value, bool):
        raise SettingError(f"{name} is {json.dumps(value)[:80]}, not true or false")
    return value


def _choice(fields: dict[str, Any], name: str, choices: type[_Choice]) -> _Choice:
    value = _text(fields, name)
    if value not in list(choices):
        raise SettingError(f"{name} is {value[:80]!r}, not one of {', '.join(choices)}")
    return choices(value)
