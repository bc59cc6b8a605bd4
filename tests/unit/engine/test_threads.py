"""Tests of `setpoint.engine.threads`."""

from collections.abc import Iterator

import pytest
import torch
from fakes.networks import random_qwen2

from setpoint.engine import threads
from setpoint.engine.build import prepare
from setpoint.engine.threads import choose_threads, trial_step


@pytest.fixture(autouse=True)
def same_threads_afterwards() -> Iterator[None]:
    """Puts the number of threads back."""
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


@pytest.mark.parametrize(
    ("seconds", "most", "best"),
    [
        ({1: 1.0, 2: 0.6, 4: 0.4, 6: 0.3}, 6, 6),
        ({1: 1.0, 2: 16.0}, 2, 1),
        ({1: 1.0, 2: 0.95, 4: 0.5, 8: 0.49}, 8, 4),
        ({1: 1.0}, 1, 1),
    ],
)
def test_the_fastest_number_is_chosen_and_few_on_a_tie(
    monkeypatch: pytest.MonkeyPatch, seconds: dict[int, float], most: int, best: int
) -> None:
    """Doubling up to the most, with a clock of our own."""
    monkeypatch.setattr(threads, "_time", lambda run: seconds[run()])

    assert choose_threads(torch.get_num_threads, most=most) == best


def test_a_trial_step_can_be_repeated() -> None:
    """As often as all numbers of threads need it."""
    step = trial_step(prepare(random_qwen2()))

    for _ in range(40):
        step()
