"""What each difference between two runs means."""

from dataclasses import replace

import pytest
from fakes.runs import article_problems, make_run

from setpoint.problems import MathKey
from setpoint.records import Outcome, PromptStyle
from setpoint.report.pairing import pair_runs
from setpoint.report.run import RunData
from setpoint.report.unlikeness import (
    Meaning,
    Trait,
    Unlikeness,
    count_compared,
    find_unlikenesses,
)


def run_with(**configuration: object) -> RunData:
    """Returns a small run with this configuration."""
    return replace(make_run(temperatures=(0.4, 0.6), runs=2), configuration=configuration)


def between(first: RunData, second: RunData, *, is_regraded: bool = False) -> dict[str, Unlikeness]:
    """Returns the differences by name."""
    found = find_unlikenesses(pair_runs(first, second), is_regraded=is_regraded)
    return {unlike.name: unlike for unlike in found}


def test_equal_runs_do_not_differ() -> None:
    """Nothing is said of them."""
    assert between(run_with(model="a"), run_with(model="a")) == {}


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("model", Meaning.COMPARED),
        ("weights_sha256", Meaning.COMPARED),
        ("dtype", Meaning.COMPARED),
        ("torch", Meaning.COMPARED),
        ("max_new_tokens", Meaning.COMPARED),
        ("seed", Meaning.NOISE),
        ("runs", Meaning.LEFT_OUT),
        ("suites", Meaning.LEFT_OUT),
        ("setpoint", Meaning.UNFAIR),
    ],
)
def test_every_entry_of_the_configuration_has_a_meaning(name: str, meaning: Meaning) -> None:
    """With both values."""
    expected = Unlikeness(name=name, first=1, second=2, meaning=meaning)
    assert between(run_with(**{name: 1}), run_with(**{name: 2})) == {name: expected}


def test_an_entry_of_one_run_alone_is_a_difference() -> None:
    """Such as stop texts, which are recorded only where there are any."""
    assert between(run_with(), run_with(stop=["\n"]))["stop"].first is None


def test_another_version_is_fair_after_grading_again() -> None:
    """Then both were judged alike; what is left is a difference of sampling."""
    runs = (run_with(setpoint="1"), run_with(setpoint="2"))
    assert between(*runs, is_regraded=True)["setpoint"].meaning is Meaning.COMPARED


def test_settings_that_differ_are_named() -> None:
    """The style, not the names of the arms."""
    steps = make_run(temperatures=(0.4, 0.6), runs=2, styles=(PromptStyle.STEPS,))
    found = between(make_run(temperatures=(0.4, 0.6), runs=2), steps)
    assert (found["style"].first, found["style"].second) == (["plain"], ["steps"])
    assert Trait.ARMS not in found


def test_what_one_run_has_alone_is_left_out() -> None:
    """Problems, temperatures and samples, each named on its side."""
    first = make_run(temperatures=(0.4, 0.6), runs=1)
    second = make_run(temperatures=(0.6, 0.8), runs=1, problems=article_problems()[1:])
    found = between(first, second)
    assert (found[Trait.PROBLEMS].first, found[Trait.PROBLEMS].second) == (["article/math/en"], [])
    assert (found[Trait.ARMS].first, found[Trait.ARMS].second) == (["T=0.4"], ["T=0.8"])
    assert (found[Trait.SAMPLES].first, found[Trait.SAMPLES].second) == (4, 2)
    assert {unlike.meaning for unlike in found.values()} == {Meaning.LEFT_OUT}


def test_changed_problems_are_left_out_by_name() -> None:
    """One of three has another key."""
    math, *others = article_problems()
    changed = (replace(math, key=MathKey(answer="105")), *others)
    found = between(make_run(runs=1), make_run(runs=1, problems=changed))
    assert found[Trait.CHANGED_PROBLEMS].first == ["article/math/en"]


def test_equal_texts_with_unequal_verdicts_are_unfair() -> None:
    """The same version string does not hide that verifiers differ."""
    run = make_run(temperatures=(0.4,), runs=1, accuracy=lambda _: 1.0)
    sample, *others = run.samples
    judged = replace(sample, verdict=replace(sample.verdict, outcome=Outcome.UNPARSED))
    found = between(run, replace(run, samples=(judged, *others)))
    assert found[Trait.VERDICTS].meaning is Meaning.UNFAIR
    assert found[Trait.VERDICTS].where == sample.completion.key.problem_id


def test_a_verdict_that_depends_on_the_clock_proves_nothing() -> None:
    """A slow machine ran out of time where another did not."""
    run = make_run(temperatures=(0.4,), runs=1, accuracy=lambda _: 1.0)
    sample, *others = run.samples
    judged = replace(sample, verdict=replace(sample.verdict, outcome=Outcome.TIMEOUT))
    assert Trait.VERDICTS not in between(run, replace(run, samples=(judged, *others)))


def test_nothing_in_common_is_unfair_and_comes_first() -> None:
    """No temperature is shared."""
    first, second = make_run(temperatures=(0.4,)), make_run(temperatures=(0.8,))
    found = find_unlikenesses(pair_runs(first, second))
    assert (found[0].name, found[0].meaning) == (Trait.PAIRS, Meaning.UNFAIR)


def test_a_model_is_one_thing() -> None:
    """Its name and the hashes of its files; another dtype is a second thing."""
    files = ("model", "weights_sha256", "config_sha256", "tokenizer_sha256")
    first, second = (dict.fromkeys(files, value) for value in ("a", "b"))
    found = find_unlikenesses(
        pair_runs(run_with(dtype="1", **first), run_with(dtype="1", **second))
    )
    assert (len(found), count_compared(found)) == (4, 1)
    found = find_unlikenesses(
        pair_runs(run_with(dtype="1", **first), run_with(dtype="2", **second))
    )
    assert count_compared(found) == 2
