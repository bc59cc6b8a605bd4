"""Tests of `setpoint.verify.programs.source`."""

import ast
import warnings

import pytest

from setpoint.verify.programs.source import (
    MAX_SOURCE_CHARACTERS,
    accepts_arguments,
    find_bindings,
    find_free_names,
    parse_source,
)


def test_source_ends_with_one_line_feed() -> None:
    """Blank lines around a source are not part of it."""
    assert parse_source("\n\nx = 1\n\n\n").text == "x = 1\n"


def test_syntax_error_is_a_finding_with_its_line() -> None:
    """What Python refuses is described, with the place."""
    source = parse_source("x = 1\ny = = 2\n")

    assert source.tree is None
    assert source.fault == "SyntaxError: invalid syntax (line 2)"
    assert source.fault_line == 2
    assert source.is_judged


@pytest.mark.parametrize(
    "bomb",
    [
        "-" * 30_000 + "1",
        "not " * 8_000 + "x",
        "a" + ".a" * 15_000,
        "a" + "()" * 15_000,
        "lambda:" * 4_000 + "1",
        "1" + "+1" * 15_000,
        "~" * 30_000 + "1",
    ],
)
def test_parser_bomb_is_left_unjudged(bomb: str) -> None:
    """A source that exhausts the parser is no exception, and no mistake of Python either."""
    source = parse_source(bomb)

    assert source.tree is None
    assert not source.is_judged


@pytest.mark.parametrize("text", ["(" * 30_000, "x = '\0'", "s = '\ud800'", "9" * 5_000])
def test_unreadable_source_is_a_finding(text: str) -> None:
    """Null bytes, lone surrogates and endless numbers are refused without raising."""
    assert parse_source(text).fault


def test_too_long_source_is_not_parsed() -> None:
    """A source beyond the cap is left unjudged."""
    source = parse_source("x = 1\n" * MAX_SOURCE_CHARACTERS)

    assert not source.is_judged
    assert source.fault == "longer than 32768 characters"


def test_warnings_do_not_leak() -> None:
    """A doubtful escape in the source warns nobody, not even if warnings are errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        source = parse_source(r"pattern = '\d'" + "\nx = 1 is 1\n")

    assert source.tree is not None


def test_finds_what_the_top_level_defines() -> None:
    """Blocks are looked into, functions and classes are not."""
    tree = ast.parse(
        "import math as m\n"
        "try:\n    from a import b\nexcept ImportError:\n    b = None\n"
        "if b:\n    def f(): \n        def hidden(): ...\n"
        "class K:\n    def method(self): ...\n"
        "g = h = lambda x: x\n"
        "k: int = 3\n"
    )

    names = [binding.name for binding in find_bindings(tree)]

    assert names == ["m", "b", "b", "f", "K", "g", "h", "k"]


def test_lambda_counts_as_a_function() -> None:
    """A name bound to a lambda carries its node."""
    (binding,) = find_bindings(ast.parse("area = lambda w, h: w * h"))

    assert isinstance(binding.function, ast.Lambda)


def test_free_names_are_neither_bound_nor_built_in() -> None:
    """Parameters, imports, loops and built-in functions are not free."""
    tree = ast.parse(
        "import os.path\n"
        "def f(a, *b, c=1, **d):\n"
        "    for e in range(a):\n"
        "        try: ...\n"
        "        except E as g: print(os, g)\n"
        "    return [h for h in helper(e, b, c, d)]\n"
    )

    assert find_free_names(tree) == {"E", "helper"}


@pytest.mark.parametrize(
    ("signature", "accepted"),
    [
        ("", {0}),
        ("a", {1}),
        ("a, /, b=1", {1, 2}),
        ("*a", {0, 1, 2, 3}),
        ("a, *, b", set[int]()),
        ("a, *, b=1, **c", {1}),
    ],
)
def test_accepts_as_many_arguments_as_the_signature_says(
    signature: str, accepted: set[int]
) -> None:
    """Defaults, star and keyword-only parameters are respected."""
    (binding,) = find_bindings(ast.parse(f"f = lambda {signature}: 0"))

    assert binding.function is not None
    assert {n for n in range(4) if accepts_arguments(binding.function, n)} == accepted
