"""Problems, completions and graders that need no model."""

from collections.abc import Callable, Iterator, Sequence

from setpoint.problems import MathKey, Problem
from setpoint.records import (
    Completion,
    FinishReason,
    GenerationRequest,
    GradedSample,
    Kind,
    Language,
    Outcome,
    PromptStyle,
    Response,
    SampleKey,
    Step,
    StepReport,
    Truth,
    Verdict,
)


def make_problem(number: int = 1) -> Problem:
    """Returns a sum with its answer as key."""
    question = f"What is {number} + {number}?"
    return Problem(
        id=f"sums/{number}/en",
        kind=Kind.MATH,
        language=Language.EN,
        prompts={PromptStyle.PLAIN: question, PromptStyle.STEPS: f"{question} Step by step."},
        key=MathKey(answer=str(2 * number)),
    )


def make_sample(key: SampleKey, text: str = "2") -> GradedSample:
    """Returns a graded sample with every field filled."""
    return GradedSample(
        completion=Completion(
            key=key,
            text=text,
            tokens=3,
            prompt_tokens=7,
            finish_reason=FinishReason.STOP,
            opens_in_thought=True,
        ),
        verdict=Verdict(
            outcome=Outcome.CORRECT,
            answer="2",
            reason="2 equals 2",
            checks={"complete": True, "consistent": None, "true_steps": 1},
            steps=(
                Step(text="1+1=2", verdict=Truth.TRUE, why="it is", start=4, is_traceable=True),
            ),
        ),
    )


class EchoGenerator:
    """A `TextGenerator` that answers with the seed; it may stop early, as if interrupted."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.asked: list[SampleKey] = []
        self._stop_after = stop_after

    def generate(
        self, requests: Sequence[GenerationRequest], on_step: Callable[[StepReport], None]
    ) -> Iterator[Completion]:
        """See `protocols.TextGenerator`."""
        for number, request in enumerate(requests):
            if number == self._stop_after:
                raise KeyboardInterrupt
            self.asked.append(request.key)
            on_step(
                StepReport(
                    live_rows=1,
                    waiting_rows=len(requests) - number - 1,
                    tokens_emitted=number + 1,
                    tokens_computed=number,
                )
            )
            yield Completion(
                key=request.key,
                text=f"{request.prompt} {request.seed}",
                tokens=1,
                prompt_tokens=1,
                finish_reason=FinishReason.STOP,
            )


class LengthGrader:
    """A `Grader` that finds texts of even length right."""

    def grade(self, problem: Problem, response: Response) -> Verdict:
        """See `protocols.Grader`."""
        outcome = Outcome.WRONG if len(response.text) % 2 else Outcome.CORRECT
        return Verdict(outcome=outcome, answer=response.text, reason=f"a text for {problem.id}")


class QuietObserver:
    """An `Observer` that remembers what it was told."""

    def __init__(self) -> None:
        self.start = (0, 0)
        self.steps = 0
        self.samples: list[GradedSample] = []

    def on_start(self, *, total: int, done: int) -> None:
        """See `experiment.runner.Observer`."""
        self.start = (total, done)

    def on_step(self, report: StepReport) -> None:
        """See `experiment.runner.Observer`."""
        self.steps += 1
        assert report.live_rows == 1

    def on_sample(self, sample: GradedSample) -> None:
        """See `experiment.runner.Observer`."""
        self.samples.append(sample)
