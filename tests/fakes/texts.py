"""Answers to the three problems of the article as a small model might give them."""

from collections.abc import Mapping
from dataclasses import dataclass

from setpoint.records import CheckValue, Outcome, Step, Truth

HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>alert(2)</script>",
    "{{ 7 * 7 }} {% raw %} ${alert(3)}",
    "\u2028\u2029\u202egnirts\u202c\x07\x1b[31m\x7f",
    '"></pre><a href="javascript:alert(4)">&lt;b&gt;</a>',
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A text with the judgement a verifier would pass on it."""

    text: str
    outcome: Outcome
    answer: str | None
    reason: str
    checks: Mapping[str, CheckValue]
    steps: tuple[Step, ...] = ()


def math_answer(outcome: Outcome, noise: str = "", *, chinese: bool = False) -> Answer:
    """Returns a derivation of the ninth term, with its steps where they stand in the text."""
    is_right = outcome is Outcome.CORRECT
    claims = [
        ("3a_1 + 3d = 15", Truth.TRUE, "follows from S_3 = 15"),
        ("6a_1 + 15d = 60", Truth.TRUE, "follows from S_6 = 60"),
        ("d = 10/3", Truth.TRUE, "follows from the two equations")
        if is_right
        else ("8 × 5 = 35", Truth.FALSE, "8 × 5 is 40"),
        ("a_1 = 5/3", Truth.TRUE, "follows from the two equations")
        if is_right
        else ("a_1 = 2", Truth.FALSE, "contradicts 3a_1 + 3d = 15 with d = 5"),
        ("a_n > 0", Truth.UNKNOWN, "not an equation that can be checked"),
    ]
    phrases = _CHINESE if chinese else _ENGLISH
    text = noise + phrases.format(*(claim for claim, _, _ in claims))
    value = "85/3" if is_right else "42"
    if outcome is Outcome.UNPARSED:
        value = "\\frac{85}{"
    ended = outcome in {Outcome.CORRECT, Outcome.WRONG, Outcome.UNPARSED}
    text += _end(ended, f"**a_9** = a_1 + 8d\n\n\\boxed{{{value}}}")
    return Answer(
        text=text,
        outcome=outcome,
        answer=value if ended else None,
        reason=_reason(outcome, f"{value} equals 85/3", f"{value} is not 85/3"),
        checks={
            "complete": ended if outcome is not Outcome.UNPARSED else None,
            "consistent": is_right,
            "traceable": is_right,
            "true_steps": 4 if is_right else 2,
            "false_steps": 0 if is_right else 2,
            "unknown_steps": 1,
        },
        steps=tuple(
            Step(text=claim, verdict=verdict, why=why, start=text.index(claim))
            for claim, verdict, why in claims
        ),
    )


def code_answer(outcome: Outcome, noise: str = "", *, is_tidy: bool = True) -> Answer:
    """Returns a function; a tidy one has hints and a docstring and handles empty input."""
    is_right = outcome is Outcome.CORRECT
    hints = ("s: str, k: int", " -> list[str]") if is_tidy else ("s,k", "")
    docstring = '    """Return the sorted distinct substrings of length k."""\n' if is_tidy else ""
    end = "len(s) - k + 1" if is_right else "len(s) - k"
    body = f"    return sorted({{s[i:i + k] for i in range({end})}})"
    code = f"def substrings({hints[0]}){hints[1]}:\n{docstring}{body}\n"
    has_code = outcome in {Outcome.CORRECT, Outcome.WRONG, Outcome.TIMEOUT}
    answer = f"```python\n{code}```\n\nIt slides a window of length k over s."
    return Answer(
        text=f"{noise}A set removes what occurs twice.{_end(has_code, answer)}",
        outcome=outcome,
        answer=code if has_code else None,
        reason=_reason(outcome, "4 of 4 tests passed", "substrings('abac', 2) gave ['ab', 'ba']"),
        checks={
            "complete": has_code,
            "tests_passed": 4 if is_right else 1,
            "tests_total": 4,
            "pep8": is_tidy if has_code else None,
            "hints": is_tidy if has_code else None,
            "docstring": is_tidy if has_code else None,
            "empty_input": (is_right and is_tidy) if has_code else None,
        },
    )


def logic_answer(outcome: Outcome, noise: str = "", *, has_example: bool = True) -> Answer:
    """Returns a verdict on the conclusion, with or without a counterexample."""
    is_right = outcome is Outcome.CORRECT
    ended = outcome in {Outcome.CORRECT, Outcome.WRONG, Outcome.UNPARSED}
    example = "Take A={1}, B={1,2}, C={1}: 2 is in B and not in C, yet all of A is in C."
    verdict = "not necessarily" if is_right else "necessarily"
    conclusion = f"It does {verdict if outcome is not Outcome.UNPARSED else 'somehow'} hold. "
    support = example if has_example else "B is larger than A."
    return Answer(
        text=f"{noise}Some B outside C need not be an A.{_end(ended, conclusion + support)}",
        outcome=outcome,
        answer=verdict.replace(" ", "_") if ended else None,
        reason=_reason(outcome, "the verdict is right", "the conclusion does not follow"),
        checks={
            "complete": is_right and has_example,
            "verdict": is_right if ended else None,
            "counterexample": has_example if is_right else None,
        },
    )


def _end(has_answer: bool, answer: str) -> str:  # noqa: FBT001 - private
    return f"</think>\n\n{answer}" if has_answer else ""


def _reason(outcome: Outcome, right: str, wrong: str) -> str:
    return {
        Outcome.CORRECT: right,
        Outcome.NO_ANSWER: "the text ends without an answer",
        Outcome.TRUNCATED: "the cap of 2,048 tokens was reached inside the thought",
        Outcome.UNPARSED: "the answer could not be read",
        Outcome.LOOP: "the text repeats itself to its end",
        Outcome.TIMEOUT: "the tests took more than 5 seconds",
    }.get(outcome, wrong)


_ENGLISH = """\
Okay, so the sum of the first three terms is 15 and that of the first six is 60.

The sum of n terms is n/2 (2a_1 + (n - 1)d). For n = 3 this gives {0}, and for n = 6 it gives {1}.

Subtracting twice the first from the second leaves 9d = 30. Hence {2} and {3}.
Wait, is it plausible that {4} for every n? The terms grow, so yes.
"""

_CHINESE = """\
好的,已知前3项和为15,前6项和为60。

由求和公式,n=3 时 {0};n=6 时 {1}。

两式相减得 9d=30,所以 {2},并且 {3}。等等,是否总有 {4}?各项递增,成立。
"""
