"""Tests of `setpoint.verify.expressions.segments`."""

import pytest

from setpoint.verify.expressions.segments import Segment, find_segments
from setpoint.verify.expressions.tokens import tokenise


def found(text: str) -> list[tuple[str, Segment]]:
    """The runs of a text, labels excluded, with what is known of them."""
    tokens = tokenise(text)
    return [
        (text[tokens[one.start].start : tokens[one.core_end - 1].end], one)
        for one in find_segments(tokens)
    ]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("so 3 + 4", ["3 + 4"]),
        ("5 boys and 3 girls", ["5", "3"]),
        ("16 (total) - 7 (consumed)", ["16 (total) - 7"]),
        ("3 yogurt/day * 4 days", ["3 yogurt/day * 4"]),
        ("the total", ["total"]),
        ("total - 3", ["total - 3"]),
        ("all in all (3 + 4", ["3 + 4"]),
    ],
)
def test_runs(text: str, runs: list[str]) -> None:
    """Prose before and labels behind are cut off; operands behind labels begin new runs."""
    assert [run for run, _ in found(text)] == runs


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ("3 + 4", True),
        ("so 3 + 4", True),
        ("there are 5 boys so 3 + 4", True),
        ("7 more than 3 + 4", False),
        ("half of 3 + 4", False),
        ("the 5 boys and 3 + 4", False),
        ("+3 + 4", False),
    ],
)
def test_left_end_is_whole(text: str, *, is_whole: bool) -> None:
    """A run is whole on its left unless something before it may belong to it."""
    assert found(text)[-1][1].is_whole_left is is_whole


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [("7 eggs per day", True), ("5 feet 6 inches", False), ("7 eggs so 3", True), ("3余2", False)],
)
def test_right_end_is_whole(text: str, *, is_whole: bool) -> None:
    """A run is whole on its right unless an operand follows its label."""
    assert found(text)[0][1].is_whole_right is is_whole
