"""The claims judged on runs whose truth is known."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from fakes.runs import article_problems, make_run, make_sample, run_of
from fakes.texts import Answer, math_answer

from setpoint.problems import Problem
from setpoint.records import Arm, Block, GradedSample, Kind, Outcome, PromptStyle
from setpoint.report.claims import (
    ClaimVerdict,
    Judgeable,
    JudgedClaim,
    MoreProblems,
    judge_claims,
)
from setpoint.report.claims_catalog import Group, Obstacle
from setpoint.report.run import RunData, SearchFinding

_LEVELS = (0.1, 0.3, 0.4, 0.6, 0.9, 1.0)

Plan = Callable[[Arm, random.Random], Answer]


def test_a_true_effect_is_supported() -> None:
    """False steps only from 0.9, in every one of twenty problems."""
    judged = _judge(_math_run(lambda arm, _: _math(has_error=arm.sampling.temperature >= 0.9)))
    assert judged["C4"].verdict is ClaimVerdict.SUPPORTED
    assert judged["C4"].needs == ()


def test_the_opposite_is_refuted() -> None:
    """False steps only below 0.9."""
    judged = _judge(_math_run(lambda arm, _: _math(has_error=arm.sampling.temperature < 0.9)))
    finding = judged["C4"].decisive
    assert judged["C4"].verdict is ClaimVerdict.REFUTED
    assert finding is not None
    assert finding.effect is not None
    assert finding.effect.value == -1


def test_no_effect_is_undecided_and_no_number_of_problems_is_named() -> None:
    """The same false steps everywhere."""
    judged = _judge(_math_run(lambda _arm, _dice: _math(has_error=True)))
    assert judged["C4"].verdict is ClaimVerdict.UNDECIDED
    assert judged["C4"].needs == (MoreProblems(number=None),)


def test_few_problems_decide_nothing_and_say_how_many_more_would() -> None:
    """Three problems, however clear: two to the power of three signs are too few."""
    judged = _judge(_math_run(lambda arm, _: _math(has_error=arm.sampling.temperature >= 0.9), 3))
    (need,) = judged["C4"].needs
    assert judged["C4"].verdict is ClaimVerdict.UNDECIDED
    assert isinstance(need, MoreProblems)
    assert need.number is not None
    again = _judge(
        _math_run(lambda arm, _: _math(has_error=arm.sampling.temperature >= 0.9), 3 + need.number)
    )
    assert again["C4"].verdict is ClaimVerdict.SUPPORTED


def test_missing_arms_are_named() -> None:
    """The step format was never asked for, nor any temperature from 0.9."""
    judged = _judge(_math_run(lambda _arm, _dice: _math(has_error=False), levels=(0.4, 0.6)))
    assert judged["C9"].needs == (Group(lowest=0.4, highest=0.4, style=PromptStyle.STEPS),)
    assert judged["C4"].needs == (Group(lowest=0.9, highest=2.0),)
    assert judged["C9"].adjusted_p_value is None


def test_arms_of_other_settings_do_not_count() -> None:
    """A true effect is not watered down by arms with another top-p or a block of their own."""
    run = _math_run(lambda arm, _: _math(has_error=arm.sampling.temperature >= 0.9))
    others = {
        other.name: other
        for arm in run.arms
        for other in (
            replace(arm, sampling=replace(arm.sampling, top_p=0.5)),
            replace(arm, sampling=replace(arm.sampling, blocks=((Block.THINK, 0.1),))),
        )
    }
    samples = [
        make_sample(_math(has_error=False), problem_id=problem.id, arm=arm, run=number)
        for problem in run.problems
        for arm in others.values()
        for number in range(2)
    ]
    mixed = replace(run, arms=(*run.arms, *others.values()), samples=(*run.samples, *samples))
    assert _judge(mixed)["C4"] == _judge(run)["C4"]


def test_a_missing_kind_is_named() -> None:
    """A run of math cannot say how code passes."""
    needs = _judge(_math_run(lambda _arm, _dice: _math(has_error=False)))["C5"].needs
    assert {need.kind for need in needs if isinstance(need, Judgeable)} == {Kind.CODE}


@pytest.mark.parametrize(
    ("name", "obstacle"), [("C8", Obstacle.MEMORY), ("C10", Obstacle.SAMPLING_OFF)]
)
def test_what_a_run_does_not_record_is_undecided(name: str, obstacle: Obstacle) -> None:
    """The reason is said, and nothing is tested."""
    judged = _judge(make_run(runs=1))[name]
    assert judged.verdict is ClaimVerdict.UNDECIDED
    assert judged.needs == (obstacle,)
    assert judged.adjusted_p_value is None


@pytest.mark.parametrize(("problems", "verdict"), [(20, "undecided"), (100, "supported")])
def test_steps_are_as_complete_as_plain_only_with_enough_problems(
    problems: int, verdict: str
) -> None:
    """Equal answers to twenty problems leave a tenth of unlike problems possible."""
    run = _math_run(
        lambda _arm, _dice: _math(has_error=False),
        problems,
        levels=(0.4, 0.6),
        styles=tuple(PromptStyle),
    )
    assert _judge(run)["C9"].verdict == verdict


def test_steps_that_lag_far_behind_refute_the_claim() -> None:
    """No step-format answer is complete, all plain ones are."""
    run = _math_run(
        lambda arm, _: math_answer(
            Outcome.TRUNCATED if arm.style is PromptStyle.STEPS else Outcome.CORRECT
        ),
        levels=(0.4, 0.6),
        styles=tuple(PromptStyle),
    )
    assert _judge(run)["C9"].verdict is ClaimVerdict.REFUTED


def test_one_level_below_refutes_right_at_every_temperature() -> None:
    """Right everywhere but at 1.0."""
    run = _math_run(lambda arm, _: _math(has_error=arm.sampling.temperature == 1.0))
    assert _judge(run)["C1"].verdict is ClaimVerdict.REFUTED
    decisive = _judge(run)["C1"].decisive
    assert decisive is not None
    assert decisive.comparison.first == Group(lowest=1.0, highest=1.0)


def test_a_claim_of_several_parts_needs_all() -> None:
    """Doubled words from 1.0, but no other sign: C7 is not supported."""
    run = _math_run(
        lambda arm, _: _math(
            has_error=False, noise="so so " if arm.sampling.temperature >= 1 else ""
        )
    )
    judged = _judge(run)["C7"]
    doubled = next(each for each in judged.findings if each.comparison.measure == "doubled_words")
    assert doubled.effect is not None
    assert doubled.effect.value == 1
    assert doubled.p_value < 0.001
    assert judged.verdict is ClaimVerdict.UNDECIDED


def test_answers_that_could_not_be_judged_are_counted_apart() -> None:
    """Unread answers have no finding on completeness: neither yes nor no."""
    run = _math_run(
        lambda arm, _: math_answer(
            Outcome.UNPARSED if arm.sampling.temperature == 0.1 else Outcome.CORRECT
        )
    )
    (finding,) = _judge(run)["C2"].findings
    assert finding.effect is not None
    assert finding.effect.value == 0
    assert finding.unjudged == 40


def test_a_repetition_that_a_search_left_out_counts_at_no_temperature() -> None:
    """What one side was not asked is left out on the other."""
    run = _math_run(lambda arm, _: _math(has_error=arm.sampling.temperature >= 0.9), 1)
    begun = [sample for sample in run.samples if sample.completion.key != _last_key(run)]
    found = SearchFinding(best=0.1, plateau=(0.1, 0.8), worse=(0.9,), decided=True, reason="")
    searched = replace(run, configuration={"search": {}}, finding=found)
    (finding,) = _judge(run_of(*begun, like=searched))["C4"].findings
    assert finding.problems == 1
    assert finding.effect is not None
    assert finding.effect.value == 1


def test_false_alarms_are_rare_when_temperature_has_no_effect() -> None:
    """A/A: every claim of a difference is decided in at most 5 % of runs.

    60 runs of 8 problems. If a run raised a false alarm with the chance of
    5 %, more than 8 of them would with a chance below 0.2 %.
    """
    alarms = sum(_raises_alarm(seed) for seed in range(60))
    assert alarms <= 8


def test_false_alarms_stay_rare_with_many_problems() -> None:
    """A/A with 20 problems, where the t test is used; bound as for few."""
    alarms = sum(_raises_alarm(seed, problems=20) for seed in range(1000, 1060))
    assert alarms <= 8


def _raises_alarm(seed: int, problems: int = 8) -> bool:
    run = _math_run(lambda _arm, dice: _wordless(dice.random() < 0.5), problems, seed=seed)
    judged = _judge(run)
    return any(judged[name].verdict is not ClaimVerdict.UNDECIDED for name in ("C2", "C3", "C4"))


def _judge(run: RunData) -> dict[str, JudgedClaim]:
    return {judged.claim.name: judged for judged in judge_claims(run)}


def _math_run(
    plan: Plan,
    problems: int = 20,
    *,
    levels: tuple[float, ...] = _LEVELS,
    styles: tuple[PromptStyle, ...] = (PromptStyle.PLAIN,),
    runs: int = 2,
    seed: int = 0,
) -> RunData:
    dice = random.Random(seed)
    chosen = _problems(problems)
    like = make_run(temperatures=levels, styles=styles, runs=1)
    samples: list[GradedSample] = [
        make_sample(plan(arm, dice), problem_id=problem.id, arm=arm, run=run)
        for problem in chosen
        for arm in like.arms
        for run in range(runs)
    ]
    return replace(like, problems=chosen, samples=tuple(samples), runs=runs)


def _problems(count: int) -> tuple[Problem, ...]:
    first = article_problems()[0]
    return tuple(replace(first, id=f"math/{number}") for number in range(count))


def _math(*, has_error: bool, noise: str = "") -> Answer:
    return math_answer(Outcome.WRONG if has_error else Outcome.CORRECT, noise)


def _wordless(has_error: bool) -> Answer:  # noqa: FBT001 - it is the only thing that varies
    """The findings of an answer without its text, which takes long to measure."""
    return replace(_math(has_error=has_error), text="", steps=())


def _last_key(run: RunData) -> object:
    return run.samples[-1].completion.key
