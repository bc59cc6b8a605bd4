"""Judges answers to questions about categorical statements: does the conclusion follow?

What is covered: the verdict in words, and the counterexample that *not necessarily* needs,
checked against every premise and the conclusion.
What is not: reasons in prose. That something is possible (*all A could be C*) may be said without
knowing it, so it is no counterexample; listed members are, and statements about named things.
"""

from collections.abc import Sequence
from types import MappingProxyType

from setpoint.errors import ProofError
from setpoint.problems import LogicKey, LogicVerdict
from setpoint.records import FinishReason, Outcome, Response, Step, Truth, Verdict
from setpoint.verify.extract import find_boxes, find_sections, split_thought
from setpoint.verify.inferences.examples import check_example, find_examples
from setpoint.verify.inferences.models import decide, set_names
from setpoint.verify.inferences.notation import blank_sets
from setpoint.verify.inferences.verdicts import read_verdict

_IN_WORDS = {
    LogicVerdict.NECESSARILY: "that the conclusion necessarily holds",
    LogicVerdict.NECESSARILY_NOT: "that the conclusion cannot hold",
    LogicVerdict.NOT_NECESSARILY: "that the conclusion need not hold",
}


def verify_logic(key: LogicKey, response: Response) -> Verdict:
    """Judges a response to a logic problem.

    It is CORRECT if its final verdict is the key's and, where that is *not necessarily*, every
    example it offers is a counterexample and there is at least one. A right verdict without an
    example, or with one that is not or not shown to be a counterexample, is WRONG; with one in
    a notation that cannot be read it is UNPARSED.

    Checks: ``verdict`` is the verdict as read; ``counterexample`` is True, False, or None if none
    was offered or it could not be judged; ``complete`` is True if nothing is missing. There is
    a step for each premise, and for the conclusion's negation, in each example.

    Raises:
        ProofError: The key itself is refuted by looking at all models.
        SettingError: The key names more than four sets.
    """
    _require_proven(key)
    if response.finish_reason is FinishReason.LENGTH:
        return _unfinished(Outcome.TRUNCATED, "The cap was reached before the answer was finished.")
    split = split_thought(response)
    if split.answer is None:
        return _unfinished(Outcome.NO_ANSWER, "The thought never ends.")
    names = set_names((*key.premises, key.conclusion))
    examples = find_examples(split.answer, key)
    prose = blank_sets(split.answer, names)
    said = read_verdict(prose, key.conclusion, names, offers_example=bool(examples))
    steps = [step for each in examples for step in check_example(each, key, split.answer_start)]
    if said is None:
        return _unread(split.answer, steps)
    is_readable = all(example.is_readable for example in examples)
    return _judge(key, said, steps, is_readable=is_readable)


def _require_proven(key: LogicKey) -> None:
    proven = decide(key.premises, key.conclusion, existential_import=key.existential_import)
    if proven is not key.verdict:
        raise ProofError(f"the key says {key.verdict}, but by all models it is {proven}.")


def _unfinished(outcome: Outcome, reason: str) -> Verdict:
    return _verdict(outcome, None, reason, (), is_complete=False)


def _unread(answer: str, steps: Sequence[Step]) -> Verdict:
    """An answer section that says nothing is unparsed; without one there is no answer."""
    if find_sections(answer) or find_boxes(answer):
        reason = "The final answer says neither that the conclusion follows nor that it does not."
        return _verdict(Outcome.UNPARSED, None, reason, steps, is_complete=False)
    reason = "Nowhere does the text commit itself to a verdict."
    return _verdict(Outcome.NO_ANSWER, None, reason, steps, is_complete=False)


def _judge(
    key: LogicKey, said: LogicVerdict, steps: Sequence[Step], *, is_readable: bool
) -> Verdict:
    if said is not key.verdict:
        reason = f"It says {_IN_WORDS[said]}; the truth is {_IN_WORDS[key.verdict]}."
        return _verdict(Outcome.WRONG, said, reason, steps, is_complete=False)
    if key.verdict is not LogicVerdict.NOT_NECESSARILY:
        return _verdict(Outcome.CORRECT, said, "The verdict is right.", steps, is_complete=True)
    if _is_counterexample(steps):
        reason = "The verdict is right, and the counterexample is one."
        return _verdict(Outcome.CORRECT, said, reason, steps, is_complete=True)
    outcome = Outcome.WRONG if is_readable else Outcome.UNPARSED
    return _verdict(outcome, said, _shortcoming(steps), steps, is_complete=False)


def _shortcoming(steps: Sequence[Step]) -> str:
    if not steps:
        return "The verdict is right, but no counterexample is given."
    failing = [step for step in steps if step.verdict is Truth.FALSE]
    if failing:
        return f"The counterexample fails: {failing[0].text!r} is false in it, as {failing[0].why}."
    return f"The counterexample shows nothing: {steps[0].why}."


def _is_counterexample(steps: Sequence[Step]) -> bool | None:
    """None if there is no example, or if it leaves a claim open."""
    verdicts = {step.verdict for step in steps}
    if Truth.FALSE in verdicts:
        return False
    return True if verdicts == {Truth.TRUE} else None


def _verdict(
    outcome: Outcome,
    said: LogicVerdict | None,
    reason: str,
    steps: Sequence[Step],
    *,
    is_complete: bool,
) -> Verdict:
    is_counterexample = _is_counterexample(steps)
    if is_counterexample is False and said is not LogicVerdict.NOT_NECESSARILY:
        is_counterexample = None  # it illustrates another verdict
    answer = None if said is None else said.value
    checks = {"verdict": answer, "counterexample": is_counterexample, "complete": is_complete}
    return Verdict(
        outcome=outcome,
        answer=answer,
        reason=reason,
        checks=MappingProxyType(checks),
        steps=tuple(steps),
    )
