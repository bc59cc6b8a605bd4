"""The loop: everything once, nothing lost, the same after an interruption."""

from pathlib import Path

import pytest
from fakes.samples import EchoGenerator, LengthGrader, QuietObserver, make_problem

from setpoint.errors import SandboxUnavailableError
from setpoint.experiment.arms import build_arms
from setpoint.experiment.plan import SweepPlan
from setpoint.experiment.runner import run_sweep
from setpoint.experiment.seeds import row_seed
from setpoint.problems import Problem
from setpoint.records import GradedSample, PromptStyle, Response, Verdict
from setpoint.store.run_store import RunStore


def make_plan(runs: int = 3, seed: int = 0) -> SweepPlan:
    """Returns a plan of two problems and four arms."""
    return SweepPlan(
        model="tiny",
        fingerprint={"dtype": "float32"},
        suites=("sums",),
        problems=(make_problem(1), make_problem(2)),
        arms=build_arms((0.1, 0.6), tuple(PromptStyle)),
        runs=runs,
        seed=seed,
        max_new_tokens=5,
    )


def fill(folder: Path, generator: EchoGenerator) -> QuietObserver:
    """Runs the plan into the folder."""
    plan, observer = make_plan(), QuietObserver()
    with RunStore.start_or_continue(
        folder, plan.configuration(), plan.problems, plan.arms
    ) as store:
        run_sweep(plan, generator=generator, grader=LengthGrader(), sink=store, observer=observer)
    return observer


def read(folder: Path) -> tuple[GradedSample, ...]:
    """Returns the samples of a run."""
    with RunStore.open(folder) as store:
        return store.samples()


def test_every_sample_is_made_once(tmp_path: Path) -> None:
    """Two problems, four arms, three runs."""
    observer = fill(tmp_path, EchoGenerator())
    assert observer.start == (24, 0)
    assert len(observer.samples) == len(read(tmp_path)) == 24


def test_an_interrupted_run_continues_to_the_same_rows(tmp_path: Path) -> None:
    """What was complete at the interrupt is kept and is not made again."""
    with pytest.raises(KeyboardInterrupt):
        fill(tmp_path / "cut", EchoGenerator(stop_after=10))
    assert len(read(tmp_path / "cut")) == 10
    rest = EchoGenerator()
    assert fill(tmp_path / "cut", rest).start == (24, 10)
    assert len(rest.asked) == 14
    fill(tmp_path / "whole", EchoGenerator())
    assert read(tmp_path / "cut") == read(tmp_path / "whole")


def test_a_grader_without_a_sandbox_ends_the_sweep(tmp_path: Path) -> None:
    """The error reaches the caller instead of becoming a verdict."""

    class Refusing(LengthGrader):
        def grade(self, problem: Problem, response: Response) -> Verdict:
            raise SandboxUnavailableError(f"no sandbox for {problem.id}: {response.text}")

    plan = make_plan()
    with (
        RunStore.start_or_continue(
            tmp_path, plan.configuration(), plan.problems, plan.arms
        ) as store,
        pytest.raises(SandboxUnavailableError),
    ):
        run_sweep(
            plan,
            generator=EchoGenerator(),
            grader=Refusing(),
            sink=store,
            observer=QuietObserver(),
        )


def test_noise_is_common_to_all_arms() -> None:
    """Seeds differ by problem and run, and agree between temperatures and styles."""
    seeds: dict[tuple[str, int], set[int]] = {}
    for request in make_plan().requests():
        seeds.setdefault((request.key.problem_id, request.key.run), set()).add(request.seed)
    assert all(len(of_one) == 1 for of_one in seeds.values())
    assert len(set.union(*seeds.values())) == len(seeds) == 6


def test_seeds_are_part_of_the_contract() -> None:
    """A change would silently change every old sample."""
    assert row_seed(0, "article/math/en", 0) == KNOWN_SEED
    assert row_seed(1, "article/math/en", 0) != KNOWN_SEED


def test_each_style_gets_its_prompt() -> None:
    """The arm's style chooses the question's form."""
    for request in make_plan().requests():
        assert request.prompt.endswith("Step by step.") == ("style=steps" in request.key.arm)


def test_the_folder_is_named_by_the_configuration() -> None:
    """Equal plans share a folder, and another seed or another key has its own."""
    assert make_plan().folder_name() == make_plan().folder_name()
    assert make_plan(seed=1).folder_name() != make_plan().folder_name()
    assert make_plan().folder_name().startswith("tiny-sums-")


KNOWN_SEED = 5685934792755703166
