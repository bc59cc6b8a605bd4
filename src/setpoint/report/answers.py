"""Every answer of a run as the page's reader needs it.

What is covered: the text, its thought and its steps by offsets, the verdict, the problems.
What is not: how they look (`static/reader.js`).
"""

import json
from typing import Any

from setpoint.problems import AnswerKey, CodeKey, MathKey, Problem
from setpoint.records import Completion, GradedSample
from setpoint.report.island import finite, utf16_offsets
from setpoint.report.rows import sorted_arms
from setpoint.report.run import RunData

_OPENING, _CLOSING = "<think>", "</think>"
_CASES_SHOWN = 8


def problem_fields(problem: Problem) -> dict[str, Any]:
    """Returns a problem with its prompts by style and its proven answer."""
    return {
        "id": problem.id,
        "kind": problem.kind,
        "language": problem.language,
        "prompts": dict(problem.prompts),
        "key": describe_key(problem.key),
    }


def describe_key(key: AnswerKey) -> str:
    """Returns the proven answer as a reader would write it."""
    if isinstance(key, MathKey):
        return key.answer
    if isinstance(key, CodeKey):
        return _describe_cases(key)
    premises = ", ".join(str(premise) for premise in key.premises)
    return f"{key.verdict.replace('_', ' ')} ({premises}; therefore {key.conclusion}?)"


def answer_fields(run: RunData) -> list[dict[str, Any]]:
    """Returns the samples by problem, series, run and temperature.

    Answers that began with the same noise are neighbours, which packs well. Offsets count UTF-16
    units, as JavaScript does.
    """
    problems = {problem.id: index for index, problem in enumerate(run.problems)}
    arms = {arm.name: index for index, arm in enumerate(sorted_arms(run))}
    series = {arms[arm.name]: arm.series for arm in run.arms}
    fields = [
        {
            "problem": problems[sample.completion.key.problem_id],
            "arm": arms[sample.completion.key.arm],
            "run": sample.completion.key.run,
            **_sample_fields(sample),
        }
        for sample in run.samples
    ]
    return sorted(
        fields,
        key=lambda sample: (
            *(sample["problem"], series[sample["arm"]], sample["run"], sample["arm"]),
        ),
    )


def thought_length(completion: Completion) -> int:
    """Returns how many characters of the text are thought, its closing tag included.

    The thought ends with the first closing tag; one that was begun and never closed is the whole
    text.
    """
    text = completion.text
    end = text.find(_CLOSING)
    if end >= 0:
        return end + len(_CLOSING)
    is_open = completion.opens_in_thought or text.lstrip().startswith(_OPENING)
    return len(text) if is_open else 0


def find_marks(sample: GradedSample) -> list[range | None]:
    """Returns the offsets at which each step is marked in the text; None where it cannot be.

    A step is marked where its very words stand, all within the thought or all after it. Of steps
    that overlap, as in ``a = b = c``, the later one is marked from the end of the earlier one.
    """
    text, border = sample.completion.text, thought_length(sample.completion)
    marks: list[range | None] = []
    free_from = 0
    for step in sample.verdict.steps:
        mark = range(max(step.start, free_from), step.start + len(step.text))
        is_found = step.start >= 0 and text.startswith(step.text, step.start)
        can_mark = is_found and mark and not mark.start < border < mark.stop
        marks.append(mark if can_mark else None)
        free_from = mark.stop if can_mark else free_from
    return marks


def _sample_fields(sample: GradedSample) -> dict[str, Any]:
    completion, verdict = sample.completion, sample.verdict
    offset = utf16_offsets(completion.text)
    return {
        "outcome": verdict.outcome,
        "answer": verdict.answer,
        "reason": verdict.reason,
        "checks": {name: finite(value) for name, value in verdict.checks.items()},
        "tokens": completion.tokens,
        "finish": completion.finish_reason,
        "rescues": completion.rescues,
        "text": completion.text,
        "thought": offset(thought_length(completion)),
        "steps": [
            {
                "text": step.text,
                "verdict": step.verdict,
                "why": step.why,
                "mark": [offset(mark.start), offset(mark.stop)] if mark else None,
            }
            for step, mark in zip(verdict.steps, find_marks(sample), strict=True)
        ],
    }


def _describe_cases(key: CodeKey) -> str:
    lines = [
        f"{key.function or 'f'}({', '.join(_to_json(value) for value in case.arguments)}) → "
        f"{_to_json(case.expected)}"
        for case in key.cases[:_CASES_SHOWN]
    ]
    left_out = len(key.cases) - len(lines)
    return "\n".join([*lines, *([f"and {left_out} more"] if left_out else [])])


def _to_json(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return json.dumps(value, ensure_ascii=False)
