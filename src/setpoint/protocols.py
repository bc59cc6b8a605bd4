"""The interfaces between the parts."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from setpoint.problems import Problem
from setpoint.records import Completion, GenerationRequest, Response, StepReport, Verdict


class TextGenerator(Protocol):
    """Whatever turns requests into completions."""

    def generate(
        self,
        requests: Sequence[GenerationRequest],
        on_step: Callable[[StepReport], None],
    ) -> Iterator[Completion]:
        """Yields each request's completion as soon as it has ended, in any order."""
        ...


class Grader(Protocol):
    """Whatever judges a response to a problem."""

    def grade(self, problem: Problem, response: Response) -> Verdict:
        """Judges; never raises for what the response says."""
        ...
