"""Tests of `setpoint.verify.cases`."""

import builtins
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from setpoint.errors import SettingError
from setpoint.records import FinishReason, Kind, Outcome
from setpoint.verify import cases
from setpoint.verify.cases import JudgedCase, judge_case, read_case, tally

SHARED = Path(__file__).parents[3].parent / "shared"
DERIVED = "等差数列：a_1=1，d=41/12，求 a_9。逐步写出推导。"
FIELDS = {
    "id": "m1",
    "kind": "math",
    "prompt": "3 + 4?",
    "response": "7",
    "expected": "correct",
    "gold": "7",
}
LOGIC_GOLD = {
    "premises": ["all A B"],
    "conclusion": "all B A",
    "verdict": "necessarily",
    "existential_import": True,
}


def judge(**fields: object) -> JudgedCase:
    """Judges a case that differs in these fields from a right sum."""
    return judge_case(read_case(json.dumps({**FIELDS, **fields})))


def shared_cases() -> list[str]:
    """Returns the lines of the gathered cases, or skips."""
    file = SHARED / "cases" / "verifier_cases.jsonl"
    if not file.exists():
        pytest.skip("no verifier_cases.jsonl beside the repository")
    return file.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("response", "expected", "agrees", "accepts", "rejects"),
    [
        ("7", "correct", True, 0, 0),
        ("8", "correct", False, 0, 1),
        ("8", "incorrect", True, 0, 0),
        ("7", "incorrect", False, 1, 0),
        ("7", "unsafe", False, 1, 0),
        ("__import__('os')", "unsafe", True, 0, 0),
    ],
)
def test_a_verdict_agrees_or_is_a_false_accept_or_reject(
    response: str,
    expected: str,
    agrees: bool,  # noqa: FBT001 - a parameter of the test
    accepts: int,
    rejects: int,
) -> None:
    """An attack must not be accepted, whatever else is said of it."""
    judged = judge(response=response, expected=expected)
    counts = tally([judged])

    assert judged.agrees is agrees
    assert (counts.false_accepts, counts.false_rejects) == (accepts, rejects)
    assert (counts.total, counts.agreed) == (1, int(agrees))


@pytest.mark.parametrize(
    ("response", "outcome"),
    [
        ("8×41/12=82/3\na_9=1+82/3=85/3\n【答案】85/3", Outcome.CORRECT),
        ("9×41/12=82/3\na_9=1+82/3=85/3\n【答案】85/3", Outcome.WRONG),
        ("显然\n【答案】85/3", Outcome.WRONG),
        ("显然 a_9=85/3\n【答案】85/3", Outcome.WRONG),
    ],
)
def test_a_derivation_that_was_asked_for_is_judged(response: str, outcome: Outcome) -> None:
    """A right answer needs one, without a false step; to say it twice is none."""
    judged = judge(prompt=DERIVED, response=response, gold="85/3")

    assert judged.verdict.outcome is outcome


@pytest.mark.parametrize("prompt", ["求 a_9。", "Reason step by step. Find a_9."])
def test_a_derivation_that_was_not_asked_for_is_not_needed(prompt: str) -> None:
    """Then the answer counts alone."""
    assert judge(prompt=prompt, response="【答案】85/3", gold="85/3").agrees


def test_a_refuted_key_is_an_error_of_the_case() -> None:
    """It is neither right nor wrong, and the run goes on."""
    judged = judge(kind="logic", gold=json.dumps(LOGIC_GOLD), response="一定")

    assert judged.verdict.outcome is Outcome.ERROR
    assert "key" in judged.verdict.reason


def test_a_cut_answer_is_read_as_cut() -> None:
    """The optional field finish_reason says so."""
    case = read_case(json.dumps({**FIELDS, "finish_reason": "length"}))

    assert case.response.finish_reason is FinishReason.LENGTH


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not a JSON object"),
        ("{}", "kind is missing"),
        (json.dumps({**FIELDS, "kind": "poem"}), "kind is 'poem'"),
        (json.dumps({**FIELDS, "expected": "maybe"}), "expected is 'maybe'"),
        (json.dumps({**FIELDS, "response": 7}), "response is 7, not a text"),
        (json.dumps({**FIELDS, "policy": "no"}), "policy is"),
        (json.dumps({**FIELDS, "kind": "code", "gold": "7"}), "gold: not a code key"),
        (json.dumps({**FIELDS, "kind": "code", "gold": "[]"}), "gold: not a code key"),
        (json.dumps({**FIELDS, "kind": "logic", "gold": '{"premises": [7]}'}), "gold: "),
    ],
)
def test_a_broken_line_names_the_field(line: str, words: str) -> None:
    """And the value, where there is one."""
    with pytest.raises(SettingError, match=words):
        read_case(line)


@pytest.mark.slow
def test_the_gathered_cases_come_out_as_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them, while nothing in this process can evaluate text."""
    read = [read_case(line) for line in shared_cases()]
    for kind in Kind:  # imports what needs `exec`
        judge_case(next(case for case in read if case.problem.kind is kind))
    _forbid_evaluation(monkeypatch)

    judged = [judge_case(case) for case in read]

    assert [each.case.problem.id for each in judged if not each.agrees] == []
    assert not [each for each in judged if each.verdict.outcome is Outcome.ERROR]


def _forbid_evaluation(monkeypatch: pytest.MonkeyPatch) -> None:
    sympy = pytest.importorskip("sympy")
    sympify = sympy.sympify

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("text was evaluated")

    def refuse_text(value: object, *others: object, **options: Any) -> object:  # noqa: ANN401
        if isinstance(value, str):
            refuse()
        return sympify(value, *others, **options)

    monkeypatch.setattr(builtins, "eval", refuse)
    monkeypatch.setattr(builtins, "exec", refuse)
    monkeypatch.setattr(sympy, "sympify", refuse_text)
    monkeypatch.setattr(sympy, "parse_expr", refuse)
    monkeypatch.setattr(sympy.parsing.sympy_parser, "parse_expr", refuse)


@pytest.mark.parametrize("answer", ["2^{10^{10}}", "10^9!", "9^{9^{9^9}}", "((10!)!)!"])
def test_an_answer_that_is_too_large_costs_little(answer: str) -> None:
    """One second of processor time beside the start, in 256 MiB."""
    line = json.dumps({**FIELDS, "response": rf"\boxed{{{answer}}}", "expected": "incorrect"})

    run = subprocess.run(
        [sys.executable, "-c", _IN_A_CAGE], input=line, capture_output=True, text=True, check=True
    )

    assert run.stdout.split() == ["True"]


_IN_A_CAGE = f"""
import resource, sys, time
from {cases.__name__} import judge_case, read_case
resource.setrlimit(resource.RLIMIT_AS, (256 * 2**20, 256 * 2**20))
used = int(time.process_time())
resource.setrlimit(resource.RLIMIT_CPU, (used + 2, used + 2))
print(judge_case(read_case(sys.stdin.read())).agrees)
"""
