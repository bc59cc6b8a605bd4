"""Word problems that take two steps of arithmetic on whole numbers.

What is covered: five plots over three small numbers, told with changing people and things.
What is not: division, units that must be converted, or irrelevant numbers.
"""

from dataclasses import dataclass
from random import Random

from setpoint.problems import MathKey, Problem
from setpoint.records import Language
from setpoint.suites.nano.plots import OPERATIONS, PEOPLE, PLOTS, THINGS, Plot
from setpoint.suites.nano.split import Split, draw_from, split_of
from setpoint.suites.nano.wording import pose
from setpoint.suites.proof import Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryTask:
    """One story with its numbers.

    Attributes:
        plot: Key into `PLOTS`.
        a: First number of the first operation.
        b: Second number of the first operation.
        c: Second number of the second operation.
        who: Whom it is told of.
        thing: What is counted.
        wording: Which of the plot's tellings.
    """

    plot: str
    a: int
    b: int
    c: int
    language: Language
    who: str
    thing: str
    wording: int

    @property
    def middle(self) -> int:
        """The value of the first step."""
        return OPERATIONS[PLOTS[self.plot].first](self.a, self.b)

    @property
    def answer(self) -> int:
        """The value of the second step."""
        return OPERATIONS[PLOTS[self.plot].second](self.middle, self.c)


def draw_story(random: Random, split: Split, language: Language) -> StoryTask:
    """Draws a story of one side of the split."""
    return draw_from(split, lambda source: _propose(source, split, language), _side_of, random)


def story_problem(task: StoryTask, identifier: str) -> Problem:
    """Returns the task as a problem with a proven key."""
    telling = PLOTS[task.plot].tellings[task.language][task.wording]
    question = telling.format(who=task.who, thing=task.thing, a=task.a, b=task.b, c=task.c)
    return pose(question, task.language, MathKey(answer=str(task.answer)), identifier)


def prove_story(task: StoryTask) -> tuple[Proof, ...]:
    """Proves the answer by counting: every product as a repeated sum."""
    plot = PLOTS[task.plot]
    middle = sum([task.b] * task.a) if plot.first == "*" else task.middle
    total = sum([middle] * task.c) if plot.second == "*" else task.answer
    return (
        Proof(
            claim=f"({task.a} {plot.first} {task.b}) {plot.second} {task.c} = {task.answer}",
            method="products counted as repeated sums",
            holds=total == task.answer > 0,
            evidence=(f"first {middle}, then {total}",),
        ),
    )


def _propose(random: Random, split: Split, language: Language) -> StoryTask:
    plot = random.choice(tuple(PLOTS))
    draw = _draw_taught if split is Split.TRAIN else _draw_asked
    a, b, c = draw(PLOTS[plot], random)
    return StoryTask(
        plot=plot,
        a=a,
        b=b,
        c=c,
        language=language,
        who=random.choice(PEOPLE[language]),
        thing=random.choice(THINGS[language]),
        wording=random.randrange(len(PLOTS[plot].tellings[language])),
    )


def _draw_taught(plot: Plot, random: Random) -> tuple[int, int, int]:
    """Draws a, b and c for training text; every value stays between 1 and 150."""
    if plot.first == "*":
        a, b = random.randint(2, 9), random.randint(2, 12)
        return a, b, random.randint(1, min(20, a * b - 1))
    a, b = random.randint(3, 20), random.randint(2, 20)
    if plot.first == "-":
        b = random.randint(1, a - 1)
        a = min(a, b + 12)
    if plot.second == "*":
        a, b = (min(a, 9), min(b, 6)) if plot.first == "+" else (a, b)
        return a, b, random.randint(2, 9)
    return a, b, random.randint(1, min(20, a + b - 1))


def _draw_asked(plot: Plot, random: Random) -> tuple[int, int, int]:
    """Draws a, b and c such that every value stays between 1 and 128.

    Where the second step multiplies, the first value is drawn before its parts: each product is
    then reached from many pairs (a, b). Drawn as they are taught, 15 * 9 would come from
    (9 + 6) * 9 alone, and be asked only of a model that was never shown it.
    """
    if plot.first == "*":
        a, b = random.randint(2, 9), random.randint(2, 12)
        return a, b, random.randint(1, min(20, a * b - 1))
    if plot.second == "*":
        middle = random.randint(4, 12)
        b = random.randint(2, middle - 2)
        return middle - b if plot.first == "+" else middle + b, b, random.randint(2, 9)
    a, b = random.randint(3, 20), random.randint(2, 20)
    return a, b, random.randint(1, min(20, a + b - 1))


def _side_of(task: StoryTask) -> Split:
    return split_of("story", task.plot, task.a, task.b, task.c)
