"""Tests of `setpoint.verify.code`."""

import json
from pathlib import Path

import pytest

from setpoint.errors import SandboxUnavailableError
from setpoint.problems import CodeCase, CodeKey, parse_key
from setpoint.records import FinishReason, Kind, Outcome, Response, Verdict
from setpoint.suites.article import CODE_KEY
from setpoint.verify.code import verify_code
from setpoint.verify.sandbox import CallEnding, CallResult, Limits, probe_sandbox
from setpoint.verify.sandbox.bubblewrap import PATH_VARIABLE

KEY = CodeKey(
    function="longest",
    cases=(
        CodeCase(arguments=(["a", "bcd", "ef"],), expected="bcd"),
        CodeCase(arguments=(["xy", "zw"],), expected="xy"),
        CodeCase(arguments=([],), expected=None),
    ),
)
GOOD = '''\
def longest(words: list[str]) -> str | None:
    """Returns the first of the longest words, or None."""
    # max keeps the first of equals
    return max(words, key=len, default=None)
'''
IMPATIENT = Limits(cpu_seconds=1, wall_seconds=20.0)
SHARED_CASES = Path(__file__).parents[3].parent / "shared" / "cases"

needs_sandbox = pytest.mark.skipif(
    not probe_sandbox().is_available, reason=probe_sandbox().reason or "available"
)


def judge(source: str, finish_reason: FinishReason = FinishReason.STOP) -> Verdict:
    """Judges a source in a fence."""
    text = f"Here:\n```python\n{source}```\n"
    return verify_code(KEY, Response(text=text, finish_reason=finish_reason), IMPATIENT)


@needs_sandbox
def test_good_answer_is_correct_and_complete() -> None:
    """Every check is reported."""
    verdict = judge(GOOD)

    assert verdict.outcome is Outcome.CORRECT
    assert verdict.answer == GOOD
    assert verdict.checks == {
        "tests_passed": 3,
        "tests_total": 3,
        "pep8": True,
        "hints": True,
        "docstring": True,
        "empty_input": True,
        "comments": True,
        "complete": True,
    }


@needs_sandbox
def test_working_answer_without_style_is_correct_but_incomplete() -> None:
    """Style does not decide the outcome."""
    verdict = judge("longest = lambda words: max(words, key=len, default=None)\n")

    assert verdict.outcome is Outcome.CORRECT
    assert not verdict.checks["complete"]
    assert "E731" in verdict.reason


@needs_sandbox
def test_first_failing_case_is_the_reason() -> None:
    """The call, what it returned and what was expected are named."""
    verdict = judge("def longest(words):\n    return max(words, default=None)\n")

    assert verdict.outcome is Outcome.WRONG
    assert verdict.reason == "longest(['a', 'bcd', 'ef']) returned 'ef', expected 'bcd'."
    assert verdict.checks["tests_passed"] == 1


@pytest.mark.parametrize(
    ("tolerance", "outcome"), [("0", Outcome.WRONG), ("0.01", Outcome.CORRECT)]
)
def test_key_says_how_far_floats_may_differ(tolerance: str, outcome: Outcome) -> None:
    """What a key allows counts when values are compared."""
    key = parse_key(Kind.CODE, f'{{"fn": "f", "atol": {tolerance}, "tests": [[[1], 0.5]]}}')
    assert isinstance(key, CodeKey)
    response = Response(text="```python\ndef f(x):\n    return 0.499\n```")
    result = CallResult(ending=CallEnding.RETURNED, value=0.499)
    assert verify_code(key, response, run=lambda *_: [result]).outcome is outcome


@needs_sandbox
def test_empty_input_is_a_check_of_its_own() -> None:
    """Its failure is told apart from others."""
    verdict = judge("def longest(words):\n    return max(words, key=len)\n")

    assert verdict.outcome is Outcome.WRONG
    assert verdict.checks["tests_passed"] == 2
    assert verdict.checks["empty_input"] is False


@needs_sandbox
def test_empty_input_does_not_apply_without_such_a_case() -> None:
    """Then it does not stand in the way of completeness either."""
    key = CodeKey(function="longest", cases=KEY.cases[:2])

    verdict = verify_code(key, Response(text=f"```python\n{GOOD}```"))

    assert verdict.checks["empty_input"] is None
    assert verdict.checks["complete"] is True


@needs_sandbox
def test_endless_loop_is_a_timeout() -> None:
    """The cases that end still count."""
    source = "def longest(words):\n    while not words: pass\n    return max(words, key=len)\n"
    verdict = judge(source)

    assert verdict.outcome is Outcome.TIMEOUT
    assert verdict.checks["tests_passed"] == 2


@needs_sandbox
def test_attempt_to_start_a_process_is_unsafe_even_if_values_are_right() -> None:
    """A right value does not excuse it."""
    source = "import os\ndef longest(words):\n    os.system('true')\n"
    verdict = judge(f"{source}    return max(words, key=len, default=None)\n")

    assert verdict.outcome is Outcome.UNSAFE
    assert verdict.checks["complete"] is False


def test_source_that_python_refuses_is_wrong() -> None:
    """A mistake of the model, not of our reading."""
    verdict = judge("def longest(words):\n    return max(words))\n")

    assert verdict.outcome is Outcome.WRONG
    assert "SyntaxError: unmatched ')' (line 2)" in verdict.reason


