"""Tests of `setpoint.verify.programs.fences`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.verify.programs.fences import split_fences


def test_takes_prose_and_fences_apart() -> None:
    """What stands outside the fences is kept as prose."""
    parts = split_fences("before\n```python\nx = 1\n```\nafter")

    assert [fence.text for fence in parts.fences] == ["x = 1"]
    assert parts.prose == "before\nafter"


@pytest.mark.parametrize(
    ("opening", "language"),
    [
        ("```", ""),
        ("```python", "python"),
        ("~~~py", "py"),
        ("``` Python3 ", "python3"),
        ("```{.python}", "python"),
        ("```python:area.py", "python"),
        ("`````c++", "c++"),
        ("答案：```python", "python"),
        ("- ```bash", "bash"),
    ],
)
def test_reads_the_language(opening: str, language: str) -> None:
    """The first word after the marks names the language, in lower case."""
    (fence,) = split_fences(f"{opening}\nx\n").fences

    assert fence.language == language


@pytest.mark.parametrize("line", ["`inline`", "use ``` with care", "``` a ``` b", "~~gone~~"])
def test_inline_marks_open_nothing(line: str) -> None:
    """Marks within a sentence are prose."""
    assert split_fences(line).fences == ()


def test_fence_in_a_list_loses_its_indentation_only() -> None:
    """A fence's own indentation goes, the code's stays."""
    (fence,) = split_fences("1. so:\n   ```py\n   if x:\n       y()\n   ```").fences

    assert fence.text == "if x:\n    y()"


def test_longer_fence_contains_a_shorter_one() -> None:
    """A fence is closed by as many marks as opened it, or more."""
    (fence,) = split_fences("````python\ns = '''\n```\n'''\n`````").fences

    assert fence.text == "s = '''\n```\n'''"


def test_marks_of_the_other_kind_do_not_close() -> None:
    """Tildes do not close a backtick fence."""
    (fence,) = split_fences("```\na\n~~~\nb\n```").fences

    assert fence.text == "a\n~~~\nb"


def test_deeply_indented_marks_are_content() -> None:
    """An example inside a docstring does not close the fence around it."""
    (fence,) = split_fences("```python\ndef f():\n    '''\n    ```\n    '''\n```").fences

    assert fence.text.endswith("    ```\n    '''")


def test_fence_closed_on_the_last_line_of_code() -> None:
    """Marks that end a line of code close the fence."""
    (fence,) = split_fences("```python\nx = 1```\nSo x is 1.").fences

    assert (fence.text, fence.is_closed) == ("x = 1", True)


def test_fence_that_never_closes_runs_to_the_end() -> None:
    """An open fence says that it is open."""
    (fence,) = split_fences("```python\nx = 1\ny = 2").fences

    assert (fence.text, fence.is_closed) == ("x = 1\ny = 2", False)


@given(st.lists(st.sampled_from(["```", "~~~", "```py", " ", "x", "\n", "\t", "`", "-"])))
def test_any_text_can_be_split(pieces: list[str]) -> None:
    """No text raises, and nothing is invented."""
    text = "".join(pieces)

    parts = split_fences(text)

    assert sum(len(fence.text) for fence in parts.fences) + len(parts.prose) <= len(text)
