"""The loop that fills a run: generate, grade beside it, keep."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Protocol

from setpoint.experiment.plan import SweepPlan
from setpoint.problems import Problem
from setpoint.protocols import Grader, TextGenerator
from setpoint.records import (
    Completion,
    GenerationRequest,
    GradedSample,
    SampleKey,
    StepReport,
)


class SampleSink(Protocol):
    """Where graded samples are kept."""

    def keys(self) -> frozenset[SampleKey]:
        """Returns the names of the samples that are there."""
        ...

    def add(self, sample: GradedSample) -> None:
        """Keeps a sample for good."""
        ...


class Observer(Protocol):
    """Whoever watches a sweep."""

    def on_start(self, *, total: int, done: int) -> None:
        """Told before sampling: how many samples there are to be, and how many are there."""
        ...

    def on_step(self, report: StepReport) -> None:
        """Told after each decode step."""
        ...

    def on_sample(self, sample: GradedSample) -> None:
        """Told of each sample that was kept."""
        ...


def run_sweep(
    plan: SweepPlan,
    *,
    generator: TextGenerator,
    grader: Grader,
    sink: SampleSink,
    observer: Observer,
) -> None:
    """Makes, grades and keeps every sample of the plan that is not there yet."""
    requests = plan.requests(sink.keys())
    observer.on_start(total=plan.size, done=plan.size - len(requests))
    make_samples(
        requests,
        plan.problems,
        generator=generator,
        grader=grader,
        sink=sink,
        observer=observer,
    )


def make_samples(
    requests: Sequence[GenerationRequest],
    problems: Sequence[Problem],
    *,
    generator: TextGenerator,
    grader: Grader,
    sink: SampleSink,
    observer: Observer,
) -> None:
    """Makes, grades and keeps a sample for each request.

    Grading runs in a thread of its own beside the generator. Whatever ends the loop, a sample
    whose text is complete is graded and kept first, so an interrupt loses unfinished rows only.
    """
    with _grading(problems, grader, sink, observer) as queue:
        for completion in generator.generate(requests, observer.on_step):
            queue.put(completion)


class _GradingQueue:
    """Completions on their way through the grader, in order."""

    def __init__(
        self, problems: Sequence[Problem], grader: Grader, sink: SampleSink, observer: Observer
    ) -> None:
        self._problems = {problem.id: problem for problem in problems}
        self._grader = grader
        self._sink = sink
        self._observer = observer
        self._worker = ThreadPoolExecutor(max_workers=1)
        self._pending: deque[Future[GradedSample]] = deque()

    def put(self, completion: Completion) -> None:
        """Hands a completion to the grader, and keeps whatever it has finished."""
        problem = self._problems[completion.key.problem_id]
        self._pending.append(self._worker.submit(_grade, self._grader, problem, completion))
        while self._pending and self._pending[0].done():
            self._keep_first()

    def finish(self) -> None:
        """Waits for the grader and keeps the rest."""
        try:
            while self._pending:
                self._keep_first()
        finally:
            self._worker.shutdown(cancel_futures=True)

    def _keep_first(self) -> None:
        sample = self._pending.popleft().result()
        self._sink.add(sample)
        self._observer.on_sample(sample)


@contextmanager
def _grading(
    problems: Sequence[Problem], grader: Grader, sink: SampleSink, observer: Observer
) -> Iterator[_GradingQueue]:
    queue = _GradingQueue(problems, grader, sink, observer)
    try:
        yield queue
    finally:
        queue.finish()


def _grade(grader: Grader, problem: Problem, completion: Completion) -> GradedSample:
    verdict = grader.grade(problem, completion.response)
    return GradedSample(completion=completion, verdict=verdict)
