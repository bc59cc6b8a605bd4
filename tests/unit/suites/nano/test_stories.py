"""Tests of `setpoint.suites.nano.stories`."""

from random import Random

from setpoint.records import Language
from setpoint.suites.nano.plots import PLOTS
from setpoint.suites.nano.split import Split
from setpoint.suites.nano.stories import StoryTask, draw_story

LARGEST_PRODUCT_TAUGHT = 135


def products(split: Split, number: int) -> set[tuple[int, int]]:
    """Returns the products of many stories of one side."""
    random = Random(0)
    return {
        factors
        for _ in range(number)
        for factors in factors_of(draw_story(random, split, Language.EN))
    }


def factors_of(task: StoryTask) -> list[tuple[int, int]]:
    """Returns the factors of each step that multiplies."""
    plot = PLOTS[task.plot]
    first = [(task.a, task.b)] if plot.first == "*" else []
    return first + ([(task.middle, task.c)] if plot.second == "*" else [])


def test_every_product_that_is_asked_is_taught() -> None:
    """A model cannot know a product that the other side of the split never shows."""
    asked, taught = products(Split.HELD_OUT, 3000), products(Split.TRAIN, 30_000)

    assert len(asked) > 100
    assert asked <= taught | {(second, first) for first, second in taught}


def test_values_stay_small() -> None:
    """Every value is positive, and within what training text shows."""
    random = Random(1)
    for _ in range(2000):
        task = draw_story(random, Split.HELD_OUT, Language.ZH)

        assert 1 <= task.middle <= LARGEST_PRODUCT_TAUGHT
        assert 1 <= task.answer <= LARGEST_PRODUCT_TAUGHT
