"""Tests of `setpoint.verify.programs.extract` and `setpoint.verify.programs.assembly`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.problems import CodeCase, CodeKey
from setpoint.verify.programs.extract import CodeAnswer, extract_code

AREA = CodeKey(function="area", cases=(CodeCase(arguments=(2, 3), expected=6),))
UNNAMED = CodeKey(function=None, cases=AREA.cases)
GOOD = "def area(w, h):\n    return w * h\n"

PIECES = (
    *("```python\n", "```\n", "~~~\n", "def area(w, h):\n", "    return w\n", "area", " = "),
    *("lambda", "import ", "from ", "@", "(", '"""', "\\", "\n", "\t", "\0", "\ud800", "é"),
    *("```text\n", ">>> ", "... ", "    def area(w, h):\n", "        return w\n"),
)


def extract(text: str, key: CodeKey = AREA) -> CodeAnswer:
    """Extracts code that is expected to be there."""
    answer = extract_code(text, key)
    assert answer is not None
    return answer


def fence(source: str, language: str = "python") -> str:
    """Puts a source into a fence."""
    return f"```{language}\n{source}```\n"


def test_takes_the_fence_that_defines_the_function() -> None:
    """Usage after it, and other languages before it, do not count."""
    text = fence("pip install area\n", "bash") + fence(GOOD) + fence("print(area(2, 3))\n")

    assert extract(text).source.text == GOOD


def test_latest_definition_wins() -> None:
    """A draft is superseded by what comes after it."""
    assert extract(fence("def area(w, h):\n    return w + h\n") + fence(GOOD)).source.text == GOOD


def test_last_definition_within_a_fence_wins() -> None:
    """The node is that of the definition that Python would call."""
    answer = extract(fence(GOOD + "\n\ndef area(w: int, h: int) -> int:\n    return w * h\n"))

    assert answer.node is not None
    assert answer.node.lineno == 5


def test_broken_final_version_is_not_replaced_by_a_draft() -> None:
    """The answer settles on the last version, even if Python refuses it."""
    answer = extract(fence(GOOD) + fence("def area(w, h):\n    return w ** * h\n"))

    assert answer.function is None
    assert "SyntaxError" in answer.source.fault


def test_quoted_signature_is_no_version() -> None:
    """An explanation may repeat the first line without defining anything."""
    assert extract(fence(GOOD) + fence("def area(w, h):\n")).source.text == GOOD


def test_code_of_another_language_is_skipped() -> None:
    """A fence that names another language is never run."""
    assert extract_code(fence("function area(w, h) { return w * h }\n", "js"), AREA) is None


def test_fence_without_a_language_may_be_python() -> None:
    """A bare fence counts."""
    assert extract(fence(GOOD, "")).function == "area"


@pytest.mark.parametrize(
    "source",
    [
        "area = lambda w, h: w * h\n",
        "@staticmethod\ndef area(w, h):\n    return w * h\n",
        "async def area(w, h):\n    return w * h\n",
        "from operator import mul as area\n",
        "try:\n    import numpy\nexcept ImportError:\n    def area(w, h):\n        return w * h\n",
        "def ａrea(w, h):\n    return w * h\n",
    ],
)
def test_every_way_to_define_a_function_counts(source: str) -> None:
    """Lambdas, decorators, imports, blocks and full-width letters bind the name too."""
    assert extract(fence(source)).function == "area"


@pytest.mark.parametrize(
    "source",
    [
        "class Shape:\n    def area(self, w, h):\n        return w * h\n",
        "def make():\n    def area(w, h):\n        return w * h\n    return area\n",
        "def area_of(w, h):\n    return w * h\n",
        "print(area(2, 3))\n",
    ],
)
def test_function_must_be_at_the_top_level(source: str) -> None:
    """Methods, nested and renamed functions cannot be called by the asked name."""
    assert extract(fence(source)).function is None


def test_open_fence_is_read_to_its_end() -> None:
    """A missing closing fence is no mistake of the code."""
    assert extract(f"```python\n{GOOD}").function == "area"


def test_open_fence_stops_where_prose_begins() -> None:
    """Prose at the margin that is no Python ends the code."""
    answer = extract(f"```python\n{GOOD}\nThis multiplies the sides.")

    assert answer.source.text == GOOD


def test_open_fence_cut_inside_the_function_is_broken() -> None:
    """Code that stops in the middle is not repaired."""
    assert extract("```python\ndef area(w, h):\n    return mul(w, ").source.tree is None


def test_text_without_fences_may_be_code() -> None:
    """An introduction and a closing remark are left out."""
    answer = extract(f"Here it is:\n\nimport math\n\n{GOOD}\nIt's simple.")

    assert answer.source.text == f"import math\n\n{GOOD}"


def test_prose_is_no_code() -> None:
    """A text that defines nothing has no code."""
    assert extract_code("The area is from 2 to 3.\nimport matters little.", AREA) is None


def test_windows_line_ends_and_colours_are_dropped() -> None:
    """What a terminal adds is not part of the source."""
    text = "\x1b[32m" + fence(GOOD).replace("\n", "\r\n") + "\x1b[0m"

    assert extract(text).source.text == GOOD


def test_helper_from_another_fence_is_supplied() -> None:
    """What is used but not defined comes from where it is, transitively, after the imports."""
    helpers = "import operator\n\n\ndef times(a, b):\n    return operator.mul(a, b)\n\n\nprint(1)\n"
    main = "import math\n\n\ndef area(w, h):\n    return math.floor(times(w, h))\n"

    answer = extract(fence(helpers) + fence(main))

    assert answer.source.text == (
        "import math\n\n\nimport operator\n\n\n"
        "def times(a, b):\n    return operator.mul(a, b)\n\n\n"
        "def area(w, h):\n    return math.floor(times(w, h))\n"
    )


