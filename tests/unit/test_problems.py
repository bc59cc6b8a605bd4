"""Tests of `setpoint.problems`."""

import pytest

from setpoint.errors import SettingError
from setpoint.problems import CodeKey, MathKey, format_key, parse_key
from setpoint.records import Kind

TEXTS = [
    (Kind.MATH, "85/3"),
    (Kind.MATH, '{"answer": "85/3", "milestones": [["d=10/3"], ["a_1=5/3", "a_2=5"]]}'),
    (Kind.CODE, '{"fn": "add", "tests": [[[1, 2], 3], [[0, 0], 0]]}'),
    (Kind.CODE, '{"fn": null, "tests": [[["", 2], []]]}'),
    (Kind.CODE, '{"fn": "pick", "check": "out != a + b", "tests": [[[4, 5], null]]}'),
    (Kind.CODE, '{"fn": "pick", "check": "out < top", "args": ["top"], "tests": [[[4], null]]}'),
    (Kind.CODE, '{"fn": "mean", "atol": 0.01, "tests": [[[[1, 2]], 1.5]]}'),
    (
        Kind.LOGIC,
        (
            '{"premises": ["all A B", "some_not B C"], "conclusion": "some_not A C", '
            '"verdict": "not_necessarily", "existential_import": true}'
        ),
    ),
]


@pytest.mark.parametrize(("kind", "text"), TEXTS)
def test_a_key_is_read_back_as_it_was_written(kind: Kind, text: str) -> None:
    """The text form holds everything."""
    key = parse_key(kind, text)

    assert parse_key(kind, format_key(key)) == key


def test_a_bare_value_is_a_math_key() -> None:
    """Without milestones."""
    assert parse_key(Kind.MATH, " 85/3\n") == MathKey(answer="85/3")


def test_a_condition_is_part_of_a_code_key() -> None:
    """The values of its cases do not count."""
    key = parse_key(*TEXTS[4])

    assert isinstance(key, CodeKey)
    assert key.condition == "out != a + b"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.MATH, ""),
        (Kind.CODE, "7"),
        (Kind.CODE, '{"fn": "add", "tests": []}'),
        (Kind.CODE, '{"tests": [[[1], 1]]}'),
        (Kind.CODE, '{"fn": "f", "check": 7, "tests": [[[1], 1]]}'),
        (Kind.CODE, '{"fn": "f", "check": " ", "tests": [[[1], 1]]}'),
        (Kind.CODE, '{"fn": "f", "check": "out", "args": ["no name"], "tests": [[[1], 1]]}'),
        (Kind.CODE, '{"fn": "f", "check": "out", "args": "a", "tests": [[[1], 1]]}'),
        (Kind.CODE, '{"fn": "f", "atol": -1, "tests": [[[1], 1.0]]}'),
        (Kind.CODE, '{"fn": "f", "atol": "1", "tests": [[[1], 1.0]]}'),
        (Kind.CODE, '{"fn": "f", "atol": NaN, "tests": [[[1], 1.0]]}'),
        (Kind.LOGIC, "{}"),
        (Kind.LOGIC, "necessarily"),
    ],
)
def test_what_is_no_key_is_refused_with_an_example(kind: Kind, text: str) -> None:
    """The value and the expected form are named."""
    with pytest.raises(SettingError, match=f"not a {kind} key.*Expected"):
        parse_key(kind, text)
