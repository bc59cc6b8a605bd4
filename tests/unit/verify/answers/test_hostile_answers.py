"""Tests that an answer cannot run anything and cannot exhaust time or memory."""

import builtins
import json
import subprocess
import sys
from pathlib import Path

import mpmath
import pytest

from setpoint.problems import MathKey
from setpoint.records import Outcome, Response
from setpoint.verify.math import verify_math

SHARED = Path(__file__).parents[5] / "shared"
KEYS = ("85/3", r"\frac{x}{\sqrt{x+1}}", r"\int_0^1 x dx")
HOSTILE = {
    "tower": "2^{10^{10}}",
    "tall tower": "9^{9^{9^{9}}}",
    "factorial": "10^9!",
    "factorials": "9" + "!" * 6,
    "braces": "{" * 5000 + "1" + "}" * 5000,
    "brackets": "(" * 5000 + "2" + ")" * 5000,
    "digits": "1" * 10**6,
    "sum": "a+" * 500_000,
    "list": "1," * 500_000,
    "signs": "¬" * 10**6,
    "fractions": r"\frac{1}{" * 3000 + "1" + "}" * 3000,
    "roots": r"\sqrt{" * 60 + "x" + "}" * 60,
    "degree": r"\sqrt[100000000000]{2}",
    "binomial": r"\binom{10^6}{5*10^5}",
    "sine": r"\sin(10^{10^{9}})",
    "exponentials": r"\exp(\exp(\exp(100)))",
    "unknown tower": "x^{x^{x^{x^{x^x}}}}",
    "bars": "|" * 900,
    "sines": r"\sin" * 100 + " x",
    "series": r"\sum_{k=1}^{10^9} \frac{1}{k}",
    "product": r"\prod_{k=1}^{99999999} k",
    "union": r"\cup".join(["(1,2)"] * 150),
    "chain": "a<" * 400 + "b",
    "scopes": "for all x" * 1000,
    "wrappers": r"\text{" * 10_000,
    "power of a sum": "(x+1)^{100000}",
    "program": "__import__('os').system('true')",
}
PROGRAM = """
import json, resource, sys
from setpoint.problems import MathKey
from setpoint.records import Response
from setpoint.verify.math import verify_math
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
resource.setrlimit(resource.RLIMIT_AS, (256 * 2**20, 256 * 2**20))
keys, answers = json.load(sys.stdin)
for answer in answers:
    for key in keys:
        print(verify_math(MathKey(answer=key), Response(text=answer)).outcome)
"""


def test_limits_on_time_and_memory() -> None:
    """Each is judged, none as right, in 256 MiB and one second of processor time on average."""
    boxes = [rf"\boxed{{{answer}}}" for answer in HOSTILE.values()]

    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps([KEYS, boxes]),
        capture_output=True,
        text=True,
        check=True,
    )

    outcomes = run.stdout.split()
    assert len(outcomes) == len(KEYS) * len(HOSTILE)
    assert Outcome.CORRECT not in outcomes


def test_nothing_is_evaluated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The judging process never hands text to an evaluator of Python or SymPy."""
    sympy = pytest.importorskip("sympy")
    assert mpmath.mpf(1) == 1  # loaded before the import machinery loses `exec`
    sympify = sympy.sympify

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("text was evaluated")

    def refuse_text(value: object, *others: object, **options: object) -> object:
        if isinstance(value, str):
            refuse()
        return sympify(value, *others, **options)

    responses = [(KEYS[0], rf"\boxed{{{answer}}}") for answer in HOSTILE.values()]
    responses += _public_cases()
    monkeypatch.setattr(builtins, "eval", refuse)
    monkeypatch.setattr(builtins, "exec", refuse)
    monkeypatch.setattr(sympy, "sympify", refuse_text)
    monkeypatch.setattr(sympy, "parse_expr", refuse)
    monkeypatch.setattr(sympy.parsing.sympy_parser, "parse_expr", refuse)

    outcomes = [verify_math(MathKey(answer=key), Response(text=text)) for key, text in responses]

    assert len(outcomes) == len(responses)


def _public_cases() -> list[tuple[str, str]]:
    file = SHARED / "cases" / "verifier_cases.jsonl"
    if not file.exists():
        return []
    cases = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [(case["gold"], case["response"]) for case in cases if case["kind"] == "math"]
