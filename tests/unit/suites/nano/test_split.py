"""The split depends on parameters alone."""

from random import Random

import pytest

from setpoint.suites.nano.split import Split, draw_from, split_of


def test_equal_parameters_lie_on_the_same_side() -> None:
    """The side never changes, in no process: these are fixed for good."""
    held_out = [number for number in range(40) if split_of("pair", number) is Split.HELD_OUT]
    assert held_out == [7, 11, 21]


def test_about_an_eighth_is_held_out() -> None:
    """Of 5,000 parameters; the share is within 6 standard deviations of 12 %."""
    held_out = sum(split_of(number) is Split.HELD_OUT for number in range(5000))
    assert 462 <= held_out <= 738


@pytest.mark.parametrize("split", list(Split))
def test_only_the_asked_side_is_drawn(split: Split) -> None:
    """Proposals of the other side are passed over."""
    random = Random(1)
    drawn = [draw_from(split, lambda r: r.randrange(1000), split_of, random) for _ in range(50)]
    assert {split_of(number) for number in drawn} == {split}
