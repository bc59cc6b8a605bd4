"""The JSON document of a run."""

import json
from dataclasses import replace
from typing import Any

import pytest
from fakes.runs import make_run, make_sample, run_of
from fakes.texts import math_answer

from setpoint.records import Arm, Block, GradedSample, Outcome, PromptStyle, Sampling
from setpoint.report.run import RunData
from setpoint.report.view import summarize

RUN = make_run(temperatures=(0.2, 0.9, 1.2), runs=4)


def summarized(run: RunData) -> Any:  # noqa: ANN401 - any JSON value
    """Returns the document as a reader of strict JSON gets it."""
    return json.loads(json.dumps(summarize(run), allow_nan=False))


def samples_of(row: dict[str, Any]) -> list[GradedSample]:
    """Returns the samples a row speaks of, found without the report's help."""
    arm, problem = f"T={row['temperature']:g}", f"article/{row['kind']}/en"
    return [
        sample
        for sample in RUN.samples
        if (sample.completion.key.arm, sample.completion.key.problem_id) == (arm, problem)
    ]


def test_the_promised_keys_are_there() -> None:
    """Other programs rely on these names."""
    report = summarized(RUN)
    assert report.keys() >= {
        *("run_id", "model", "suites", "arms", "samples", "by_temperature", "setpoint", "cost")
    }
    for row in report["by_temperature"]:
        assert row.keys() >= {
            *("temperature", "kind", "n_problems", "n_samples", "accuracy", "mg_pass_at_k"),
            *("consistent", "complete", "traceable", "mean_tokens", "mean_token_entropy"),
            *("loop_rate", "unparsed_rate", "truncated_rate", "arm", "series", "style"),
        }
        assert row["accuracy"].keys() >= {"value", "low", "high"}
    assert report["setpoint"].keys() >= {"value", "plateau", "decided", "reason"}
    assert report["turn"].keys() >= {"value", "low", "high", "reason", "series"}
    assert report["best_arm"].keys() == {"value", "decided", "reason"}
    assert report["cost"].keys() == {"tokens_emitted", "tokens_computed", "seconds"}


def test_the_figures_are_those_of_the_samples() -> None:
    """Counted again, by hand, for every row."""
    rates = {"loop": "LOOP", "unparsed": "UNPARSED", "truncated": "TRUNCATED"}
    for row in summarized(RUN)["by_temperature"]:
        samples = samples_of(row)
        outcomes = [sample.verdict.outcome for sample in samples]
        assert (row["n_problems"], row["n_samples"]) == (1, len(samples)) == (1, 4)
        assert row["accuracy"]["value"] == outcomes.count(Outcome.CORRECT) / 4
        for name, outcome in rates.items():
            assert row[f"{name}_rate"]["value"] == outcomes.count(Outcome(outcome)) / 4
        tokens = [sample.completion.tokens for sample in samples]
        assert row["mean_tokens"]["value"] == pytest.approx(sum(tokens) / 4)


@pytest.mark.parametrize("name", ["consistent", "complete", "traceable"])
def test_shares_of_derivations_are_those_of_the_samples(name: str) -> None:
    """Among the answers in which the check could be judged."""
    for row in summarized(RUN)["by_temperature"]:
        findings = [sample.verdict.checks.get(name) for sample in samples_of(row)]
        judged = [finding for finding in findings if finding is not None]
        if judged:
            share = row[name]
            assert (share["successes"], share["trials"]) == (sum(map(bool, judged)), len(judged))
        else:
            assert row[name] is None


def test_outcomes_add_up() -> None:
    """Nothing is dropped: the outcomes of a row are its samples."""
    for row in summarized(RUN)["by_temperature"]:
        assert sum(row["outcomes"].values()) == row["n_samples"]
        assert set(row["outcomes"]) == set(Outcome)


def test_intervals_hold_their_values() -> None:
    """The Wilson interval of 4 in 5 is 0.376 to 0.964; of new problems one says nothing."""
    run = make_run(temperatures=(0.5,), runs=5)
    outcomes = [Outcome.CORRECT] * 4 + [Outcome.WRONG]
    samples = (
        make_sample(math_answer(outcome), problem_id="article/math/en", arm=run.arms[0], run=index)
        for index, outcome in enumerate(outcomes)
    )
    (row,) = summarized(run_of(*samples, like=run))["by_temperature"]
    new = row["accuracy"].pop("new_problems")
    assert (new["low"], new["high"]) == (None, None)
    assert new["reason"].startswith("1 problem says nothing")
    assert row["accuracy"] == {
        "value": 0.8,
        "low": pytest.approx(0.3755, abs=1e-4),
        "high": pytest.approx(0.9638, abs=1e-4),
        "successes": 4,
        "trials": 5,
    }


