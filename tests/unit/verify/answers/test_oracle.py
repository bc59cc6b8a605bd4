"""Tests of `answers.oracle`; those that need math-verify skip where it is absent."""

import importlib.util
import subprocess
import sys
from collections.abc import Iterator

import pytest

from setpoint.problems import MathKey
from setpoint.records import Truth
from setpoint.verify.answers.finding import FoundAnswer, Rule
from setpoint.verify.answers.judging import judge_answer
from setpoint.verify.answers.oracle import Opinion, Worker, may_ask

INTEGRAL = r"\int_0^1 x dx"
needs_math_verify = pytest.mark.skipif(
    importlib.util.find_spec("math_verify") is None, reason="math-verify is not installed"
)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """A worker that is ended after the tests."""
    started = Worker()
    yield started
    started.close()


def reply_with(program: str) -> Worker:
    """A worker whose process runs a program instead of math-verify."""
    return Worker([sys.executable, "-c", program])


@needs_math_verify
@pytest.mark.parametrize(
    ("key", "answer"), [(INTEGRAL, "1/2"), (r"\sum_{k=1}^{n} k", r"\frac{n(n+1)}{2}")]
)
def test_equal(worker: Worker, key: str, answer: str) -> None:
    """It knows more mathematics than is read here."""
    assert worker.ask(key, answer).is_equal


@needs_math_verify
def test_silence(worker: Worker) -> None:
    """It says that answers are equal, or nothing."""
    assert worker.ask(INTEGRAL, "1/3") == Opinion(is_equal=None)


@needs_math_verify
def test_worker_is_replaced_after_a_question_without_end(worker: Worker) -> None:
    """A question that takes too long costs the process, not the next question."""
    assert worker.ask("2^{10^{10}}", "1") == Opinion(
        is_equal=None, note="no second opinion: it took too long"
    )
    assert worker.ask(INTEGRAL, "1/2").is_equal


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("1/2004!", "1/2006!"),
        ("(1,3)", r"\{1,3\}"),
        (r"50\%", "50"),
        (r"15 \text{ cm}", r"15 \text{ m}"),
        ("15 cm", "15 m"),
        ("3x-y+13=0", "3x+4y+14=0"),
        ("x", "__import__"),
        ("x", "9" * 400),
    ],
)
def test_what_it_is_too_lenient_with_is_not_asked(key: str, answer: str) -> None:
    """Kinds of known false accepts, and texts that are no formula, never reach it."""
    assert not may_ask(key, answer)


def test_worker_that_cannot_start() -> None:
    """Without math-verify an answer is still judged, and the reason says what was missing."""
    absent = reply_with("raise SystemExit(1)")
    found = FoundAnswer(text="1/2", rule=Rule.BOX)

    judgement = judge_answer(MathKey(answer=INTEGRAL), found, absent)

    assert judgement.truth is Truth.UNKNOWN
    assert "no second opinion: math-verify cannot be loaded" in judgement.reason
    assert judge_answer(MathKey(answer="0.5"), found, absent).truth is Truth.TRUE


def test_worker_whose_program_is_missing() -> None:
    """A command that does not exist is a note, not an error."""
    note = Worker(["/nowhere/python"]).ask("x", "y").note

    assert "cannot be started" in note


@pytest.mark.parametrize("reply", ["nonsense", '{"equal": "yes"}', '{"equal": 1}', "{}"])
def test_only_a_plain_yes_counts(reply: str) -> None:
    """A confused worker makes nothing right."""
    program = f"print('{{}}', flush=True); input(); print({reply!r}, flush=True); input()"
    confused = reply_with(program)
    try:
        assert confused.ask("x", "y").is_equal is None
    finally:
        confused.close()


def test_start_up_does_not_load_math_verify() -> None:
    """The library is loaded in the worker alone."""
    libraries = "{'math_verify', 'sympy', 'mpmath'}"
    program = f"import sys, setpoint.verify.math; sys.exit(bool({libraries} & {{*sys.modules}}))"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
