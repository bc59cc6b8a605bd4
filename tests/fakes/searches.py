"""A model whose chance of a right answer is known, and a search of it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from fakes.samples import make_problem

from setpoint.experiment.plan import SweepPlan
from setpoint.experiment.search import SearchSetup
from setpoint.problems import Problem
from setpoint.records import (
    Arm,
    Completion,
    FinishReason,
    GenerationRequest,
    GradedSample,
    Outcome,
    Response,
    Sampling,
    StepReport,
    Verdict,
)
from setpoint.stats.search_plan import Draw, plan_search
from setpoint.stats.search_state import State
from setpoint.store.run_store import RunStore

LEVELS = (0.2, 0.4, 0.6, 0.8, 1.0)


def peaked(temperature: float) -> float:
    """Returns the chance of a right answer: best at 0.4."""
    return max(0.95 - 2.5 * (temperature - 0.4) ** 2, 0.02)


def flat(temperature: float) -> float:
    """Returns the same chance at every temperature."""
    del temperature
    return 0.6


def make_setup(problems: int = 24, *, within: float = 0.05) -> SearchSetup:
    """Returns a search over five temperatures, confirmed against 0.6 and 0.9."""
    chosen = tuple(make_problem(number) for number in range(1, problems + 1))
    levels = sorted({*LEVELS, 0.9})
    return SearchSetup(
        samples=SweepPlan(
            model="made-up",
            fingerprint={"weights_sha256": "0" * 64},
            suites=("sums",),
            problems=chosen,
            arms=tuple(Arm(sampling=Sampling(temperature=level)) for level in levels),
            runs=20,
            seed=0,
            max_new_tokens=8,
        ),
        search=plan_search(
            LEVELS,
            [problem.id for problem in chosen],
            references=(0.6, 0.9),
            within=within,
            confidence=0.95,
        ),
    )


def open_store(folder: Path, setup: SearchSetup) -> RunStore:
    """Opens the run of a search."""
    samples = setup.samples
    return RunStore.start_or_continue(folder, setup.configuration(), samples.problems, samples.arms)


class CurveGenerator:
    """A `TextGenerator` that is right with the chance of a curve; it may stop early."""

    def __init__(self, curve: Callable[[float], float], stop_after: int | None = None) -> None:
        self.made = 0
        self._curve = curve
        self._stop_after = stop_after

    def generate(
        self, requests: Sequence[GenerationRequest], on_step: Callable[[StepReport], None]
    ) -> Iterator[Completion]:
        """See `protocols.TextGenerator`."""
        for number, request in enumerate(requests, 1):
            if self.made == self._stop_after:
                raise KeyboardInterrupt
            self.made += 1
            temperature = request.sampling.temperature
            is_right = Random(f"{request.seed} {temperature}").random() < self._curve(temperature)
            on_step(
                StepReport(live_rows=1, waiting_rows=0, tokens_emitted=number, tokens_computed=1)
            )
            yield Completion(
                key=request.key,
                text="right" if is_right else "wrong",
                tokens=5,
                prompt_tokens=1,
                finish_reason=FinishReason.STOP,
            )


class WordGrader:
    """A `Grader` that looks for the word *right*."""

    def grade(self, problem: Problem, response: Response) -> Verdict:
        """See `protocols.Grader`."""
        outcome = Outcome.CORRECT if response.text == "right" else Outcome.WRONG
        return Verdict(outcome=outcome, answer=response.text, reason=f"a word for {problem.id}")


class SearchRecorder:
    """A `SearchObserver` that remembers what it was told."""

    def __init__(self) -> None:
        self.states: list[State] = []
        self.batches: list[Sequence[Draw]] = []
        self.starts: list[tuple[int, int]] = []

    def on_state(self, state: State, batch: Sequence[Draw]) -> None:
        """See `experiment.search.SearchObserver`."""
        self.states.append(state)
        self.batches.append(batch)

    def on_start(self, *, total: int, done: int) -> None:
        """See `experiment.runner.Observer`."""
        self.starts.append((total, done))

    def on_step(self, report: StepReport) -> None:
        """See `experiment.runner.Observer`."""
        assert report.live_rows == 1

    def on_sample(self, sample: GradedSample) -> None:
        """See `experiment.runner.Observer`."""
        assert sample.completion.tokens
