"""Tests of `setpoint.engine.loops`."""

import random
from collections.abc import Iterable

import pytest

from setpoint.engine.loops import LONGEST_PERIOD, LoopWatch


def tokens_until_noticed(tokens: Iterable[int]) -> int | None:
    """Returns how many tokens it took to call a loop, or None."""
    watch = LoopWatch()
    for count, token in enumerate(tokens, start=1):
        if watch.add(token):
            return count
    return None


@pytest.mark.parametrize("period", range(1, LONGEST_PERIOD + 1))
def test_a_loop_is_noticed_within_512_tokens_of_its_onset(period: int) -> None:
    """After 200 tokens without a pattern; never before it has begun."""
    dice = random.Random(period)
    opening = [dice.randrange(1000, 2000) for _ in range(200)]
    phrase = [dice.randrange(1000) for _ in range(period)]

    noticed = tokens_until_noticed(opening + phrase * (512 // period + 1))

    assert noticed is not None
    assert 200 + period < noticed <= 200 + 512


def test_text_without_a_pattern_is_no_loop() -> None:
    """Few distinct tokens repeat often, but not in order."""
    dice = random.Random(1)
    assert tokens_until_noticed(dice.randrange(3) for _ in range(20_000)) is None


def test_a_long_list_is_no_loop() -> None:
    """Lines that differ in a number are not the same line."""
    lines = (token for n in range(300) for token in (7, 8, 100 + n, 9, 10, 11))
    assert tokens_until_noticed(lines) is None


def test_a_phrase_said_ten_times_is_no_loop() -> None:
    """Real answers repeat a row of a table."""
    assert tokens_until_noticed([1, 2, 3, 4, 5] * 10 + list(range(100, 300))) is None
