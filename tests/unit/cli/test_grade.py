"""Tests of `setpoint grade`."""

import io
import json
import sys
from pathlib import Path
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


CASE = {
    "id": "one",
    "kind": "math",
    "prompt": "3 + 4?",
    "response": "7",
    "expected": "correct",
    "gold": "7",
    "why": "A sum.",
}


def write_cases(folder: Path, *changes: dict[str, object]) -> Path:
    """Writes cases that differ from a right sum."""
    file = folder / "cases.jsonl"
    lines = [json.dumps({**CASE, **change}, ensure_ascii=False) for change in changes]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_cases_are_a_line_each_and_one_with_the_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 0 if all are as expected."""
    file = write_cases(tmp_path, {}, {"id": "two", "response": "8", "expected": "incorrect"})

    assert main(["grade", "--cases", str(file), "--json"]) == 0

    *judged, counts = map(json.loads, capsys.readouterr().out.splitlines())
    assert [set(each) for each in judged] == [{"id", "outcome", "answer", "reason", "agrees"}] * 2
    assert [each["outcome"] for each in judged] == ["CORRECT", "WRONG"]
    assert counts["total"] == counts["agreed"] == counts["by_kind"]["math"]["total"] == 2
    assert counts["false_accepts"] == counts["false_rejects"] == 0


def test_cases_that_disagree_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With what they are there for; exit code 1, and those that agree are only counted."""
    file = write_cases(tmp_path, {}, {"id": "two", "expected": "incorrect", "why": "A trap."})

    assert main(["grade", "--cases", str(file)]) == 1

    shown = capsys.readouterr()
    assert "two" in shown.out
    assert "A trap." in shown.out
    assert "one" not in shown.out
    assert "1 false" in shown.out
    assert "1 verdicts are not as expected" in shown.err


def test_a_broken_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is judged: the file, the line and the field."""
    file = write_cases(tmp_path, {}, {"kind": 3})

    assert main(["grade", "--cases", str(file), "--json"]) == 2

    shown = capsys.readouterr()
    assert not shown.out
    assert f"{file}, line 2: kind is 3, not a text" in shown.err


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\n \n", "has no cases"), (b"\xff\xfe", "line 1: not UTF-8"), (None, "cannot read")],
)
def test_a_file_that_holds_no_cases_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, words: str
) -> None:
    """Empty, no text, or not there."""
    file = tmp_path / "cases.jsonl"
    if content is not None:
        file.write_bytes(content)

    assert main(["grade", "--cases", str(file)]) == 2
    assert words in capsys.readouterr().err


def test_cases_stand_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A key beside them would be ignored, so it is refused."""
    file = write_cases(tmp_path, {})

    assert main(["grade", "--cases", str(file), "--gold", "7"]) == 2
    assert "--cases" in capsys.readouterr().err


def test_an_answer_cannot_steer_the_terminal(grade: Any) -> None:  # noqa: ANN401
    """Escape sequences in its steps are shown by number."""
    said = grade("\x1b]0;owned\x07 1+1=3\x1b[2J, so 85/3", *MATH)

    assert "\x1b]" not in said
    assert "\x1b[2J" not in said