def test_complete_source_is_left_alone() -> None:
    """Nothing is supplied to a source that lacks nothing."""
    other = fence("def times(a, b):\n    return 0\n")

    assert extract(other + fence(GOOD)).source.text == GOOD


def test_unnamed_function_is_the_last_that_fits_the_cases() -> None:
    """Functions of another number of arguments are passed over."""
    source = "def first(a, b): ...\ndef second(a, b): ...\ndef main(): ...\n"

    assert extract(fence(source) + fence("print(second(2, 3))\n"), UNNAMED).function == "second"


def test_unnamed_function_must_accept_every_case() -> None:
    """Cases may have different numbers of arguments."""
    cases = (CodeCase(arguments=(1,), expected=1), CodeCase(arguments=(1, 2), expected=3))
    source = "def add(a, b=0): ...\nneg = lambda a: -a\n"

    assert extract(fence(source), CodeKey(function=None, cases=cases)).function == "add"


@given(st.lists(st.sampled_from(PIECES)))
def test_any_text_can_be_searched(pieces: list[str]) -> None:
    """No text raises."""
    answer = extract_code("".join(pieces), AREA)

    assert answer is None or answer.source.text.endswith("\n")


def test_constants_above_a_definition_belong_to_it() -> None:
    """Without a fence, an assignment is code and a sentence is not."""
    text = "The size is fixed.\nSIZE = 4\n_HALF = SIZE // 2\ndef f(x):\n    return x + _HALF\n"
    key = CodeKey(function="f", cases=(CodeCase(arguments=(1,), expected=3),))

    answer = extract_code(text, key)

    assert answer is not None
    assert answer.source.text.startswith("SIZE = 4\n_HALF = SIZE // 2\ndef f(x):")


SESSION = (
    ">>> import math\n"
    ">>> def area(w, h):\n"
    "...     return math.prod([w, h])\n"
    "...\n"
    ">>> area(2, 3)\n"
    "6\n"
    ">>> area(2)\n"
    "Traceback (most recent call last):\n"
    "  ...\n"
    "TypeError: area() missing 1 required positional argument: 'h'\n"
)


@pytest.mark.parametrize("language", ["text", "txt", "plaintext", "code", "console", "js"])
def test_label_of_a_fence_may_be_wrong(language: str) -> None:
    """What is Python and defines the asked function is the answer, whatever it is called."""
    assert extract(fence(GOOD, language)).source.text == GOOD


def test_labelled_python_comes_before_any_other_fence() -> None:
    """What another fence shows, perhaps as a bad example, never replaces it."""
    bad = fence("def area(w, h):\n    return w + h\n", "text")

    assert extract(fence(GOOD) + f"Not this:\n{bad}").source.text == GOOD


def test_other_fence_that_does_not_define_the_function_is_no_answer() -> None:
    """Output and data are no code, even if Python could read them."""
    assert extract_code(fence("area = [6]\n[6]\n", "json"), UNNAMED) is None
    assert extract_code(fence("area = 6\n", "text"), AREA) is None


@pytest.mark.parametrize(
    "text",
    [
        fence(SESSION),
        fence(SESSION, "pycon"),
        fence(SESSION, "text"),
        SESSION,
        "In a session:\n\n" + "".join(f"    {line}\n" for line in SESSION.splitlines()),
    ],
)
def test_session_is_read_by_its_definitions(text: str) -> None:
    """What it calls, shows and fails in is left out; the imports stay."""
    answer = extract(text)

    assert answer.function == "area"
    assert answer.source.text == (
        "import math\n\n\ndef area(w, h):\n    return math.prod([w, h])\n"
    )


def test_session_without_the_function_is_no_answer() -> None:
    """Calling it does not define it."""
    assert extract_code(">>> area(2, 3)\n6\n", AREA) is None


def test_examples_in_a_docstring_are_no_session() -> None:
    """The function that holds them is the answer."""
    source = 'def area(w, h):\n    """Multiplies.\n\n    >>> area(2, 3)\n    6\n    """\n'

    assert extract(fence(source)).source.text == source


@pytest.mark.parametrize("indent", ["    ", "  ", "\t"])
def test_indented_block_is_read(indent: str) -> None:
    """Markdown shows such a block as code; imports, constants and helpers belong to it."""
    code = f"import math\n\nUNIT = 1\n\n\n{GOOD}"
    block = "".join(f"{indent}{line}\n" if line else "\n" for line in code.splitlines())

    assert extract(f"Here it is:\n\n{block}\nIt multiplies.\n").source.text == code


def test_indented_block_in_a_list_is_read() -> None:
    """Its own prose goes before and behind."""
    block = "".join(f"   {line}\n" for line in GOOD.splitlines())
    text = f"1. Multiply:\n\n   Like so.\n\n{block}\n   Done.\n2. Return.\n"

    assert extract(text).source.text == GOOD


@pytest.mark.parametrize(
    "outer",
    ["class Shape:\n", "class Shape(Base):\n\n", "def make():\n", "class Shape:\n# sides\n"],
)
def test_indented_block_within_something_is_not_taken_out(outer: str) -> None:
    """Methods and nested functions stay what they are without a fence, too."""
    block = "".join(f"    {line}\n" for line in GOOD.splitlines())
    answer = extract_code(outer + block, AREA)

    assert answer is None or answer.function is None
