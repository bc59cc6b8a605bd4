"""``setpoint find`` on real weights: from the first probe to a file that a server reads."""

import json
from pathlib import Path

import pytest

from setpoint.cli.main import main
from setpoint.server.profile import read_profile
from setpoint.store.run_store import RunStore

_SETTINGS = ["--model", "nano", "--suite", "nano/sequence", "nano/pair", "--dtype", "float32"]
_PROMISE = ["--temperatures", "0,0.6,1.2", "--within", "15", "--runs", "6", "--threads", "1"]


def find(folder: Path, *more: str) -> int:
    """Runs the command."""
    return main(["find", *_SETTINGS, *_PROMISE, "--out", str(folder), *more])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the folder of a finished search."""
    folder = tmp_path_factory.mktemp("find") / "run"
    assert find(folder) == 0
    return folder


def test_heat_is_found_to_be_worse(folder: Path) -> None:
    """The bundled model breaks down at 1.2; a server takes over what was found."""
    document = json.loads((folder / "setpoint.json").read_text())
    assert document["setpoint"]["decided"] is True
    assert document["setpoint"]["value"] < 1.2
    assert document["setpoint"]["plateau"][1] < 1.2
    assert document["confirmation"]["accuracy"]["low"] > 0.3
    assert read_profile(folder / "setpoint.json").temperature == document["setpoint"]["value"]


def test_the_cost_is_that_of_the_samples(folder: Path) -> None:
    """Every answer is in the run file."""
    document = json.loads((folder / "setpoint.json").read_text())
    with RunStore.open(folder) as store:
        assert document["cost"]["answers"] == len(store.keys())
        assert document["cost"]["tokens_emitted"] == store.tokens()
    assert 0 < document["cost"]["tokens_computed"] < document["cost"]["tokens_emitted"]


def test_the_same_command_again_samples_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says again what was found."""
    before = json.loads((folder / "setpoint.json").read_text())
    assert find(folder, "--json") == 0
    again = json.loads(capsys.readouterr().out)
    assert again["setpoint"] == before["setpoint"]
    assert again["cost"]["tokens_computed"] == before["cost"]["tokens_computed"]


def test_another_promise_does_not_continue_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The difference is named."""
    assert find(folder, "--within", "2") == 2
    assert "search: the run has" in capsys.readouterr().err
