"""A run as logs that the viewer of inspect_ai opens: one log an arm, as a log has one setting.

What is covered: the header, the settings, each answer with its verdict as a score, accuracy with
its interval for new problems. A repetition is an epoch, counted from 1.
What is not: events; a run keeps no transcript beside prompt and answer. inspect_ai itself is not
needed.

Source: the classes EvalLog and EvalSample of inspect_ai 0.3, log version 2.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from setpoint.problems import Problem
from setpoint.records import Arm, FinishReason, GradedSample
from setpoint.report.answers import describe_key
from setpoint.report.export.samples import checks_fields, mend_text, steps_fields
from setpoint.report.rows import is_right, tally_problems
from setpoint.report.run import RunData
from setpoint.stats.accuracy import estimate_accuracy

_SCORER = "setpoint"
_STOP_REASONS = {FinishReason.STOP: "stop", FinishReason.LENGTH: "max_tokens"}


def build_logs(run: RunData, changed: datetime) -> Iterator[tuple[str, str, int]]:
    """Yields a file name, the log's JSON, and the number of lone surrogates replaced in it.

    Args:
        run: The run.
        changed: When its last sample was written; the viewer shows it as the end, and the seconds
            that the whole run took as the duration of each log.
    """
    moment = changed.astimezone(UTC)
    began = moment - timedelta(seconds=run.cost.seconds)
    for number, arm in enumerate(run.arms):
        samples = [sample for sample in run.samples if sample.completion.key.arm == arm.name]
        log = _log(run, arm, samples)
        log["eval"]["created"] = log["stats"]["started_at"] = _format(began)
        log["stats"]["completed_at"] = _format(moment)
        name = re.sub(r"[^\w.]+|_", "-", arm.name, flags=re.ASCII)
        text, replaced = mend_text(json.dumps(log, ensure_ascii=False))
        yield f"{moment:%Y-%m-%dT%H-%M-%S+00-00}_{name}_{number:03}.json", text, replaced


def _format(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _log(run: RunData, arm: Arm, samples: Sequence[GradedSample]) -> dict[str, Any]:
    planned = len(run.problems) * run.runs
    problems = {problem.id: problem for problem in run.problems}
    settings = {
        "temperature": arm.sampling.temperature,
        "top_p": arm.sampling.top_p,
        "max_tokens": run.max_new_tokens,
        **({"top_k": arm.sampling.top_k} if arm.sampling.top_k else {}),
    }
    return {
        "version": 2,
        "status": "success" if len(samples) == planned else "cancelled",
        "eval": {
            "run_id": run.run_id,
            "task": f"{' '.join(run.suites)} {arm.name}",
            "task_id": f"{run.run_id} {arm.name}",
            "task_version": 0,
            "task_attribs": {},
            "task_args": {},
            "dataset": {
                "name": ", ".join(run.suites),
                "samples": len(run.problems),
                "sample_ids": [problem.id for problem in run.problems],
                "shuffled": False,
            },
            "model": _model(run),
            "model_args": {},
            "model_generate_config": settings,
            "config": {"epochs": run.runs, "epochs_reducer": ["mean"]},
            "packages": {"setpoint": str(run.environment.get("setpoint", ""))},
            "metadata": {
                "arm": arm.name,
                "style": arm.style,
                "min_p": arm.sampling.min_p,
                "blocks": dict(arm.sampling.blocks),
                "environment": dict(run.environment),
            },
        },
        "plan": {
            "name": "plan",
            "steps": [{"solver": "generate", "params": {}}],
            "config": settings,
        },
        "results": _results(samples, planned),
        "stats": {
            "model_usage": {_model(run): _usage(samples)},
        },
        "samples": [
            _sample(run, problems[sample.completion.key.problem_id], arm, sample)
            for sample in samples
        ],
    }


def _results(samples: Sequence[GradedSample], planned: int) -> dict[str, Any]:
    results: dict[str, Any] = {
        "total_samples": planned,
        "completed_samples": len(samples),
        "scores": [],
    }
    if samples:
        accuracy = estimate_accuracy(list(tally_problems(samples).values())).new
        values = {"accuracy": accuracy.value, "low": accuracy.low, "high": accuracy.high}
        metrics = {
            name: {"name": name, "value": value, "params": {}} for name, value in values.items()
        }
        results["scores"] = [{"name": _SCORER, "scorer": _SCORER, "params": {}, "metrics": metrics}]
    return results


def _sample(run: RunData, problem: Problem, arm: Arm, sample: GradedSample) -> dict[str, Any]:
    completion, verdict = sample.completion, sample.verdict
    model = _model(run)
    answer = {"role": "assistant", "content": completion.text, "source": "generate", "model": model}
    prompt = problem.prompts[arm.style]
    return {
        "id": problem.id,
        "epoch": completion.key.run + 1,
        "input": prompt,
        "target": describe_key(problem.key),
        "messages": [{"role": "user", "content": prompt, "source": "input"}, answer],
        "output": {
            "model": model,
            "choices": [
                {
                    "message": answer,
                    "stop_reason": _STOP_REASONS.get(completion.finish_reason, "unknown"),
                }
            ],
            "usage": _usage([sample]),
        },
        "scores": {
            _SCORER: {
                "value": "C" if is_right(sample) else "I",
                "answer": verdict.answer,
                "explanation": f"{verdict.outcome}: {verdict.reason}",
                "metadata": {
                    "outcome": verdict.outcome,
                    "checks": checks_fields(sample),
                    "steps": steps_fields(sample),
                },
            }
        },
        "metadata": {
            "kind": problem.kind,
            "language": problem.language,
            "arm": arm.name,
            "finish_reason": completion.finish_reason,
            "opens_in_thought": completion.opens_in_thought,
            "rescues": completion.rescues,
        },
        "store": {},
        "events": [],
        "model_usage": {model: _usage([sample])},
        "attachments": {},
    }


def _model(run: RunData) -> str:
    """Returns the model's name behind the name of what called it, as inspect_ai writes it."""
    return f"setpoint/{run.model}"


def _usage(samples: Sequence[GradedSample]) -> dict[str, int]:
    read = sum(sample.completion.prompt_tokens for sample in samples)
    written = sum(sample.completion.tokens for sample in samples)
    return {"input_tokens": read, "output_tokens": written, "total_tokens": read + written}
