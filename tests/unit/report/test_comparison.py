"""Which samples are compared."""

import pytest
from fakes.runs import make_run, make_sample, run_of
from fakes.texts import math_answer

from setpoint.records import Outcome, PromptStyle
from setpoint.report.comparison import compare_temperatures
from setpoint.stats.choose import Finding


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
