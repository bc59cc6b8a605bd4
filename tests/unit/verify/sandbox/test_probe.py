"""Tests of `setpoint.verify.sandbox.probe`, `advice`, and finding bubblewrap."""

import errno
import os
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from setpoint.errors import SandboxUnavailableError
from setpoint.verify.sandbox.advice import explain_bubblewrap
from setpoint.verify.sandbox.bubblewrap import PATH_VARIABLE, find_bubblewraps
from setpoint.verify.sandbox.probe import (
    choose_backend,
    probe_backends,
    probe_sandbox,
    require_sandbox,
    try_landlock,
)
from setpoint.verify.sandbox.records import Launch, SandboxStatus


def write_program(folder: Path, text: str) -> str:
    """Writes a shell script to be taken for bubblewrap."""
    program = folder / "bwrap"
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(0o755)
    return str(program)


def test_named_program_is_the_only_candidate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who names a program gets that one or none."""
    monkeypatch.setenv(PATH_VARIABLE, "/opt/bwrap")

    assert find_bubblewraps() == ("/opt/bwrap",)


def test_program_on_the_path_comes_before_the_bundled_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The distribution's own may be permitted where another is not."""
    program = write_program(tmp_path, "exit 1")
    monkeypatch.delenv(PATH_VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_bubblewraps()[0] == program


def test_missing_program_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A wrong path is named, with what to do."""
    monkeypatch.setenv(PATH_VARIABLE, str(tmp_path / "nowhere"))

    with pytest.raises(SandboxUnavailableError, match=r"nowhere cannot be run.*SETPOINT_BWRAP"):
        require_sandbox()


def test_failing_program_is_reported_with_its_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What it writes to standard error is part of the reason."""
    program = write_program(tmp_path, "echo no namespaces today >&2; exit 1")
    monkeypatch.setenv(PATH_VARIABLE, program)

    status = probe_sandbox()

    assert not status.is_available
    assert "no namespaces today" in status.summary


def test_program_that_does_not_isolate_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A program that merely starts Python shows it our files, and that is noticed."""
    program = write_program(
        tmp_path,
        'while [ "${1##*/python}" = "$1" ]; do shift; done; exec "$@"',
    )
    monkeypatch.setenv(PATH_VARIABLE, program)

    assert not probe_sandbox().is_available


def test_first_backend_that_works_is_used() -> None:
    """Those behind it are not even tried."""

    def statuses() -> Iterator[SandboxStatus]:
        yield SandboxStatus(backend="first", reason="No first.")
        yield SandboxStatus(backend="second", launcher=lambda _: nullcontext(Launch(command=())))
        raise AssertionError("asked on")

    assert choose_backend(statuses()).backend == "second"


def test_without_any_backend_each_says_why() -> None:
    """Whoever mends one of them is done."""
    missing = [SandboxStatus(backend=name, reason=f"No {name}.") for name in ("first", "second")]

    status = choose_backend(missing)

    assert not status.is_available
    assert status.summary == "No first. No second."


def test_backends_are_probed_in_order_of_preference() -> None:
    """Namespaces hide more than Landlock does."""
    assert [status.backend for status in probe_backends()] == [
        *("bubblewrap", "landlock", "wasm"),
    ]


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (errno.ENOSYS, "Linux 5.13 or later"),
        (errno.EOPNOTSUPP, "boot parameter `lsm=`"),
        (errno.EPERM, "container"),
        (errno.EMFILE, "Too many open files"),
    ],
)
def test_missing_landlock_is_explained(code: int, advice: str) -> None:
    """What the kernel answers is turned into what to do."""

    def refuse() -> int:
        raise OSError(code, os.strerror(code))

    status = try_landlock(refuse)

    assert not status.is_available
    assert advice in status.reason


@pytest.mark.parametrize(
    ("message", "settings", "advice"),
    [
        ("bwrap: Unknown option --size", {}, "too old"),
        (
            "bwrap: setting up uid map: Permission denied",
            {"kernel/apparmor_restrict_unprivileged_userns": "1"},
            "sysctl kernel.apparmor_restrict_unprivileged_userns=0",
        ),
        (
            "bwrap: No permissions to create new namespace",
            {"kernel/unprivileged_userns_clone": "0"},
            "sysctl kernel.unprivileged_userns_clone=1",
        ),
        (
            "bwrap: Creating new namespace failed",
            {"user/max_user_namespaces": "0"},
            "sysctl user.max_user_namespaces=15000",
        ),
        ("bwrap: Operation not permitted", {}, "--security-opt seccomp=unconfined"),
        ("", {}, "it gave no reason"),
    ],
)
def test_failure_is_explained_with_a_remedy(
    message: str, settings: dict[str, str], advice: str
) -> None:
    """Each known cause has its own remedy, and the program's words are kept."""
    text = explain_bubblewrap(message, settings)

    assert message in text
    assert advice in text


@pytest.mark.skipif("CI" not in os.environ, reason="whoever works without a sandbox may")
def test_the_gate_never_skips_what_needs_a_sandbox() -> None:
    """Elsewhere tests of isolation are skipped without one; here that would hide a fault."""
    assert probe_sandbox().is_available, probe_sandbox().reason
