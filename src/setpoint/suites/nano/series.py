"""Any number of problems of all families, in a fixed order.

What is covered: an endless series for each seed and each side of the split; a longer stretch of
it begins with a shorter one.
What is not: answers, and how they are judged.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from random import Random
from typing import Any

from setpoint.problems import Problem
from setpoint.records import Kind, Language
from setpoint.suites.nano.equations import draw_pair, pair_problem, prove_pair
from setpoint.suites.nano.functions import draw_function, function_problem, prove_function
from setpoint.suites.nano.sequences import draw_sequence, prove_sequence, sequence_problem
from setpoint.suites.nano.split import Split
from setpoint.suites.nano.stories import draw_story, prove_story, story_problem
from setpoint.suites.nano.syllogisms import draw_syllogism, prove_syllogism, syllogism_problem
from setpoint.suites.proof import Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family of problems.

    Attributes:
        name: Part of its problems' ids.
        draw: Draws a task from randomness, a side of the split and a language.
        problem: Turns a task into a problem of the given id.
        prove: Proves the task's key.
    """

    name: str
    kind: Kind
    draw: Callable[[Random, Split, Language], Any]
    problem: Callable[[Any, str], Problem]
    prove: Callable[[Any], tuple[Proof, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the series, put in every language.

    Attributes:
        problems: One a language; they share their key.
        task: What they ask, as the family's own kind of task.
    """

    family: Family
    task: Any
    problems: tuple[Problem, ...]

    def prove(self) -> tuple[Proof, ...]:
        """Proves the key."""
        return self.family.prove(self.task)


SEQUENCE = Family(
    name="sequence",
    kind=Kind.MATH,
    draw=draw_sequence,
    problem=sequence_problem,
    prove=prove_sequence,
)
STORY = Family(
    name="story", kind=Kind.MATH, draw=draw_story, problem=story_problem, prove=prove_story
)
PAIR = Family(name="pair", kind=Kind.MATH, draw=draw_pair, problem=pair_problem, prove=prove_pair)
FUNCTION = Family(
    name="function",
    kind=Kind.CODE,
    draw=draw_function,
    problem=function_problem,
    prove=prove_function,
)
SYLLOGISM = Family(
    name="syllogism",
    kind=Kind.LOGIC,
    draw=draw_syllogism,
    problem=syllogism_problem,
    prove=prove_syllogism,
)

_TURNS = (
    *(SEQUENCE, FUNCTION, SYLLOGISM),
    *(STORY, FUNCTION, SYLLOGISM),
    *(PAIR, FUNCTION, SYLLOGISM),
)
"""The order in which families take turns; every kind comes up equally often."""


def generate_questions(
    number: int, *, seed: int = 0, split: Split = Split.HELD_OUT
) -> list[Question]:
    """Returns the first questions of a series.

    Args:
        number: How many.
        seed: Names the series.
        split: The side of the split; a model trained on these families knows TRAIN.
    """
    return list(islice(_series(seed, split), number))


def _series(seed: int, split: Split) -> Iterator[Question]:
    seen: set[str] = set()
    for index in count():
        family = _TURNS[index % len(_TURNS)]
        yield _unseen_question(family, f"{seed} {split} {index}", split, index + 1, seen)


def _unseen_question(
    family: Family, name: str, split: Split, number: int, seen: set[str]
) -> Question:
    """Draws until no language has had this prompt before; the same numbers in each of them."""
    for attempt in count():
        tasks = {
            language: family.draw(Random(f"{name} {attempt}"), split, language)  # noqa: S311 - reproducible on purpose
            for language in Language
        }
        problems = tuple(
            family.problem(task, f"nano/{family.name}/{number:03d}/{language}")
            for language, task in tasks.items()
        )
        prompts = {prompt for problem in problems for prompt in problem.prompts.values()}
        if not prompts & seen:
            seen |= prompts
            return Question(family=family, task=tasks[Language.EN], problems=problems)
    raise AssertionError("count() never ends")
