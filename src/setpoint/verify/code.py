"""Judges generated Python functions: runs them on the key's cases and reads their style.

What is covered: the final answer's code, run in the sandbox, compared outside of it; and
the findings that a complete answer needs besides: PEP 8, hints, docstring, empty input.
What is not: the thought, and code of any language but Python.

Decisions: an answer that a cap cut off is TRUNCATED even if its code happens to be whole,
since a capped answer is a failure. Source that Python refuses is WRONG, for that is the
model's mistake; UNPARSED is left to sources beyond our own limits. A module that fails while
it loads, by its own failing assert for one, is WRONG. The first failing case decides between
WRONG and TIMEOUT. UNSAFE is said only of what was caught in the act, such as starting a
process; an attack that merely fails is WRONG.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from setpoint.problems import CodeKey, JsonValue
from setpoint.records import CheckValue, FinishReason, Outcome, Response, Verdict
from setpoint.verify.extract import split_thought
from setpoint.verify.programs.extract import CodeAnswer, extract_code
from setpoint.verify.programs.predicate import Predicate
from setpoint.verify.programs.style import StyleReport, check_style
from setpoint.verify.sandbox import (
    DEFAULT_LIMITS,
    NOT_LOADED,
    CallEnding,
    CallResult,
    Job,
    Limits,
    run_job,
)
from setpoint.verify.sandbox.values import describe_value, is_equal

_MAX_SHOWN_CHARACTERS = 60

Runner = Callable[[Job, Limits], Sequence[CallResult]]


def verify_code(
    key: CodeKey,
    response: Response,
    limits: Limits = DEFAULT_LIMITS,
    run: Runner = run_job,
) -> Verdict:
    """Judges a response by the key's cases.

    Args:
        key: What to ask for.
        response: What was answered.
        limits: What one grade may use.
        run: Makes the calls, isolated, and returns their results in order.

    Raises:
        SandboxUnavailableError: There is code to run, but it cannot be isolated here.
    """
    text = split_thought(response).answer
    if response.finish_reason is FinishReason.LENGTH:
        return _refuse(
            key, Outcome.TRUNCATED, "The cap was reached before the answer was finished."
        )
    if text is None:
        return _refuse(key, Outcome.NO_ANSWER, "The thought never ends.")
    answer = extract_code(text, key)
    if answer is None:
        return _refuse(key, Outcome.NO_ANSWER, "There is no Python code in the answer.")
    if answer.function is None or answer.source.tree is None:
        return _reject_unrun(key, answer)
    calls = tuple(case.arguments for case in key.cases)
    results = run(Job(source=answer.source.text, function=answer.function, calls=calls), limits)
    return _judge(key, answer, answer.function, results)


def _judge(
    key: CodeKey, answer: CodeAnswer, function: str, results: Sequence[CallResult]
) -> Verdict:
    """Judges a source that defines the function by what its calls came to."""
    source = answer.source.text
    passed = _pass(key, results)
    style = check_style(source, answer.node)
    return Verdict(
        outcome=_decide(results, passed),
        answer=source,
        reason=_explain(key, function, results, passed, style),
        checks=_list_checks(key, passed, style),
    )


def _pass(key: CodeKey, results: Sequence[CallResult]) -> list[bool]:
    """Tells which cases passed: by their values, or by the condition that the key names."""
    pairs = list(zip(key.cases, results, strict=True))
    if key.condition is None:
        return [
            result.ending is CallEnding.RETURNED
            and is_equal(result.value, case.expected, key.tolerance)
            for case, result in pairs
        ]
    predicate = Predicate(key.condition, key.parameters)
    return [
        result.ending is CallEnding.RETURNED and predicate.holds(result.value, case.arguments)
        for case, result in pairs
    ]


def _decide(results: Sequence[CallResult], passed: Sequence[bool]) -> Outcome:
    if any(result.ending is CallEnding.FORBIDDEN for result in results):
        return Outcome.UNSAFE
    if all(passed):
        return Outcome.CORRECT
    first = results[passed.index(False)]
    return Outcome.TIMEOUT if first.ending is CallEnding.TIMEOUT else Outcome.WRONG


def _explain(
    key: CodeKey,
    function: str,
    results: Sequence[CallResult],
    passed: Sequence[bool],
    style: StyleReport,
) -> str:
    """Names the first case that failed, or says what is left to criticise."""
    forbidden = (r for r in results if r.ending is CallEnding.FORBIDDEN)
    if result := next(forbidden, None):
        return f"{function} {result.detail}."
    if all(passed):
        violation = f"; PEP 8: {style.violation}" if style.violation else ""
        return f"All {len(passed)} cases passed{violation}."
    index = passed.index(False)
    case, result = key.cases[index], results[index]
    call = f"{function}({', '.join(_show(argument) for argument in case.arguments)})"
    happened = result.detail or f"returned {_shorten(describe_value(result.value))}"
    if result.detail.startswith(NOT_LOADED):
        return f"The source {result.detail}."
    wanted = f"out with {key.condition}" if key.condition else _show(case.expected)
    return f"{call} {happened}, expected {wanted}."


def _list_checks(
    key: CodeKey, passed: Sequence[bool], style: StyleReport
) -> Mapping[str, CheckValue]:
    on_empty = [
        is_passed for case, is_passed in zip(key.cases, passed, strict=True) if case.is_empty_input
    ]
    empty_input = all(on_empty) if on_empty else None
    pep8 = style.violation is None
    is_complete = all(passed) and pep8 and style.has_hints and style.has_docstring
    return MappingProxyType(
        {
            "tests_passed": sum(passed),
            "tests_total": len(passed),
            "pep8": pep8,
            "hints": style.has_hints,
            "docstring": style.has_docstring,
            "empty_input": empty_input,
            "comments": style.has_comments,
            "complete": is_complete and empty_input is not False,
        }
    )


def _reject_unrun(key: CodeKey, answer: CodeAnswer) -> Verdict:
    """Judges a source that cannot be run, by what is wrong with it."""
    source = answer.source
    if not source.is_judged:
        return _refuse(key, Outcome.UNPARSED, f"The source is {source.fault}.", source.text)
    if source.fault:
        return _refuse(key, Outcome.WRONG, f"The source is no Python: {source.fault}.", source.text)
    wanted = f"named {key.function}" if key.function else "that takes the cases' arguments"
    reason = f"The source defines no function {wanted} at its top level."
    return _refuse(key, Outcome.WRONG, reason, source.text)


def _refuse(key: CodeKey, outcome: Outcome, reason: str, answer: str | None = None) -> Verdict:
    """Judges what was not run: no case passed, and style is not considered."""
    unknown = dict.fromkeys(("pep8", "hints", "docstring", "empty_input", "comments"))
    counts = {"tests_passed": 0, "tests_total": len(key.cases)}
    checks: Mapping[str, CheckValue] = MappingProxyType({**counts, **unknown, "complete": False})
    return Verdict(outcome=outcome, answer=answer, reason=reason, checks=checks)


def _show(value: JsonValue) -> str:
    return _shorten(repr(value))


def _shorten(text: str) -> str:
    if len(text) <= _MAX_SHOWN_CHARACTERS:
        return text
    return text[: _MAX_SHOWN_CHARACTERS - 1] + "…"
