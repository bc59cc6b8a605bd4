"""Puts a sweep together: model, problems, store, grader, and the cost of it all."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from setpoint.experiment.plan import SweepPlan
from setpoint.experiment.runner import Observer, run_sweep
from setpoint.problems import Problem
from setpoint.protocols import TextGenerator
from setpoint.records import Arm, GradedSample, Kind, Language, StepReport
from setpoint.store.run_store import RunStore
from setpoint.wiring.grading import build_grader
from setpoint.wiring.threads import remembered_threads, usable_cores

_RUNS_FOLDER = Path("runs")


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepOptions:
    """What the user asked for.

    Attributes:
        model: None for the default model.
        threads: None for as many as prove fastest, a core left for grading.
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
    if any(problem.kind is Kind.CODE for problem in problems):
        _require_sandbox()
    plan, generator = _load(options, problems, say)
    folder = options.folder or _RUNS_FOLDER / plan.folder_name()
    say(f"{plan.size} samples of {plan.model} into {folder}")
    configuration = plan.configuration()
    with RunStore.start_or_continue(folder, configuration, plan.problems, plan.arms) as store:
        yield OpenSweep(plan=plan, store=store, generator=generator)


def load_problems(suites: tuple[str, ...], language: Language) -> tuple[Problem, ...]:
    """Returns the problems of all selectors in one language, each once, in their order."""
    from setpoint.suites.catalog import load_suite

    problems = (problem for suite in suites for problem in load_suite(suite, language))
    return tuple({problem.id: problem for problem in problems}.values())


class CostMeter:
    """An observer that passes everything on and keeps the run's cost in its manifest."""

    def __init__(self, store: RunStore, observer: Observer) -> None:
        self._store = store
        self._observer = observer
        self._earlier = store.cost()
        self._started = time.monotonic()
        self._computed = 0

    def on_start(self, *, total: int, done: int) -> None:
        """See `experiment.runner.Observer`."""
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
        self._store.write_cost(
            tokens_computed=self._earlier["tokens_computed"] + self._computed,
            seconds=self._earlier["seconds"] + time.monotonic() - self._started,
        )


def _load(
    options: SweepOptions, problems: tuple[Problem, ...], say: Callable[[str], None]
) -> tuple[SweepPlan, TextGenerator]:
    from setpoint.models.find import default_model, find_model
    from setpoint.models.known import HEADLINE

    name = options.model or default_model()
    folder = find_model(name)
    if options.model is None:
        reason = "" if name == HEADLINE else f", as {HEADLINE} is not on this machine"
        say(f"No --model given: using {name}{reason}.")

    import torch

    from setpoint.backends.local import LocalGenerator
    from setpoint.models.load import Dtype, load_model

    model = load_model(name, folder, dtype=Dtype(options.dtype))
    generator = LocalGenerator(model)
    most = max(usable_cores() - 1, 1)
    measure = partial(generator.choose_threads, most=most)
    torch.set_num_threads(
        options.threads or remembered_threads(model.fingerprint, measure, most=most)
    )
    plan = SweepPlan(
        model=name,
        fingerprint=model.fingerprint,
        suites=options.suites,
        problems=problems,
        arms=options.arms,
        runs=options.runs,
        seed=options.seed,
        max_new_tokens=options.max_new_tokens,
        stop=options.stop,
    )
    return plan, generator


def _require_sandbox() -> None:
    from setpoint.verify.sandbox import require_sandbox

    require_sandbox()
