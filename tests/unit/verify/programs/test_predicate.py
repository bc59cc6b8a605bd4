"""Tests of `setpoint.verify.programs.predicate`."""

import pytest

from setpoint.errors import SettingError
from setpoint.verify.programs.predicate import Predicate


@pytest.mark.parametrize(
    ("text", "result", "holds"),
    [
        ("0<=out<=9 and out!=a+b", 9, True),
        ("0<=out<=9 and out!=a+b", 7, False),
        ("0<=out<=9 and out!=a+b", 10, False),
        ("out in [a, b]", 5, True),
        ("out not in (a, b)", 5, False),
        ("sorted(out) == [a, b] or len(out) == 0", [5, 2], True),
        ("out[0] == -a", [-2], True),
        ("out[1] == a", [2], False),
        ("not out", 0, True),
        ("out % a == 0 and out // a > 1", 4, True),
        ("out < a", "text", False),
        ("max(out) == b", [], False),
        ("out / 0 == 1", 1, False),
        ("out == [a, b]", 3, False),
    ],
)
def test_conditions(text: str, result: object, holds: bool) -> None:  # noqa: FBT001 - a value
    """With a = 2 and b = 5; what cannot be compared does not meet the condition."""
    assert Predicate(text).holds(result, {"a": 2, "b": 5}) is holds


def test_arguments_are_named_by_letters_in_order() -> None:
    """Functions and the result are no arguments."""
    assert Predicate("len(out) == b and out[0] != a").arguments == ("a", "b")


@pytest.mark.parametrize(
    "text",
    [
        "out ==",
        "__import__('os')",
        "out.__class__",
        "[x for x in out]",
        "2 ** out",
        "lambda: out",
        "open('x')",
        "(out := 3)",
        "f'{out}'",
        "max(*out)",
        "(" * 3000,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    """A clear error, and nothing is run."""
    with pytest.raises(SettingError, match="the condition"):
        Predicate(text)
