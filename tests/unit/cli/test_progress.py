"""The live display counts what it is told."""

import dataclasses
import io

from fakes.samples import make_problem, make_sample
from rich.console import Console

from setpoint.cli.progress import SweepWatch
from setpoint.experiment.arms import build_arms
from setpoint.experiment.plan import SweepPlan
from setpoint.records import Arm, GradedSample, Outcome, PromptStyle, SampleKey, StepReport


def make_plan(arms: tuple[Arm, ...]) -> SweepPlan:
    """Returns ten runs of one problem."""
    return SweepPlan(
        model="tiny",
        fingerprint={},
        suites=("sums",),
        problems=(make_problem(),),
        arms=arms,
        runs=10,
        seed=0,
        max_new_tokens=50,
    )


def make_watch() -> SweepWatch:
    """Returns the watch of 1 problem x 2 temperatures x 10 runs, 4 samples of which are there."""
    plan = make_plan(build_arms((0.1, 1.0), (PromptStyle.PLAIN,)))
    watch = SweepWatch(plan)
    watch.on_start(total=plan.size, done=4)
    return watch


def graded(arm: str, outcome: Outcome) -> GradedSample:
    """Returns a sample of three tokens with this outcome."""
    sample = make_sample(SampleKey(problem_id="sums/1/en", arm=arm, run=0))
    verdict = dataclasses.replace(sample.verdict, outcome=outcome)
    return dataclasses.replace(sample, verdict=verdict)


def test_the_line_counts_samples_and_rows() -> None:
    """Samples of earlier sessions count as done; rows are those of the batch."""
    watch = make_watch()
    watch.on_sample(graded("T=1", Outcome.WRONG))
    watch.on_step(StepReport(live_rows=7, waiting_rows=3, tokens_emitted=90, tokens_computed=80))
    line = watch.summary()
    assert line.startswith("5/20 samples · 7 rows running · ")
    assert line.endswith(" left")


def test_time_left_is_not_guessed_from_nothing() -> None:
    """Before the first answer there is no length to go by."""
    watch = make_watch()
    watch.on_step(StepReport(live_rows=7, waiting_rows=3, tokens_emitted=90, tokens_computed=80))
    assert "left" not in watch.summary()


def test_accuracy_is_shown_by_temperature() -> None:
    """Right of graded; a temperature without an answer yet shows a dash."""
    watch = make_watch()
    for outcome in (Outcome.CORRECT, Outcome.WRONG, Outcome.TRUNCATED):
        watch.on_sample(graded("T=1", outcome))
    screen = io.StringIO()
    Console(width=80, file=screen).print(watch.render())
    lines = [line.split() for line in screen.getvalue().splitlines()]
    assert ["T", "0.1", "1"] in lines
    assert ["right", "-", "1/3"] in lines


def test_rows_that_still_run_count_towards_the_time_left() -> None:
    """One short answer first does not make the long ones short; the cap bounds all."""
    watch = make_watch()
    watch.on_sample(graded("T=1", Outcome.WRONG))
    emitted = 3 + 7 * 40
    watch.on_step(
        StepReport(live_rows=7, waiting_rows=8, tokens_emitted=emitted, tokens_computed=emitted)
    )
    assert 8 * 40 + 7 * 9 < watch.tokens_left() < 8 * 50 + 7 * 10


def test_series_are_shown_apart() -> None:
    """Answers at one temperature with another top-p are another line."""
    plan = make_plan(build_arms((0.1, 1.0), (PromptStyle.PLAIN,), top_p=(0.5, 1.0)))
    watch = SweepWatch(plan)
    watch.on_sample(graded("T=1", Outcome.CORRECT))
    watch.on_sample(graded("T=1 top_p=0.5", Outcome.WRONG))
    screen = io.StringIO()
    Console(width=80, file=screen).print(watch.render())
    lines = [line.split() for line in screen.getvalue().splitlines()]
    assert ["plain", "-", "1/1"] in lines
    assert ["plain", "top_p=0.5", "-", "0/1"] in lines
