"""The catalogue of functions: references and programs agree, on the empty case too."""

from random import Random

import pytest

from setpoint.records import Language
from setpoint.suites.nano.function_references import REFERENCES
from setpoint.suites.nano.function_spec import FunctionSpec
from setpoint.suites.nano.functions import (
    CATALOG,
    FunctionTask,
    draw_function,
    function_problem,
    prove_function,
)
from setpoint.suites.nano.split import Split


def task_of(spec: FunctionSpec, count: str) -> FunctionTask:
    """Returns a task that leaves the name open."""
    return FunctionTask(
        spec=spec, name=None, argument="s", count=count, language=Language.EN, wording=0
    )


def test_there_are_many_functions_and_each_has_a_reference() -> None:
    """At least 24, the distinct sorted substrings among them."""
    names = [spec.names[0] for spec in CATALOG]
    assert len(set(names)) == len(names) >= 24
    assert set(names) == set(REFERENCES)
    assert "distinct_substrings" in names


@pytest.mark.parametrize("spec", CATALOG, ids=lambda spec: spec.names[0])
def test_all_programs_of_a_function_return_what_its_reference_does(spec: FunctionSpec) -> None:
    """With the count as an argument, and with every constant in its place."""
    counts = ["k"] if spec.counts else [""]
    counts += [str(count) for count in spec.counts] if spec.may_fix_count else []
    for count in counts:
        assert prove_function(task_of(spec, count))[0].holds


def test_every_function_is_asked_about_the_empty_case() -> None:
    """The cases of every problem contain an empty input."""
    for spec in CATALOG:
        problem = function_problem(task_of(spec, "k" if spec.counts else ""), "x")
        assert any(case.is_empty_input for case in problem.key.cases)  # type: ignore[union-attr]


def test_generated_texts_leave_no_doubt_what_a_palindrome_is() -> None:
    """Whether capitals and blanks count makes no difference to any of them."""
    spec = next(spec for spec in CATALOG if spec.names[0] == "is_palindrome")
    key = function_problem(task_of(spec, ""), "x").key
    for case in key.cases:  # type: ignore[union-attr]
        letters = [letter for letter in str(case.arguments[0]).lower() if letter.isalnum()]
        assert (letters == letters[::-1]) is case.expected


def test_a_question_names_what_the_key_requires() -> None:
    """The function's name, where one is required, and all arguments stand in the prompt."""
    random = Random(2)
    for _ in range(50):
        task = draw_function(random, Split.HELD_OUT, random.choice(tuple(Language)))
        for prompt in function_problem(task, "x").prompts.values():
            assert task.name is None or task.name in prompt
            assert task.argument in prompt
            assert task.count in prompt
