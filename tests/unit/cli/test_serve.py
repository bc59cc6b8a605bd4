"""Wrong use of ``setpoint serve``: exit code 2 and a sentence, before anything is loaded."""

import socket
from pathlib import Path

import pytest
from fakes.networks import save_model

from setpoint.cli.main import main


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (["--cors", "example.org"], "--cors is 'example.org'"),
        (["--cors", "*", "--cors", "https://example.org/page"], "https://example.org/page"),
        (["--port", "65536"], "--port is 65536"),
        (["--drain-seconds=-1"], "--drain-seconds is -1"),
        (["--max-num-seqs", "0"], "--max-num-seqs is 0"),
        (["--model", "no-such-model"], "no model 'no-such-model'"),
        (["--profile", "none.json"], "none.json cannot be read"),
    ],
)
def test_bad_settings_are_explained(
    capsys: pytest.CaptureFixture[str], setting: list[str], words: str
) -> None:
    """Each wrong value is named."""
    assert main(["serve", *setting]) == 2
    assert words in capsys.readouterr().err


def test_a_port_in_use_is_explained(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """In one line that says what to change."""
    save_model(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert main(["serve", "--model", str(tmp_path), "--port", port]) == 2
    said = capsys.readouterr().err
    assert f"port {port}" in said
    assert said.count("\n") == 1
