"""Tests of `benchmarks.programs`: code and tests that never meet."""

import pytest

from benchmarks.dresses import DRESSES, is_found
from benchmarks.operators import replace_operator
from benchmarks.testing import Exercise, find_tested, grade, grade_together, record_calls
from setpoint.verify.sandbox import probe_sandbox

EXERCISE = Exercise(
    id="own/1",
    function="double",
    solution="def double(items):\n    return [2 * item for item in items]\n",
    tests=(
        "import random\n"
        "def setpoint_check(candidate):\n"
        "    assert candidate([1, 2]) == [2, 4]\n"
        "    for n in range(3):\n"
        "        assert sum(candidate([n, random.randint(0, 9)])) % 2 == 0\n"
        "    assert not candidate([])\n"
    ),
)
needs_sandbox = pytest.mark.skipif(
    not probe_sandbox().is_available, reason=probe_sandbox().reason or "available"
)


@needs_sandbox
def test_calls_of_tests_are_recorded_with_their_loops() -> None:
    """Random arguments are the same each time."""
    calls = record_calls(EXERCISE)

    assert calls is not None
    assert len(calls) == 5
    assert calls[0] == ([1, 2],)
    assert calls == record_calls(EXERCISE)


@needs_sandbox
@pytest.mark.parametrize(
    ("body", "passes"),
    [
        ("return [x + x for x in items]", True),
        ("items[:] = [x + x for x in items]\n    return items", True),
        ("return [2, 4]", False),
        ("return [x * x for x in items]", False),
        ("raise ValueError", False),
        ("return None", False),
    ],
)
def test_code_is_judged_by_the_asserts(body: str, passes: bool) -> None:  # noqa: FBT001 - a table
    """Every call's value has to satisfy them."""
    source = f"def double(items):\n    {body}\n"

    assert grade(EXERCISE, source, record_calls(EXERCISE)) is passes


@needs_sandbox
@pytest.mark.parametrize(
    "result", ["return Yes()", "import os\n    os._exit(0)", "raise SystemExit(0)"]
)
def test_code_cannot_deceive_the_asserts(result: str) -> None:
    """What equals everything, or ends the process, passes nothing."""
    source = (
        "class Yes(list):\n"
        "    def __eq__(self, other):\n        return True\n"
        "    def __iter__(self):\n        return iter([2, 2])\n"
        f"def double(items):\n    {result}\n"
    )

    assert not grade(EXERCISE, source, record_calls(EXERCISE))


@needs_sandbox
def test_tests_beside_code_are_deceived() -> None:
    """The reason for keeping them apart."""
    source = "import builtins\nbuiltins.sum = lambda _: 0\n" + EXERCISE.solution.replace(
        "2 *", "3 *"
    )
    source += "double = type('F', (), {'__call__': lambda s, x: Yes()})()\n"
    source += "class Yes(list):\n    def __eq__(self, other): return True\n"

    assert grade_together(EXERCISE, source)
    assert not grade(EXERCISE, source, record_calls(EXERCISE))


@pytest.mark.parametrize(
    ("source", "mutant"),
    [
        ("x = 1 + 2", "x = 1 - 2"),
        ("x = a < b", "x = a >= b"),
        ("x = a and b", "x = a or b"),
        ("x += 1", "x -= 1"),
        ("x = 1", None),
        ("x = a is b", None),
    ],
)
def test_one_operator_is_replaced(source: str, mutant: str | None) -> None:
    """Comparison, arithmetic, logic and assignment; None if there is none."""
    assert replace_operator(source) == mutant


@pytest.mark.parametrize("name", DRESSES)
def test_program_is_found_in_every_dress(name: str) -> None:
    """Exactly the program, no draft and no example."""
    assert is_found(EXERCISE, DRESSES[name])


def test_tested_function_is_the_one_the_source_defines() -> None:
    """A call around it is not."""
    assert find_tested("def f(x):\n    return x\n", "assert set(f((1,))) == {1}") == "f"
