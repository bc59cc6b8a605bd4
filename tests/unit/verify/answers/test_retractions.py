r"""Tests of `setpoint.verify.answers.retractions`, through the rules that find answers."""

import pytest

from setpoint.verify.answers.finding import find_answer


@pytest.mark.parametrize(
    "text",
    [
        r"\boxed{5} is wrong",
        r"$\boxed{5}$ is incorrect.",
        r"So \boxed{5}. No, that's not right.",
        r"So \boxed{5}, which is a mistake.",
        r"\boxed{5} — that can't be right",
        r"\boxed{5} is not the answer.",
        r"The answer is not \boxed{5}.",
        r"\boxed{5}不对。",
        r"\boxed{5}。这个答案是错的。",
        r"答案不是\boxed{5}",
        "【答案】5，不对",
        r"\boxed{5} ❌",
    ],
)
def test_answer_that_is_taken_back_is_none(text: str) -> None:
    """An answer that the text denies in the same breath is not its answer."""
    assert find_answer(text) is None


@pytest.mark.parametrize(
    "text",
    [
        r"\boxed{5} is right, not 6.",
        r"\boxed{5}. It is wrong to double it.",
        r"\boxed{5}. A wrong answer would be 6.",
        r"6 is wrong. \boxed{5}",
        r"\boxed{6} is wrong. So \boxed{5}",
        r"\boxed{5}. Wait, \boxed{6} is wrong.",
        r"\boxed{5}，不是6",
    ],
)
def test_other_denials_leave_an_answer(text: str) -> None:
    """What is denied elsewhere, or is another answer, takes nothing back."""
    found = find_answer(text)
    assert found is not None
    assert found.text == "5"


def test_words_after_a_retraction_may_answer() -> None:
    """What follows a box that was taken back is read as if the box were not there."""
    found = find_answer(r"\boxed{5} is wrong. The answer is 6.")
    assert found is not None
    assert found.text == "6"
