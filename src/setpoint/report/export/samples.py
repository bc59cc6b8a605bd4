"""The samples of a run as flat records, one column a field.

What is covered: everything the run file holds of a sample, its verdict, its arm and its problem.
Checks and steps are JSON text, as they differ by kind of problem. Lone surrogates, which UTF-8
cannot write, are replaced by U+FFFD and counted; every other character is kept, NUL among them.
What is not: the formats (`csv_file`, `parquet_file`, `inspect_log`).
"""

import json
import re
from typing import Any, TypeAlias

from setpoint.problems import Problem, format_key
from setpoint.records import Arm, GradedSample
from setpoint.report.island import finite
from setpoint.report.run import RunData

Value: TypeAlias = str | int | float | bool | None
Record: TypeAlias = dict[str, Value]

COLUMNS: dict[str, type[Value]] = {
    "run_id": str,
    "model": str,
    "problem_id": str,
    "kind": str,
    "language": str,
    "arm": str,
    "temperature": float,
    "top_p": float,
    "top_k": int,
    "min_p": float,
    "blocks": str,
    "style": str,
    "run": int,
    "prompt": str,
    "key": str,
    "text": str,
    "outcome": str,
    "answer": str,
    "reason": str,
    "checks": str,
    "steps": str,
    "tokens": int,
    "prompt_tokens": int,
    "finish_reason": str,
    "opens_in_thought": bool,
    "rescues": int,
    "mean_token_entropy": float,
}
"""The type of each column; only ``answer`` and ``mean_token_entropy`` may be missing."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def build_records(run: RunData) -> tuple[list[Record], int]:
    """Returns a record a sample, and how many lone surrogates were replaced.

    Records are in the order of the samples and have exactly the keys of `COLUMNS`.
    """
    problems = {problem.id: problem for problem in run.problems}
    arms = {arm.name: arm for arm in run.arms}
    records, replaced = [], 0
    for sample in run.samples:
        key = sample.completion.key
        record = _record(run, problems[key.problem_id], arms[key.arm], sample)
        for name, value in record.items():
            if isinstance(value, str):
                record[name], found = mend_text(value)
                replaced += found
        records.append(record)
    return records, replaced


def mend_text(text: str) -> tuple[str, int]:
    """Returns the text with U+FFFD for each lone surrogate, and how many there were."""
    return _LONE_SURROGATE.subn("\ufffd", text)


def checks_fields(sample: GradedSample) -> dict[str, Any]:
    """Returns the checks as JSON values."""
    return {name: finite(value) for name, value in sample.verdict.checks.items()}


def steps_fields(sample: GradedSample) -> list[dict[str, Any]]:
    """Returns the steps as JSON values."""
    return [
        {"text": step.text, "verdict": step.verdict, "why": step.why, "start": step.start}
        for step in sample.verdict.steps
    ]


def _record(run: RunData, problem: Problem, arm: Arm, sample: GradedSample) -> Record:
    completion, verdict, sampling = sample.completion, sample.verdict, arm.sampling
    return {
        "run_id": run.run_id,
        "model": run.model,
        "problem_id": problem.id,
        "kind": problem.kind.value,
        "language": problem.language.value,
        "arm": arm.name,
        "temperature": float(sampling.temperature),
        "top_p": float(sampling.top_p),
        "top_k": sampling.top_k,
        "min_p": float(sampling.min_p),
        "blocks": _to_json(dict(sampling.blocks)),
        "style": arm.style.value,
        "run": completion.key.run,
        "prompt": problem.prompts[arm.style],
        "key": format_key(problem.key),
        "text": completion.text,
        "outcome": verdict.outcome.value,
        "answer": verdict.answer,
        "reason": verdict.reason,
        "checks": _to_json(checks_fields(sample)),
        "steps": _to_json(steps_fields(sample)),
        "tokens": completion.tokens,
        "prompt_tokens": completion.prompt_tokens,
        "finish_reason": completion.finish_reason.value,
        "opens_in_thought": completion.opens_in_thought,
        "rescues": completion.rescues,
        "mean_token_entropy": completion.mean_token_entropy,
    }


def _to_json(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return json.dumps(value, ensure_ascii=False)
