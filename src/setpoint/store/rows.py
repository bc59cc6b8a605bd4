"""Records to table rows and back."""

import json
from collections.abc import Mapping
from typing import Any

from setpoint.problems import Problem, format_key, parse_key
from setpoint.records import (
    Arm,
    Block,
    Completion,
    FinishReason,
    GradedSample,
    Kind,
    Language,
    Outcome,
    PromptStyle,
    SampleKey,
    Sampling,
    Step,
    Truth,
    Verdict,
)


def problem_row(problem: Problem) -> tuple[str, ...]:
    """Returns the columns of table ``problems``."""
    prompts = _to_json(dict(problem.prompts))
    return (problem.id, problem.kind, problem.language, prompts, format_key(problem.key))


def read_problem(row: tuple[Any, ...]) -> Problem:
    """Reads what `problem_row` wrote."""
    problem_id, kind, language, prompts, key = row
    return Problem(
        id=problem_id,
        kind=Kind(kind),
        language=Language(language),
        prompts={PromptStyle(style): text for style, text in json.loads(prompts).items()},
        key=parse_key(Kind(kind), key),
    )


def sample_row(completion: Completion) -> tuple[Any, ...]:
    """Returns the columns of table ``samples``."""
    key = completion.key
    return (
        *(key.problem_id, key.arm, key.run),
        completion.text,
        completion.tokens,
        completion.prompt_tokens,
        completion.finish_reason,
        int(completion.opens_in_thought),
        completion.rescues,
        completion.mean_token_entropy,
    )


def verdict_row(key: SampleKey, verdict: Verdict) -> tuple[Any, ...]:
    """Returns the columns of table ``verdicts``."""
    steps = [
        [step.text, step.verdict, step.why, step.start, step.is_traceable] for step in verdict.steps
    ]
    return (
        *(key.problem_id, key.arm, key.run),
        verdict.outcome,
        verdict.answer,
        verdict.reason,
        _to_json(dict(verdict.checks)),
        _to_json(steps),
    )


def read_graded(row: tuple[Any, ...]) -> GradedSample:
    """Reads a joined row: the columns of ``samples``, then outcome to steps of ``verdicts``."""
    problem_id, arm, run, text, tokens, prompt_tokens, finish, in_thought, *rest = row
    rescues, entropy, outcome, answer, reason, checks, steps = rest
    return GradedSample(
        completion=Completion(
            key=SampleKey(problem_id=problem_id, arm=arm, run=run),
            text=text,
            tokens=tokens,
            prompt_tokens=prompt_tokens,
            finish_reason=FinishReason(finish),
            opens_in_thought=bool(in_thought),
            rescues=rescues,
            mean_token_entropy=entropy,
        ),
        verdict=Verdict(
            outcome=Outcome(outcome),
            answer=answer,
            reason=reason,
            checks=json.loads(checks),
            steps=tuple(_read_step(step) for step in json.loads(steps)),
        ),
    )


def arm_fields(arm: Arm) -> dict[str, Any]:
    """Returns an arm as plain fields."""
    sampling = arm.sampling
    return {
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "top_k": sampling.top_k,
        "min_p": sampling.min_p,
        "blocks": dict(sampling.blocks),
        "style": arm.style,
    }


def read_arm(fields: Mapping[str, Any]) -> Arm:
    """Reads what `arm_fields` wrote."""
    settings = {name: value for name, value in fields.items() if name not in ("style", "blocks")}
    blocks = tuple((Block(block), value) for block, value in fields["blocks"].items())
    return Arm(sampling=Sampling(**settings, blocks=blocks), style=PromptStyle(fields["style"]))


def _read_step(fields: list[Any]) -> Step:
    text, verdict, why, start, is_traceable = fields
    return Step(text=text, verdict=Truth(verdict), why=why, start=start, is_traceable=is_traceable)


def _to_json(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return json.dumps(value, ensure_ascii=False)
