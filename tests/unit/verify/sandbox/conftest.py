"""The backends that there are, so that each test is made in every one of them."""

import pytest

from setpoint.verify.sandbox import Launcher, SandboxStatus, probe_backends


def find_status(backend: str) -> SandboxStatus:
    """Tells whether a backend works here."""
    return next(each for each in probe_backends() if each.backend == backend)


@pytest.fixture(params=["bubblewrap", "landlock", "wasm"])
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
