"""Tests of `setpoint.engine.prompts`."""

import torch

from setpoint.engine.prompts import PromptPool
from setpoint.engine.segment import Segment


def make_segment(length: int, value: float = 0.0) -> Segment:
    """Returns a segment of two layers and one head, filled with a value."""
    return Segment(torch.full((2, 1, length, 4), value), torch.full((2, 1, length, 4), value))


def test_prompts_lie_side_by_side_in_whole_blocks() -> None:
    """Each has the place that it is said to have."""
    pool = PromptPool(make_segment(256))
    first, second = make_segment(70, 1.0), make_segment(10, 2.0)

    assert pool.hold(first, [])
    assert pool.hold(second, [first])

    assert pool.place(first) == (0, 70)
    assert pool.place(second) == (128, 138)
    assert pool.place(None) == (0, 0)
    assert pool.used.length == 192
    assert pool.used.keys[:, :, 128:138].eq(2.0).all()


def test_holding_again_moves_nothing() -> None:
    """All rows of a prompt share one place."""
    pool = PromptPool(make_segment(256))
    prompt = make_segment(70)

    assert pool.hold(prompt, [])
    assert pool.hold(prompt, [prompt])
    assert pool.used.length == 128


def test_what_is_not_needed_makes_room() -> None:
    """A gap between others is used."""
    pool = PromptPool(make_segment(192))
    first, second, third = make_segment(64), make_segment(64), make_segment(64)
    for prompt, needed in ((first, []), (second, [first]), (third, [first, second])):
        assert pool.hold(prompt, needed)
    late = make_segment(60, 9.0)

    assert not pool.hold(late, [first, second, third])
    assert pool.hold(late, [first, third])

    assert pool.place(late) == (64, 124)
    assert pool.place(third) == (128, 192)


def test_a_prompt_that_is_not_finite_is_not_held() -> None:
    """It would reach every row of the batch."""
    pool = PromptPool(make_segment(256))
    prompt = make_segment(10)
    prompt.values[1, 0, 3, 2] = torch.nan

    assert not pool.hold(prompt, [])
