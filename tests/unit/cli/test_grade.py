"""Tests of `setpoint grade`."""

import io
import json
import sys
from typing import Any

import pytest

from setpoint.cli.main import main

MATH = ("--problem", "article/math")


@pytest.fixture
def grade(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:  # noqa: ANN401 - a function
    """Returns a function that judges a text and returns what was printed."""

    def judge(text: str | bytes, *arguments: str) -> str:
        raw = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        assert main(["grade", *arguments]) == 0
        return capsys.readouterr().out

    return judge


@pytest.mark.parametrize(
    ("answer", "outcomes"),
    [
        ("85/3", {"CORRECT"}),
        (r"\boxed{\frac{85}{3}}", {"CORRECT"}),
        ("【答案】85/3", {"CORRECT"}),
        ("105", {"WRONG"}),
        ("<think>\nSo it is 85/3.", {"TRUNCATED", "NO_ANSWER"}),
        (
            "<think>\nIt is \\boxed{85/3}.\n</think>\n\nThat is my answer.",
            {"UNPARSED", "NO_ANSWER"},
        ),
    ],
)
def test_the_first_word_is_the_outcome(grade: Any, answer: str, outcomes: set[str]) -> None:  # noqa: ANN401
    """Then comes the reason."""
    outcome, _, reason = grade(answer, *MATH).splitlines()[0].partition("  ")

    assert outcome in outcomes
    assert reason.endswith(".")


def test_steps_are_listed_with_their_verdicts(grade: Any) -> None:  # noqa: ANN401
    """Each step says whether it follows, and why."""
    said = grade("d = 45/9 = 4. \\boxed{85/3}", *MATH)

    assert "consistent: no" in said
    assert "[FALSE]" in said


def test_json_is_all_that_is_printed(grade: Any) -> None:  # noqa: ANN401
    """Outcome, answer, reason, checks and steps."""
    verdict = json.loads(grade("85/3", *MATH, "--json"))

    assert verdict["outcome"] == "CORRECT"
    assert set(verdict) == {"outcome", "answer", "reason", "checks", "steps"}


def test_a_key_of_ones_own_serves(grade: Any) -> None:  # noqa: ANN401
    """A value for math."""
    assert grade("It is 0.5.", "--kind", "math", "--gold", "1/2").startswith("CORRECT")


def test_a_cut_text_is_no_answer(grade: Any) -> None:  # noqa: ANN401
    """Whatever it says."""
    assert grade("85/3", *MATH, "--truncated").startswith("TRUNCATED")


def test_a_text_may_begin_in_a_thought(grade: Any) -> None:  # noqa: ANN401
    """With `<think>` in the prompt, the answer is what follows `</think>`."""
    assert grade("no, 105</think>85/3", *MATH, "--in-thought").startswith("CORRECT")
    assert not grade("85/3", *MATH, "--in-thought").startswith("CORRECT")


def test_bytes_that_are_no_text_are_judged(grade: Any) -> None:  # noqa: ANN401
    """They become replacement characters, no traceback."""
    assert not grade(b"\xff\xfe\x00 85/3 \xff", *MATH).startswith("Traceback")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "either --problem ID, or both --kind and --gold"),
        (("--kind", "math"), "either --problem ID, or both --kind and --gold"),
        (("--problem", "article/math", "--gold", "3"), "either --problem ID"),
        (("--problem", "nothing"), "no problem 'nothing'"),
        (("--kind", "code", "--gold", "not json"), "not json"),
        (("--kind", "logic", "--gold", "{}"), "verdict"),
    ],
)
def test_bad_use_is_explained(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    """Exit code 2 before any text is read."""
    assert main(["grade", *arguments]) == 2
    assert words in capsys.readouterr().err
