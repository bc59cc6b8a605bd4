"""Parsing hostile Python source without running it, and what it defines at its top level.

What is covered: texts that are no Python, or are built to exhaust the parser, are findings
(`ParsedSource.fault`), never exceptions.
What is not: choosing among several sources (`extract`), running one (`sandbox`).
"""

import ast
import builtins
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

MAX_SOURCE_CHARACTERS = 32_768

FunctionNode: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

_BUILTIN_NAMES = frozenset(dir(builtins))
_WARNINGS_LOCK = threading.Lock()  # filters are global to the process


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSource:
    """A source with its syntax tree, or with the reason why there is none.

    Attributes:
        text: The source, ending with one line feed.
        tree: None if it could not be parsed.
        fault: What Python says against it; empty if it was parsed.
        fault_line: Number of the line at fault, from 1; None if there is none.
        is_judged: False if it exceeds what is looked at, so that nothing is said about it.
    """

    text: str
    tree: ast.Module | None = None
    fault: str = ""
    fault_line: int | None = None
    is_judged: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A name that the top level of a source defines.

    Attributes:
        name: Normalised as Python does.
        statement: The whole statement, or the one around it if it stands in a block.
        function: The function's node if it is a def or a lambda, else None.
    """

    name: str
    statement: ast.stmt
    function: FunctionNode | None


def parse_source(text: str) -> ParsedSource:
    """Parses a source; never raises for what it says."""
    text = text.strip("\n") + "\n"
    if len(text) > MAX_SOURCE_CHARACTERS:
        fault = f"longer than {MAX_SOURCE_CHARACTERS} characters"
        return ParsedSource(text=text, fault=fault, is_judged=False)
    try:
        with _WARNINGS_LOCK, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ParsedSource(text=text, tree=ast.parse(text))
    except SyntaxError as error:
        return ParsedSource(text=text, fault=_describe(error), fault_line=error.lineno)
    except (RecursionError, MemoryError):
        return ParsedSource(text=text, fault="nested too deeply to be parsed", is_judged=False)
    except ValueError as error:  # null bytes in some versions, lone surrogates
        return ParsedSource(text=text, fault=f"{type(error).__name__}: {error}")


def find_bindings(tree: ast.Module) -> Iterator[Binding]:
    """Yields what the top level defines, in order, looking into its blocks but not functions."""
    for statement in tree.body:
        for inner in _flatten(statement):
            for name, function in _bound_by(inner):
                yield Binding(name=name, statement=statement, function=function)


def find_free_names(tree: ast.AST) -> set[str]:
    """Finds names that are read but bound nowhere in the source and not built in."""
    read: set[str] = set()
    bound: set[str] = set(_BUILTIN_NAMES)
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                read.add(name)
            case ast.Name(id=name) | ast.arg(arg=name) | ast.alias(asname=str(name)):
                bound.add(name)
            case ast.alias(name=name):
                bound.add(name.partition(".")[0])
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                bound.add(name)
            case ast.ClassDef(name=name) | ast.ExceptHandler(name=str(name)):
                bound.add(name)
            case _:
                pass
    return read - bound


def accepts_arguments(function: FunctionNode, count: int) -> bool:
    """Tells if a function can be called with this number of positional arguments."""
    arguments = function.args
    positional = len(arguments.posonlyargs) + len(arguments.args)
    if any(default is None for default in arguments.kw_defaults):
        return False
    if count > positional:
        return arguments.vararg is not None
    return count >= positional - len(arguments.defaults)


def _describe(error: SyntaxError) -> str:
    place = f" (line {error.lineno})" if error.lineno else ""
    return f"{type(error).__name__}: {error.msg}{place}"


def _flatten(statement: ast.stmt) -> Iterator[ast.stmt]:
    """Yields a statement and those in its blocks that run at the same level."""
    pending = [statement]
    while pending:
        current = pending.pop()
        yield current
        match current:
            case ast.If() | ast.For() | ast.While():
                pending += reversed([*current.body, *current.orelse])
            case ast.With():
                pending += reversed(current.body)
            case ast.Try():
                handled = [inner for handler in current.handlers for inner in handler.body]
                pending += reversed([*current.body, *handled, *current.orelse, *current.finalbody])
            case _:
                pass


def _bound_by(statement: ast.stmt) -> Iterator[tuple[str, FunctionNode | None]]:
    """Yields the names that one simple statement binds to what may be a function."""
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield name, statement
        case ast.ClassDef(name=name):
            yield name, None
        case ast.Assign(targets=targets, value=value):
            function = value if isinstance(value, ast.Lambda) else None
            yield from ((target.id, function) for target in targets if isinstance(target, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name), value=value) if value is not None:
            yield name, value if isinstance(value, ast.Lambda) else None
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            yield from (((alias.asname or alias.name.partition(".")[0]), None) for alias in names)
        case _:
            pass
