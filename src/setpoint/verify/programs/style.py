"""The style of a source that parses: PEP 8, type hints, docstring, comments.

What is covered: pycodestyle with its own defaults, whatever the user's configuration and
the source's ``noqa`` say; hints and docstring of the asked function alone.
What is not: whether hints are true or texts make sense. A type comment is no hint, and a
string is a docstring only as the first statement.
"""

import ast
import io
import re
import tokenize
from dataclasses import dataclass
from functools import cache

import pycodestyle

from setpoint.verify.programs.source import FunctionNode

MAX_LINE_CHARACTERS = 79

_SILENCER = re.compile(r"(?<=# no)(?:qa|pep8)", re.IGNORECASE)  # pycodestyle obeys it always
_MAX_CHECKED_CHARACTERS = 500  # pycodestyle takes cubic time on long runs of blanks


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleReport:
    """Findings on a source.

    Attributes:
        violation: A breach of PEP 8, e.g. ``E302 expected 2 blank lines, found 0``; None if
            there is none.
        has_hints: True if every parameter and the return value is annotated.
        has_docstring: True if the function's first statement documents it.
        has_comments: True if there is a comment anywhere.
    """

    violation: str | None
    has_hints: bool
    has_docstring: bool
    has_comments: bool


def check_style(source: str, function: FunctionNode | None) -> StyleReport:
    """Checks a source that parses.

    Args:
        source: Ends with a line feed.
        function: The asked function; None if the name is bound to something else.
    """
    definition = function if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) else None
    return StyleReport(
        violation=_find_violation(source),
        has_hints=definition is not None and _is_annotated(definition),
        has_docstring=definition is not None and bool(ast.get_docstring(definition)),
        has_comments=_has_comments(source),
    )


def _find_violation(source: str) -> str | None:
    """Runs pycodestyle on lines of a length that it can cope with."""
    audible = _SILENCER.sub(lambda match: "_" * len(match[0]), source)
    lines = io.StringIO(audible).readlines()
    for line in lines:
        if len(line) > _MAX_CHECKED_CHARACTERS:
            return f"E501 line too long ({len(line)} > {MAX_LINE_CHARACTERS} characters)"
    options = _pycodestyle_options()
    report = pycodestyle.BaseReport(options)
    pycodestyle.Checker("answer.py", lines=lines, options=options, report=report).check_all()
    return next((f"{code} {text}" for code, text in report.messages.items()), None)


@cache
def _pycodestyle_options() -> object:
    """Sets every option, since pycodestyle reads the user's configuration by itself."""
    ignored = (*pycodestyle.DEFAULT_IGNORE.split(","), "W292")  # the answer's end is our cut
    guide = pycodestyle.StyleGuide(
        select=(),
        ignore=ignored,
        max_line_length=MAX_LINE_CHARACTERS,
        max_doc_length=None,
        indent_size=4,
        hang_closing=False,
    )
    return guide.options


def _is_annotated(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    every = function.args
    parameters = [*every.posonlyargs, *every.args, *every.kwonlyargs, every.vararg, every.kwarg]
    are_annotated = all(
        parameter.annotation is not None for parameter in parameters if parameter is not None
    )
    return are_annotated and function.returns is not None


def _has_comments(source: str) -> bool:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    try:
        return any(token.type == tokenize.COMMENT for token in tokens)
    except (tokenize.TokenError, SyntaxError):  # stricter than the parser in rare cases
        return False
