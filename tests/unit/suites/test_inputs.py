"""Tests of `setpoint.suites.inputs`."""

import pytest

from setpoint.suites.inputs import GENERATED, Arguments, generate_arguments

TEXTS: tuple[Arguments, ...] = (("hello world", 2), ("Level 42", 3), ("", 1))
LISTS: tuple[Arguments, ...] = (([3, -1, 2],), ([],), ([7],))


@pytest.mark.parametrize("listed", [TEXTS, LISTS])
def test_same_seed_gives_the_same_arguments(listed: tuple[Arguments, ...]) -> None:
    """A key must never change, and different functions have different inputs."""
    assert generate_arguments(listed, "a") == generate_arguments(listed, "a")
    assert generate_arguments(listed, "a") != generate_arguments(listed, "b")


@pytest.mark.parametrize("listed", [TEXTS, LISTS])
def test_arguments_are_new(listed: tuple[Arguments, ...]) -> None:
    """None is listed, none comes twice."""
    found = generate_arguments(listed, "seed")

    assert len(found) == len({repr(each) for each in found}) == GENERATED
    assert not {repr(each) for each in found} & {repr(each) for each in listed}


def test_texts_have_the_shape_of_the_listed_ones() -> None:
    """Known letters, single blanks between words, and counts that were asked for."""
    for text, count in generate_arguments(TEXTS, "seed"):
        assert isinstance(text, str)
        assert {*text} <= {*"hello world Level 42"}
        assert text == " ".join(text.split())
        assert count in (1, 2, 3)


def test_numbers_are_within_the_listed_range() -> None:
    """No larger, and not fewer than one."""
    for (numbers,) in generate_arguments(LISTS, "seed"):
        assert isinstance(numbers, list)
        assert numbers
        assert all(-1 <= number <= 7 for number in numbers)


def test_few_possible_arguments_are_all_there_is() -> None:
    """It ends even if there are fewer than are wanted."""
    assert generate_arguments(((1,), (2,)), "seed") == ()
