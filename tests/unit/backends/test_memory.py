"""Probes of the memory, with a device and a system that are written down."""

import os
from pathlib import Path

import pytest
import torch

from setpoint.backends.memory import probe_cuda, probe_of, probe_process, release_of

PAGE = os.sysconf("SC_PAGE_SIZE")


class WrittenCuda:
    """A device of 24 GB of which 22 GB are reserved, 3 of them for nothing."""

    def memory_reserved(self) -> int:
        """In bytes."""
        return 22 * 10**9

    def mem_get_info(self) -> tuple[int, int]:
        """Free and total; others use the device, too."""
        return 10**9, 24 * 10**9


def test_a_device_s_share_is_what_pytorch_has_reserved() -> None:
    """Of the device's whole memory, as the field report has it."""
    use = probe_cuda(WrittenCuda())
    assert use.share == pytest.approx(22 / 24)
    assert use.memory == "the device's memory"


def test_a_process_s_share_is_of_what_it_may_have(tmp_path: Path) -> None:
    """The bound of a container, where there is one below the machine's memory."""
    statm, limit = tmp_path / "statm", tmp_path / "memory.max"
    statm.write_text("9000 3000 500 1 0 2000 0\n")
    limit.write_text(f"{4000 * PAGE}\n")
    assert probe_process(statm, limit).share == 0.75
    limit.write_text("max\n")
    machine = os.sysconf("SC_PHYS_PAGES")
    assert probe_process(statm, limit).share == pytest.approx(3000 / machine)


def test_a_system_that_tells_nothing_is_calm(tmp_path: Path) -> None:
    """The guard then never acts."""
    assert probe_process(tmp_path / "none", tmp_path / "neither").share == 0


def test_each_device_has_its_probe_and_its_release() -> None:
    """Without a device, the process is looked at."""
    assert probe_of(torch.device("cuda")) is probe_cuda
    assert probe_of(torch.device("cpu")) is probe_process
    assert release_of(torch.device("cuda")) is torch.cuda.empty_cache
    release_of(torch.device("cpu"))()
