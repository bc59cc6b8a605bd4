"""Code that an answer shows in other ways than in a fence of Python or at the margin.

What is covered: fences labelled as plain text or as another language, sessions of the interactive
interpreter (their statements, without what they only show), and indented blocks.
What is not: whether it is the answer. `extract` looks here only if nothing that is plainly Python
defines the function, and takes nothing that does not.
"""

import ast
import re
from collections.abc import Iterator

from setpoint.verify.programs.fences import FencedText, outdent
from setpoint.verify.programs.source import MAX_SOURCE_CHARACTERS, parse_source

_PROMPT, _CONTINUATION = ">>>", "..."
_BETWEEN = "\n\n\n"  # as PEP 8 has it, since sessions have no blank lines between definitions
_FIRST_LINE = re.compile(
    r"[ \t]+(?:(?:async[ ]+)?def[ ]+\w|@\w|import[ ]+\w|from[ ]+\S+[ ]+import\b|\w+[ ]*=)"
)
_ENCLOSING_LINE = re.compile(
    r"^(?:class[ ]+\w+[ ]*[(:]|(?:async[ ]+)?def[ ]+\w+[ ]*\()", re.MULTILINE
)


def find_unlabelled(parts: FencedText) -> Iterator[str]:
    """Yields texts that may be Python, outside fences first."""
    yield from _find_indented(parts.prose)
    yield from read_session(parts.prose)
    for fence in parts.fences:
        yield fence.text
        yield from read_session(fence.text)


def read_session(text: str) -> Iterator[str]:
    """Yields what an interactive session defines, if the text is one.

    Every statement is looked at by itself: values that it shows, and failures, are no part of it.
    """
    if _PROMPT not in text or len(text) > MAX_SOURCE_CHARACTERS:
        return
    statements: list[str] = []
    for line in map(str.lstrip, text.split("\n")):
        if line.startswith(_PROMPT):
            statements.append(_after(_PROMPT, line))
        elif line.startswith(_CONTINUATION) and statements:
            statements[-1] += "\n" + _after(_CONTINUATION, line)
    yield _BETWEEN.join(each.strip("\n") for each in statements if _defines(each))


def _after(prompt: str, line: str) -> str:
    """Cuts off a prompt and the blank behind it."""
    return line.removeprefix(prompt).removeprefix(" ").rstrip()


def _defines(statement: str) -> bool:
    tree = parse_source(statement).tree
    return tree is not None and not all(isinstance(each, ast.Expr) for each in tree.body)


def _find_indented(prose: str) -> Iterator[str]:
    """Yields indented blocks from their first line of code on, moved to the margin.

    A text that has a class or a function at its margin has none: they are its methods or nested.
    """
    if _ENCLOSING_LINE.search(prose):
        return
    block: list[str] = []
    for line in [*prose.split("\n"), "end"]:
        if not line.strip() or line[0].isspace():
            if block or _FIRST_LINE.match(line):
                block.append(line)
        elif block:
            yield _move_to_margin(block)
            block = []


def _move_to_margin(block: list[str]) -> str:
    indent = len(block[0]) - len(block[0].lstrip())
    return "\n".join(outdent(line, indent) for line in block)
