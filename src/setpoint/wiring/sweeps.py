"""Puts a sweep together: model, problems, store, grader, and the cost of it all."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from setpoint.experiment.plan import SweepPlan
from setpoint.experiment.runner import Observer, run_sweep
from setpoint.problems import Problem
from setpoint.protocols import TextGenerator
from setpoint.records import Arm, GradedSample, Kind, Language, StepReport
from setpoint.store.run_store import RunStore
from setpoint.wiring.grading import build_grader
from setpoint.wiring.models import OpenModel, open_model, open_remote_model

RUNS_FOLDER = Path("runs")


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepOptions:
    """What the user asked for.

    Attributes:
        model: None for the default model.
        threads: None for as many as prove fastest, a core left for grading.
        base_url: Of a server to ask; None for the engine in this process.
        api_key: Of that server; None if it wants none.
        folder: None for one that the configuration names.
    """

    model: str | None
    suites: tuple[str, ...]
    language: Language
    arms: tuple[Arm, ...]
    runs: int
    max_new_tokens: int
    stop: tuple[str, ...]
    seed: int
    dtype: str
    threads: int | None
    folder: Path | None
    base_url: str | None = None
    api_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSweep:
    """A sweep that is ready to run."""

    plan: SweepPlan
    store: RunStore
    generator: TextGenerator

    @property
    def folder(self) -> Path:
        """The run folder."""
        return self.store.folder

    def run(self, observer: Observer) -> None:
        """Makes what is missing."""
        meter = CostMeter(self.store, observer)
        try:
            run_sweep(
                self.plan,
                generator=self.generator,
                grader=build_grader(),
                sink=self.store,
                observer=meter,
            )
        finally:
            meter.write()


@contextmanager
def open_sweep(options: SweepOptions, *, say: Callable[[str], None]) -> Iterator[OpenSweep]:
    """Finds, loads and checks everything before the first token is made.

    Args:
        options: What the user asked for.
        say: Told in a sentence what was decided for the user.

    Raises:
        UsageError: Something asked for is missing, unusable, or fits no run in the folder.
    """
    problems = load_problems(options.suites, options.language)
    model = open_wanted_model(options, say=say)
    plan = plan_sweep(options, problems, model)
    folder = options.folder or RUNS_FOLDER / plan.folder_name()
    configuration = plan.configuration()
    with RunStore.start_or_continue(folder, configuration, plan.problems, plan.arms) as store:
        say(f"{plan.size} samples of {plan.model} into {folder}")
        yield OpenSweep(plan=plan, store=store, generator=model.generator)


def load_problems(suites: tuple[str, ...], language: Language) -> tuple[Problem, ...]:
    """Returns the problems of all selectors in one language, each once, in their order.

    Raises:
        SandboxUnavailableError: There is code to be run, but it cannot be isolated here.
    """
    from setpoint.suites.catalog import load_suite

    found = (problem for suite in suites for problem in load_suite(suite, language))
    problems = tuple({problem.id: problem for problem in found}.values())
    if any(problem.kind is Kind.CODE for problem in problems):
        _require_sandbox()
    return problems


class CostMeter:
    """An observer that passes everything on and keeps the run's cost in its manifest."""

    def __init__(self, store: RunStore, observer: Observer) -> None:
        self._store = store
        self._observer = observer
        self._earlier = store.cost()
        self._started = time.monotonic()
        self._computed_before = 0
        self._computed = 0

    def on_start(self, *, total: int, done: int) -> None:
        """See `experiment.runner.Observer`; from here on the generator counts anew."""
        self._computed_before += self._computed
        self._computed = 0
        self._observer.on_start(total=total, done=done)

    def on_step(self, report: StepReport) -> None:
        """See `experiment.runner.Observer`."""
        self._computed = report.tokens_computed
        self._observer.on_step(report)

    def on_sample(self, sample: GradedSample) -> None:
        """See `experiment.runner.Observer`."""
        self.write()
        self._observer.on_sample(sample)

    def write(self) -> None:
        """Adds this session's cost to that of earlier ones."""
        computed = self._computed_before + self._computed
        self._store.write_cost(
            tokens_computed=self._earlier["tokens_computed"] + computed,
            seconds=self._earlier["seconds"] + time.monotonic() - self._started,
        )


def open_wanted_model(options: SweepOptions, *, say: Callable[[str], None]) -> OpenModel:
    """Returns the model, in this process or behind a server."""
    if options.base_url is None:
        return open_model(options.model, dtype=options.dtype, threads=options.threads, say=say)
    return open_remote_model(
        options.model, base_url=options.base_url, api_key=options.api_key, say=say
    )


def plan_sweep(options: SweepOptions, problems: tuple[Problem, ...], model: OpenModel) -> SweepPlan:
    """Returns the sweep of a model over problems."""
    return SweepPlan(
        model=model.name,
        fingerprint=model.fingerprint,
        suites=options.suites,
        problems=problems,
        arms=options.arms,
        runs=options.runs,
        seed=options.seed,
        max_new_tokens=options.max_new_tokens,
        stop=options.stop,
    )


def _require_sandbox() -> None:
    from setpoint.verify.sandbox import require_sandbox

    require_sandbox()
