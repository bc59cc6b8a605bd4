"""Tests of `setpoint.verify.programs.style`."""

from pathlib import Path

import pytest

from setpoint.verify.programs.source import find_bindings, parse_source
from setpoint.verify.programs.style import StyleReport, check_style

GOOD = '''\
def area(width: float, height: float) -> float:
    """Multiplies the sides."""
    return width * height  # no units
'''


def style_of(text: str) -> StyleReport:
    """Checks a source by its last function."""
    source = parse_source(text)
    assert source.tree is not None
    *_, binding = find_bindings(source.tree)
    return check_style(source.text, binding.function)


def test_good_source_has_everything() -> None:
    """Nothing is missing here."""
    assert style_of(GOOD) == StyleReport(
        violation=None, has_hints=True, has_docstring=True, has_comments=True
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("import math\ndef f():\n    pass\n", "E302"),
        ("def f():\n\treturn 1\n", "W191"),
        ("def f():\n    return [1,2]\n", "E231"),
        ("def f():\n    return 1 \n", "W291"),
        ("def f():\n    return " + "1 + " * 20 + "1\n", "E501"),
        ("def f():\n    return 1  # " + "é" * 70 + "  # noqa\n", "E501"),
        ("f = lambda: 0\n", "E731"),
        ("def f():\n    return '\\d'\n", "W605"),
    ],
)
def test_breach_of_pep8_is_named(text: str, code: str) -> None:
    """The first finding is reported, whatever the source's own ``noqa`` says."""
    violation = style_of(text).violation

    assert violation is not None
    assert violation.startswith(code)


def test_chinese_characters_count_as_one_column() -> None:
    """A comment of 60 wide characters fits the line."""
    assert style_of("def f():\n    return 1  # " + "长" * 60 + "\n").violation is None


def test_configuration_of_the_user_is_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A setup.cfg where the program runs does not loosen the rules."""
    (tmp_path / "setup.cfg").write_text("[pycodestyle]\nmax-line-length = 200\nignore = E302\n")
    monkeypatch.chdir(tmp_path)

    assert style_of("import math\ndef f():\n    pass\n").violation is not None


def test_long_run_of_blanks_costs_no_time() -> None:
    """Such a line is too long anyway, and pycodestyle would take minutes for it."""
    violation = style_of("x = 1\nf" + " " * 30_000 + "= 1\n").violation

    assert violation == "E501 line too long (30005 > 79 characters)"


@pytest.mark.parametrize(
    "text",
    [
        "def f(a: int, b) -> int: ...\n",
        "def f(a: int): ...\n",
        "def f(a: int, *rest) -> int: ...\n",
        "def f(*, a) -> int: ...\n",
        "def f(a):\n    # type: (int) -> int\n    return a\n",
        "f = lambda a: a\n",
        "from math import floor as f\n",
    ],
)
def test_hints_must_be_complete_annotations(text: str) -> None:
    """Every parameter and the return value needs one; a type comment is none."""
    assert not style_of(text).has_hints


@pytest.mark.parametrize(
    "text",
    [
        "def f(): return 1\n",
        "def f():\n    # Says one.\n    return 1\n",
        'def f():\n    x = 1\n    """Says one."""\n    return x\n',
        'def f():\n    f"""Says {1}."""\n',
        'def f():\n    b"""Says one."""\n',
        'def f():\n    """   """\n',
    ],
)
def test_docstring_is_a_first_statement_that_says_something(text: str) -> None:
    """Comments, later strings, f-strings and bytes are none."""
    assert not style_of(text).has_docstring


def test_hash_in_a_string_is_no_comment() -> None:
    """Only comments are comments."""
    assert not style_of("def f():\n    return '# none'\n").has_comments
