"""Tests of `setpoint.engine.capture`, as far as a CPU can."""

import torch
from torch import Tensor

from setpoint.engine.capture import Recordings


def test_a_name_stands_for_its_first_step() -> None:
    """A later run under the same name replays it with the new state."""
    recordings = Recordings(torch.device("cpu"))

    def double(state: Tensor) -> Tensor:
        return state * 2

    def fail(state: Tensor) -> Tensor:
        raise AssertionError(state)

    assert recordings.run((8, 64), double, torch.tensor([1, 2])).tolist() == [2, 4]
    assert recordings.run((8, 64), fail, torch.tensor([3, 4])).tolist() == [6, 8]


def test_a_step_reads_a_buffer_of_its_own() -> None:
    """The caller's state is not what is kept."""
    recordings = Recordings(torch.device("cpu"))
    seen: list[Tensor] = []

    def keep(state: Tensor) -> Tensor:
        seen.append(state)
        return state

    first, second = torch.tensor([1]), torch.tensor([2])
    for state in (first, second):
        recordings.run((1,), keep, state)

    assert seen[0] is seen[1]
    assert seen[0] is not first
