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
    assert Predicate(text).holds(result, [2, 5]) is holds


def test_a_letter_stands_for_its_position() -> None:
    """Whichever of them are used."""
    assert Predicate("out == b").holds(5, [2, 5])
    assert not Predicate("out == b").holds(2, [2, 5])


def test_arguments_may_have_names() -> None:
    """The key lists them in order."""
    assert Predicate("out < top", ("words", "top")).holds(4, [[], 5])


@pytest.mark.parametrize(
    ("text", "parameters"), [("out < top", ()), ("out < a", ("top",)), ("out < top + A", ("top",))]
)
def test_a_name_that_stands_for_nothing_is_refused(text: str, parameters: tuple[str, ...]) -> None:
    """A key with a slip of the pen judges nobody."""
    with pytest.raises(SettingError, match=r"names .*, but the arguments are"):
        Predicate(text, parameters)


def test_an_argument_that_is_not_given_is_refused() -> None:
    """The case is at fault, not the answer."""
    with pytest.raises(SettingError, match="names c, but the arguments are a, b"):
        Predicate("out == c").holds(1, [2, 5])


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
