"""How many threads a model runs fastest with, found by trying.

More are not always faster: every small operation ends with a barrier, at which all threads wait for
the one whose core is busy with something else.
"""

import time
from collections.abc import Callable

import torch

from setpoint.engine.build import Runner

_ROWS = 8
_TRIALS = 3
_WORTH_ANOTHER = 0.9
"""More threads must take at most this share of the time, or fewer are kept."""


def choose_threads(run: Callable[[], object], *, most: int) -> int:
    """Returns the number of threads with which a run is fastest; 1, 2, 4, ... and most are tried.

    Args:
        run: What is timed; it runs at most four times with each number.
        most: Largest number to be considered, at least 1.
    """
    best, shortest = 1, float("inf")
    for threads in _candidates(most):
        torch.set_num_threads(threads)
        run()
        seconds = min(_time(run) for _ in range(_TRIALS))
        if seconds < shortest * _WORTH_ANOTHER:
            best, shortest = threads, seconds
    return best


def trial_step(runner: Runner) -> Callable[[], object]:
    """Returns a decode step of a few rows, to be timed."""
    forward = runner.forward(slots=_ROWS, capacity=128)
    prefill = forward.prefill(range(_ROWS))
    for slot in range(_ROWS):
        forward.admit(slot, prefill, is_shared=True)
    return lambda: forward.decode(range(_ROWS))


def _candidates(most: int) -> list[int]:
    doubled = [2**power for power in range(most.bit_length()) if 2**power < most]
    return [*doubled, most]


def _time(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began
