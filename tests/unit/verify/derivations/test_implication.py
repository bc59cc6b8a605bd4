"""Tests of `setpoint.verify.derivations.implication`, `laws` and trusted values."""

import pytest

from setpoint.problems import MathKey
from setpoint.records import Truth
from setpoint.verify.derivations.judging import judge_derivation

SEQUENCES = (
    "已知等差数列前3项和为15,前6项和为60,求第9项。",
    "The first 3 terms of an arithmetic sequence sum to 15, and its first 6 terms sum to 60.",
    "An arithmetic sequence has the sum 15 for its first 3 terms and 60 for its first 6 terms.",
    "In an arithmetic sequence, S_3=15 and S_6=60. Find a_9.",
)


def verdicts(text: str, question: str = "", answer: str = "0") -> dict[str, Truth]:
    """The verdict of each step by its text."""
    derivation = judge_derivation(MathKey(answer=answer), text, question=question)
    return {step.text: step.verdict for step in derivation.steps}


@pytest.mark.parametrize(
    "text",
    [
        "S=2B. (S+2)+(B+2)=28. Hence 2B+4+B+2=28",
        "2x+y=11, x-y=1, 3x=13",
        "x+y=5, x-y=1, x=4",
        "30+15+x+105=500. 150+x=500. x=350-150",
    ],
)
def test_an_equation_that_contradicts_the_earlier_ones_is_false(text: str) -> None:
    """The last equation of each text is the false one, and the only one."""
    found = list(verdicts(text).values())

    assert found[-1] is Truth.FALSE
    assert found.count(Truth.FALSE) == 1


def test_what_follows_from_a_false_equation_is_no_error_of_its_own() -> None:
    """The first wrong step is blamed, not its consequences."""
    found = verdicts("2x+y=11, x-y=1. So 3x=15 and x=5.")

    assert found["3x=15"] is Truth.FALSE
    assert found["x=5"] is Truth.UNKNOWN


@pytest.mark.parametrize("question", SEQUENCES)
def test_laws_of_arithmetic_sequences(question: str) -> None:
    """The sums of the problem and the laws decide every equation about the sequence."""
    found = verdicts("3a_1+3d=15, 6a_1+15d=60, d=10/3, a_2=5, d=5, a_9=28", question)

    assert [text for text, truth in found.items() if truth is Truth.FALSE] == ["d=5", "a_9=28"]
    assert set(found.values()) == {Truth.TRUE, Truth.FALSE}


@pytest.mark.parametrize("question", ["Solve 5x+11=41.", "若5x+11=41，则x等于多少？"])
def test_equations_of_the_problem_are_given(question: str) -> None:
    """A restated equation that differs is FALSE, the right one TRUE."""
    assert verdicts("5x+11=41", question)["5x+11=41"] is Truth.TRUE
    assert verdicts("5x+11=14", question)["5x+11=14"] is Truth.FALSE


@pytest.mark.parametrize(
    "text",
    ["3a+3=15. Suppose a=2. Then 3a+3=9.", "3a+3=15。假设a=2。则3a+3=9。"],
)
def test_a_supposition_has_its_own_scope(text: str) -> None:
    """What follows from it is TRUE there, and it contradicts nothing outside."""
    found = verdicts(text)

    assert found["3a+3=9"] is Truth.TRUE
    assert Truth.FALSE not in found.values()


def test_a_letter_may_get_a_new_meaning() -> None:
    """After *let* what was said of the letter is gone."""
    assert Truth.FALSE not in verdicts("3x=12, x=4. Let x be the rest. 2x=6, x=3.").values()


def test_attempts_that_contradict_each_other_are_undecided() -> None:
    """A result that was derived before is not FALSE for an attempt in between."""
    found = verdicts("8R=32, R=4. Another way gives 3R+4=42, R=38/3. I trust the first: R=4.")

    assert found["R=4"] is not Truth.FALSE


def test_values_that_lead_to_the_proven_answer_are_trusted() -> None:
    """Of contradicting equations, the one that fails for them is FALSE."""
    text = "x=5y, x-y=24. So 5y+y=24, 6y=24, y=24/6=4. x=5y=5*4=20."

    found = verdicts(text, answer="20")
    assert [step for step, truth in found.items() if truth is Truth.FALSE] == ["x-y=24"]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("It covers 3+47=141 km in 3+2=5 hours", "3+47=141"),
        ("so d=4*3=11 and a=2*3=6", "4*3=11"),
        ("5n=42-2=42", "42-2=42"),
        ("①3+4=8，②3+5=8", "3+4=8"),
        ("8 (on the third day) + 6 (bought) = 15 eggs", "8 (on the third day) + 6 (bought) = 15"),
        (
            r"6 \text{ jars} \times 8 \text{ cakes/jar} = 49",
            r"6 \text{ jars} \times 8 \text{ cakes/jar} = 49",
        ),
    ],
)
def test_false_steps_between_words(text: str, step: str) -> None:
    """Labels, remarks, numbering and the next equation do not hide an error."""
    assert verdicts(text)[step] is Truth.FALSE


def test_a_question_doubts_only_what_it_asks() -> None:
    """What is given before a question is stated; what begins as a question is doubted."""
    assert verdicts("Given 3*5=16: what is a?")["3*5=16"] is Truth.FALSE
    assert verdicts("Is 3*5=16, as you say?")["3*5=16"] is Truth.UNKNOWN
