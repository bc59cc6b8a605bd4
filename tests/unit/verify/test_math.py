"""Tests of `setpoint.verify.math`, among them public cases and real responses."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from setpoint.problems import MathKey
from setpoint.records import FinishReason, Outcome, Response
from setpoint.verify.math import verify_math

SHARED = Path(__file__).parents[3].parent / "shared"
KEY = MathKey(answer="85/3", milestones=(("d=10/3",), ("a_1=5/3", "a_2=5")))


def lines(path: str) -> list[dict[str, Any]]:
    """The records of a shared file; skips where the folder is absent."""
    file = SHARED / path
    if not file.exists():
        pytest.skip(f"no {path} beside the repository")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def outcome(text: str, key: MathKey = KEY) -> Outcome:
    """The outcome of a plain text."""
    return verify_math(key, Response(text=text)).outcome


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("85/3", Outcome.CORRECT),
        (r"\boxed{\frac{85}{3}}", Outcome.CORRECT),
        ("【答案】85/3", Outcome.CORRECT),
        ("the 9th term is 85/3.", Outcome.CORRECT),
        ("85/3 ≈ 28.33", Outcome.CORRECT),
        ("so it is 28</think>It is 85/3.", Outcome.CORRECT),
        ("105", Outcome.WRONG),
        ("28.33", Outcome.WRONG),
        (r"<think>\boxed{85/3}</think>It is 28.", Outcome.WRONG),
        ("<think>85/3", Outcome.NO_ANSWER),
        ("<think>85/3</think>", Outcome.NO_ANSWER),
        (r"It is \boxed{85/3}. Finally \boxed{", Outcome.NO_ANSWER),
        (r"<think>\boxed{85/3}</think>Done.", Outcome.UNPARSED),
        (r"\boxed{2^{10^{10}}}", Outcome.UNPARSED),
        ("__import__('os').system('true')", Outcome.UNSAFE),
    ],
)
def test_outcomes(text: str, expected: Outcome) -> None:
    """Each way of answering has its outcome."""
    assert outcome(text) is expected


def test_capped_response_is_truncated_whatever_it_says() -> None:
    """A capped answer is a failure; the reason names the last answer seen."""
    verdict = verify_math(
        KEY, Response(text=r"a</think>\boxed{85/3}", finish_reason=FinishReason.LENGTH)
    )

    assert verdict.outcome is Outcome.TRUNCATED
    assert "85/3" in verdict.reason


def test_thought_cut_by_the_cap_is_truncated() -> None:
    """The prompt opened the thought and the cap ended it."""
    verdict = verify_math(
        KEY,
        Response(text="8d", opens_in_thought=True, finish_reason=FinishReason.LENGTH),
    )

    assert (verdict.outcome, verdict.answer) == (Outcome.TRUNCATED, None)


def test_reason_says_rule_and_comparison() -> None:
    """The reason can be read aloud."""
    assert verify_math(KEY, Response(text="【答案】28.33")).reason == (
        "answer section: 28.33 does not equal the key 85/3."
    )


def test_checks_of_a_right_derivation() -> None:
    """Steps of thought and answer alike are counted."""
    text = "3a_1+3d=15, d=10/3</think>a_1=5/3\na_9=a_1+8d=85/3\n【答案】85/3"

    checks = verify_math(KEY, Response(text=text)).checks

    assert checks == {
        "complete": True,
        "consistent": True,
        "traceable": None,
        "traceable_share": None,
        "true_steps": 5,
        "false_steps": 0,
        "unknown_steps": 0,
    }


def test_numbers_are_traced_to_the_problem() -> None:
    """A verdict says whether all are, and how many."""
    question = "The first term is 5/3 and the difference is 10/3."

    right = verify_math(KEY, Response(text="5/3 + 8 * 10/3 = 85/3\n【答案】85/3"), question)
    wrong = verify_math(KEY, Response(text="5/3 + 77 * 10/3 = 775/3\n【答案】85/3"), question)

    assert wrong.checks["traceable"] is False
    assert wrong.checks["traceable_share"] == 0.75
    assert wrong.steps[0].is_traceable is False
    assert right.checks["traceable"] is not False


def test_answer_without_derivation_is_not_complete() -> None:
    """Without milestones a TRUE step and an answer are needed."""
    key = MathKey(answer="7")

    assert verify_math(key, Response(text="【答案】7")).checks["complete"] is False
    assert verify_math(key, Response(text="3+4=7\n【答案】7")).checks["complete"] is True
    assert verify_math(key, Response(text="3+4=7 <think>")).checks["complete"] is True
    assert verify_math(key, Response(text="<think>3+4=7")).checks["complete"] is False


PIECES = [
    *("1", "2", "x", "d", "a_1", "=", "≈", "+", "-", "*", "/", "^", "(", ")", "{", "}", "[", "]"),
    *("±", "%", "!", "°", "½", "²", "√", "∞", "$", "<", "&", "...", "**", "_5", "'", "\x00", "٣"),
    *("\n", ". ", ",", "，", "?", " or ", "is ", "not ", "suppose ", "cm", "个", "第", "七"),
    *(r"\frac", r"\sqrt", r"\binom", r"\text{", r"\cup", r"\boxed{", r"\\", "\\", "f(x)", "1/0"),
    *(
        r"\sin",
        r"\log_",
        r"\tan^{-1}",
        r"\sec^{-1}",
        "|",
        r"\mathbb{R}",
        r" \in ",
        "^{",
        "x^x",
        ": ",
    ),
    *(r"\setminus", r"\sqrt[3]", r"\lfloor", " for all x", "0.\\overline{3}", "分之", " hours "),
    *("【答案】", "答案：", "</think>", "<think>", r"\begin{pmatrix}", r"\end{pmatrix}", "1,234"),
]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.sampled_from(
        ["85/3", "{1,2}", "(1,2)", "x=5", "[0,1)", "5 cm", "B", "{}", "f(x)=x", "50%", "sin(x)"]
    ),
)
def test_no_response_raises(text: str, answer: str) -> None:
    """Hostile text is judged, never an exception."""
    verdict = verify_math(MathKey(answer=answer, milestones=(("d=10/3",),)), Response(text=text))

    assert verdict.reason.endswith(".")


def count_calls(text: str) -> int:
    """The number of function calls that judging a text takes."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        verify_math(KEY, Response(text=text))
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "(",
        "\\",
        "####",
        "答案：",
        r"\boxed{",
        "a=1, ",
        "(a+b)^5=",
        "2^",
        "√2+",
        "1=",
        " ",
        "\n",
    ],
)
def test_work_grows_with_the_text_only(piece: str) -> None:
    """Twice the text makes at most little more than twice the calls."""
    short, long = (count_calls(piece * (size // len(piece))) for size in (3000, 6000))

    assert long < 2.2 * short + 2000


def test_public_cases() -> None:
    """The answers of the public cases are judged as expected, their derivations as well."""
    cases = [one for one in lines("cases/verifier_cases.jsonl") if one["kind"] == "math"]
    consistency = {"hold": True, "fail@1": False, "not_established": None}

    wrong = []
    for case in cases:
        finish = FinishReason(case.get("finish_reason", "stop"))
        response = Response(text=case["response"], finish_reason=finish)
        verdict = verify_math(MathKey(answer=case["gold"]), response)
        is_right = (verdict.outcome is Outcome.CORRECT) == (
            case.get("answer", case["expected"]) == "correct"
        )
        if "steps" in case:
            is_right &= verdict.checks["consistent"] is consistency[case["steps"]]
        if not is_right:
            wrong.append(case["id"])

    assert not wrong


def test_real_responses() -> None:
    """Of 300 real responses nearly all answers are read, and few steps are called FALSE."""
    verdicts = [
        verify_math(
            MathKey(answer=row["gold"].rpartition("####")[2].strip()),
            Response(text=row["response"], opens_in_thought=True),
        )
        for row in lines("real/r1_distill_1p5b_gsm8k_greedy.jsonl")
    ]

    correct = sum(verdict.outcome is Outcome.CORRECT for verdict in verdicts)
    unread = sum(verdict.outcome is Outcome.UNPARSED for verdict in verdicts)
    flagged = sum(verdict.checks["consistent"] is False for verdict in verdicts)
    assert correct >= 230
    assert unread <= 2
    assert flagged <= 10
