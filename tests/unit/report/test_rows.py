"""The figures of one temperature and kind are those of its samples."""

from dataclasses import replace

import pytest
from fakes.runs import make_run, make_sample, run_of
from fakes.texts import Answer, code_answer, math_answer

from setpoint.records import Arm, Kind, Outcome, PromptStyle, Sampling
from setpoint.report.rows import build_rows, sorted_arms, tally_problems
from setpoint.stats.estimate import Proportion

ONE_TEMPERATURE = make_run(temperatures=(0.5,), runs=2)
(ARM,) = ONE_TEMPERATURE.arms
MATH, CODE = "article/math/en", "article/code/en"


@pytest.mark.parametrize("outcome", Outcome)
def test_only_correct_counts_as_right(outcome: Outcome) -> None:
    """Every other outcome is a trial without success, kept under its own name."""
    sample = make_sample(math_answer(outcome), problem_id=MATH, arm=ARM)
    (row,) = build_rows(run_of(sample, like=ONE_TEMPERATURE))
    assert row.right == Proportion(successes=int(outcome is Outcome.CORRECT), trials=1)
    assert row.outcomes == {outcome: 1}


def test_each_outcome_is_counted_once() -> None:
    """The outcomes of a row add up to its samples."""
    for row in build_rows(make_run()):
        assert sum(row.outcomes.values()) == row.n_samples == 5


def test_a_check_counts_where_it_could_be_judged() -> None:
    """An answer without code is no trial of its hints."""
    tidy = make_sample(code_answer(Outcome.CORRECT), problem_id=CODE, arm=ARM)
    silent = make_sample(code_answer(Outcome.NO_ANSWER), problem_id=CODE, arm=ARM, run=1)
    (row,) = build_rows(run_of(tidy, silent, like=ONE_TEMPERATURE))
    assert row.checks["hints"] == Proportion(successes=1, trials=1)
    assert row.checks["complete"] == Proportion(successes=1, trials=2)


def test_a_check_that_was_never_judged_is_absent() -> None:
    """No trials is not zero of zero."""
    silent = make_sample(code_answer(Outcome.NO_ANSWER), problem_id=CODE, arm=ARM)
    (row,) = build_rows(run_of(silent, like=ONE_TEMPERATURE))
    assert "hints" not in row.checks


def test_counts_and_words_are_no_checks() -> None:
    """Only yes-or-no findings become shares."""
    answer = Answer(
        text="", outcome=Outcome.WRONG, answer=None, reason="", checks={"n": 1, "x": 0.5, "w": "a"}
    )
    sample = make_sample(answer, problem_id=MATH, arm=ARM)
    (row,) = build_rows(run_of(sample, like=ONE_TEMPERATURE))
    assert not row.checks


def test_mean_tokens_are_those_of_the_samples() -> None:
    """The mean of 100 and 300, within the cap."""
    answer = math_answer(Outcome.CORRECT)
    samples = (
        make_sample(answer, problem_id=MATH, arm=ARM, run=run, tokens=tokens)
        for run, tokens in enumerate((100, 300))
    )
    (row,) = build_rows(run_of(*samples, like=ONE_TEMPERATURE))
    assert row.mean_tokens.value == 200
    assert 0 <= row.mean_tokens.low <= 200 <= row.mean_tokens.high <= 2048


def test_stability_needs_two_runs() -> None:
    """With one run a problem, nothing can be said of it."""
    assert all(row.mg_pass_at_k is None for row in build_rows(make_run(runs=1)))
    assert all(row.mg_pass_at_k for row in build_rows(make_run(runs=2)))


def test_without_samples_there_are_no_rows() -> None:
    """A run that has just begun."""
    assert build_rows(run_of(like=ONE_TEMPERATURE)) == ()


def test_a_kind_without_samples_has_no_row() -> None:
    """Only the kind that was answered appears."""
    sample = make_sample(math_answer(Outcome.CORRECT), problem_id=MATH, arm=ARM)
    rows = build_rows(run_of(sample, like=ONE_TEMPERATURE))
    assert [row.kind for row in rows] == [Kind.MATH]


def test_arms_stand_by_series_then_temperature() -> None:
    """Arms that differ in temperature alone are neighbours."""
    settings = [(0.2, 0.9), (0.2, 1.0), (0.8, 0.9), (0.8, 1.0)]
    arms = tuple(Arm(sampling=Sampling(temperature=t, top_p=p)) for t, p in settings)
    names = [arm.name for arm in sorted_arms(replace(ONE_TEMPERATURE, arms=arms))]
    assert names == ["T=0.2 top_p=0.9", "T=0.8 top_p=0.9", "T=0.2", "T=0.8"]


def test_arms_stand_by_style_then_temperature() -> None:
    """Whatever the order in which they were asked for."""
    run = make_run(temperatures=(0.9, 0.2), styles=(PromptStyle.STEPS, PromptStyle.PLAIN), runs=1)
    assert [(arm.style, arm.sampling.temperature) for arm in sorted_arms(run)] == [
        ("steps", 0.2),
        ("steps", 0.9),
        ("plain", 0.2),
        ("plain", 0.9),
    ]


def test_problems_are_tallied_apart() -> None:
    """Right answers by problem."""
    samples = [
        make_sample(math_answer(Outcome.CORRECT), problem_id=MATH, arm=ARM),
        make_sample(math_answer(Outcome.WRONG), problem_id=MATH, arm=ARM, run=1),
        make_sample(code_answer(Outcome.LOOP), problem_id=CODE, arm=ARM),
    ]
    assert tally_problems(samples) == {
        MATH: Proportion(successes=1, trials=2),
        CODE: Proportion(successes=0, trials=1),
    }


def test_first_tries_and_any_of_several_are_told_apart() -> None:
    """Wrong first and right then: no first try, but one of two runs is right."""
    samples = [
        make_sample(math_answer(outcome), problem_id=MATH, arm=ARM, run=run)
        for run, outcome in enumerate((Outcome.WRONG, Outcome.CORRECT))
    ]
    (row,) = build_rows(run_of(*samples, like=ONE_TEMPERATURE))
    assert row.first_try == Proportion(successes=0, trials=1)
    assert row.pass_at_k is not None
    assert row.pass_at_k.these.value == 1
