"""A server in a process of its own, with the bundled model in float32 on one thread."""

import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx

_ROOT = Path(__file__).parents[2]
_TENTHS_TO_START = 600


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is ready; ``address`` is without ``/v1``."""

    process: "subprocess.Popen[bytes]"
    address: str
    log: IO[bytes]

    @property
    def base_url(self) -> str:
        """What clients of OpenAI's API are given."""
        return f"{self.address}/v1"

    def said(self) -> str:
        """Returns all that it has said so far."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def wait(self) -> None:
        """Waits for its end, which must be in order."""
        self.process.wait(timeout=60)
        assert "Traceback" not in self.said(), self.said()
        self.log.close()


@contextmanager
def running_server(*options: str) -> Iterator[Server]:
    """Starts a server, and ends it in order."""
    server = start_server(*options)
    try:
        yield server
    finally:
        server.process.send_signal(signal.SIGTERM)
        server.wait()


def start_server(*options: str) -> Server:
    """Returns a server that is ready, for the caller to end and to wait for."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `Server.wait`
    process = subprocess.Popen([*server_command(port), *options], stderr=log)
    server = Server(process, f"http://127.0.0.1:{port}", log)
    for _ in range(_TENTHS_TO_START):
        assert process.poll() is None, server.said()
        with suppress(httpx.TransportError):
            if httpx.get(f"{server.address}/ready").is_success:
                break
        time.sleep(0.1)
    return server


def server_command(port: int) -> list[str]:
    """Returns what starts a server."""
    command = [sys.executable, str(_ROOT / "app.py"), "--model", "nano", "--port", str(port)]
    return [*command, "--dtype", "float32", "--threads", "1"]
