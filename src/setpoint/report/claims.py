"""The claims of the article, judged on a run: supported, refuted or undecided.

What is covered: the effect with its interval for new problems, its p after Holm's correction over
the claims that were tested, and what would be needed to decide.
What is not: the claims themselves (`claims_catalog`) and their wording (`claims_texts`).

Groups of arms are compared on the same problems and repetitions; the unit is the problem. A claim
is supported if each of its comparisons is (the greatest p counts), refuted if one is refuted (the
least p counts, times the number of comparisons).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from setpoint.records import Kind
from setpoint.report.claims_catalog import Claim, Comparison, Group, Obstacle, list_claims
from setpoint.report.claims_measures import Findings, Measure, concerns, measure_samples
from setpoint.report.run import RunData
from setpoint.stats.boundary import (
    difference_interval,
    difference_p_value,
    problems_to_decide,
    rate_interval,
    rate_p_value,
)
from setpoint.stats.estimate import Estimate
from setpoint.stats.paired import holm

SIGNIFICANCE = 0.05


class ClaimVerdict(StrEnum):
    """What a run says of a claim."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreProblems:
    """So many problems more; None if the effect lies on the boundary and no number would do."""

    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgeable:
    """Problems of a kind, answered at all arms, in which the measure can be judged."""

    measure: Measure
    kind: Kind | None


