"""Grades code by tests that are programs, without letting the two meet.

The tests are run twice, each time in a sandbox of their own: first on the reference solution, to
learn which calls they make, and after the code under test has made those calls, on its values.
Random tests are seeded, so both runs make the same calls.
"""

import ast
from dataclasses import dataclass
from typing import Any

from setpoint.problems import CodeCase, CodeKey
from setpoint.verify.programs.extract import extract_code
from setpoint.verify.sandbox import CallEnding, CallResult, Job, run_job
from setpoint.verify.sandbox.values import Opaque

Calls = tuple[tuple[Any, ...], ...]

_RECORD = """

def setpoint_record():
    import copy, random
    random.seed(0)
    calls = []
    def record(*arguments):
        calls.append(copy.deepcopy(list(arguments)))
        return {function}(*arguments)
    setpoint_check(record)
    return calls
"""
_REPLAY = """

def setpoint_replay(values):
    import random
    random.seed(0)
    rest = iter(values)
    setpoint_check(lambda *_: next(rest))
    return next(rest, None) is None
"""
_TOGETHER = """

def setpoint_together():
    import random
    random.seed(0)
    setpoint_check({function})
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A programming task.

    Attributes:
        function: Name of the function under test.
        solution: A source that defines it, and what the tests need besides.
        tests: A source that defines ``setpoint_check``, which takes the function and raises if it
            is wrong.
    """

    id: str
    function: str
    solution: str
    tests: str

    @property
    def key(self) -> CodeKey:
        """What extraction needs: the name."""
        return CodeKey(function=self.function, cases=(CodeCase(arguments=(), expected=None),))


def record_calls(exercise: Exercise) -> Calls | None:
    """Returns the arguments of every call that the tests make; None if they are no plain data."""
    result = _run_tests(exercise, exercise.solution, _RECORD, "setpoint_record")
    if result.ending is not CallEnding.RETURNED or not is_plain(result.value):
        return None
    return tuple(map(tuple, result.value))  # type: ignore[arg-type]


def grade(exercise: Exercise, source: str, calls: Calls | None) -> bool | None:
    """Tells whether an answer's code passes; None if that cannot be judged by plain data."""
    if calls is None:
        return None
    answer = extract_code(f"```python\n{source}\n```", exercise.key)
    if answer is None or answer.function is None:
        return False
    job = Job(source=answer.source.text, function=answer.function, calls=calls)
    results = run_job(job)
    if any(result.ending is not CallEnding.RETURNED for result in results):
        return False
    values = [result.value for result in results]
    if not is_plain(values):
        return None
    replay = _run_tests(exercise, exercise.solution, _REPLAY, "setpoint_replay", values)
    return replay.ending is CallEnding.RETURNED and replay.value is True


def grade_together(exercise: Exercise, source: str) -> bool:
    """Runs tests and code in one sandbox, where the code could deceive the tests."""
    result = _run_tests(exercise, source, _TOGETHER, "setpoint_together")
    return result.ending is CallEnding.RETURNED


def find_tested(source: str, test: str) -> str:
    """Names the function that a source defines and a test calls."""
    defined = {node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
    called = (
        node.func.id
        for node in ast.walk(ast.parse(test))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )
    return next(name for name in called if name in defined)


def is_plain(value: object) -> bool:
    """Tells if a value is made of what can be handed to another sandbox."""
    match value:
        case Opaque():
            return False
        case list() | tuple():
            return all(map(is_plain, value))
        case dict():
            return all(map(is_plain, value.values()))
        case _:
            return True


def _run_tests(
    exercise: Exercise, source: str, program: str, function: str, *arguments: list[Any]
) -> CallResult:
    program = program.replace("{function}", exercise.function)
    whole = f"{source}\n\n{exercise.tests}\n{program}"
    return run_job(Job(source=whole, function=function, calls=(arguments,)))[0]
