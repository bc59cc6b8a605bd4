"""The backends of this machine: each test is made in both; WebAssembly has tests of its own."""

import pytest

from setpoint.verify.sandbox import Launcher, SandboxStatus, probe_backends


def find_status(backend: str) -> SandboxStatus:
    """Tells whether a backend works here."""
    return next(each for each in probe_backends() if each.backend == backend)


@pytest.fixture(params=["bubblewrap", "landlock"])
def backend(request: pytest.FixtureRequest) -> str:
    """Names a backend that works here."""
    status = find_status(request.param)
    if not status.is_available:
        pytest.skip(status.reason)
    return status.backend


@pytest.fixture
def launcher(backend: str) -> Launcher:
    """Starts processes in that backend."""
    launcher = find_status(backend).launcher
    assert launcher is not None
    return launcher
