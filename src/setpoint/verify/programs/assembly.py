"""Completes a source with what it uses and another fence of the same answer defines.

An answer may show a helper, or the imports, in one fence and the asked function in another;
read together they are the program. Only names that are left free are supplied, and only by
the statement that defines them, so that drafts and examples stay out.
"""

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from setpoint.verify.programs.source import (
    ParsedSource,
    find_bindings,
    find_free_names,
    parse_source,
)

_BETWEEN = "\n\n\n"  # two blank lines, as PEP 8 has them between definitions


@dataclass(frozen=True, slots=True, kw_only=True)
class _Definition:
    """A statement with its place among all sources, which orders the supplied ones."""

    place: int
    statement: ast.stmt
    text: str


def complete_source(source: ParsedSource, others: Sequence[ParsedSource]) -> ParsedSource:
    """Adds the definitions that a source lacks, after its own imports; the latest ones win."""
    if source.tree is None:
        return source
    available = _find_definitions(others)
    for binding in find_bindings(source.tree):
        available.pop(binding.name, None)
    supplied = _choose(source.tree, available)
    if not supplied:
        return source
    head, tail = _split_after_imports(source.text, source.tree)
    parts = [head, *supplied, tail]
    return parse_source(_BETWEEN.join(part.strip("\n") for part in parts if part.strip()))


def _find_definitions(sources: Sequence[ParsedSource]) -> dict[str, _Definition]:
    """Maps each name to its last definition."""
    found: dict[str, _Definition] = {}
    for source in sources:
        if source.tree is None:
            continue
        lines = source.text.split("\n")
        for binding in find_bindings(source.tree):
            statement = binding.statement
            text = "\n".join(lines[_first_line(statement) - 1 : statement.end_lineno])
            found[binding.name] = _Definition(place=len(found), statement=statement, text=text)
    return found


def _choose(tree: ast.Module, available: dict[str, _Definition]) -> list[str]:
    """Takes what is needed, and what that needs in turn, and orders it as it was written."""
    chosen: list[_Definition] = []
    missing = [*find_free_names(tree)]
    while missing:
        if definition := available.pop(missing.pop(), None):
            chosen.append(definition)
            missing += find_free_names(definition.statement)
    chosen.sort(key=lambda definition: definition.place)
    return [*dict.fromkeys(definition.text for definition in chosen)]


def _split_after_imports(text: str, tree: ast.Module) -> tuple[str, str]:
    """Splits before the first statement that is neither an import nor the docstring."""
    is_start = (ast.Import, ast.ImportFrom)
    body = tree.body[1:] if ast.get_docstring(tree) is not None else tree.body
    first = next((statement for statement in body if not isinstance(statement, is_start)), None)
    lines = text.split("\n")
    cut = len(lines) if first is None else _first_line(first) - 1
    return "\n".join(lines[:cut]), "\n".join(lines[cut:])


def _first_line(statement: ast.stmt) -> int:
    """Number of a statement's first line, decorators included."""
    match statement:
        case ast.FunctionDef(decorator_list=[first, *_]):
            return first.lineno
        case ast.AsyncFunctionDef(decorator_list=[first, *_]):
            return first.lineno
        case ast.ClassDef(decorator_list=[first, *_]):
            return first.lineno
        case _:
            return statement.lineno