def test_source_that_is_too_long_is_unparsed() -> None:
    """Our limit, not the model's mistake."""
    verdict = judge(GOOD + "x = 1\n" * 10_000)

    assert verdict.outcome is Outcome.UNPARSED


def test_missing_function_is_wrong() -> None:
    """The reason names it."""
    verdict = judge("def shortest(words):\n    return min(words, key=len)\n")

    assert verdict.outcome is Outcome.WRONG
    assert verdict.reason == "The source defines no function named longest at its top level."


def test_answer_without_code_is_no_answer() -> None:
    """Prose alone is no answer."""
    verdict = verify_code(KEY, Response(text="Use max with a key."))

    assert (verdict.outcome, verdict.answer) == (Outcome.NO_ANSWER, None)
    assert verdict.checks["tests_total"] == 3


def test_capped_answer_is_truncated_even_if_its_code_is_whole() -> None:
    """A capped answer is a failure."""
    assert judge(GOOD, FinishReason.LENGTH).outcome is Outcome.TRUNCATED


@pytest.mark.parametrize(
    ("finish_reason", "outcome"),
    [(FinishReason.STOP, Outcome.NO_ANSWER), (FinishReason.LENGTH, Outcome.TRUNCATED)],
)
def test_code_in_an_unclosed_thought_is_not_judged(
    finish_reason: FinishReason, outcome: Outcome
) -> None:
    """Drafts are not answers."""
    response = Response(text=f"<think>```python\n{GOOD}```", finish_reason=finish_reason)

    assert verify_code(KEY, response).outcome is outcome


@needs_sandbox
def test_draft_in_the_thought_does_not_count() -> None:
    """The final answer is judged, right or wrong."""
    draft = f"<think>\n```python\n{GOOD}```\n</think>\n"
    final = "```python\ndef longest(words):\n    return None\n```"

    assert verify_code(KEY, Response(text=draft + final)).outcome is Outcome.WRONG


def test_without_isolation_code_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says so; the code is not run in any other way."""
    monkeypatch.setenv(PATH_VARIABLE, "/nonexistent/bwrap")

    with pytest.raises(SandboxUnavailableError, match="/nonexistent/bwrap"):
        judge(GOOD)


def read_cases(name: str) -> list[dict[str, object]]:
    """Reads gathered cases, if they are at hand."""
    path = SHARED_CASES / name
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@needs_sandbox
@pytest.mark.skipif(not SHARED_CASES.exists(), reason="the gathered cases are not at hand")
def test_gathered_cases_are_judged_as_expected() -> None:
    """All but the one whose key is a rule instead of values, which a key cannot say."""
    cases = [case for case in read_cases("verifier_cases.jsonl") if case["kind"] == "code"]
    judged = [case for case in cases if '"check"' not in str(case["gold"])]

    assert len(judged) == 64
    assert [case["id"] for case in judged if not agrees(case)] == []


def agrees(case: dict[str, object]) -> bool:
    """Tells if a gathered case is judged as it should be, and its style too."""
    key = parse_key(Kind.CODE, str(case["gold"]))
    assert isinstance(key, CodeKey)
    finish_reason = FinishReason(str(case.get("finish_reason", "stop")))
    response = Response(text=str(case["response"]), finish_reason=finish_reason)
    verdict = verify_code(key, response, IMPATIENT)
    names = {"pep8": "pep8", "hints": "hints", "doc": "docstring", "empty": "empty_input"}
    checks = case.get("checks", {})
    assert isinstance(checks, dict)
    return (verdict.outcome is Outcome.CORRECT) == (case["expected"] == "correct") and all(
        verdict.checks[names[name]] == finding for name, finding in checks.items()
    )


@needs_sandbox
@pytest.mark.skipif(not SHARED_CASES.exists(), reason="the gathered attacks are not at hand")
def test_gathered_attacks_neither_breach_nor_win(tmp_path: Path) -> None:
    """No mark on the host, no secret in a reason, no wrong function judged correct."""
    key = parse_key(Kind.CODE, '{"fn": "add", "tests": [[[1, 2], 3], [[3, 4], 7]]}')
    assert isinstance(key, CodeKey)
    marker, secret = tmp_path / "marker", tmp_path / "secret"
    secret.write_text("ultramarine")
    for case in read_cases("sandbox_attacks.jsonl"):
        source = str(case["code"]).replace("{M}", str(marker)).replace("{SECRET}", str(secret))
        text = f"```python\n{source.replace('{PORT}', '9')}\n```"
        verdict = verify_code(key, Response(text=text), IMPATIENT)

        assert not marker.exists(), case["name"]
        assert "ultramarine" not in verdict.reason, case["name"]
        assert verdict.outcome is not Outcome.CORRECT or case["kind"] == "contain", case["name"]


@needs_sandbox
def test_listed_values_learned_by_heart_are_not_enough() -> None:
    """An input beside the listed ones finds it out, and is named."""
    listed = {case.arguments: case.expected for case in CODE_KEY.cases[:9]}
    source = f"def f(s, k):\n    return {listed!r}.get((s, k), [])\n"
    text = f"```python\n{source}```"

    verdict = verify_code(CODE_KEY, Response(text=text, finish_reason=FinishReason.STOP))

    assert verdict.outcome is Outcome.WRONG
    assert int(str(verdict.checks["tests_passed"])) >= 9
    assert verdict.reason.startswith("f('")
