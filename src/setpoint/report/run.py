"""A finished or interrupted run as the report needs it; where it comes from is not its concern."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from setpoint.problems import Problem
from setpoint.records import Arm, GradedSample


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What the samples took.

    Attributes:
        tokens_emitted: Tokens of all answers.
        tokens_computed: Tokens the model computed for them; fewer where temperatures shared work.
        seconds: Wall-clock time of sampling and grading.
    """

    tokens_emitted: int
    tokens_computed: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFinding:
    """What a search said in the end.

    Attributes:
        best: The temperature that is most surely near the best.
        plateau: Lowest and highest temperature around it of those that are not reliably worse.
        worse: Temperatures that are.
        decided: True if the best one may be named.
        reason: Why, or why not.
    """

    best: float
    plateau: tuple[float, float]
    worse: tuple[float, ...]
    decided: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunData:
    """All that a report says.

    Attributes:
        run_id: Names the run.
        model: What the user calls the model.
        suites: The selectors that gave the problems.
        arms: The settings under test, each with a name of its own.
        problems: The problems, each with an id of its own.
        samples: Those that are there; of an interrupted run, not every (problem, arm, run).
        cost: What they took.
        environment: Versions and hardware, to be shown as they are.
        max_new_tokens: Cap on the tokens of an answer.
        runs: Repetitions that were asked for.
        configuration: All that samples and verdicts depend on, as the run recorded it, to be
            compared with another run's; empty if it is not known.
        finding: Of a finished search; None for a sweep.
    """

    run_id: str
    model: str
    suites: tuple[str, ...]
    arms: tuple[Arm, ...]
    problems: tuple[Problem, ...]
    samples: tuple[GradedSample, ...]
    cost: Cost
    environment: Mapping[str, str | int | float]
    max_new_tokens: int
    runs: int
    configuration: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    finding: SearchFinding | None = None

    @property
    def is_finished(self) -> bool:
        """True if no answer is missing."""
        if "search" in self.configuration:
            return self.finding is not None
        return len(self.samples) >= self.planned_samples

    @property
    def planned_samples(self) -> int:
        """Number of samples of the complete run; a search makes as many as it needs."""
        if "search" in self.configuration:
            return len(self.samples)
        return len(self.problems) * len(self.arms) * self.runs
