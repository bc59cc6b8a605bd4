"""What a sweep asks: several suites at once, and which model it asks by default."""

import json
from pathlib import Path

import pytest
from fakes.networks import save_model

from setpoint.cli.main import main
from setpoint.store.run_store import RunStore


@pytest.fixture
def empty_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Points every cache into an empty folder."""
    monkeypatch.delenv("HF_HUB_CACHE", raising=False)
    for name in ("HF_HOME", "MODELSCOPE_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))


def sweep(folder: Path, *words: str) -> None:
    """Runs one sample of each problem, of one token."""
    settings = ["--temperatures", "0", "--runs", "1", "--max-tokens", "1", "--dtype", "float32"]
    assert main(["sweep", *words, *settings, "--threads", "1", "--out", str(folder)]) == 0


@pytest.mark.parametrize(
    "words",
    [
        ["--suite", "article/math,nano/pair,article"],
        ["--suite", "article/math", "nano/pair", "article"],
        ["--suite", "article/math,nano/pair", "--suite", "article"],
    ],
    ids=["commas", "spaces", "repeated"],
)
def test_several_suites_are_one_sweep(tmp_path: Path, words: list[str]) -> None:
    """Every problem once, in the order of the suites, and the run says what was asked."""
    sweep(tmp_path / "run", "--model", str(save_model(tmp_path / "tiny")), *words)
    with RunStore.open(tmp_path / "run") as store:
        asked = store.configuration()
    assert asked["suites"] == ["article/math", "nano/pair", "article"]
    assert asked["problems"] == [
        "article/math/en",
        *(f"nano/pair/{number:03d}/en" for number in (7, 16, 25)),
        "article/code/en",
        "article/logic/en",
    ]


@pytest.mark.usefixtures("empty_caches")
def test_without_the_headline_model_nano_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line says which model it is, and why."""
    sweep(tmp_path / "run", "--suite", "nano:1", "--json")
    printed = capsys.readouterr()
    assert "using nano, as deepseek-r1-distill-qwen-1.5b is not on this machine" in printed.err
    assert json.loads(printed.out)["model"] == "nano"
