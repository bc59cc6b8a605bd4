"""Models are found where hubs keep them, and a missing one is explained."""

from pathlib import Path

import pytest

from setpoint.errors import ModelNotFoundError
from setpoint.models import known
from setpoint.models.find import default_model, find_model, is_here
from setpoint.models.known import BUNDLED, HEADLINE, pulled_folder

HUB_ID = "deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B"


@pytest.fixture(autouse=True)
def empty_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Points every cache into an empty folder."""
    monkeypatch.delenv("HF_HUB_CACHE", raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("MODELSCOPE_CACHE", str(tmp_path / "ms"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def make_model(folder: Path) -> Path:
    """Writes what a model folder must have."""
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"")
    return folder


def test_a_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    """A path with config and weights needs no cache."""
    folder = make_model(tmp_path / "mine")
    assert find_model(str(folder)) == folder


def test_the_hugging_face_cache_gives_its_main_snapshot(tmp_path: Path) -> None:
    """`refs/main` decides among snapshots, wherever HF_HOME is."""
    repository = tmp_path / "hf" / "hub" / "models--deepseek-ai--DeepSeek-R1-Distill-Qwen-1.5B"
    make_model(repository / "snapshots" / "old")
    main = make_model(repository / "snapshots" / "new")
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("new\n")
    assert find_model(HUB_ID) == main
    assert find_model(HEADLINE) == main


@pytest.mark.parametrize(
    "place", ["hub/models/{}", "hub/{}", "models/{}"], ids=["newest", "older", "env"]
)
def test_the_modelscope_cache_is_searched_in_its_layouts(tmp_path: Path, place: str) -> None:
    """Dots in names are written as three low lines there."""
    spelled = "deepseek-ai/DeepSeek-R1-Distill-Qwen-1___5B"
    folder = make_model(tmp_path / "ms" / place.format(spelled))
    assert find_model(HUB_ID) == folder


def test_an_incomplete_download_is_not_a_model(tmp_path: Path) -> None:
    """A snapshot without weights does not count."""
    snapshot = tmp_path / "hf/hub/models--deepseek-ai--DeepSeek-R1-Distill-Qwen-1.5B/snapshots/x"
    snapshot.mkdir(parents=True)
    (snapshot / "config.json").write_text("{}")
    assert not is_here(HUB_ID)


def test_a_missing_hub_model_says_where_it_looked_and_how_to_get_it(tmp_path: Path) -> None:
    """The message names both caches and both download commands."""
    with pytest.raises(ModelNotFoundError) as caught:
        find_model(HUB_ID)
    message = str(caught.value)
    assert str(tmp_path / "hf") in message
    assert str(tmp_path / "ms") in message
    assert f"hf download {HUB_ID}" in message
    assert f"modelscope download --model {HUB_ID}" in message


def test_a_missing_packaged_model_names_the_pull_command() -> None:
    """The short name of a packaged model leads to `setpoint models pull`."""
    with pytest.raises(ModelNotFoundError, match="setpoint models pull smollm2-135m"):
        find_model("smollm2-135m")


def test_the_headline_model_is_the_default_when_it_is_here(tmp_path: Path) -> None:
    """Without it the bundled model is, whatever else is here."""
    make_model(pulled_folder("smollm2-135m"))
    assert default_model() == BUNDLED
    make_model(tmp_path / "ms/hub/models" / HUB_ID)
    assert default_model() == HEADLINE


def test_the_bundled_model_is_always_here() -> None:
    """It is found by name, without any cache."""
    assert find_model("nano") == find_model("NANO") == Path(known.__file__).parent / "nano"
