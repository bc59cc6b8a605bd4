"""Samples held-out problems with the product's own engine and judges them with its verifiers.

What is covered: any model folder, any arms; counts by kind and temperature with Wilson intervals.
What is not: tables and pictures (`evaluate`, `curve`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from setpoint.backends.local import LocalGenerator
from setpoint.experiment.seeds import row_seed
from setpoint.models.load import Dtype, load_model
from setpoint.problems import Problem
from setpoint.records import (
    Arm,
    Completion,
    GenerationRequest,
    Kind,
    Outcome,
    Response,
    SampleKey,
    Verdict,
)
from setpoint.stats.intervals import wilson_interval
from setpoint.wiring.grading import build_grader

_MAX_NEW_TOKENS = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One judged completion."""

    problem: Problem
    arm: Arm
    completion: Completion
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How one kind of problems went at one temperature.

    Attributes:
        kind: None for all kinds together.
        low: Lower end of the 95 % Wilson interval of the correct share, 0 to 1.
        high: Upper end.
        complete: Answers with a complete derivation, full code, or verdict and example.
        consistent: Derivations without a false step; math alone has them.
        mean_tokens: Mean length of an answer.
    """

    temperature: float
    kind: Kind | None
    samples: int
    correct: int
    low: float
    high: float
    complete: int
    consistent: int
    mean_tokens: float


def measure(
    folder: Path, problems: Sequence[Problem], arms: Sequence[Arm], runs: int, dtype: Dtype
) -> list[Judged]:
    """Samples every problem under every arm and judges the answers.

    Args:
        folder: A model folder.
        problems: With unique ids.
        arms: Sampling settings with styles.
        runs: Samples of each problem under each arm; one is enough at temperature 0.
        dtype: Number format of the weights.
    """
    generator = LocalGenerator(load_model(folder.name, folder, dtype=dtype))
    requests = [
        _request(problem, arm, run) for problem in problems for arm in arms for run in range(runs)
    ]
    by_id = {problem.id: problem for problem in problems}
    by_name = {arm.name: arm for arm in arms}
    completions = generator.generate(requests, lambda _: None)
    return list(_judge(completions, by_id, by_name))


def count(samples: Sequence[Judged]) -> list[Count]:
    """Counts by temperature, and in each by kind and for all kinds."""
    temperatures = sorted({sample.arm.sampling.temperature for sample in samples})
    return [
        _count(temperature, kind, mine)
        for temperature in temperatures
        for kind in (*Kind, None)
        if (mine := [s for s in samples if _belongs(s, temperature, kind)])
    ]


def _belongs(sample: Judged, temperature: float, kind: Kind | None) -> bool:
    return sample.arm.sampling.temperature == temperature and kind in (None, sample.problem.kind)


def _count(temperature: float, kind: Kind | None, samples: Sequence[Judged]) -> Count:
    correct = sum(sample.verdict.outcome is Outcome.CORRECT for sample in samples)
    interval = wilson_interval(correct, len(samples))
    return Count(
        temperature=temperature,
        kind=kind,
        samples=len(samples),
        correct=correct,
        low=interval.low,
        high=interval.high,
        complete=_checked(samples, "complete"),
        consistent=_checked(samples, "consistent"),
        mean_tokens=sum(sample.completion.tokens for sample in samples) / len(samples),
    )


def _checked(samples: Sequence[Judged], name: str) -> int:
    return sum(sample.verdict.checks.get(name) is True for sample in samples)


def _request(problem: Problem, arm: Arm, run: int) -> GenerationRequest:
    return GenerationRequest(
        key=SampleKey(problem_id=problem.id, arm=arm.name, run=run),
        prompt=problem.prompts[arm.style],
        sampling=arm.sampling,
        seed=row_seed(0, problem.id, run),
        max_new_tokens=_MAX_NEW_TOKENS,
    )


def _judge(
    completions: Iterator[Completion], problems: Mapping[str, Problem], arms: Mapping[str, Arm]
) -> Iterator[Judged]:
    grader = build_grader()
    for completion in completions:
        problem = problems[completion.key.problem_id]
        response = Response(
            text=completion.text,
            finish_reason=completion.finish_reason,
            opens_in_thought=completion.opens_in_thought,
        )
        yield Judged(
            problem=problem,
            arm=arms[completion.key.arm],
            completion=completion,
            verdict=grader.grade(problem, response),
        )
