"""Tests of `setpoint.verify.answers.finding`."""

import pytest

from setpoint.verify.answers.finding import Rule, find_answer


@pytest.mark.parametrize(
    ("text", "expected", "rule"),
    [
        (r"So \boxed{\frac{85}{3}}.", r"\frac{85}{3}", Rule.BOX),
        (r"\boxed{1}, then \boxed{2}", "2", Rule.BOX),
        (r"They are \boxed{3}, \boxed{5} and \boxed{7}.", "3, 5, 7", Rule.BOX),
        (r"So \boxed{5}. **Final Answer** \boxed{5}", "5", Rule.BOX),
        ("【答案】85/3。\n【验证】328", "85/3。\n", Rule.SECTION),
        ("【答案】84\n【步骤1】12×7", "84\n", Rule.SECTION),
        ("\\boxed{x}\n**Answer: D**", "D**", Rule.SECTION),
        ("Answer: \\boxed{5}", "5", Rule.BOX),
        ("\\boxed{5}\n答：这就是我们要求的结果，请看上面的解释 谢谢 大家 再见", "5", Rule.BOX),
        ("The answer is 5. It took 3 steps.", "5", Rule.PHRASE),
        ("答案是85/3。因为8×41=328。", "85/3", Rule.PHRASE),
        (
            "First 3. Therefore, a_9 = 85/3. I hope this helps!",
            "Therefore, a_9 = 85/3",
            Rule.SENTENCE,
        ),
        ("It is 12. (Checked 3 times.)", "It is 12", Rule.SENTENCE),
        ("The answer is reasonable. It is 5.", "It is 5", Rule.SENTENCE),
        ("The parity is even.", "The parity is even", Rule.SENTENCE),
    ],
)
def test_rules(text: str, expected: str, rule: Rule) -> None:
    """The first rule that applies finds the answer, and is named."""
    found = find_answer(text)

    assert found is not None
    assert (found.text, found.rule) == (expected, rule)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "<answer><b></b></answer>",
        r"The answer is \boxed{85/3}. The final answer is \boxed{",
        r"\boxed{5} and \boxed",
    ],
)
def test_no_answer(text: str) -> None:
    """Nothing said, or a last box that never closes, is no answer."""
    assert find_answer(text) is None


def test_many_boxes_do_not_bury_the_last() -> None:
    """Boxes that are not joined to the last one do not count."""
    found = find_answer(r"\boxed{9} " * 500 + r"so \boxed{42}")

    assert found is not None
    assert found.text == "42"
