"""Attacks on the code verifier, and what to look for after each.

What is covered: hostile sources for ``add(a, b)``, one JSON object a line: ``name``, ``kind``,
``code`` and ``marker``. In the code ``{M}`` is a file that must not come to be, ``{SECRET}`` one
that must not be read, ``{PORT}`` a port on which this process listens, ``{PID}`` this process.
``marker`` is a text that a result contains only after a breach; a number or null says nothing.
Attacks of the kind ``contain`` return the right sum when they fail, so they may be judged correct;
for every other kind that is a false pass.
What is not: harm that leaves no trace in files, processes, connections, signals, results or time.
"""

import ctypes
import json
import os
import resource
import signal
import socket
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from setpoint.problems import CodeCase, CodeKey
from setpoint.records import FinishReason, Outcome, Response
from setpoint.verify.code import Runner, verify_code
from setpoint.verify.sandbox import CallResult, Job, Limits

_KEY = CodeKey(
    function="add",
    cases=tuple(
        CodeCase(arguments=(a, b), expected=a + b) for a, b in ((1, 2), (20, 22), (-7, 3), (0, 5))
    ),
)
_SECRET = "ultramarine-7c1f"  # noqa: S105 - what attacks look for
_VARIABLE = "FAKE_TOKEN"
_GRACE_SECONDS = 30.0
"""What starting and ending a process may take besides its own time, on a busy machine."""
_BURIAL_SECONDS = 5.0
_GROWTH_KIBIBYTES = 128 << 10
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of <linux/prctl.h>
_SIGNALS = (signal.SIGUSR1, signal.SIGUSR2, signal.SIGHUP, signal.SIGTERM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """A hostile source.

    Attributes:
        kind: ``contain``, ``integrity`` or ``limit``.
        marker: A text that shows a breach if a result contains it.
    """

    name: str
    kind: str
    code: str
    marker: str | None

    @property
    def is_right_if_contained(self) -> bool:
        """True if what is left of a failed attack adds rightly."""
        return self.kind == "contain"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackResult:
    """What came of an attack.

    Attributes:
        breaches: What it did outside; empty if it was contained.
        is_false_pass: True if it was judged correct without adding rightly.
    """

    name: str
    outcome: Outcome
    reason: str
    breaches: tuple[str, ...]
    is_false_pass: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Arena:
    """What attacks aim at."""

    folder: Path
    server: socket.socket
    signals: list[int]

    @property
    def marker(self) -> Path:
        """A file that does not exist."""
        return self.folder / "marker"

    @property
    def secret(self) -> Path:
        """A file whose text must not come out."""
        return self.folder / "secret"


def read_attacks(text: str) -> list[Attack]:
    """Reads JSON lines."""
    return [_read_attack(json.loads(line)) for line in text.splitlines() if line.strip()]


@contextmanager
def open_arena() -> Iterator[Arena]:
    """Lays out a secret, a variable, a listening port and handlers; takes in orphaned processes."""
    take_orphans = partial(ctypes.CDLL(None).prctl, _SUBREAPER)
    take_orphans(1, 0, 0, 0)
    signals: list[int] = []
    previous = {
        number: signal.signal(number, lambda received, _: signals.append(received))
        for number in _SIGNALS
    }
    os.environ[_VARIABLE] = _SECRET
    try:
        with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as end:
            end.setblocking(False)  # noqa: FBT003 - positional only
            arena = Arena(folder=Path(folder), server=end, signals=signals)
            arena.secret.write_text(_SECRET, encoding="utf-8")
            yield arena
    finally:
        take_orphans(0, 0, 0, 0)
        del os.environ[_VARIABLE]
        for number, handler in previous.items():
            signal.signal(number, handler)


def judge_attack(attack: Attack, arena: Arena, run: Runner, limits: Limits) -> AttackResult:
    """Lets a source be graded like any answer, and looks around afterwards."""
    results: list[CallResult] = []

    def record(job: Job, limits: Limits) -> tuple[CallResult, ...]:
        results.extend(run(job, limits))
        return tuple(results)

    children, memory, start = list_children(), _peak_kibibytes(), time.monotonic()
    text = f"```python\n{_aim(attack.code, arena)}\n```"
    response = Response(text=text, finish_reason=FinishReason.STOP)
    verdict = verify_code(_KEY, response, limits, run=record)
    signs = {
        "wrote a file": arena.marker.exists(),
        "told what it must not know": _tells(results, (_SECRET, attack.marker)),
        "made a connection": _was_called(arena.server),
        "sent a signal": bool(arena.signals),
        "left a process": count_survivors(children) > 0,
        "filled the memory": _peak_kibibytes() - memory > _GROWTH_KIBIBYTES,
        "did not end": time.monotonic() - start > limits.wall_seconds + _GRACE_SECONDS,
    }
    arena.marker.unlink(missing_ok=True)
    arena.signals.clear()
    return AttackResult(
        name=attack.name,
        outcome=verdict.outcome,
        reason=verdict.reason,
        breaches=tuple(sign for sign, is_seen in signs.items() if is_seen),
        is_false_pass=verdict.outcome is Outcome.CORRECT and not attack.is_right_if_contained,
    )


def list_children() -> set[int]:
    """Lists the processes below this one, inside `open_arena` with orphans."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(child) for task in tasks for child in task.read_text().split()}


def count_survivors(before: set[int]) -> int:
    """Counts the new processes that do not end within seconds, and buries those that do."""
    deadline = time.monotonic() + _BURIAL_SECONDS
    while (new := list_children() - before) and time.monotonic() < deadline:
        for child in new:
            os.waitpid(child, os.WNOHANG)
        time.sleep(0.002)
    return len(new)


def _read_attack(row: dict[str, Any]) -> Attack:
    marker = row.get("marker")
    return Attack(
        name=row["name"],
        code=row["code"],
        kind=row["kind"],
        marker=marker if isinstance(marker, str) else None,
    )


def _aim(code: str, arena: Arena) -> str:
    places = {
        "{M}": str(arena.marker),
        "{SECRET}": str(arena.secret),
        "{PORT}": str(arena.server.getsockname()[1]),
        "{PID}": str(os.getpid()),
    }
    for name, place in places.items():
        code = code.replace(name, place)
    return code


def _tells(results: Sequence[CallResult], texts: Sequence[str | None]) -> bool:
    shown = [f"{result.value!r} {result.detail}" for result in results]
    return any(text in each for text in texts if text for each in shown)


def _was_called(server: socket.socket) -> bool:
    try:
        connection, _ = server.accept()
    except BlockingIOError:
        return False
    connection.close()
    return True


def _peak_kibibytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
