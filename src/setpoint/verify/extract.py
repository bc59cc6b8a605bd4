r"""Splits a response into thought and answer, and finds where the answer is committed.

Covered: the think tags, one-to-one width normalisation (offsets are kept), boxes, and answer
sections such as ``【答案】…``, ``**Answer:** …`` and ``#### …``, each in one pass.
Not covered: code fences (`code`), and what an answer means (`judging`, `logic`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from setpoint.records import Response

_OPEN_TAG = "<think>"
_CLOSE_TAG = "</think>"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；！？"}
_WIDTHS = _FULL_WIDTH | {0x3000: " ", 0xA0: " ", 0x2212: "-", 0xFE63: "-", 0x2215: "/", 0x2044: "/"}
_BOX = re.compile(r"\\{1,4}(?:boxed|fbox)\s{0,8}(?:\{|\Z)")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_COLON = r"[ \t]{0,4}[*_]{0,3}[ \t]{0,4}[:：][ \t]{0,4}[*_]{0,3}"
_SECTION = re.compile(
    r"[【\[〖]\s{0,4}(?:(?:最终)?答\s?案|(?:final[ \t]{1,4})?answer)\s{0,4}[】\]〗][ \t]{0,4}[:：]?"
    r"|(?<!#)#{4,6}[ \t]{0,4}(?=[-+$\\\d.])"
    rf"|(?<![A-Za-z])(?<!our )(?<!the )(?<!my )(?<!this )(?:final[ \t]{{1,4}})?answer{_COLON}"
    r"|(?:\A|(?<=[\n#*])|(?<=[#*][ \t]))final[ \t]{1,4}answer[ \t]{0,4}[*_]{0,3}[ \t]{0,4}(?=\n)"
    rf"|(?:最终|正确|参考)?答案?{_COLON}",
    re.IGNORECASE,
)
_NEXT_SECTION = re.compile(r"【|\n[ \t]*\n(?=[^\n]{0,200}\S)|\n[ \t]*#{1,6}[ \t]|</")
_HAS_CONTENT = re.compile(r"[^\W_]|[∅±∞]|\\(?:varnothing|emptyset|infty)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitText:
    """A response taken apart at the end of its thought.

    Attributes:
        thought: The text before the first closing tag; None if there is no thought.
        answer: The text to be judged; None if the thought never closes.
        answer_start: Offset of the answer in the response's text, in characters.
    """

    thought: str | None
    answer: str | None
    answer_start: int

    @property
    def is_closed(self) -> bool:
        """True unless the response ended inside its thought."""
        return self.answer is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    r"""A piece of a text.

    Attributes:
        text: The piece, verbatim.
        start: Offset of its marker (``\boxed``, ``【答案】``), in characters.
        end: Offset after the piece and its closing mark.
        is_terminated: False for a box whose brace never closes.
    """

    text: str
    start: int
    end: int
    is_terminated: bool = True


def split_thought(response: Response) -> SplitText:
    """Splits at the first closing tag; an unclosed thought leaves no answer.

    A closing tag splits even if no opening one was seen, since chat templates put the
    opening tag into the prompt.
    """
    text = response.text
    start = len(text) - len(text.lstrip())
    is_tagged = text.startswith(_OPEN_TAG, start)
    thought_start = start + len(_OPEN_TAG) if is_tagged else 0
    close = text.find(_CLOSE_TAG)
    if close >= 0:
        end = close + len(_CLOSE_TAG)
        return SplitText(thought=text[thought_start:close], answer=text[end:], answer_start=end)
    if is_tagged or response.opens_in_thought:
        return SplitText(thought=text[thought_start:], answer=None, answer_start=len(text))
    return SplitText(thought=None, answer=text, answer_start=0)


def normalise_width(text: str) -> str:
    """Maps full-width forms to ASCII, character by character, so that offsets stay true.

    The Chinese comma, semicolon, and end marks stay, as they never belong to a number.
    """
    return text.translate(_WIDTHS)


def find_boxes(text: str) -> list[Span]:
    r"""Finds every outermost ``\boxed{…}`` and ``\fbox{…}``, matching braces.

    A box that never closes is the last of the list, with ``is_terminated`` False.
    """
    return list(_scan_boxes(text))


def find_sections(text: str) -> list[Span]:
    """Finds the answer sections that have content, in the order of the text.

    A section ends before the next bracketed heading, Markdown heading or blank line.
    """
    marks = list(_SECTION.finditer(text))
    bounds = [*(mark.start() for mark in marks), len(text)]
    sections = (_section(text, mark, end) for mark, end in zip(marks, bounds[1:], strict=True))
    return [section for section in sections if _HAS_CONTENT.search(section.text)]


def _section(text: str, mark: re.Match[str], limit: int) -> Span:
    start = mark.end()
    while start < limit and text[start].isspace():
        start += 1
    stop = _NEXT_SECTION.search(text, start, limit)
    end = stop.start() if stop else limit
    return Span(text=text[start:end], start=mark.start(), end=end)


def _scan_boxes(text: str) -> Iterator[Span]:
    box = _BOX.search(text)
    while box:
        inside = box.end()
        close = _closing_brace(text, inside)
        if close < 0:
            yield Span(text=text[inside:], start=box.start(), end=len(text), is_terminated=False)
            return
        yield Span(text=text[inside:close], start=box.start(), end=close + 1)
        box = _BOX.search(text, close + 1)


def _closing_brace(text: str, start: int) -> int:
    depth = 1
    for match in _BRACES.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return match.start()
    return -1
