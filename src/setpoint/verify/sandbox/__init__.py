"""Isolation of generated code: a function is run, and what each call came to is told.

`probe` finds out which backend isolates here, and `advice` says what to do where none does: in
`bubblewrap` namespaces (with `syscall_filter`), or in `landlock` (`confine`, with `closed_filter`);
both filters are made of `bpf` and the numbers in `processors`. `running` runs a job call by call
(`session`, `channel`, `child`, `runtime`), and `values` are what comes back.
"""

from setpoint.verify.sandbox.probe import (
    probe_backends,
    probe_sandbox,
    require_sandbox,
    survey_backends,
)
from setpoint.verify.sandbox.records import (
    DEFAULT_LIMITS,
    CallEnding,
    CallResult,
    Job,
    Launcher,
    Limits,
    SandboxStatus,
)
from setpoint.verify.sandbox.running import NOT_LOADED, run_job, run_job_in

__all__ = [
    "DEFAULT_LIMITS",
    "NOT_LOADED",
    "CallEnding",
    "CallResult",
    "Job",
    "Launcher",
    "Limits",
    "SandboxStatus",
    "probe_backends",
    "probe_sandbox",
    "require_sandbox",
    "run_job",
    "run_job_in",
    "survey_backends",
]