Need = Group | Judgeable | MoreProblems | Obstacle


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One comparison on the run.

    Attributes:
        effect: A difference of rates, -1 to 1, or a rate; None if nothing can be compared.
        holds: True if the effect lies where the comparison says; None without an effect.
        p_value: Two-sided, of an effect on the nearest boundary; 1 without an effect.
        problems: How many were compared.
        unjudged: Answers among them that could not be judged and do not count.
        needs: What would decide the comparison.
    """

    comparison: Comparison
    effect: Estimate | None = None
    holds: bool | None = None
    p_value: float = 1.0
    problems: int = 0
    unjudged: int = 0
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedClaim:
    """A claim with what the run says of it.

    Attributes:
        decisive: The finding whose p counts; None if the claim cannot be tested.
        p_value: Of the claim, before the correction; None if it was not tested.
        adjusted_p_value: After it.
        needs: What would decide the claim; empty if it is decided.
    """

    claim: Claim
    verdict: ClaimVerdict = ClaimVerdict.UNDECIDED
    decisive: Finding | None = None
    p_value: float | None = None
    adjusted_p_value: float | None = None
    findings: tuple[Finding, ...] = ()
    needs: tuple[Need, ...] = ()


def judge_claims(run: RunData) -> tuple[JudgedClaim, ...]:
    """Judges every claim on a run, together; none on a run that is not finished."""
    plain = Group(lowest=0, highest=2)
    temperatures = sorted({temperature for _, temperature in _arms(run, plain)})
    measured = measure_samples(run)
    claims = list_claims(temperatures)
    if not run.is_finished:
        return tuple(
            JudgedClaim(claim=claim, needs=(claim.obstacle or Obstacle.UNFINISHED,))
            for claim in claims
        )
    significance = SIGNIFICANCE / sum(bool(claim.comparisons) for claim in claims)
    judged = [
        _combine(
            claim,
            tuple(
                _compare(run, measured, each, significance=significance)
                for each in claim.comparisons
            ),
        )
        for claim in claims
    ]
    tested = [each.p_value for each in judged if each.p_value is not None]
    adjusted = iter(holm(tested))
    return tuple(each if each.p_value is None else _decide(each, next(adjusted)) for each in judged)


def _combine(claim: Claim, findings: tuple[Finding, ...]) -> JudgedClaim:
    if claim.obstacle:
        return JudgedClaim(claim=claim, needs=(claim.obstacle,))
    against = [finding for finding in findings if finding.holds is False]
    if against:
        decisive = min(against, key=lambda finding: finding.p_value)
        p_value = min(1.0, decisive.p_value * len(findings))
    elif all(finding.holds for finding in findings):
        decisive = max(findings, key=lambda finding: finding.p_value)
        p_value = decisive.p_value
    else:
        needs = dict.fromkeys(need for each in findings if not each.effect for need in each.needs)
        return JudgedClaim(claim=claim, findings=findings, needs=tuple(needs))
    return JudgedClaim(
        claim=claim,
        decisive=decisive,
        p_value=p_value,
        findings=findings,
        needs=tuple(dict.fromkeys(need for each in findings for need in _open(each, decisive))),
    )


def _open(finding: Finding, decisive: Finding) -> tuple[Need, ...]:
    return finding.needs if finding is decisive or finding.effect is None else ()


def _decide(judged: JudgedClaim, adjusted: float) -> JudgedClaim:
    if adjusted > SIGNIFICANCE or judged.decisive is None:
        return replace(judged, adjusted_p_value=adjusted)
    verdict = ClaimVerdict.SUPPORTED if judged.decisive.holds else ClaimVerdict.REFUTED
    return replace(judged, verdict=verdict, adjusted_p_value=adjusted, needs=())


def _compare(
    run: RunData,
    measured: dict[tuple[str, str], dict[int, Findings]],
    comparison: Comparison,
    *,
    significance: float,
) -> Finding:
    groups = [group for group in (comparison.first, comparison.second) if group]
    missing = [group for group in groups if not _arms(run, group)]
    if missing:
        return Finding(comparison=comparison, needs=tuple(missing))
    arms = [[name for name, _ in _arms(run, group)] for group in groups]
    rates, unjudged = _rates(run, measured, comparison, arms)
    if not rates:
        need = Judgeable(measure=comparison.measure, kind=comparison.kind)
        return Finding(comparison=comparison, unjudged=unjudged, needs=(need,))
    values = [each[0] - (each[1] if len(each) > 1 else 0) for each in rates]
    found = _test(comparison, values, significance=significance)
    return replace(found, unjudged=unjudged)


def _test(comparison: Comparison, values: Sequence[float], *, significance: float) -> Finding:
    """Tests the boundary that is nearest; where two are claimed, the other is further off."""
    is_difference = comparison.second is not None
    effect = (difference_interval if is_difference else rate_interval)(values)
    boundaries = [each for each in (comparison.lowest, comparison.highest) if each is not None]
    nearest = min(boundaries, key=lambda boundary: abs(effect.value - boundary))
    p_value = (difference_p_value if is_difference else rate_p_value)(values, nearest)
    number = problems_to_decide(
        values, nearest, lowest=-1 if is_difference else 0, significance=significance
    )
    more = None if number is None else max(1, number - len(values))
    return Finding(
        comparison=comparison,
        effect=effect,
        holds=_lies_within(effect.value, comparison),
        p_value=p_value,
        problems=len(values),
        needs=(MoreProblems(number=more),),
    )


def _lies_within(effect: float, comparison: Comparison) -> bool:
    lowest, highest = comparison.lowest, comparison.highest
    return (lowest is None or effect >= lowest) and (highest is None or effect <= highest)


def _arms(run: RunData, group: Group) -> list[tuple[str, float]]:
    """The names and temperatures of a group's arms, of the first series in its style alone.

    Arms with another truncation, or with temperatures of their own in blocks, are other settings.
    """
    ours = [arm for arm in run.arms if arm.style is group.style and not arm.sampling.blocks]
    return [
        (arm.name, arm.sampling.temperature)
        for arm in ours
        if arm.series == ours[0].series
        and group.lowest <= arm.sampling.temperature <= group.highest
    ]


def _rates(
    run: RunData,
    measured: dict[tuple[str, str], dict[int, Findings]],
    comparison: Comparison,
    groups: Sequence[Sequence[str]],
) -> tuple[list[list[float]], int]:
    """The rates of each group, a row a problem, and how many answers could not be judged."""
    rows, unjudged = [], 0
    for problem in run.problems:
        if not concerns(comparison.measure, comparison.kind, problem):
            continue
        answers = [[measured.get((problem.id, arm), {}) for arm in arms] for arms in groups]
        common = set.intersection(*(set(runs) for arms in answers for runs in arms))
        found = [
            [runs[number].get(comparison.measure) for runs in arms for number in common]
            for arms in answers
        ]
        unjudged += sum(values.count(None) for values in found)
        judged = [[value for value in values if value is not None] for values in found]
        if all(judged):
            rows.append([sum(values) / len(values) for values in judged])
    return rows, unjudged
