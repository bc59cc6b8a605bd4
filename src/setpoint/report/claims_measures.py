"""What each claim looks at in one answer, as yes or no.

What is covered: findings of the verifiers, and signs of degeneration in the text.
What is not: tail tokens and memory, which a run does not record.
"""

from collections.abc import Iterator
from enum import StrEnum

from setpoint.problems import LogicKey, LogicVerdict, Problem
from setpoint.records import FinishReason, GradedSample, Kind
from setpoint.report.rows import is_right
from setpoint.report.run import RunData
from setpoint.verify.degeneration import measure_degeneration


class Measure(StrEnum):
    """A question that an answer settles with yes or no, or not at all."""

    RIGHT = "right"
    COMPLETE = "complete"
    SOUND = "sound"
    """The derivation is consistent and complete."""
    FALSE_STEPS = "false_steps"
    HINTS = "hints"
    DOCSTRING = "docstring"
    EMPTY_INPUT = "empty_input"
    COUNTEREXAMPLE = "counterexample"
    """A valid one is there; asked only where the conclusion does not follow."""
    DOUBLED_WORDS = "doubled_words"
    CONTROL_CHARACTERS = "control_characters"
    RARE_CHARACTERS = "rare_characters"
    NON_FINITE = "non_finite"


Findings = dict[Measure, bool]
"""A measure that could not be judged is absent."""


def measure_samples(run: RunData) -> dict[tuple[str, str], dict[int, Findings]]:
    """Returns the findings by problem and arm, then by repetition."""
    problems = {problem.id: problem for problem in run.problems}
    found: dict[tuple[str, str], dict[int, Findings]] = {}
    for sample in run.samples:
        key = sample.completion.key
        findings = _findings(sample, problems[key.problem_id])
        found.setdefault((key.problem_id, key.arm), {})[key.run] = findings
    return found


def concerns(measure: Measure, kind: Kind | None, problem: Problem) -> bool:
    """True if the measure makes sense for the problem."""
    if kind is not None and problem.kind is not kind:
        return False
    if measure is not Measure.COUNTEREXAMPLE:
        return True
    key = problem.key
    return isinstance(key, LogicKey) and key.verdict is LogicVerdict.NOT_NECESSARILY


def _findings(sample: GradedSample, problem: Problem) -> Findings:
    return dict([*_verified(sample, problem), *_degenerate(sample)])


def _verified(sample: GradedSample, problem: Problem) -> Iterator[tuple[Measure, bool]]:
    checks = sample.verdict.checks
    yield Measure.RIGHT, is_right(sample)
    names = (Measure.COMPLETE, Measure.HINTS, Measure.DOCSTRING, Measure.EMPTY_INPUT)
    for measure in names:
        value = checks.get(measure)
        if isinstance(value, bool):
            yield measure, value
    if problem.kind is Kind.LOGIC:
        yield Measure.COUNTEREXAMPLE, checks.get("counterexample") is True
    false_steps = checks.get("false_steps")
    if isinstance(false_steps, int):
        yield Measure.FALSE_STEPS, false_steps > 0
    parts = (checks.get("consistent"), checks.get("complete"))
    if problem.kind is Kind.MATH and (False in parts or None not in parts):
        yield Measure.SOUND, all(parts)


def _degenerate(sample: GradedSample) -> Iterator[tuple[Measure, bool]]:
    completion = sample.completion
    signs = measure_degeneration(completion.response)
    yield Measure.DOUBLED_WORDS, signs.doubled_words > 0
    yield Measure.CONTROL_CHARACTERS, signs.control_characters > 0
    yield Measure.RARE_CHARACTERS, signs.rare_characters > 0
    is_overflowing = completion.finish_reason is FinishReason.NON_FINITE
    yield Measure.NON_FINITE, is_overflowing or completion.rescues > 0
