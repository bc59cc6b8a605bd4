"""Tests of `setpoint.verify.sandbox` with harmless functions; attacks have a file of their own."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import pytest

from setpoint.errors import SandboxUnavailableError
from setpoint.verify.sandbox import (
    DEFAULT_LIMITS,
    CallEnding,
    CallResult,
    Job,
    Launcher,
    Limits,
    run_job,
    run_job_in,
)
from setpoint.verify.sandbox.bubblewrap import PATH_VARIABLE

IMPATIENT = Limits(cpu_seconds=1, wall_seconds=3.0)

Run: TypeAlias = Callable[..., tuple[CallResult, ...]]


@pytest.fixture
def run(launcher: Launcher) -> Run:
    """Runs the function ``f`` of a source, with calls."""
    return partial(make_calls, launcher)


def make_calls(
    launcher: Launcher, source: str, *calls: tuple[object, ...], limits: Limits = DEFAULT_LIMITS
) -> tuple[CallResult, ...]:
    """Runs the function ``f`` of a source in a backend."""
    job = Job(source=source, function="f", calls=calls)  # type: ignore[arg-type]
    return run_job_in(launcher, job, limits)


def test_without_isolation_nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no fallback."""
    monkeypatch.setenv(PATH_VARIABLE, "/nonexistent/bwrap")

    with pytest.raises(SandboxUnavailableError):
        run_job(Job(source="def f(): return 1", function="f", calls=((),)))


def test_every_call_has_a_result_in_order(run: Run) -> None:
    """Values come back with their types."""
    results = run("def f(x): return [x, (x,), str(x), None]", (1,), (2.5,), (True,))

    assert [result.value for result in results] == [
        [1, (1,), "1", None],
        [2.5, (2.5,), "2.5", None],
        [True, (True,), "True", None],
    ]


def test_each_call_gets_arguments_of_its_own(run: Run) -> None:
    """A function that changes its argument does not change the next one's."""
    shared: list[object] = [3, 1, 2]

    results = run("def f(x):\n    x.sort()\n    x.append(x[0])\n    return x", (shared,), (shared,))

    assert [result.value for result in results] == [[1, 2, 3, 1], [1, 2, 3, 1]]
    assert shared == [3, 1, 2]


def test_calls_share_the_module(run: Run) -> None:
    """State that a module keeps between calls shows, as it would for any caller."""
    results = run("def f(x, seen=[]):\n    seen.append(x)\n    return len(seen)", (1,), (1,))

    assert [result.value for result in results] == [1, 2]


def test_error_fails_its_call_alone(run: Run) -> None:
    """Exceptions are described and the next call is made."""
    broken, fine = run("def f(x): return 6 // x", (0,), (3,))

    assert broken.ending is CallEnding.FAILED
    assert broken.detail.startswith("raised ZeroDivisionError: ")
    assert fine.value == 2


def test_source_that_fails_to_load_fails_every_call(run: Run) -> None:
    """The reason is the same for all."""
    results = run("import nothing_like_this\ndef f(x): return x", (1,), (2,))

    assert {result.ending for result in results} == {CallEnding.FAILED}
    assert "could not be loaded: ModuleNotFoundError" in results[1].detail


def test_own_future_imports_do_not_leak_into_the_source(run: Run) -> None:
    """Annotations are evaluated as in any module."""
    (result,) = run("def f(x: Missing): return x", (1,))

    assert "NameError" in result.detail


def test_source_is_not_the_main_module(run: Run) -> None:
    """A demonstration under the usual guard does not run."""
    source = "def f(x): return x\nif __name__ == '__main__':\n    print(f(int(input())))"

    assert run(source, (7,))[0].value == 7


def test_reading_standard_input_ends_at_once(run: Run) -> None:
    """There is nothing to read, and no waiting for it."""
    assert "EOFError" in run("def f(): return input()", ())[0].detail


def test_dataclasses_and_common_modules_work(run: Run) -> None:
    """The standard library is there, and a module that looks itself up finds itself."""
    source = (
        "from __future__ import annotations\n"
        "import asyncio, bisect, collections, dataclasses, decimal, fractions, functools, heapq\n"
        "import itertools, json, math, random, re, statistics, string, typing\n"
        "@dataclasses.dataclass\nclass P:\n    x: int\n"
        "async def later(x): return P(x).x\n"
        "def f(x):\n"
        "    return asyncio.run(later(x))\n"
    )

    assert run(source, (3,)) == (CallResult(ending=CallEnding.RETURNED, value=3),)


def test_temporary_file_needs_a_folder_of_limited_size(run: Run, backend: str) -> None:
    """Only a namespace can have one."""
    source = (
        "import tempfile\n"
        "def f(x):\n"
        "    with tempfile.TemporaryFile() as file:\n        return file.write(x * b'x')\n"
    )
    (result,) = run(source, (3,))

    assert result.value == (3 if backend == "bubblewrap" else None)


def test_sets_have_the_same_order_each_time(run: Run) -> None:
    """The hash of a string, and so a verdict, is repeatable."""
    source = "def f(): return list({'a', 'b', 'c', 'd', 'e', 'f', 'g'})"

    assert run(source, ()) == run(source, ())


def test_endless_call_is_ended_and_the_next_one_made(run: Run) -> None:
    """A fresh process takes over, which does not remember the old one."""
    stuck, fine = run("def f(x):\n    while x == 0: pass\n    return x", (0,), (1,))

    assert stuck.ending is CallEnding.TIMEOUT
    assert fine.value == 1


def test_ignoring_the_signal_for_used_up_time_changes_nothing(run: Run) -> None:
    """The kernel ends it a second later, and it is still a matter of time."""
    deaf = "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\n"
    deaf += "def f(x):\n    while x == 0: pass\n    return x"
    stuck, fine = run(deaf, (0,), (1,), limits=Limits(cpu_seconds=1, wall_seconds=60.0))

    assert stuck.ending is CallEnding.TIMEOUT
    assert fine.value == 1


def test_time_in_which_others_have_the_processor_does_not_count(run: Run) -> None:
    """A call that waits as long as on a busy machine is not ended."""
    waits = "import time\ndef f(x):\n    time.sleep(1.5)\n    return x"
    (result,) = run(waits, (7,), limits=Limits(cpu_seconds=1, wall_seconds=60.0))

    assert result.value == 7


def test_all_calls_together_have_a_time_limit(run: Run) -> None:
    """What is left when it is used up is not run."""
    endless = "def f(x):\n    while True: pass"
    results = run(endless, *[(n,) for n in range(9)], limits=IMPATIENT)

    assert {result.ending for result in results} == {CallEnding.TIMEOUT}
    assert results[-1].detail == "not run: the time was used up"


def test_value_too_large_to_compare_is_opaque(run: Run) -> None:
    """A report has a cap that no key reaches."""
    (result,) = run("def f(): return list(range(10**5))", ())

    assert "too large" in repr(result.value)


def test_job_larger_than_a_pipe_arrives_whole(run: Run) -> None:
    """Arguments of several hundred kilobytes are handed over."""
    assert run("def f(text): return len(text)", ("x" * 500_000,))[0].value == 500_000
