"""A sweep as data: everything its samples depend on."""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from setpoint.experiment.seeds import row_seed
from setpoint.problems import Problem, format_key
from setpoint.records import Arm, GenerationRequest, SampleKey


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepPlan:
    """What to sample.

    Attributes:
        model: What the user calls the model.
        fingerprint: Exactly which model it is.
        suites: The selectors that gave the problems.
        runs: Repetitions of every (problem, arm), at least 1.
        seed: Decides all noise.
        max_new_tokens: Cap on the tokens of an answer.
        stop: Texts at whose first appearance an answer ends.
    """

    model: str
    fingerprint: Mapping[str, str]
    suites: tuple[str, ...]
    problems: tuple[Problem, ...]
    arms: tuple[Arm, ...]
    runs: int
    seed: int
    max_new_tokens: int
    stop: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Number of samples."""
        return len(self.problems) * len(self.arms) * self.runs

    def requests(self, done: Collection[SampleKey] = ()) -> list[GenerationRequest]:
        """Returns what is still to be made: problem by problem, then run by run over all arms."""
        return [
            self.request(problem, arm, run)
            for problem in self.problems
            for run in range(self.runs)
            for arm in self.arms
            if SampleKey(problem_id=problem.id, arm=arm.name, run=run) not in done
        ]

    def request(self, problem: Problem, arm: Arm, run: int) -> GenerationRequest:
        """Returns what is to be sampled for one key; the seed is the same in every arm."""
        return GenerationRequest(
            key=SampleKey(problem_id=problem.id, arm=arm.name, run=run),
            prompt=problem.prompts[arm.style],
            sampling=arm.sampling,
            seed=row_seed(self.seed, problem.id, run),
            max_new_tokens=self.max_new_tokens,
            stop=self.stop,
        )

    def configuration(self) -> dict[str, Any]:
        """Returns all that samples and verdicts depend on, as JSON values."""
        return {
            "model": self.model,
            **self.fingerprint,
            "suites": list(self.suites),
            "problems": [problem.id for problem in self.problems],
            "problems_sha256": _digest(*(_problem_text(problem) for problem in self.problems)),
            "arms": [arm.name for arm in self.arms],
            "runs": self.runs,
            "seed": self.seed,
            "max_new_tokens": self.max_new_tokens,
            **({"stop": list(self.stop)} if self.stop else {}),
        }

    def folder_name(self, configuration: Mapping[str, Any] | None = None) -> str:
        """Returns a name that is the same for the same configuration, and for no other.

        Args:
            configuration: None for this plan's.
        """
        words = re.sub(r"[^a-z0-9]+", "-", f"{self.model}-{'-'.join(self.suites)}".lower())
        digest = _digest(repr(configuration or self.configuration()))
        return f"{words[-60:].strip('-')}-{digest[:8]}"


def _problem_text(problem: Problem) -> str:
    return f"{problem.id}\n{sorted(problem.prompts.items())}\n{format_key(problem.key)}"


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
