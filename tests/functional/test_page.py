"""The page and the API of a running server with the bundled model."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]


@contextmanager
def server(folder: Path, *options: str) -> Iterator[httpx.Client]:
    """Yields a client of a server that is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(ROOT / "app.py"), "--model", "nano", "--threads", "1"]
    settings = ["--port", str(port), "--runs-dir", str(folder), *options]
    process = subprocess.Popen([*command, *settings], stderr=subprocess.PIPE, text=True)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        for _ in range(600):
            assert process.poll() is None, process.communicate()[1]
            try:
                if client.get("/ready").is_success:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        yield client
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert "Traceback" not in said


def test_page_and_api_share_a_port(tmp_path: Path) -> None:
    """Each at its own address."""
    with server(tmp_path) as client:
        page = client.get("/", follow_redirects=True)
        assert page.headers["content-type"].startswith("text/html")
        assert client.get("/v1/models").json()["data"][0]["id"] == "nano"


def test_the_api_can_do_without_the_page(tmp_path: Path) -> None:
    """Nothing is at the page's address then."""
    with server(tmp_path, "--no-page") as client:
        assert client.get("/").status_code == 404
        assert client.get("/v1/models").is_success
