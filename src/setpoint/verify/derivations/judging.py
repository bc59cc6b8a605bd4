r"""Judges the steps of a derivation: each equation that a text claims, TRUE, FALSE or UNKNOWN.

What words say and cannot be right is a FALSE step as well (`slips`).

Covered: numeric equations (policy on rounding: `equations`); equations with unknowns, where the
text itself gives every unknown one exact value. Such values come from ``d = 10/3`` and its like,
not from suppositions, and a name with two values counts as having none. If an equation fails for
them, the latest of the equation and those values is the FALSE step; a value that contradicts the
problem's milestones is FALSE as well. A doubted step is never FALSE, and under a supposition only
numeric steps are judged.
Whether an equation follows from earlier ones, contradicts them, or is new: `implication`. Whether
every number that is used was given or derived: `tracing`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from setpoint.problems import MathKey
from setpoint.records import Step, Truth
from setpoint.verify.derivations.claims import find_chains
from setpoint.verify.derivations.dimensions import Measured, find_unit_error, find_units
from setpoint.verify.derivations.equations import Judgement, is_running_total, judge_equation
from setpoint.verify.derivations.givens import Claim, find_claims
from setpoint.verify.derivations.implication import relate_claims, repeat_judgements
from setpoint.verify.derivations.laws import find_statements
from setpoint.verify.derivations.milestones import milestone_values, states_milestones
from setpoint.verify.derivations.slips import find_slips
from setpoint.verify.derivations.substitution import may_be_inexact, trust_values, try_givens
from setpoint.verify.derivations.tracing import Tracing, trace_claims
from setpoint.verify.derivations.wordings import Slip
from setpoint.verify.expressions.parsing import read_expression
from setpoint.verify.expressions.unreadable import UnreadableError
from setpoint.verify.expressions.values import evaluate
from setpoint.verify.extract import normalise_width

_MODULAR = re.compile(r"\bmod\b|\\[bp]?mod|≡|\\equiv|\bmodulo\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """The steps of a text and what they add up to.

    Attributes:
        steps: In the order of the text.
        origins: Whether it is known where a number comes from, for each that is used.
        reaches_milestones: True if an equation of every group was stated; None if the
            problem has no milestones.
    """

    steps: tuple[Step, ...]
    origins: tuple[Truth, ...] = ()
    reaches_milestones: bool | None = None

    def count(self, verdict: Truth) -> int:
        """Number of steps with this verdict."""
        return sum(step.verdict is verdict for step in self.steps)

    @property
    def first_fault(self) -> Step | None:
        """The first step that is FALSE."""
        return next((step for step in self.steps if step.verdict is Truth.FALSE), None)

    @property
    def is_consistent(self) -> bool | None:
        """True if no step is FALSE; None if none was judged."""
        if self.count(Truth.FALSE):
            return False
        return True if self.count(Truth.TRUE) else None

    @property
    def is_traceable(self) -> bool | None:
        """False if a number comes from nowhere; None if nothing or not everything can be told."""
        if Truth.FALSE in self.origins:
            return False
        return True if set(self.origins) == {Truth.TRUE} else None

    @property
    def traceable_share(self) -> float | None:
        """Share of the numbers used that were given, derived or assumed; None if none is used."""
        traced = self.origins.count(Truth.TRUE)
        return round(traced / len(self.origins), 4) if self.origins else None


def judge_derivation(
    key: MathKey, text: str, *, question: str = "", is_cut: bool = False
) -> Derivation:
    """Judges every equation of a text, thought and answer alike.

    Args:
        key: The problem's key.
        text: The whole response.
        question: The problem, whose equations and numbers are given; empty if it is not known.
        is_cut: True if the text was cut by a cap, so that its last line may be incomplete.
    """
    end = max(text.rfind("\n"), 0) if is_cut else len(text)
    normalised = normalise_width(text[:end])
    chains = find_chains(normalised)
    claims = find_claims(chains)
    answer = _read_answer(key)
    setting = _Setting(
        is_exact=_is_exact(answer),
        is_modular=bool(_MODULAR.search(text)),
        units=find_units(question, normalised),
    )
    facts = milestone_values(key)
    computed = [_check_fact(claim, _compute(claim, setting), facts) for claim in claims]
    problem = find_statements(question, normalised)
    trusted = trust_values(claims, computed, chains, answer)
    related = relate_claims(claims, trusted, problem, normalised)
    judgements = repeat_judgements(claims, try_givens(claims, related, chains))
    tracings = trace_claims(claims, judgements, question, normalised)
    steps = [
        _step(claim, judgement, tracing, text)
        for claim, judgement, tracing in zip(claims, judgements, tracings, strict=True)
        if _is_step(claim)
    ]
    slips = [] if is_cut else find_slips(question, normalised, _values(claims))
    return Derivation(
        steps=_merge(steps, slips, text),
        origins=tuple(origin.truth for tracing in tracings for origin in tracing.origins),
        reaches_milestones=states_milestones(key, chains),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What the problem and the text say about all equations.

    Attributes:
        is_exact: The key is a fraction that no decimal can express.
        is_modular: The text computes with remainders.
        units: What numbers count.
    """

    is_exact: bool
    is_modular: bool
    units: Mapping[Fraction, Measured]


