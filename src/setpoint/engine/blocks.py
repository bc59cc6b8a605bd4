"""Which block of an answer the next token belongs to, read from the text as it streams.

What is covered: thoughts between ``<think>`` and ``</think>``, as often as they come; fenced code
by the rules of CommonMark 0.31, section 4.5 (three or more backticks or tildes, an equal or longer
run closes, so fences nest); code that draws with a plotting library; display and bracketed math.
Marks may be split across tokens at any place.
What is not: inline code, indented code, and math between single dollars, which cannot be told from
prices while a text streams.
"""

import re
from collections.abc import Callable

from setpoint.records import Block

_LONGEST_MARK = len("</think>")
_LONGEST_LINE = 400
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_PLOTTING = re.compile(r"\b(?:matplotlib|pyplot|plt\.|seaborn|plotly|altair|bokeh)")
_MATH_ENDS = {"$$": "$$", r"\[": r"\]", r"\(": r"\)"}


class BlockTracker:
    """Follows one text.

    Attributes:
        block: Where the next character stands.
    """

    def __init__(self, *, opens_in_thought: bool) -> None:
        self.block = Block.THINK if opens_in_thought else Block.PROSE
        self._recent = ""
        self._line = ""
        self._fence = ""
        self._math_end = ""

    def feed(self, text: str) -> Block:
        """Takes more of the text; returns the block that it leads into."""
        for character in text:
            self._recent = (self._recent + character)[-_LONGEST_MARK:]
            if self.block is Block.THINK:
                self._read_thought()
            elif self._fence:
                self._read_code(character)
            else:
                self._read_prose(character)
        return self.block

    def _read_thought(self) -> None:
        if self._recent.endswith("</think>"):
            self._enter(Block.PROSE)

    def _read_code(self, character: str) -> None:
        """A line of marks closes the fence; the opening line may turn out to open none."""
        if character != "\n":
            self._line = (self._line + character)[:_LONGEST_LINE]
            if self.block is Block.CODE and _PLOTTING.search(self._line):
                self.block = Block.PLOT
            return
        match = _FENCE.fullmatch(self._line)
        if match and self._fence == "?":
            marks, info = match.groups()
            is_inline = marks[0] == "`" and "`" in info
            self._fence = "" if is_inline else marks
        elif match and match[1].startswith(self._fence) and not match[2].strip():
            self._fence = ""
        if not self._fence:
            self.block = Block.PROSE
        self._line = ""

    def _read_prose(self, character: str) -> None:
        self._line = "" if character == "\n" else (self._line + character)[:_LONGEST_LINE]
        if self._recent.endswith("<think>"):
            self._enter(Block.THINK)
        elif self._math_end:
            if self._recent.endswith(self._math_end):
                self._enter(Block.PROSE)
        elif _FENCE.fullmatch(self._line):
            self.block, self._fence = Block.CODE, "?"
        elif self._recent[-2:] in _MATH_ENDS:
            end = _MATH_ENDS[self._recent[-2:]]
            self._enter(Block.MATH)
            self._math_end = end

    def _enter(self, block: Block) -> None:
        """Moves on; no mark may use characters of the one before."""
        self.block, self._recent, self._math_end = block, "", ""


class TokenBlocks:
    """Follows one text token by token."""

    __slots__ = ("_piece", "_tracker")

    def __init__(self, piece: Callable[[int], str], *, opens_in_thought: bool) -> None:
        self._piece = piece
        self._tracker = BlockTracker(opens_in_thought=opens_in_thought)

    @property
    def block(self) -> Block:
        """Where the next token stands."""
        return self._tracker.block

    def add(self, token: int) -> None:
        """Takes the next token."""
        self._tracker.feed(self._piece(token))
