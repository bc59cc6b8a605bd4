"""OpenAI's package for Node, unchanged, against a running server."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from fakes.server_process import Server

_FOLDER = Path(__file__).parent

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (_FOLDER / "node_modules/openai").exists(),
    reason="needs node, and `npm ci` in tests/clients",
)


def test_it_asks_whole_and_streamed(server: Server, key: str, question: str) -> None:
    """The same text, the usage, the models, and an error in its class."""
    command = ["node", str(_FOLDER / "openai_client.mjs"), server.base_url, key, question]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert "49" in said["text"]
    assert said["text"] == said["whole"]["choices"][0]["message"]["content"]
    assert said["usage"] == said["whole"]["usage"]
    assert said["models"] == ["nano"]
    assert said["refused"] == {"status": 400, "param": "temperature"}
