"""The public logic cases, judged by `setpoint.verify.logic`."""

import json
from pathlib import Path

import pytest

from setpoint.problems import LogicKey, parse_key
from setpoint.records import FinishReason, Kind, Outcome, Response
from setpoint.verify.logic import verify_logic

SHARED = Path(__file__).parents[3].parent / "shared"


def test_public_cases_are_judged_as_expected() -> None:
    """All logic cases of the shared collection, with no false accept and no false reject."""
    file = SHARED / "cases" / "verifier_cases.jsonl"
    if not file.exists():
        pytest.skip("no verifier_cases.jsonl beside the repository")
    cases = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    logic = [case for case in cases if case["kind"] == Kind.LOGIC]
    mistaken = []
    for case in logic:
        key = parse_key(Kind.LOGIC, case["gold"])
        assert isinstance(key, LogicKey)
        response = Response(
            text=case["response"],
            finish_reason=FinishReason(case.get("finish_reason", "stop")),
        )
        is_correct = verify_logic(key, response).outcome is Outcome.CORRECT
        if is_correct is not (case["expected"] == "correct"):
            mistaken.append(case["id"])
    assert logic
    assert mistaken == []
