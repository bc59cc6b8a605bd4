"""Arguments beside the listed ones, of the same shape, for functions that have a reference.

What is covered: strings of the listed ones' characters, as words with single blanks between them;
lists of integers within the listed range; and numbers that are listed. The same seed gives the same
arguments, so that a key never changes.
What is not: inputs of another kind than those listed, on which a question may leave open what is
right: other characters, blanks at the ends, counts below 1.
"""

from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from typing import Any, TypeAlias

from setpoint.problems import JsonValue

GENERATED = 30
"""Inputs for each function."""

_MOST_DRAWS = 20 * GENERATED
_FEWEST_LETTERS = 2  # so that letters repeat

Arguments: TypeAlias = tuple[JsonValue, ...]


def generate_arguments(listed: Sequence[Arguments], seed: str) -> tuple[Arguments, ...]:
    """Draws arguments like the listed ones, at most 30, none of which is listed or repeated."""
    random = Random(seed)  # noqa: S311 - repeatable on purpose
    draws = [_like(values, random) for values in zip(*listed, strict=True)]
    known = {repr(arguments) for arguments in listed}
    found: dict[str, Arguments] = {}
    for _ in range(_MOST_DRAWS):
        arguments = tuple(draw() for draw in draws)
        if repr(arguments) not in known:
            found[repr(arguments)] = arguments
        if len(found) == GENERATED:
            break
    return tuple(found.values())


def _like(values: Sequence[Any], random: Random) -> Callable[[], JsonValue]:
    """Returns what draws a value like these, which are of one type."""
    if isinstance(values[0], str):
        return partial(_draw_text, values, random)
    if isinstance(values[0], list):
        return partial(_draw_list, values, random)
    return partial(random.choice, values)


def _draw_text(values: Sequence[str], random: Random) -> str:
    """Draws words of a few of the letters, as many and as long as those listed."""
    letters = sorted({letter for text in values for letter in text if not letter.isspace()})
    few = random.sample(letters, random.randint(min(_FEWEST_LETTERS, len(letters)), len(letters)))
    words = [text.split() for text in values if text]
    longest = max(len(word) for each in words for word in each)
    count = len(random.choice(words))
    return " ".join(
        "".join(random.choices(few, k=random.randint(1, longest))) for _ in range(count)
    )


def _draw_list(values: Sequence[list[int]], random: Random) -> list[JsonValue]:
    """Draws integers from the listed range, up to twice as many."""
    numbers = [number for each in values for number in each]
    length = random.randint(1, 2 * max(map(len, values)))
    return [random.randint(min(numbers), max(numbers)) for _ in range(length)]
