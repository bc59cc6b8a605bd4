"""A sweep over more than temperature, from the command line to the report."""

import json
from pathlib import Path
from typing import Any

import pytest
from fakes.networks import THINKING_TEMPLATE, save_model

from setpoint.cli.main import main
from setpoint.store.run_store import RunStore


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a folder with the random model, whose prompt ends inside the thought."""
    return save_model(tmp_path_factory.mktemp("tiny"), template=THINKING_TEMPLATE)


def sweep(model: Path, folder: Path, *settings: str) -> int:
    """Samples one problem twice at each arm; returns the exit code."""
    words = ["--model", str(model), "--suite", "article/math", "--runs", "2", "--max-tokens", "48"]
    machine = ["--dtype", "float32", "--threads", "1", "--out", str(folder), "--json"]
    return main(["sweep", *words, *settings, *machine])


def report(capsys: pytest.CaptureFixture[str]) -> Any:  # noqa: ANN401 - JSON
    """Returns the document that was printed."""
    return json.loads(capsys.readouterr().out)


def test_a_grid_shares_its_thoughts(
    tiny_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two thoughts by four answers: every arm is reported, and half is not computed at all."""
    grid = ["--grid", "think=0.3:0.9:0.6,answer=0.1:1.3:0.4"]
    assert sweep(tiny_model, tmp_path, *grid) == 0
    found = report(capsys)
    assert {(arm["blocks"]["think"], arm["temperature"]) for arm in found["arms"]} == {
        (think, answer) for think in (0.3, 0.9) for answer in (0.1, 0.5, 0.9, 1.3)
    }
    assert found["samples"] == found["samples_planned"] == 16
    assert [one["series"] for one in found["setpoints"]] == ["plain think=0.3", "plain think=0.9"]
    assert found["cost"]["tokens_computed"] < 0.5 * found["cost"]["tokens_emitted"]


def test_every_setting_is_an_axis(
    tiny_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Values, lists and ranges, and both styles."""
    settings = ["--temperatures", "0.5", "--top-p", "0.8:1:0.2", "--top-k", "0,5", "--min-p", "0.1"]
    assert sweep(tiny_model, tmp_path, *settings, "--style", "plain,steps") == 0
    arms = report(capsys)["arms"]
    assert {(arm["style"], arm["top_p"], arm["top_k"], arm["min_p"]) for arm in arms} == {
        (style, top_p, top_k, 0.1)
        for style in ("plain", "steps")
        for top_p in (0.8, 1.0)
        for top_k in (0, 5)
    }


def test_a_grid_continues_its_run_and_no_other(
    tiny_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Blocks may be named in another order; another level is refused by name."""
    assert sweep(tiny_model, tmp_path, "--temperatures", "0.6", "--grid", "think=1,code=0,0.5") == 0
    with RunStore.open(tmp_path) as store:
        before = store.samples()
    assert sweep(tiny_model, tmp_path, "--temperatures", "0.6", "--grid", "code=0,0.5,think=1") == 0
    with RunStore.open(tmp_path) as store:
        assert store.samples() == before
    capsys.readouterr()
    assert sweep(tiny_model, tmp_path, "--temperatures", "0.6", "--grid", "think=1,code=0,0.7") == 2
    assert (
        "arms: only the run has T=0.6 think=1 code=0.5; only now asked for T=0.6 think=1 code=0.7"
        in capsys.readouterr().err
    )


def test_entropies_are_reported(
    tiny_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mean with its interval at each temperature, and the turn with its reason."""
    assert sweep(tiny_model, tmp_path, "--temperatures", "0:1.5:0.5") == 0
    found = report(capsys)
    means = [row["mean_token_entropy"] for row in found["by_temperature"]]
    assert means[0]["value"] == 0
    assert 0 < means[1]["value"] < means[3]["value"]
    assert all(mean["low"] <= mean["value"] <= mean["high"] for mean in means)
    assert found["turn"]["reason"]
