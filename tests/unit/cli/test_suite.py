"""Tests of `setpoint suite`."""

from dataclasses import replace

import pytest

from setpoint.cli.main import main
from setpoint.problems import CodeCase, LogicVerdict
from setpoint.suites import article

WRONG_KEYS = {
    "MATH_KEY": replace(article.MATH_KEY, answer="105"),
    "CODE_KEY": replace(
        article.CODE_KEY,
        cases=(CodeCase(arguments=("abac", 2), expected=["ab", "ac", "ba", "ca"]),),
    ),
    "LOGIC_KEY": replace(article.LOGIC_KEY, verdict=LogicVerdict.NECESSARILY),
}


def test_every_key_is_proven_and_the_published_ones_refuted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The output names the right values, and why the wrong ones are wrong."""
    assert main(["suite", "check"]) == 0

    said = capsys.readouterr().out
    assert "FAILED" not in said
    assert said.endswith("Every key is proven.\n")
    for value in ("85/3", "['ab', 'ac', 'ba']", "105", "'ca'"):
        assert value in said


@pytest.mark.parametrize("name", sorted(WRONG_KEYS))
def test_a_wrong_key_fails_the_check(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The exit code tells, and the failed proof is marked."""
    monkeypatch.setattr(article, name, WRONG_KEYS[name])

    assert main(["suite", "check"]) == 1
    assert "FAILED  article: key" in capsys.readouterr().out


def test_a_list_names_every_problem(capsys: pytest.CaptureFixture[str]) -> None:
    """One line each, the id first."""
    assert main(["suite", "list"]) == 0

    ids = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert {problem.id for problem in article.problems()} <= set(ids)


def test_a_problem_is_shown_with_its_prompts_and_key(capsys: pytest.CaptureFixture[str]) -> None:
    """Both styles, and the key as `grade --gold` takes it."""
    assert main(["suite", "show", "article/math/zh"]) == 0

    said = capsys.readouterr().out
    assert "plain:" in said
    assert "【步骤1】" in said
    assert "85/3" in said


def test_an_unknown_problem_is_answered_with_a_suggestion(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Wrong use, exit code 2."""
    assert main(["suite", "show", "article/maths"]) == 2
    assert "Did you mean article/math" in capsys.readouterr().err
