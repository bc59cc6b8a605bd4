"""The label-free estimate of a run."""

from collections.abc import Callable
from dataclasses import replace
from math import exp

from fakes.runs import make_run

from setpoint.records import FinishReason, GradedSample, Outcome, PromptStyle
from setpoint.report.run import RunData
from setpoint.report.turns import estimate_turns
from setpoint.stats.entropy import Turn

Entropy = Callable[[float], float | None]


def bent(temperature: float) -> float:
    """Returns an entropy of a curve that turns at 0.8."""
    beyond = temperature - 0.78
    return exp(2 * beyond * abs(beyond) + 3 * temperature)


def with_entropies(run: RunData, entropy: Entropy, *, is_loop: bool = False) -> RunData:
    """Returns the run with an entropy for every sample; all are right, or all loop."""
    temperatures = {arm.name: arm.sampling.temperature for arm in run.arms}
    reason = FinishReason.LOOP if is_loop else FinishReason.STOP

    def measured(sample: GradedSample) -> GradedSample:
        mean = entropy(temperatures[sample.completion.key.arm])
        return replace(
            sample,
            completion=replace(sample.completion, mean_token_entropy=mean, finish_reason=reason),
            verdict=replace(sample.verdict, outcome=Outcome.CORRECT),
        )

    return replace(run, samples=tuple(map(measured, run.samples)))


def test_the_turn_of_a_run_is_found() -> None:
    """With three problems that agree."""
    (found,) = estimate_turns(with_entropies(make_run(), bent)).values()
    assert found.turn == Turn(value=0.8, low=0.8, high=0.8)
    assert found.reason == "Log entropy begins to curve upwards at 0.8, by 3 problems."


def test_each_series_has_its_own() -> None:
    """Arms of another style are another curve."""
    run = with_entropies(make_run(styles=tuple(PromptStyle)), bent)
    assert list(estimate_turns(run)) == ["plain", "steps"]


def test_temperature_zero_is_left_out() -> None:
    """Its entropy is 0, which has no logarithm."""
    levels = (0.0, 0.2, 0.5, 0.8, 1.1, 1.4)
    run = with_entropies(make_run(temperatures=levels), lambda level: bent(level) if level else 0.0)
    (found,) = estimate_turns(run).values()
    assert found.turn.value == 0.8


def test_answers_that_loop_do_not_count() -> None:
    """They are sure of nothing but their loop."""
    run = with_entropies(make_run(runs=2), bent)
    looping = with_entropies(make_run(runs=2), lambda level: 9 - level, is_loop=True)
    mixed = [
        theirs if sample.completion.key.run else sample
        for sample, theirs in zip(run.samples, looping.samples, strict=True)
    ]
    (found,) = estimate_turns(replace(run, samples=tuple(mixed))).values()
    assert found.turn.value == 0.8


def test_a_run_without_a_turn_says_why() -> None:
    """Too few temperatures, nothing measured, only loops, a certain model, or no turn."""
    cases = {
        "3 temperatures above 0 are needed; there are 2.": with_entropies(
            make_run(temperatures=(0.0, 0.4, 0.8)), bent
        ),
        "No problem has a measured answer": with_entropies(make_run(), lambda _: None),
        "No problem has a measured answer that does not loop": with_entropies(
            make_run(), bent, is_loop=True
        ),
        "At some temperature every measured entropy is 0": with_entropies(
            make_run(), lambda level: level - 0.1
        ),
        "does not begin to curve upwards between 0.1 and 1.2": with_entropies(
            make_run(), lambda level: level**0.5
        ),
    }
    for words, run in cases.items():
        (found,) = estimate_turns(run).values()
        assert words in found.reason
        assert found.turn.value is None


def test_a_run_without_samples_has_no_turn() -> None:
    """Nothing is divided by zero."""
    (found,) = estimate_turns(replace(make_run(), samples=())).values()
    assert found.turn.value is None
