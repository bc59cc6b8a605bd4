"""``setpoint claims`` on a run that a sweep has stored."""

import json
from pathlib import Path

import pytest
from fakes.networks import save_model

from setpoint.cli.main import main


def test_claims_of_a_stored_run_are_one_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One temperature: nothing that compares can be decided, and what is needed is said."""
    words = ["sweep", "--model", str(save_model(tmp_path / "tiny")), "--suite", "article/math"]
    settings = ["--temperatures", "0.6", "--runs", "1", "--max-tokens", "1", "--dtype", "float32"]
    folder = str(tmp_path / "run")
    assert main([*words, *settings, "--threads", "1", "--out", folder]) == 0
    capsys.readouterr()
    assert main(["claims", folder, "--json", "--lang", "en"]) == 0
    claims = {claim["claim"]: claim for claim in json.loads(capsys.readouterr().out)["claims"]}
    assert claims["C2"]["verdict"] == "undecided"
    assert claims["C9"]["needs"] == "needs steps at 0.4"


def test_a_folder_without_a_run_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong use: a sentence and exit code 2."""
    assert main(["claims", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
