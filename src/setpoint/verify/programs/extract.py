r"""Finds the Python source to run, and the function in it, in the text of an answer.

What is covered: the latest fence that defines the asked function, with what it needs from
other fences; a text without fences that is code, or has code after an introduction; and if none
of these defines it, code that is shown in another way (`unlabelled`).
What is not: the thought (cut off before), methods and nested functions (a caller could not
call them by the asked name), and running anything: sources are only parsed.

A later definition wins even if it is broken, since it is what the answer settles on. If the
problem names no function, it is the last one that accepts the cases' arguments.
"""

import ast
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from setpoint.problems import CodeKey
from setpoint.verify.programs.assembly import complete_source
from setpoint.verify.programs.fences import Fence, FencedText, split_fences
from setpoint.verify.programs.source import (
    Binding,
    FunctionNode,
    ParsedSource,
    accepts_arguments,
    find_bindings,
    parse_source,
)
from setpoint.verify.programs.unlabelled import find_unlabelled

_PYTHON_NAMES = frozenset({"", "python", "python2", "python3", "py", "py3"})
_COLOUR_CODE = re.compile(r"\x1b\[[0-9;]*m")
_DEFINITION_LINE = re.compile(r"(?:async[ ]+)?def[ ]+\w|\w+[ ]?=[ ]?lambda\b")
_CODE_LINE = re.compile(
    rf"{_DEFINITION_LINE.pattern}|@\w|class[ ]+\w|import[ ]+\w|from[ ]+\S+[ ]+import\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAnswer:
    """The code that an answer settles on.

    Attributes:
        source: The source to run, or as much of it as was understood.
        function: Name of the function to call; None if the source does not define it.
        node: The function's node, if it is a def or a lambda.
    """

    source: ParsedSource
    function: str | None = None
    node: FunctionNode | None = None


def extract_code(text: str, key: CodeKey) -> CodeAnswer | None:
    """Finds the code in the text after the thought; None if there is none."""
    text = _COLOUR_CODE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    parts = split_fences(text)
    sources = _find_sources(parts)
    if found := _choose(sources, key):
        return found
    unlabelled = filter(_has_function, map(_parse_open_text, find_unlabelled(parts)))
    if found := _choose([*sources, *unlabelled], key):
        return found
    return CodeAnswer(source=sources[-1]) if sources else None


def _choose(sources: Sequence[ParsedSource], key: CodeKey) -> CodeAnswer | None:
    """Takes the last source that defines the function, or means to."""
    for index, source in reversed([*enumerate(sources)]):
        if source.tree is None and _seems_to_define(source.text, key.function):
            return CodeAnswer(source=source)
        if binding := _find_function(source, key):
            others = [*sources[:index], *sources[index + 1 :]]
            whole = complete_source(source, others)
            return CodeAnswer(source=whole, function=binding.name, node=binding.function)
    return None


def _find_sources(parts: FencedText) -> list[ParsedSource]:
    """Parses every Python fence, in the order of the text, after any code outside them."""
    fences = [fence for fence in parts.fences if fence.language in _PYTHON_NAMES]
    return [*_parse_prose(parts.prose), *map(_parse_fence, fences)]


def _parse_fence(fence: Fence) -> ParsedSource:
    return parse_source(fence.text) if fence.is_closed else _parse_open_text(fence.text)


def _parse_prose(text: str) -> list[ParsedSource]:
    """Parses a text from its first line of code on, if it defines anything at all."""
    lines = text.split("\n")
    if not any(map(_DEFINITION_LINE.match, lines)):
        return []
    start = next(number for number, line in enumerate(lines) if _CODE_LINE.match(line))
    while start and _is_assignment(lines[start - 1]):
        start -= 1
    return [_parse_open_text("\n".join(lines[start:]))]


def _is_assignment(line: str) -> bool:
    """Tells if a line above a definition is a constant of the program, not prose."""
    tree = parse_source(line).tree
    return tree is not None and [type(each) for each in tree.body] == [ast.Assign]


def _parse_open_text(text: str) -> ParsedSource:
    """Parses code that may run on into prose: that begins at the margin and is no Python."""
    source = parse_source(text)
    if source.fault_line is None:
        return source
    lines = source.text.split("\n")
    culprit = lines[source.fault_line - 1 : source.fault_line]
    if not culprit or not culprit[0] or culprit[0][0].isspace():
        return source
    before = parse_source("\n".join(lines[: source.fault_line - 1]))
    return source if before.tree is None else before


def _has_function(source: ParsedSource) -> bool:
    """Tells if a source that is not said to be Python is that, and more than data."""
    return source.tree is not None and any(each.function for each in find_bindings(source.tree))


def _find_function(source: ParsedSource, key: CodeKey) -> Binding | None:
    """Finds the last definition of the asked function, or of one that fits the cases."""
    bindings = [*find_bindings(source.tree)] if source.tree else []
    return next((binding for binding in reversed(bindings) if _is_asked(binding, key)), None)


def _is_asked(binding: Binding, key: CodeKey) -> bool:
    if key.function is not None:
        return binding.name == unicodedata.normalize("NFKC", key.function)
    function = binding.function
    counts = {len(case.arguments) for case in key.cases}
    return function is not None and all(accepts_arguments(function, count) for count in counts)


def _seems_to_define(text: str, function: str | None) -> bool:
    """Tells if a source that is no Python means to define the function, body and all."""
    name = r"\w+" if function is None else re.escape(unicodedata.normalize("NFKC", function))
    definition = rf"^(?:(?:async[ ]+)?def[ ]+{name}\b[^\n]*\n+[ \t]+\S|{name}[ ]*=[ ]*lambda\b)"
    return re.search(definition, unicodedata.normalize("NFKC", text), re.MULTILINE) is not None
