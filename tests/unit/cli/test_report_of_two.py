"""``setpoint report A B`` on runs that a store holds."""

import json
from pathlib import Path

import pytest
from fakes.samples import make_problem, make_sample

from setpoint.cli.main import main
from setpoint.records import Arm, SampleKey, Sampling
from setpoint.store.run_store import RunStore

ARM = Arm(sampling=Sampling(temperature=0.6))
CONFIGURATION = {
    "model": "tiny",
    "suites": ["sums"],
    "runs": 1,
    "max_new_tokens": 9,
    "seed": 0,
    "dtype": "float32",
    "device": "cpu",
    "setpoint": "0",
    "torch": "0",
    "transformers": "0",
    "weights_sha256": "0",
}


def store_run(folder: Path, text: str = "2", problem: int = 1, **settings: str) -> str:
    """Writes a run of one answer that was found right; returns its folder."""
    question = make_problem(problem)
    configuration = {**CONFIGURATION, **settings}
    with RunStore.start_or_continue(folder, configuration, [question], [ARM]) as store:
        store.add(make_sample(SampleKey(problem_id=question.id, arm=ARM.name, run=0), text))
    return str(folder)


def test_two_runs_are_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What differs is named; nothing else is on standard output, and no page is written."""
    first = store_run(tmp_path / "a")
    second = store_run(tmp_path / "b", dtype="bfloat16")
    assert main(["report", first, second, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [(d["name"], d["a"], d["b"]) for d in document["differences"]] == [
        ("dtype", "float32", "bfloat16")
    ]
    assert (document["a"]["run_id"], document["b"]["run_id"]) == ("a", "b")
    assert not list(tmp_path.rglob("*.html"))


def test_a_page_is_written_if_a_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the table on standard output, in the language asked for."""
    first, page = store_run(tmp_path / "a"), tmp_path / "ab.html"
    assert main(["report", first, first, "--html", str(page), "--lang", "zh"]) == 0
    assert "两次运行没有差异" in capsys.readouterr().out
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_runs_with_nothing_in_common_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, the reason, and no document."""
    runs = [store_run(tmp_path / "a"), store_run(tmp_path / "b", problem=2)]
    assert main(["report", *runs, "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "problems of one run alone: sums/1/en | sums/2/en" in err


def test_grading_again_makes_versions_comparable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another version is refused; with --regrade the wrong text is found wrong."""
    runs = [store_run(tmp_path / "a"), store_run(tmp_path / "b", "It is 7.", setpoint="1")]
    assert main(["report", *runs, "--json"]) == 2
    assert "--regrade" in capsys.readouterr().err
    assert main(["report", *runs, "--json", "--regrade"]) == 0
    pairs = json.loads(capsys.readouterr().out)["pairs"]
    assert pairs == {"pairs": 1, "both": 0, "only_a": 1, "only_b": 0, "neither": 0, "same_text": 0}


def test_regrade_needs_two_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One run is shown as it was judged."""
    assert main(["report", store_run(tmp_path / "a"), "--regrade"]) == 2
    assert "second run folder" in capsys.readouterr().err
