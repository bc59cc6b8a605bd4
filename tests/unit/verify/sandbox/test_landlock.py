"""Tests of `setpoint.verify.sandbox.landlock`: the rules; attacks on them are elsewhere."""

import struct
from pathlib import Path

import pytest

from setpoint.verify.sandbox.landlock import handled_rights, launch_in_landlock
from setpoint.verify.sandbox.records import DEFAULT_LIMITS, Launcher
from setpoint.verify.sandbox.runtime import runtime_places

OPEN = Path("/proc/self/fd")


@pytest.mark.parametrize(
    ("version", "files", "network", "scopes"),
    [
        (1, 0x1FFF, 0, 0),
        (2, 0x3FFF, 0, 0),
        (3, 0x7FFF, 0, 0),
        (4, 0x7FFF, 0b11, 0),
        (5, 0xFFFF, 0b11, 0),
        (6, 0xFFFF, 0b11, 0b11),
        (9, 0xFFFF, 0b11, 0b11),
    ],
)
def test_all_that_a_version_can_refuse_is_refused(
    version: int, files: int, network: int, scopes: int
) -> None:
    """The bits are those of <linux/landlock.h>; what a kernel does not know it would reject."""
    assert struct.unpack("=3Q", handled_rights(version)) == (files, network, scopes)


def test_places_of_the_runtime_hold_no_packages() -> None:
    """Neither site packages nor the folder around them are among them."""
    packages = Path(pytest.__file__).parent

    assert not any(packages.is_relative_to(place) for place in runtime_places())


def test_descriptors_are_closed_behind_it(backend: str, launcher: Launcher) -> None:
    """A long run does not use them up."""
    before = len([*OPEN.iterdir()])
    for _ in range(3):
        with launcher(DEFAULT_LIMITS) as launch:
            assert launch.descriptors, backend

    assert len([*OPEN.iterdir()]) == before


def test_kernel_that_rejects_the_rules_is_an_error() -> None:
    """Nothing is started with fewer rules than there should be."""
    with (
        pytest.raises(OSError, match=r"message|function|supported|permitted"),
        launch_in_landlock(0, DEFAULT_LIMITS),
    ):
        pass
