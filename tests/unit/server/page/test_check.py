"""Tests of checking a pasted answer."""

import pytest
from fakes.web import EN, ZH

from setpoint.server.page.check import Check
from setpoint.server.page.judging import MOST_CHARACTERS

CHECK = Check(words=EN).check
DERIVATION = "8 * 5 = 40, so 8 * 5 = 35. The answer is 40. <img src=x onerror=alert(1)>"


def test_every_step_has_its_verdict_in_words() -> None:
    """And colour by its class."""
    shown = CHECK("", "math", "40", "What is 8 * 5?", DERIVATION)
    assert 'class="sp-TRUE"' in shown
    assert 'class="sp-FALSE"' in shown
    assert "does not hold" in shown
    assert "<img" not in shown


def test_a_problem_of_a_suite_brings_its_key() -> None:
    """And its question, whose numbers count as given."""
    shown = CHECK("article/math/en", "math", "", "", "The 9th term is 85/3.")
    assert "sp-CORRECT" in shown
    assert ">right<" in shown


def test_verdicts_are_put_in_the_pages_language() -> None:
    """As is what refuses."""
    shown = Check(words=ZH).check("article/math", "", "", "", "第9项是42。")
    assert ">错误<" in shown
    assert "请给出题目" in Check(words=ZH).check("", "math", "", "", "42")


@pytest.mark.parametrize(
    ("problem", "kind", "gold", "answer", "reason"),
    [
        ("", "math", "", "1", "name a problem"),
        ("no/such", "", "", "1", "no problem"),
        ("", "code", "{", "1", "not a code key"),
        ("article/math", "", "", "1" * (MOST_CHARACTERS + 1), "more than"),
        ("", "math", "1" * (MOST_CHARACTERS + 1), "1", "more than"),
    ],
    ids=["no key", "unknown problem", "unreadable key", "long answer", "long key"],
)
def test_what_cannot_be_checked_is_said(
    problem: str, kind: str, gold: str, answer: str, reason: str
) -> None:
    """With the reason, and without a verdict."""
    shown = CHECK(problem, kind, gold, "", answer)
    assert "sp-warning" in shown
    assert reason in shown
    assert "sp-outcome" not in shown
