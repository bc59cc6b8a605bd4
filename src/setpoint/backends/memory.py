"""How full the memory is, and how to give back what is held but not in use."""

import ctypes
import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import torch

from setpoint.protocols import MemoryProbe, MemoryUse

_PROCESS = Path("/proc/self/statm")
_LIMIT = Path("/sys/fs/cgroup/memory.max")


def probe_of(device: torch.device) -> MemoryProbe:
    """Returns the probe of the memory that fills up when a model on this device serves."""
    return probe_cuda if device.type == "cuda" else probe_process


class Cuda(Protocol):
    """What the probe needs of `torch.cuda`."""

    def memory_reserved(self) -> int:
        """Returns the bytes that PyTorch holds, in use or cached."""
        ...

    def mem_get_info(self) -> tuple[int, int]:
        """Returns the free bytes of the device, and all of them."""
        ...


def probe_cuda(cuda: Cuda = torch.cuda) -> MemoryUse:
    """Returns what PyTorch has reserved of the current CUDA device's memory."""
    _, total = cuda.mem_get_info()
    return MemoryUse(share=cuda.memory_reserved() / total, memory="the device's memory")


def probe_process(statm: Path = _PROCESS, limit: Path = _LIMIT) -> MemoryUse:
    """Returns what this process holds of the memory that it may have.

    Args:
        statm: Where Linux tells the size of a process, in pages; of no use elsewhere.
        limit: Where it tells the bound of a container, in bytes, or ``max``.
    """
    page = os.sysconf("SC_PAGE_SIZE")
    total = os.sysconf("SC_PHYS_PAGES") * page
    bound = _read(limit)
    if bound.isdecimal():
        total = min(total, int(bound))
    held = int(_read(statm).split()[1]) * page if _read(statm) else 0
    return MemoryUse(share=held / total, memory="this machine's memory")


def release_of(device: torch.device) -> Callable[[], None]:
    """Returns what gives unused memory back; to be called when no step is being computed."""
    return torch.cuda.empty_cache if device.type == "cuda" else _trim


def _trim() -> None:
    """Gives free memory back to the system, where the C library can do so (glibc)."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _read(file: Path) -> str:
    """Returns what a file says; nothing if the system has none."""
    try:
        return file.read_text(encoding="ascii").strip()
    except OSError:
        return ""
