"""Tests of `setpoint.verify.sandbox.values`, with what `child` writes."""

import json
from collections import Counter, OrderedDict, defaultdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.verify.sandbox.child import tag
from setpoint.verify.sandbox.values import Opaque, describe_value, is_equal, read_value

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
JSON_VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


def carry(value: object) -> Any:  # noqa: ANN401 - as hostile code returns anything
    """Takes a value out of the sandbox."""
    return read_value(json.loads(tag(value)))


@given(JSON_VALUES)
def test_json_value_survives_the_way_out(value: Any) -> None:  # noqa: ANN401 - any JSON
    """What a key can say comes out as it went in, and equals itself."""
    assert is_equal(carry(value), value)
    assert repr(carry(value)) == repr(value)


@given(JSON_VALUES, JSON_VALUES)
def test_different_values_differ(left: Any, right: Any) -> None:  # noqa: ANN401 - any JSON
    """Values of different notation are equal as numbers only."""
    if is_equal(carry(left), right) and repr(left) != repr(right):
        assert any(isinstance(part, float) for part in _leaves(right))


def _leaves(value: Any) -> list[Any]:  # noqa: ANN401 - any JSON
    parts = [*value.values()] if isinstance(value, dict) else value
    return (
        [leaf for part in parts for leaf in _leaves(part)] if isinstance(parts, list) else [value]
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, 1),
        (1, True),
        (0, False),
        (0, None),
        (2.0, 2),
        ((1, 2), [1, 2]),
        ({1, 2}, [1, 2]),
        ([1, 2], [1, 2, 3]),
        ([True], [1]),
        ("1", 1),
        (b"a", "a"),
        ({1: 2}, {"1": 2}),
        ({"a": 1, "b": 2}, {"a": 1}),
        (float("nan"), 0.5),
        (0.3001, 0.3),
        (True, 1.0),
        (3, 3.5),
        (10**400, 1.0),
    ],
)
def test_near_miss_is_a_miss(value: object, expected: Any) -> None:  # noqa: ANN401 - any JSON
    """Types are compared exactly, at every depth."""
    assert not is_equal(carry(value), expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.1 + 0.2, 0.3),
        (1e-17, 0.0),
        (0, 0.0),
        (float("inf"), float("inf")),
        (Counter("aab"), {"a": 2, "b": 1}),
        (OrderedDict(a=1), {"a": 1}),
        (defaultdict(list, a=[1]), {"a": [1]}),
        ("\ud800", "\ud800"),
    ],
)
def test_what_a_caller_cannot_tell_apart_is_equal(
    value: object,
    expected: Any,  # noqa: ANN401 - any JSON
) -> None:
    """Rounding, whole floats and the standard library's dicts are accepted."""
    assert is_equal(carry(value), expected)


def test_key_may_allow_more_than_rounding() -> None:
    """A tolerance holds for floats at every depth, and for nothing else."""
    assert is_equal(carry({"a": [0.3001]}), {"a": [0.3]}, tolerance=0.001)
    assert not is_equal(carry({"a": [0.3001]}), {"a": [0.3]}, tolerance=0.00001)
    assert not is_equal(carry(float("nan")), 0.3, tolerance=1.0)
    assert not is_equal(carry(1), 2, tolerance=1.0)


def test_subclass_equals_nothing() -> None:
    """A subclass with an equality of its own is opaque."""

    class Chameleon(int):
        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 0

    assert carry(Chameleon(3)) == Opaque(type_name="Chameleon")


def test_value_deeper_than_any_key_is_opaque() -> None:
    """A list that contains itself ends at the cap on depth."""
    endless: list[object] = []
    endless.append(endless)

    assert "value of type list" not in describe_value(carry([1]))
    assert "Opaque(type_name='list')" in repr(carry(endless))


def test_integer_longer_than_any_key_is_opaque() -> None:
    """Such an integer could not even be shown."""
    assert describe_value(carry(1 << 20_000)) == "a value of type int with 20001 bits"


@pytest.mark.parametrize(
    "forged",
    [None, [], ["int"], ["int", 3], ["int", "3.5"], ["list", "ab"], ["dict", [[1]]], ["sets", []]],
)
def test_forged_tags_are_refused(forged: object) -> None:
    """What `child` does not write is no value."""
    with pytest.raises(ValueError, match=r"tagged|literal|hex"):
        read_value(forged)


def test_type_name_is_cleaned() -> None:
    """A hostile name cannot break a line or a terminal."""
    assert read_value(["other", "a\x1b[31m\nb" + "c" * 500]) == Opaque(
        type_name="a[31mb" + "c" * 192
    )