def _compute(claim: Claim, setting: _Setting) -> Judgement:
    """Judges an equation by its numbers alone."""
    if not claim.is_readable:
        return _unknown(f"it cannot be read: {claim.left.why or claim.right.why}")
    judgement = judge_equation(claim.left, claim.right, claim.relation, is_exact=setting.is_exact)
    if judgement.truth is Truth.FALSE:
        excuse = _excuse(claim, setting)
        return _unknown(f"{judgement.why}; but {excuse}") if excuse else judgement
    fault = "" if claim.chain.is_doubted else find_unit_error(claim, setting.units)
    return Judgement(truth=Truth.FALSE, why=fault) if fault else judgement


def _excuse(claim: Claim, setting: _Setting) -> str:
    """Why a false equation may not be meant as one; empty if it must be."""
    if claim.chain.is_doubted:
        return "the writer doubts it"
    if all(side.is_printed or side.value.names for side in claim.chain.sides if side.quantities):
        return "nothing is computed"
    is_last = claim.index + 1 == len(claim.chain.relations)
    if len(claim.chain.relations) > 1 and is_running_total(
        claim.left, claim.right, is_last=is_last
    ):
        return "the equals signs carry a running total"
    return "the text computes with remainders" if setting.is_modular else ""


def _check_fact(claim: Claim, judgement: Judgement, facts: Mapping[str, Fraction]) -> Judgement:
    """Compares a value that a claim gives with the one proven for the problem."""
    if judgement.truth is not Truth.UNKNOWN or not claim.is_readable or not claim.is_definition:
        return judgement
    name = claim.left.value.lone_name or claim.right.value.lone_name or ""
    number = claim.left if claim.right.value.lone_name else claim.right
    if name not in facts or not claim.chain.is_asserted or may_be_inexact(claim):
        return judgement
    truth = Truth.TRUE if number.value.rational == facts[name] else Truth.FALSE
    return Judgement(truth=truth, why=f"the problem gives {name} = {facts[name]}")


def _is_step(claim: Claim) -> bool:
    """True unless a side holds words alone, or both say the same."""
    is_prose = claim.left.is_prose or claim.right.is_prose
    return not is_prose and claim.left.text != claim.right.text


def _step(claim: Claim, judgement: Judgement, tracing: Tracing, text: str) -> Step:
    start, end = claim.left.start, claim.right.end
    return Step(
        text=text[start:end],
        verdict=judgement.truth,
        why="; ".join(filter(None, (judgement.why, tracing.why))),
        start=start,
        is_traceable=tracing.is_traceable,
    )


def _merge(steps: Sequence[Step], slips: Iterable[Slip], text: str) -> tuple[Step, ...]:
    """All steps in the order of the text; a slip within a FALSE step says nothing new."""
    false = [step for step in steps if step.verdict is Truth.FALSE]
    said = [
        Step(text=text[one.start : one.end], verdict=Truth.FALSE, why=one.why, start=one.start)
        for one in slips
        if not any(
            step.start < one.end and one.start < step.start + len(step.text) for step in false
        )
    ]
    return tuple(sorted([*steps, *said], key=lambda step: step.start))


def _values(claims: Iterable[Claim]) -> frozenset[Fraction]:
    """What the sides of all equations are worth, where that is a number."""
    sides = (side for claim in claims for side in (claim.left, claim.right))
    values = (quantity.value.rational for side in sides for quantity in side.quantities)
    return frozenset(value for value in values if value is not None)


def _unknown(why: str) -> Judgement:
    return Judgement(truth=Truth.UNKNOWN, why=why)


def _read_answer(key: MathKey) -> Fraction | None:
    try:
        return evaluate(read_expression(normalise_width(key.answer)).node).rational
    except UnreadableError:
        return None


def _is_exact(answer: Fraction | None) -> bool:
    """True if the answer is a fraction that no decimal can express."""
    rest = answer.denominator if answer is not None else 1
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest > 1
