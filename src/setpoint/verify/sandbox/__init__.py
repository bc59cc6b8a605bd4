"""Isolation of generated code: a function is run, and what each call came to is told.

`probe` finds out whether this machine can isolate, `running` runs a job call by call (`session`,
`channel`, `child`, `bubblewrap`, `runtime`, `syscall_filter`), `values` are what comes back.
"""

from setpoint.verify.sandbox.probe import probe_sandbox, require_sandbox
from setpoint.verify.sandbox.records import (
    DEFAULT_LIMITS,
    CallEnding,
    CallResult,
    Job,
    Limits,
    SandboxStatus,
)
from setpoint.verify.sandbox.running import NOT_LOADED, run_job

__all__ = [
    "DEFAULT_LIMITS",
    "NOT_LOADED",
    "CallEnding",
    "CallResult",
    "Job",
    "Limits",
    "SandboxStatus",
    "probe_sandbox",
    "require_sandbox",
    "run_job",
]
