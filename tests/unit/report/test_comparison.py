"""Which samples are compared."""

from dataclasses import replace

import pytest
from fakes.runs import make_run, make_sample, run_of
from fakes.texts import math_answer

from setpoint.records import Arm, Outcome, PromptStyle, Sampling
from setpoint.report.by_kind import compare_by_kind
from setpoint.report.claims import ClaimVerdict, judge_claims
from setpoint.report.comparison import compare_arms, compare_temperatures
from setpoint.report.run import RunData
from setpoint.stats.choose import Finding


def nucleus_run(*, best: float = 0.5) -> RunData:
    """Returns a run of two temperatures by two of top-p; one of these is right, the other never."""
    run = make_run(temperatures=(0.2, 0.8), runs=5)
    arms = tuple(
        Arm(sampling=Sampling(temperature=temperature, top_p=top_p))
        for temperature in (0.2, 0.8)
        for top_p in (0.5, 1.0)
    )
    samples = tuple(
        make_sample(
            math_answer(Outcome.CORRECT if arm.sampling.top_p == best else Outcome.WRONG),
            problem_id="article/math/en",
            arm=arm,
            run=number,
        )
        for arm in arms
        for number in range(20)
    )
    return replace(run, problems=run.problems[:1], arms=arms, samples=samples, runs=20)


def test_every_temperature_is_judged_on_all_its_answers() -> None:
    """A complete run: three problems, five runs each."""
    run = make_run()
    (choice,) = compare_temperatures(run).values()
    assert [level.temperature for level in choice.levels] == [step / 10 for step in range(1, 13)]
    assert {level.right.trials for level in choice.levels} == {15}


@pytest.mark.parametrize("outcome", Outcome)
def test_only_correct_counts_as_right(outcome: Outcome) -> None:
    """An answer that was cut off, or could not be judged, is a trial without success."""
    run = make_run(temperatures=(0.5,), runs=1)
    sample = make_sample(math_answer(outcome), problem_id="article/math/en", arm=run.arms[0])
    (choice,) = compare_temperatures(run_of(sample, like=run)).values()
    (level,) = choice.levels
    assert (level.right.successes, level.right.trials) == (int(outcome is Outcome.CORRECT), 1)


def test_an_unfinished_run_compares_the_same_repetitions() -> None:
    """What one temperature has not answered yet counts at none."""
    run = make_run(temperatures=(0.2, 0.8), runs=3)
    missing = [
        sample
        for sample in run.samples
        if (sample.completion.key.arm, sample.completion.key.run) != ("T=0.8", 2)
    ]
    (choice,) = compare_temperatures(run_of(*missing, like=run)).values()
    assert [level.right.trials for level in choice.levels] == [6, 6]


def test_styles_are_compared_apart() -> None:
    """One choice a style, in the order in which they were asked for."""
    choices = compare_temperatures(make_run(styles=(PromptStyle.STEPS, PromptStyle.PLAIN), runs=1))
    assert list(choices) == [PromptStyle.STEPS, PromptStyle.PLAIN]
    assert {len(choice.levels) for choice in choices.values()} == {12}


def test_without_common_samples_nothing_is_found() -> None:
    """One temperature is finished, the other has not begun."""
    run = make_run(temperatures=(0.2, 0.8), runs=1)
    begun = [sample for sample in run.samples if sample.completion.key.arm == "T=0.2"]
    (choice,) = compare_temperatures(run_of(*begun, like=run)).values()
    assert choice.finding is Finding.NO_SAMPLES


def test_arms_that_differ_in_more_than_temperature_are_not_pooled() -> None:
    """Each series has its own levels, with its own answers."""
    choices = compare_temperatures(nucleus_run())
    assert list(choices) == ["plain top_p=0.5", "plain"]
    for series, finding in zip(choices, (Finding.ALL_RIGHT, Finding.NONE_RIGHT), strict=True):
        assert [level.temperature for level in choices[series].levels] == [0.2, 0.8]
        assert [level.right.trials for level in choices[series].levels] == [20, 20]
        assert choices[series].finding is finding


@pytest.mark.parametrize("best", [0.5, 1.0])
def test_all_arms_are_compared_at_once(best: float) -> None:
    """Whatever they differ in; those of the other top-p are told apart from the best."""
    choice = compare_arms(nucleus_run(best=best))
    assert choice.decided
    assert choice.best is not None
    assert choice.best.arm.sampling.top_p == best
    worse = {judged.arm.sampling.top_p for judged in choice.arms if judged.level.is_worse}
    assert worse == {0.5, 1.0} - {best}
    assert len(choice.arms) == 4


def test_without_samples_there_is_no_best_arm() -> None:
    """And nothing is decided."""
    choice = compare_arms(run_of(like=nucleus_run()))
    assert (choice.best, choice.decided, choice.arms) == (None, False, ())


def test_an_unfinished_run_gets_no_winner() -> None:
    """However clear it looks: short answers end first."""
    run = make_run(temperatures=(0.2, 1.2), runs=5)
    (whole,) = compare_temperatures(run).values()
    (cut,) = compare_temperatures(replace(run, samples=run.samples[:-1])).values()
    assert whole.decided
    assert cut.finding is Finding.UNFINISHED
    assert not cut.decided


def test_nothing_of_an_unfinished_run_is_concluded() -> None:
    """Neither of its arms, nor of a kind, nor of a claim."""
    run = make_run(temperatures=(0.2, 0.6, 1.2), runs=5)
    cut = replace(run, samples=run.samples[:-1])
    assert not compare_arms(cut).decided
    assert compare_by_kind(cut) == ()
    assert {judged.verdict for judged in judge_claims(cut)} == {ClaimVerdict.UNDECIDED}
    assert {judged.p_value for judged in judge_claims(cut)} == {None}
