"""Tests of `setpoint.engine.stops`."""

from collections.abc import Sequence

import pytest

from setpoint.engine.stops import StopWatch, cut


def decode(token_ids: Sequence[int]) -> str:
    """Decodes tokens that are bytes of UTF-8."""
    return bytes(token_ids).decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("text", "strings", "rest"),
    [
        ("one. Question: two", ["Question:"], " two"),
        ("so a_9 = 85/3。答案在此", ["答案", "unused"], "在此"),
        ("aaab", ["aab"], ""),
        ("x\n\ny\n\nz", ["\n\n"], "y\n\nz"),
        ("🙂🙃 then", ["🙃"], " then"),
        ("b first a", ["a", "b"], " first a"),
    ],
)
def test_a_stop_string_is_noticed_at_its_last_byte(
    text: str, strings: list[str], rest: str
) -> None:
    """However it is spread over tokens, and never earlier."""
    watch = StopWatch(strings, decode)
    seen = [watch.add(byte) for byte in text.encode()]

    assert seen.index(True) == len(text.encode()) - len(rest.encode()) - 1


def test_without_a_stop_string_nothing_is_noticed() -> None:
    """Its beginning alone is not enough."""
    watch = StopWatch(["Question:"], decode)

    assert not any(watch.add(byte) for byte in b"Question? Question")


def test_text_is_cut_before_the_first_stop_string() -> None:
    """Whichever of them it is."""
    assert cut("one two three", ["three", "two"]) == "one "
    assert cut("one two", ["four"]) == "one two"
    assert cut("one two", []) == "one two"
