"""Wrong use ends with exit code 2 and a sentence that helps; nothing is made or lost."""

import errno
from pathlib import Path

import pytest
from fakes.networks import save_model

from setpoint.cli.main import main
from setpoint.store.database import FILE_NAME


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a folder with the random model."""
    return save_model(tmp_path_factory.mktemp("tiny"))


def complaint(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """Runs a command that must be refused; returns what it said."""
    assert main([str(argument) for argument in arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def sweep_arguments(model: Path, folder: Path) -> list[object]:
    """Returns a sweep small enough for a test."""
    words = ["sweep", "--model", model, "--suite", "article/math", "--temperatures", "0.1,1"]
    return [*words, "--runs", 1, "--max-tokens", 4, "--dtype", "float32", "--out", folder]


_BAD_SETTINGS = [
    (["--model", "no-such-model"], "no model 'no-such-model' on this machine"),
    (["--model", "nobody/nothing"], "hf download nobody/nothing"),
    (["--suite", "artcle"], "article"),
    (["--temperatures", "0.1:1.2:0"], "step of --temperatures is 0"),
    (["--temperatures=-0.5"], "temperature is -0.5"),
    (["--runs", "0"], "--runs is 0"),
    (["--max-tokens", "0"], "--max-tokens is 0"),
    (["--threads", "0"], "--threads is 0"),
    (["--top-p", "0"], "--top-p is 0"),
    (["--min-p", "0:1:0.5"], "--min-p is 1.0"),
    (["--top-k", "1.5"], "--top-k is 1.5"),
    (["--grid", "think=0.9:0.4:0.1"], "Write 0.4:0.9:0.1"),
    (["--grid", "think=0.4:0.9:0"], "step of --grid think is 0"),
    (["--grid", "cod=0.4"], "knows no block 'cod'"),
    (["--grid", "code=0:1.99:0.01", "--temperatures", "0:0.49:0.01"], "50 x 200 = 10000 arms"),
    (["--style", "fancy"], "plain, steps"),
    (["--stop", ""], "--stop is empty"),
    (["--backend", "openai"], "--backend openai needs --base-url"),
    (["--base-url", "http://127.0.0.1:1/v1"], "--base-url is for --backend openai"),
]
_BAD_PROMISES = [
    (["--within", "0"], "--within is 0"),
    (["--within", "60"], "at most 50"),
    (["--confidence", "100"], "--confidence is 100"),
    (["--style", "plain,steps"], "2 series"),
    (["--top-p", "0.9,1"], "2 series"),
    (["--temperatures", "0.1:3:0.1"], "from 0 to 2"),
    (["--runs", "0"], "--runs is 0"),
]


@pytest.mark.parametrize(
    ("command", "setting", "words"),
    [
        *(("sweep", *case) for case in _BAD_SETTINGS),
        *(("find", *case) for case in _BAD_PROMISES),
    ],
)
def test_bad_settings_are_explained(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    command: str,
    setting: list[str],
    words: str,
) -> None:
    """Each wrong value is named, with what to write instead, before a model is loaded."""
    monkeypatch.chdir(tmp_path)
    assert words in complaint(capsys, command, *setting)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_another_configuration_is_refused(
    capsys: pytest.CaptureFixture[str], tiny_model: Path, tmp_path: Path
) -> None:
    """The difference is named, and the run stays as it was."""
    arguments = sweep_arguments(tiny_model, tmp_path)
    assert main([str(argument) for argument in arguments]) == 0
    before = (tmp_path / FILE_NAME).read_bytes()
    capsys.readouterr()
    message = complaint(capsys, *arguments, "--seed", "7")
    assert "seed: the run has 0, asked for 7" in message
    assert (tmp_path / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("command", ["sweep", "report"])
def test_a_corrupt_run_file_is_refused(
    capsys: pytest.CaptureFixture[str], tiny_model: Path, tmp_path: Path, command: str
) -> None:
    """Neither reading nor continuing touches it."""
    (tmp_path / FILE_NAME).write_bytes(b"scrambled" * 1000)
    arguments = sweep_arguments(tiny_model, tmp_path) if command == "sweep" else [command, tmp_path]
    assert "damaged" in complaint(capsys, *arguments)
    assert (tmp_path / FILE_NAME).read_bytes() == b"scrambled" * 1000


def test_no_sandbox_is_explained(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tiny_model: Path,
    tmp_path: Path,
) -> None:
    """A suite with code is not even started; the way to mend it is named."""
    monkeypatch.setenv("SETPOINT_BWRAP", str(tmp_path / "no-bwrap"))
    arguments = ["--suite", "article", "--model", tiny_model, "--out", tmp_path / "run"]
    message = complaint(capsys, "sweep", *arguments)
    assert "bubblewrap" in message
    assert "no-bwrap" in message
    assert not (tmp_path / "run").exists()


def test_a_folder_that_cannot_be_used_is_explained(
    capsys: pytest.CaptureFixture[str], tiny_model: Path, tmp_path: Path
) -> None:
    """A file in its place, or a folder that the system forbids."""
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file" / "run", Path("/proc/setpoint-run")):
        assert "cannot use" in complaint(capsys, *sweep_arguments(tiny_model, folder))


def test_a_full_disk_is_explained(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tiny_model: Path,
    tmp_path: Path,
) -> None:
    """What was kept is kept; the page that no longer fits is named, not half written."""

    def no_space(*_args: object, **_kwargs: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    arguments = sweep_arguments(tiny_model, tmp_path)
    monkeypatch.setattr(Path, "write_text", no_space)
    assert main([str(argument) for argument in arguments]) == 2
    assert "no space is left" in capsys.readouterr().err


def test_grading_needs_a_key(capsys: pytest.CaptureFixture[str]) -> None:
    """Either a problem, or kind and gold; unknown problems are named."""
    assert "--problem" in complaint(capsys, "grade")
    assert "--problem" in complaint(capsys, "grade", "--kind", "math")
    assert "article/math" in complaint(capsys, "grade", "--problem", "article/maths")
    assert "not a code key" in complaint(capsys, "grade", "--kind", "code", "--gold", "7")


def test_reports_need_a_run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """An empty folder, and one that is not there."""
    assert "holds no run" in complaint(capsys, "report", tmp_path)
    assert "holds no run" in complaint(capsys, "report", tmp_path / "nowhere")


def test_unknown_models_cannot_be_pulled(capsys: pytest.CaptureFixture[str]) -> None:
    """Those that can are listed."""
    assert "smollm2-135m" in complaint(capsys, "models", "pull", "gpt-17")
