"""A server in a process of its own, with the bundled model."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

_ROOT = Path(__file__).parents[2]
_TENTHS_TO_START = 600


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is ready; ``address`` is without ``/v1``."""

    process: "subprocess.Popen[str]"
    address: str

    @property
    def base_url(self) -> str:
        """What clients of OpenAI's API are given."""
        return f"{self.address}/v1"


@contextmanager
def running_server(*options: str) -> Iterator[Server]:
    """Starts a server in float32 on one thread, and ends it in order."""
    server = start_server(*options)
    try:
        yield server
    finally:
        server.process.send_signal(signal.SIGTERM)
        server.process.communicate(timeout=60)


def start_server(*options: str) -> Server:
    """Returns a server that is ready, for the caller to end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(_ROOT / "app.py"), "--model", "nano", "--port", str(port)]
    settings = ["--dtype", "float32", "--threads", "1", *options]
    process = subprocess.Popen([*command, *settings], stderr=subprocess.PIPE, text=True)
    address = f"http://127.0.0.1:{port}"
    for _ in range(_TENTHS_TO_START):
        assert process.poll() is None, process.communicate()[1]
        try:
            if httpx.get(f"{address}/ready").is_success:
                break
        except httpx.TransportError:
            time.sleep(0.1)
    return Server(process, address)
