"""Notices, token by token, that a text has begun to repeat itself.

What is covered: exact repetition with a period of 1 to 64 tokens, which is how small models get
stuck at low temperatures. A loop is called when the text has equalled itself shifted by the period
for 128 + 4 * period tokens in a row: long enough for tables and lists of real answers, and at most
448 tokens after the loop began.
What is not: paraphrase, and loops of longer periods.
"""

import numpy as np

LONGEST_PERIOD = 64

_PERIODS = np.arange(1, LONGEST_PERIOD + 1)
_NEEDED = 128 + 4 * _PERIODS


class LoopWatch:
    """Watches one text."""

    __slots__ = ("_recent", "_runs")

    def __init__(self) -> None:
        self._recent = np.full(LONGEST_PERIOD, -1)
        self._runs = np.zeros(LONGEST_PERIOD, dtype=np.int64)

    def add(self, token: int) -> bool:
        """Takes the next token; returns True once the text is in a loop."""
        self._runs = (self._runs + 1) * (self._recent == token)
        self._recent[1:] = self._recent[:-1]
        self._recent[0] = token
        return bool((self._runs >= _NEEDED).any())

    @property
    def repeated(self) -> int:
        """Tokens at the end of the text that are a repetition so far."""
        return int(self._runs.max())
