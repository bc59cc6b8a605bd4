"""What goes into the sandbox and what comes back."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum

from setpoint.problems import JsonValue
from setpoint.verify.sandbox.values import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one grade may use.

    Attributes:
        cpu_seconds: Processor time of one process, for loading the source and its calls: a
            busy machine changes no verdict.
        wall_seconds: Wall-clock time of all processes together; it ends what only waits.
        memory_bytes: Address space of the process.
        disk_bytes: The only folder that can be written; one file may have half of it.
    """

    cpu_seconds: int = 2
    wall_seconds: float = 12.0
    memory_bytes: int = 512 << 20
    disk_bytes: int = 16 << 20


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A source, the function it defines, and the arguments of each call."""

    source: str
    function: str
    calls: Sequence[Sequence[JsonValue]]


class FrameKind(StrEnum):
    """The reports of `child`."""

    READY = "ready"
    LOADED = "loaded"
    VALUE = "value"
    RAISED = "raised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One report.

    Attributes:
        kind: What it reports.
        value: What a call returned; None for the other kinds.
        error: What was raised, by a call or while loading; empty for the other kinds.
    """

    kind: FrameKind
    value: Value = None
    error: str = ""


class Ending(StrEnum):
    """How a sandboxed process ended."""

    EXITED = "exited"
    TIMEOUT = "timeout"
    NOISE = "noise"
    """It wrote something else than reports to the channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionReport:
    """What one process reported.

    Attributes:
        frames: Its reports in order; empty if it never started.
        ending: How it ended.
        exit_status: As a shell gives it: 128 plus the signal's number if it was killed.
        seconds: Wall-clock time since it was ready.
    """

    frames: tuple[Frame, ...]
    ending: Ending
    exit_status: int
    seconds: float


class CallEnding(StrEnum):
    """What became of a call."""

    RETURNED = "returned"
    FAILED = "failed"
    """It raised, the source could not be loaded, or the process ended under it."""
    TIMEOUT = "timeout"
    FORBIDDEN = "forbidden"
    """It tried what a pure function never does, see `syscall_filter`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallResult:
    """The end of one call.

    Attributes:
        ending: What became of it.
        value: What it returned, if it did.
        detail: Otherwise a phrase that says what happened, e.g. ``raised IndexError: ...``.
    """

    ending: CallEnding
    value: Value = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What starts `child` isolated.

    Attributes:
        command: The program and its arguments.
        descriptors: What it inherits besides its standard streams.
    """

    command: tuple[str, ...]
    descriptors: tuple[int, ...] = ()


Launcher = Callable[[Limits], AbstractContextManager[Launch]]
"""Makes ready for one process, and tidies up after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxStatus:
    """Whether a backend can isolate generated code on this machine.

    Attributes:
        backend: Its name: ``bubblewrap``, ``landlock`` or ``wasm``.
        launcher: What starts a process in it; None if it is not available.
        version: What is there, e.g. ``bubblewrap 0.8.0 at /usr/bin/bwrap``; empty if unavailable.
        reason: If unavailable, why, and what to do; otherwise empty.
    """

    backend: str
    launcher: Launcher | None = None
    version: str = ""
    reason: str = ""

    @property
    def is_available(self) -> bool:
        """True if code can be isolated by it."""
        return self.launcher is not None

    @property
    def summary(self) -> str:
        """One line for a reader."""
        return self.version or self.reason
