"""The bundled model is an instrument: dependable at low temperature, breaking down at high."""

import pytest

from setpoint.cli.main import main
from setpoint.records import GradedSample, Outcome, SampleKey
from setpoint.store.run_store import RunStore

COLD, HOT = "T=0", "T=1.2"
QUESTIONS = ("nano/sequence", "nano/story", "nano/pair", "nano/syllogism", "article/math")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[GradedSample]:
    """Returns one sample of 21 problems at each temperature, in float32 on one thread."""
    folder = tmp_path_factory.mktemp("nano") / "run"
    settings = ["--temperatures", "0,1.2", "--runs", "1", "--dtype", "float32", "--threads", "1"]
    assert (
        main(["sweep", "--model", "nano", "--suite", *QUESTIONS, *settings, "--out", str(folder)])
        == 0
    )
    with RunStore.open(folder) as store:
        return list(store.samples())


def right_share(samples: list[GradedSample], arm: str) -> float:
    """Returns the share of right answers under an arm."""
    mine = [sample for sample in samples if sample.completion.key.arm == arm]
    return sum(sample.verdict.outcome is Outcome.CORRECT for sample in mine) / len(mine)


def test_most_answers_are_right_at_temperature_zero(samples: list[GradedSample]) -> None:
    """Real weights, real sampling, real verdicts."""
    assert right_share(samples, COLD) >= 0.75


def test_heat_costs_right_answers(samples: list[GradedSample]) -> None:
    """The curve that the whole product is about."""
    assert right_share(samples, HOT) <= right_share(samples, COLD) - 0.25


def test_the_report_is_answered_with_a_full_derivation(samples: list[GradedSample]) -> None:
    """85/3, every step true and none missing."""
    (mine,) = (s for s in samples if s.completion.key == _key("article/math/en", COLD))
    assert mine.verdict.answer == "85/3"
    assert mine.verdict.checks["complete"] is True
    assert mine.verdict.checks["consistent"] is True


def _key(problem_id: str, arm: str) -> SampleKey:
    return SampleKey(problem_id=problem_id, arm=arm, run=0)
