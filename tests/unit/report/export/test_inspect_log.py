"""Logs of inspect_ai: as plain JSON, and as inspect_ai itself reads them."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fakes.runs import make_run, run_of

from setpoint.records import Outcome
from setpoint.report.export.inspect_log import build_logs
from setpoint.report.run import RunData

RUN = make_run(temperatures=(0.4, 1.2), runs=2)
MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def logs_of(run: RunData) -> list[dict[str, Any]]:
    """Returns the logs as JSON values."""
    return [json.loads(text) for _, text, _ in build_logs(run, MOMENT)]


def test_there_is_a_log_an_arm() -> None:
    """A log has one temperature; its name sorts by time and can be a file's."""
    names = [name for name, _, _ in build_logs(RUN, MOMENT)]
    assert names == [
        "2026-01-02T03-04-05+00-00_T-0.4_000.json",
        "2026-01-02T03-04-05+00-00_T-1.2_001.json",
    ]
    settings = [log["eval"]["model_generate_config"] for log in logs_of(RUN)]
    assert [one["temperature"] for one in settings] == [0.4, 1.2]
    assert {one["max_tokens"] for one in settings} == {RUN.max_new_tokens}


def test_every_sample_is_in_one_log_with_its_verdict() -> None:
    """A repetition is an epoch; only CORRECT is C."""
    found = {
        (log["eval"]["metadata"]["arm"], sample["id"], sample["epoch"] - 1): sample
        for log in logs_of(RUN)
        for sample in log["samples"]
    }
    assert len(found) == len(RUN.samples)
    for sample in RUN.samples:
        key, verdict = sample.completion.key, sample.verdict
        theirs = found[key.arm, key.problem_id, key.run]
        score = theirs["scores"]["setpoint"]
        assert theirs["output"]["choices"][0]["message"]["content"] == sample.completion.text
        assert score["value"] == ("C" if verdict.outcome is Outcome.CORRECT else "I")
        assert score["answer"] == verdict.answer
        assert verdict.reason in score["explanation"]


def test_the_duration_is_that_of_the_run() -> None:
    """It ends when the file last changed."""
    log = logs_of(RUN)[0]
    began, ended = (
        datetime.fromisoformat(log["stats"][name]) for name in ("started_at", "completed_at")
    )
    assert ended == MOMENT
    assert (ended - began).total_seconds() == pytest.approx(RUN.cost.seconds, abs=1)
    assert log["eval"]["created"] == log["stats"]["started_at"]


def test_an_unfinished_run_is_not_called_a_success() -> None:
    """What is missing was not graded."""
    log = logs_of(run_of(*RUN.samples[:-1], like=RUN))[1]
    assert log["status"] == "cancelled"
    assert log["results"]["completed_samples"] == log["results"]["total_samples"] - 1


def test_an_arm_without_samples_has_no_score() -> None:
    """Nothing was measured."""
    log = logs_of(run_of(like=RUN))[0]
    assert (log["samples"], log["results"]["scores"]) == ([], [])


def test_a_lone_surrogate_is_replaced_and_counted() -> None:
    """Prompt and answer have none, but a text might; it stands in two places of a log."""
    sample = RUN.samples[0]
    broken = replace(sample, completion=replace(sample.completion, text="a\ud800b"))
    (_, text, replaced), _ = build_logs(run_of(broken, like=RUN), MOMENT)
    assert "a\ufffdb" in text
    assert replaced == 2


def test_inspect_ai_reads_the_logs(tmp_path: Path) -> None:
    """The real package lists them, reads headers and samples, and finds texts as they were."""
    inspect_log = pytest.importorskip("inspect_ai.log", reason="inspect_ai is not installed")
    text = "a\r\nb\x00c 𝔘 </script>"
    first, *others = RUN.samples
    odd = replace(first, completion=replace(first.completion, text=text))
    for name, content, _ in build_logs(run_of(odd, *others, like=RUN), MOMENT):
        (tmp_path / name).write_text(content, encoding="utf-8")
    listed = inspect_log.list_eval_logs(str(tmp_path))
    assert len(listed) == 2
    logs = [inspect_log.read_eval_log(one) for one in listed]
    assert {log.plan.config.temperature for log in logs} == {0.4, 1.2}
    samples = [sample for one in listed for sample in inspect_log.read_eval_log_samples(one)]
    assert len(samples) == len(RUN.samples)
    assert text in {sample.output.completion for sample in samples}
    scores = [log.results.scores[0].metrics["accuracy"].value for log in logs]
    assert max(scores) > min(scores) >= 0
