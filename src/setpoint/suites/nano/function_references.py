"""What each function of the catalogue returns, computed in ways of our own.

What is covered: one reference a function; it gets the arguments by position.
What is not: behaviour for counts below 1, which no problem asks for.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType

from setpoint.problems import JsonValue

_VOWELS = frozenset("aeiouAEIOU")


def _windows(values: Sequence[JsonValue], size: int) -> list[Sequence[JsonValue]]:
    return [values[start : start + size] for start in range(len(values) - size + 1)]


def _pieces(values: str | list[JsonValue], size: int) -> list[JsonValue]:
    return [values[start : start + size] for start in range(0, len(values), size)]


def _rotated(values: list[int], places: int) -> list[int]:
    rotated = list(values)
    for _ in range(places if values else 0):
        rotated.append(rotated.pop(0))
    return rotated


def _first_longest(text: str) -> str:
    words = text.split()
    lengths = [len(word) for word in words]
    return words[lengths.index(max(lengths))] if words else ""


REFERENCES: Mapping[str, Callable[..., JsonValue]] = MappingProxyType(
    {
        "distinct_substrings": lambda text, size: sorted(set(_windows(text, size))),
        "reverse_string": lambda text: "".join(text[-i] for i in range(1, len(text) + 1)),
        "count_vowels": lambda text: len([c for c in text if c in _VOWELS]),
        "is_palindrome": lambda text: all(text[i] == text[-1 - i] for i in range(len(text) // 2)),
        "sorted_letters": lambda text: sorted(Counter(text)),
        "character_counts": lambda text: dict(Counter(text)),
        "remove_vowels": lambda text: "".join(filter(lambda c: c not in _VOWELS, text)),
        "count_words": lambda text: len(text.split()),
        "reverse_words": lambda text: " ".join(reversed(text.split())),
        "long_words": lambda text, size: [w for w in text.split() if not len(w) <= size],
        "longest_word": _first_longest,
        "digit_sum": lambda text: sum(map(int, filter(str.isdigit, text))),
        "only_letters": lambda text: "".join(filter(str.isalpha, text)),
        "repeat_text": lambda text, times: "".join(text for _ in range(times)),
        "split_text": _pieces,
        "remove_duplicates": lambda values: sorted(set(values), key=values.index),
        "sorted_unique": lambda values: sorted(Counter(values)),
        "sort_descending": lambda values: [-value for value in sorted(-v for v in values)],
        "even_numbers": lambda values: [v for v in values if not v % 2],
        "sum_of_squares": lambda values: sum(v**2 for v in values),
        "running_sums": lambda values: list(accumulate(values)),
        "value_range": lambda values: max(values, default=0) - min(values, default=0),
        "average": lambda values: sum(values) / max(1, len(values)),
        "greater_than": lambda values, bound: list(filter(lambda v: v > bound, values)),
        "less_than": lambda values, bound: list(filter(lambda v: v < bound, values)),
        "multiples_of": lambda values, size: list(filter(lambda v: not v % size, values)),
        "count_greater": lambda values, bound: len([v for v in values if v > bound]),
        "multiply_all": lambda values, factor: [factor * v for v in values],
        "add_to_all": lambda values, amount: [amount + v for v in values],
        "largest_values": lambda values, size: [-v for v in sorted(-v for v in values)][:size],
        "chunks": _pieces,
        "window_sums": lambda values, size: [sum(window) for window in _windows(values, size)],
        "rotate_left": _rotated,
    }
)
"""By a function's first name."""
