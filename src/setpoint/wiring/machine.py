"""Examines the computer: what a run needs, and whether it is here."""

import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

_SMALLEST_MEMORY_GIB = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fact.

    Attributes:
        is_fine: False if it would stop a run.
    """

    name: str
    value: str
    is_fine: bool = True


def examine_machine() -> tuple[Finding, ...]:
    """Returns the facts in the order in which they are best read."""
    return (
        Finding(name="setpoint", value=version("setpoint")),
        Finding(name="python", value=f"{platform.python_version()} at {sys.executable}"),
        *_torch_findings(),
        Finding(name="cores", value=f"{os.cpu_count()} ({platform.machine()})"),
        _memory_finding(),
        *_sandbox_findings(),
        *_cache_findings(),
        *_model_findings(),
    )


def _torch_findings() -> Iterator[Finding]:
    import torch

    from setpoint.models.load import Dtype, choose_dtype

    yield Finding(name="torch", value=torch.__version__)
    yield Finding(name="transformers", value=version("transformers"))
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    name = torch.cuda.get_device_name() if device.type == "cuda" else "no CUDA device"
    dtype = str(choose_dtype(Dtype.AUTO, device)).removeprefix("torch.")
    yield Finding(name="device", value=f"{device.type} ({name}); --dtype auto means {dtype}")


def _memory_finding() -> Finding:
    page = os.sysconf("SC_PAGE_SIZE")
    free, total = (os.sysconf(name) * page / 2**30 for name in ("SC_AVPHYS_PAGES", "SC_PHYS_PAGES"))
    return Finding(
        name="memory",
        value=f"{free:.1f} GiB free of {total:.1f} GiB",
        is_fine=free >= _SMALLEST_MEMORY_GIB,
    )


def _sandbox_findings() -> Iterator[Finding]:
    """Tells what isolates generated code, then what else could, or why it cannot."""
    from setpoint.verify.sandbox import probe_sandbox, survey_backends

    used = probe_sandbox()
    yield Finding(name="sandbox", value=used.summary, is_fine=used.is_available)
    for status in survey_backends():
        state = "used" if status is used else "also works" if status.is_available else "not used"
        yield Finding(name=status.backend, value=f"{state}: {status.summary}")


def _cache_findings() -> Iterator[Finding]:
    from setpoint.models.find import cache_folders

    for hub, folder in cache_folders().items():
        state = "" if folder.is_dir() else " (not there)"
        yield Finding(name="cache", value=f"{hub}: {folder}{state}")


def _model_findings() -> Iterator[Finding]:
    from setpoint.models.find import is_here
    from setpoint.models.known import KNOWN_MODELS

    for model in KNOWN_MODELS:
        state = "here" if is_here(model.name) else "not here"
        yield Finding(name="model", value=f"{model.name}: {state}")