def test_a_decided_run_names_its_setpoint() -> None:
    """It lies in the plateau, and the reason names it."""
    setpoint = summarized(make_run())["setpoint"]
    low, high = setpoint["plateau"]
    assert setpoint["decided"]
    assert low <= setpoint["value"] <= high
    assert f"Best was {setpoint['value']}" in setpoint["reason"]


def test_an_undecided_run_names_none() -> None:
    """Where all temperatures are alike."""
    setpoint = summarized(make_run(accuracy=lambda _: 0.7))["setpoint"]
    assert not setpoint["decided"]
    assert setpoint["value"] is None
    assert setpoint["reason"]


def test_each_style_has_a_setpoint() -> None:
    """The first style's is the run's."""
    report = summarized(make_run(styles=tuple(PromptStyle), runs=1))
    assert [setpoint["style"] for setpoint in report["setpoints"]] == ["plain", "steps"]
    assert report["setpoint"] == report["setpoints"][0]


def test_an_unfinished_run_says_how_much_is_there() -> None:
    """Two samples of 36."""
    report = summarized(run_of(*RUN.samples[:2], like=RUN))
    assert (report["samples"], report["samples_planned"]) == (2, 36)


def test_a_run_without_samples_has_no_figures() -> None:
    """Nothing is divided by zero."""
    report = summarized(run_of(like=RUN))
    assert (report["samples"], report["by_temperature"]) == (0, [])
    assert report["setpoint"]["value"] is None
    assert report["setpoint"]["plateau"] is None


def test_arms_hold_complete_settings() -> None:
    """Sorted, and with every sampling parameter."""
    assert [arm["temperature"] for arm in summarized(RUN)["arms"]] == [0.2, 0.9, 1.2]
    names = {"name", "series", "style", "temperature", "top_p", "top_k", "min_p", "blocks"}
    assert all(arm.keys() == names for arm in summarized(RUN)["arms"])


def test_rows_of_one_temperature_name_their_arms() -> None:
    """Figures of arms that differ in another setting stand apart, and say which is which."""
    arms = tuple(
        Arm(sampling=Sampling(temperature=0.5, blocks=((Block.THINK, think),)))
        for think in (0.4, 0.9)
    )
    samples = (
        make_sample(math_answer(outcome), problem_id="article/math/en", arm=arm)
        for arm, outcome in zip(arms, (Outcome.CORRECT, Outcome.WRONG), strict=True)
    )
    report = summarized(replace(run_of(*samples, like=RUN), arms=arms))
    rows = {row["arm"]: row["accuracy"]["value"] for row in report["by_temperature"]}
    assert rows == {"T=0.5 think=0.4": 1.0, "T=0.5 think=0.9": 0.0}
    assert [arm["blocks"] for arm in report["arms"]] == [{"think": 0.4}, {"think": 0.9}]
    assert [one["series"] for one in report["setpoints"]] == ["plain think=0.4", "plain think=0.9"]
    assert [one["accuracy"]["trials"] for one in report["by_arm"]] == [1, 1]
    assert "Most right was T=0.5 think=0.4 with 1 of 1" in report["best_arm"]["reason"]


def test_entropies_are_averaged_without_loops() -> None:
    """With an interval; a single one has none, and neither has a loop."""
    run = make_run(temperatures=(0.5,), runs=4)
    outcomes = [Outcome.CORRECT, Outcome.WRONG, Outcome.LOOP, Outcome.WRONG]
    samples = [
        make_sample(math_answer(outcome), problem_id="article/math/en", arm=run.arms[0], run=index)
        for index, outcome in enumerate(outcomes)
    ]
    measured = [
        replace(sample, completion=replace(sample.completion, mean_token_entropy=mean))
        for sample, mean in zip(samples, (0.2, 0.4, 9.0, None), strict=True)
    ]
    (row,) = summarized(run_of(*measured, like=run))["by_temperature"]
    assert row["mean_token_entropy"]["value"] == pytest.approx(0.3)
    assert row["mean_token_entropy"]["low"] == 0
    assert row["mean_token_entropy"]["high"] == pytest.approx(0.3 + 12.706 * 0.1, abs=1e-3)
    (row,) = summarized(run_of(*measured[1:], like=run))["by_temperature"]
    assert row["mean_token_entropy"] is None
