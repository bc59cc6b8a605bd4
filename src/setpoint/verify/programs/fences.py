"""Fenced code blocks of a Markdown text, in one pass over its lines.

What is covered: backtick and tilde fences of any length, in lists, after a word on the same
line ("Answer: ```python"), closed on the last line of code, or never closed.
What is not: nested lists of fences, indented code blocks, HTML.
"""

import textwrap
from dataclasses import dataclass, field

_MARKERS = ("`", "~")
_SHORTEST_FENCE = 3
_CLOSING_INDENT = 3  # CommonMark: beyond the opening fence's own
_LIST_MARKS = "-*+.)0123456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """One fenced block.

    Attributes:
        language: First word of the text after the opening fence, in lower case.
        text: The content, without the fence's own indentation.
        is_closed: False if the text ended first.
    """

    language: str
    text: str
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FencedText:
    """A text, taken apart.

    Attributes:
        fences: The blocks in order.
        prose: What lies outside them.
    """

    fences: tuple[Fence, ...]
    prose: str


@dataclass(slots=True, kw_only=True)
class _OpenFence:
    marker: str
    indent: int
    language: str
    lines: list[str] = field(default_factory=list)

    def close(self, *, is_closed: bool) -> Fence:
        text = dedent("\n".join(self.lines))
        return Fence(language=self.language, text=text, is_closed=is_closed)


def split_fences(text: str) -> FencedText:
    """Takes a text apart into fenced blocks and prose, in linear time."""
    fences: list[Fence] = []
    prose: list[str] = []
    current: _OpenFence | None = None
    for line in text.split("\n"):
        if current is None:
            current = _open(line)
            if current is None:
                prose.append(line)
            continue
        content, is_closing = _read_line(line, current)
        current.lines += content
        if is_closing:
            fences.append(current.close(is_closed=True))
            current = None
    if current is not None:
        fences.append(current.close(is_closed=False))
    return FencedText(fences=tuple(fences), prose="\n".join(prose))


def dedent(text: str) -> str:
    """Removes common indentation, leaving a text that has none as it is, blanks included."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return textwrap.dedent(text) if first[:1].isspace() else text


def outdent(line: str, indent: int) -> str:
    """Removes at most this many leading blanks."""
    blanks = len(line) - len(line.lstrip(" \t"))
    return line[min(blanks, indent) :]


def _open(line: str) -> _OpenFence | None:
    """Recognises an opening fence."""
    position, marker = _find_marker(line)
    if not marker:
        return None
    before, after = line[:position], line[position + len(marker) :]
    if marker[0] in after:
        return None
    words = after.strip(" \t{.").split(maxsplit=1)
    has_text_before = bool(before.strip().strip(_LIST_MARKS))
    if has_text_before and (len(words) != 1 or marker[0] == "~"):
        return None
    language = _first_word(words[0]) if words else ""
    return _OpenFence(marker=marker, indent=0 if has_text_before else position, language=language)


def _read_line(line: str, fence: _OpenFence) -> tuple[list[str], bool]:
    """Returns what a line within a fence contributes, and whether it closes the fence."""
    position, marker = _find_marker(line)
    closes = (
        marker[:1] == fence.marker[0]
        and len(marker) >= len(fence.marker)
        and not line[position + len(marker) :].strip()
    )
    before = line[:position]
    if closes and before.strip():
        return [outdent(before, fence.indent)], True
    if closes and position <= fence.indent + _CLOSING_INDENT:
        return [], True
    return [outdent(line, fence.indent)], False


def _find_marker(line: str) -> tuple[int, str]:
    """Finds the first run of fence marks that is long enough; empty if there is none."""
    for mark in _MARKERS:
        position = line.find(mark * _SHORTEST_FENCE)
        if position >= 0:
            rest = line[position:]
            return position, mark * (len(rest) - len(rest.lstrip(mark)))
    return 0, ""


def _first_word(text: str) -> str:
    """Reads a language's name, e.g. ``python3`` of ``python3:main.py``."""
    end = next(
        (i for i, mark in enumerate(text) if not (mark.isalnum() or mark in "+#")), len(text)
    )
    return text[:end].lower()
