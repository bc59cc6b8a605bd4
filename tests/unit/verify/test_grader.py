"""Tests of `setpoint.verify.grader`."""

from typing import TYPE_CHECKING

import pytest

from setpoint.errors import ProofError, SandboxUnavailableError
from setpoint.problems import (
    AnswerKey,
    CodeCase,
    CodeKey,
    MathKey,
    Problem,
    parse_key,
)
from setpoint.records import FinishReason, Kind, Language, Outcome, PromptStyle, Response, Verdict
from setpoint.verify import grader
from setpoint.verify.grader import VerifierGrader, grade

if TYPE_CHECKING:
    from setpoint.protocols import Grader

CODE = CodeKey(function="add", cases=(CodeCase(arguments=(1, 2), expected=3),))
LOGIC = parse_key(
    Kind.LOGIC,
    '{"premises": ["all A B"], "conclusion": "some A B", "verdict": "necessarily", '
    '"existential_import": true}',
)
REFUTED = parse_key(
    Kind.LOGIC,
    '{"premises": ["all A B"], "conclusion": "all B A", "verdict": "necessarily", '
    '"existential_import": true}',
)


@pytest.mark.parametrize(
    ("key", "text", "checks"),
    [
        (MathKey(answer="7"), "7", {"consistent", "true_steps"}),
        (CODE, "there is no code", {"tests_passed", "tests_total"}),
        (LOGIC, "一定", {"verdict", "counterexample"}),
    ],
)
def test_each_kind_of_key_has_its_verifier(key: AnswerKey, text: str, checks: set[str]) -> None:
    """The checks tell which verifier judged; all of them say whether it is complete."""
    assert checks | {"complete"} <= set(grade(key, Response(text=text)).checks)


@pytest.mark.parametrize(
    ("response", "failed"),
    [
        (Response(text="The sum is 7."), set()),
        (Response(text="The the sum is 7."), {"no_doubled_words"}),
        (Response(text="\x07\u0e01 7"), {"no_strange_characters"}),
        (Response(text="so 7 is right, " * 40), {"no_repetition"}),
        (Response(text="7", finish_reason=FinishReason.LOOP), {"no_repetition"}),
    ],
)
def test_every_verdict_says_whether_the_text_holds_together(
    response: Response, failed: set[str]
) -> None:
    """Signs of a degenerated text are found in right answers and in those that were cut off."""
    checks = grade(MathKey(answer="7"), response).checks
    assert {name for name, value in checks.items() if name[:3] == "no_" and not value} == failed


def test_the_grader_judges_by_the_key_of_the_problem() -> None:
    """The class fits the interface that runs are given."""
    judge: Grader = VerifierGrader()
    problem = Problem(
        id="sum",
        kind=Kind.MATH,
        language=Language.EN,
        prompts={PromptStyle.PLAIN: "3 + 4?"},
        key=MathKey(answer="7"),
    )
    outcomes = [judge.grade(problem, Response(text=text)).outcome for text in ("7", "8")]
    assert outcomes == [Outcome.CORRECT, Outcome.WRONG]


def test_a_fault_of_a_verifier_becomes_an_error_with_its_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One response cannot end a run."""

    def fails(_key: MathKey, _response: Response, _question: str) -> Verdict:
        raise RecursionError("too deep")

    monkeypatch.setattr(grader, "verify_math", fails)
    verdict = grade(MathKey(answer="7"), Response(text="7"))
    assert verdict.outcome is Outcome.ERROR
    assert verdict.reason == "The verifier failed: RecursionError: too deep"
    assert verdict.checks["complete"] is None


def test_what_a_user_can_act_on_passes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing sandbox is not held against the model."""

    def refuses(_key: CodeKey, _response: Response) -> Verdict:
        raise SandboxUnavailableError("no user namespaces")

    monkeypatch.setattr(grader, "verify_code", refuses)
    with pytest.raises(SandboxUnavailableError):
        grade(CODE, Response(text="def add(a, b): return a + b"))


def test_a_refuted_key_is_not_held_against_the_response() -> None:
    """A key that is wrong is an error of whoever wrote it."""
    with pytest.raises(ProofError):
        grade(REFUTED, Response(text="一定"))


@pytest.mark.parametrize(
    ("finish_reason", "outcome"),
    [(FinishReason.LOOP, Outcome.LOOP), (FinishReason.NON_FINITE, Outcome.ERROR)],
)
def test_a_text_that_was_stopped_is_not_judged(
    finish_reason: FinishReason, outcome: Outcome
) -> None:
    """Whatever it had said by then; the reason tells why it was stopped."""
    verdict = grade(MathKey(answer="7"), Response(text="7", finish_reason=finish_reason))

    assert verdict.outcome is outcome
    assert verdict.answer is None
