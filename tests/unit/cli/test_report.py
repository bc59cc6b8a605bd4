"""``setpoint report`` on a run that a sweep has stored."""

import json
from pathlib import Path

import pytest
from fakes.networks import save_model
from fakes.pages import Page

from setpoint.cli.main import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of one problem at two temperatures."""
    place = tmp_path_factory.mktemp("runs")
    words = ["sweep", "--model", str(save_model(place / "tiny")), "--suite", "article/math"]
    settings = ["--temperatures", "0.2,0.6", "--runs", "1", "--max-tokens", "4"]
    out = ["--dtype", "float32", "--threads", "1", "--out", str(place / "run")]
    assert main([*words, *settings, *out]) == 0
    return place / "run"


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh", "zh-Hans")])
def test_the_page_is_written_in_the_language(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, tag: str
) -> None:
    """Where it was asked for, and the table is printed in it too."""
    html = tmp_path / "page.html"
    assert main(["report", str(folder), "--html", str(html), "--lang", language]) == 0
    assert Page(html.read_text(encoding="utf-8")).find("html")[0].attributes["lang"] == tag
    assert ("设定点" in capsys.readouterr().out) == (language == "zh")


def test_the_json_document_speaks_the_language(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In its sentences; names stay as they are."""
    assert main(["report", str(folder), "--json", "--lang", "zh"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert "温度" in report["setpoint"]["reason"]
    assert [row["kind"] for row in report["by_temperature"]] == ["math", "math"]


def test_a_folder_without_a_run_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong use: a sentence and exit code 2."""
    assert main(["report", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
