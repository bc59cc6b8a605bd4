"""Tokens into text while they come: thought apart from answer, tags and stop strings taken out.

What is covered: characters of several tokens, tags and stop strings split at any place; text that
might still become one is held back.
What is not: which tokens come (`engine`).
"""

from collections.abc import Callable, Iterator, Sequence

from setpoint.engine.blocks import BlockTracker
from setpoint.protocols import AnswerPart
from setpoint.records import Block

_OPENING = "<think>"
_CLOSING = "</think>"
_UNFINISHED = "\N{REPLACEMENT CHARACTER}"
_MOST_UNFINISHED = 8
"""Tokens that may wait for the rest of a character; after that it is wrong, not unfinished."""


class TextStream:
    """Turns the tokens of one text into new text.

    Args:
        decode: Turns tokens into text.
        stops: The text ends before the first of these.
    """

    def __init__(self, decode: Callable[[Sequence[int]], str], stops: Sequence[str]) -> None:
        self._decode = decode
        self._stops = tuple(stops)
        self._said: list[int] = []
        self._unsaid: list[int] = []
        self._held = ""
        self._is_over = False

    def add(self, token: int) -> str:
        """Takes the next token; returns the text that is certain now."""
        self._unsaid.append(token)
        before = self._decode(self._said)
        text = self._decode([*self._said, *self._unsaid])
        if text.endswith(_UNFINISHED) and len(self._unsaid) < _MOST_UNFINISHED:
            return ""
        self._said, self._unsaid = self._unsaid, []
        return self._pass_on(text[len(before) :])

    def end(self) -> str:
        """Returns what was held back."""
        before = self._decode(self._said)
        rest = self._decode([*self._said, *self._unsaid])[len(before) :] if self._unsaid else ""
        text = self._pass_on(rest) + self._held
        self._held = ""
        return text

    def _pass_on(self, text: str) -> str:
        if self._is_over:
            return ""
        self._held += text
        places = [place for stop in self._stops if (place := self._held.find(stop)) >= 0]
        self._is_over = bool(places)
        kept = 0 if places else max((overlap(self._held, stop) for stop in self._stops), default=0)
        end = min(places, default=len(self._held) - kept)
        ready, self._held = self._held[:end], self._held[end:]
        if self._is_over:
            self._held = ""
        return ready


class ThoughtSplitter:
    """Parts a text into thought and answer, without the tags and the newlines behind them."""

    def __init__(self, *, opens_in_thought: bool) -> None:
        self._tracker = BlockTracker(opens_in_thought=opens_in_thought)
        self._held = ""
        self._is_behind_tag = False

    def feed(self, text: str) -> Iterator[AnswerPart]:
        """Takes more of the text; yields what is certain now, in order."""
        for character in text:
            was_thought = self._tracker.block is Block.THINK
            self._tracker.feed(character)
            self._held += character
            tag = _CLOSING if was_thought else _OPENING
            if (self._tracker.block is Block.THINK) != was_thought:
                yield from self._release(len(self._held) - len(tag), is_thought=was_thought)
                self._held, self._is_behind_tag = "", True
        is_thought = self._tracker.block is Block.THINK
        kept = overlap(self._held, _CLOSING if is_thought else _OPENING)
        yield from self._release(len(self._held) - kept, is_thought=is_thought)

    def end(self) -> Iterator[AnswerPart]:
        """Yields what was held back."""
        yield from self._release(len(self._held), is_thought=self._tracker.block is Block.THINK)

    def _release(self, length: int, *, is_thought: bool) -> Iterator[AnswerPart]:
        text, self._held = self._held[:length], self._held[length:]
        if self._is_behind_tag:
            text = text.lstrip("\n")
            self._is_behind_tag = not text
        if text:
            yield AnswerPart(reasoning=text) if is_thought else AnswerPart(content=text)


class WholeText:
    """Leaves a text as it is, tags and all; see `ThoughtSplitter`."""

    def feed(self, text: str) -> Iterator[AnswerPart]:
        """Takes more of the text; yields it."""
        if text:
            yield AnswerPart(content=text)

    def end(self) -> Iterator[AnswerPart]:
        """Yields nothing, as nothing is held back."""
        yield from ()


def overlap(text: str, mark: str) -> int:
    """Returns how many characters at the end of a text may be the beginning of a mark."""
    longest = min(len(text), len(mark) - 1)
    return next((size for size in range(longest, 0, -1) if text.endswith(mark[:size])), 0)
