"""Tests of `setpoint.verify.answers.judging`."""

import pytest

from setpoint.problems import MathKey
from setpoint.records import Truth
from setpoint.verify.answers.finding import FoundAnswer, Rule
from setpoint.verify.answers.judging import judge_answer


def judge(key: str, text: str, rule: Rule = Rule.BOX) -> Truth:
    """The truth of an answer found by a rule."""
    return judge_answer(MathKey(answer=key), FoundAnswer(text=text, rule=rule)).truth


def test_reason_names_rule_answer_and_key() -> None:
    """People see what was read, where, and against what."""
    judgement = judge_answer(MathKey(answer="85/3"), FoundAnswer(text="28.33", rule=Rule.SECTION))

    assert judgement.reason == "answer section: 28.33 does not equal the key 85/3"
    assert judgement.shown == "28.33"


@pytest.mark.parametrize("text", ["B", "(B)", r"\text{(B)}", "$B$", "B. 2", "选B", "option B"])
def test_choice_letter(text: str) -> None:
    """A choice letter is read in its usual dress."""
    assert judge("B", text) is Truth.TRUE


@pytest.mark.parametrize(("text", "truth"), [("C", Truth.FALSE), ("2", Truth.UNKNOWN)])
def test_other_choice(text: str, truth: Truth) -> None:
    """Another letter is wrong; what is no letter is not read as one."""
    assert judge("B", text) is truth


def test_what_neither_side_can_read_may_still_be_the_same() -> None:
    """The key's own words are right, whatever they mean."""
    assert judge(r"\oint x", r"$\oint  x$") is Truth.TRUE
    assert judge(r"\oint x", r"\oint y") is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("key", "answer", "truth"),
    [
        ("Any odd number of participants", "odd", Truth.TRUE),
        ("Any odd number of participants", "even", Truth.FALSE),
        ("It is not odd", "odd", Truth.UNKNOWN),
        ("even", "It is even.", Truth.TRUE),
        ("even", "It is odd.", Truth.FALSE),
        ("Petya will receive the last token.", "Petya", Truth.TRUE),
        ("Petya will receive the last token.", "token", Truth.UNKNOWN),
        ("Yes", "Yes, it is possible", Truth.TRUE),
        ("Yes", "No, it is not", Truth.FALSE),
        (r"\forall x>0, 3^x \ge x^2", "∀x＞0, 3<sup>x</sup>≥x<sup>2</sup>", Truth.TRUE),
        (r"\forall x>0, 3^x \ge x^2", "∀x＞0, 3<sup>x</sup>≥x", Truth.UNKNOWN),
        ("AC", "A, C", Truth.TRUE),
        ("AC", "A, B", Truth.FALSE),
    ],
)
def test_words(key: str, answer: str, truth: Truth) -> None:
    """One word settles a sentence only where it is the point of it."""
    assert judge(key, answer) is truth


def test_long_answer_is_shown_shortened() -> None:
    """A flood of text does not reach the report."""
    judgement = judge_answer(MathKey(answer="5"), FoundAnswer(text="1" * 900, rule=Rule.BOX))

    assert len(judgement.shown) < 130
