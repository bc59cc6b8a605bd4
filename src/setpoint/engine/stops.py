"""Stop strings: texts at whose first appearance an answer ends.

What is covered: strings that begin or end inside a token, or are spread over several.
What is not: cutting the text (`cut`, for whoever decodes the whole of it, does that).
"""

from collections import deque
from collections.abc import Callable, Sequence

_MOST_BYTES = 4
"""Of a character in UTF-8; no token is shorter than a byte."""


class StopWatch:
    """Watches one text for stop strings.

    Args:
        strings: At least one; none of them empty.
        decode: Turns tokens into text.
    """

    __slots__ = ("_decode", "_recent", "_strings")

    def __init__(self, strings: Sequence[str], decode: Callable[[Sequence[int]], str]) -> None:
        self._strings = tuple(strings)
        self._decode = decode
        longest = max(map(len, strings))
        self._recent: deque[int] = deque(maxlen=_MOST_BYTES * longest + 1)

    def add(self, token: int) -> bool:
        """Takes the next token; returns True once a stop string has appeared."""
        self._recent.append(token)
        text = self._decode(list(self._recent))
        return any(string in text for string in self._strings)


def cut(text: str, strings: Sequence[str]) -> str:
    """Returns the text before the first stop string, or all of it."""
    places = [place for string in strings if (place := text.find(string)) >= 0]
    return text[: min(places, default=len(text))]
