"""The figures of one arm and kind, from its samples.

What is covered: counts, shares and means, with intervals for *these* problems; accuracy and
stability with those for new problems too.
What is not: the comparison of temperatures (`comparison`).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from setpoint.records import Arm, FinishReason, GradedSample, Kind, Outcome
from setpoint.report.run import RunData
from setpoint.stats.accuracy import estimate_accuracy
from setpoint.stats.estimate import Estimate, EstimatePair, Proportion
from setpoint.stats.intervals import mean_interval
from setpoint.stats.ratio import ratio_interval
from setpoint.stats.stability import choose_k, mean_mg_pass_at_k, mean_pass_at_k


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One kind of task under one arm.

    Attributes:
        outcomes: Number of samples by outcome; absent means none.
        checks: For every yes-or-no check, how often it was passed among the samples in which it
            could be judged; a check that could be judged in none is absent.
        accuracy: The share of right answers.
        mg_pass_at_k: Stability on right answers; None if no problem has enough runs.
        first_try: The right answers among the first runs.
        pass_at_k: Chance that at least one of k runs is right; None if no problem has enough runs.
        mean_tokens: Mean length of an answer.
        mean_token_entropy: Mean of the answers' mean token entropies, in nats, without answers
            that loop; None with fewer than two that were measured.
        tokens_per_right: Tokens of all answers for each right one; None if none was right.
    """

    arm: Arm
    kind: Kind
    n_problems: int
    n_samples: int
    outcomes: Mapping[Outcome, int]
    checks: Mapping[str, Proportion]
    accuracy: EstimatePair
    mg_pass_at_k: EstimatePair | None
    first_try: Proportion | None
    pass_at_k: EstimatePair | None
    mean_tokens: Estimate
    mean_token_entropy: Estimate | None
    tokens_per_right: Estimate | None

    @property
    def temperature(self) -> float:
        """The arm's temperature."""
        return self.arm.sampling.temperature

    @property
    def right(self) -> Proportion:
        """The right answers."""
        return self.share(Outcome.CORRECT)

    def share(self, outcome: Outcome) -> Proportion:
        """Returns how many samples ended so."""
        return Proportion(successes=self.outcomes.get(outcome, 0), trials=self.n_samples)


def build_rows(run: RunData) -> tuple[Row, ...]:
    """Returns a row for every arm and kind that has samples, by series, temperature and kind."""
    kinds = {problem.id: problem.kind for problem in run.problems}
    groups: dict[tuple[str, Kind], list[GradedSample]] = defaultdict(list)
    for sample in run.samples:
        key = sample.completion.key
        groups[key.arm, kinds[key.problem_id]].append(sample)
    return tuple(
        _build_row(arm, kind, groups[arm.name, kind], run)
        for arm in sorted_arms(run)
        for kind in Kind
        if groups[arm.name, kind]
    )


def sorted_arms(run: RunData) -> list[Arm]:
    """Returns the arms by series, in the order of their first appearance, then by temperature."""
    places = {arm.series: place for place, arm in reversed(list(enumerate(run.arms)))}
    return sorted(run.arms, key=lambda arm: (places[arm.series], arm.sampling.temperature))


def tally_problems(samples: Sequence[GradedSample]) -> dict[str, Proportion]:
    """Returns the right answers of each problem."""
    tried = Counter(sample.completion.key.problem_id for sample in samples)
    right = Counter(sample.completion.key.problem_id for sample in samples if is_right(sample))
    return {
        problem_id: Proportion(successes=right[problem_id], trials=trials)
        for problem_id, trials in tried.items()
    }


def is_right(sample: GradedSample) -> bool:
    """True if the answer counts for accuracy."""
    return sample.verdict.outcome is Outcome.CORRECT


def measured_entropies(samples: Sequence[GradedSample]) -> list[float]:
    """Returns the mean token entropies of the answers that have one and do not loop."""
    return [
        sample.completion.mean_token_entropy
        for sample in samples
        if sample.completion.mean_token_entropy is not None
        and sample.verdict.outcome is not Outcome.LOOP
        and sample.completion.finish_reason is not FinishReason.LOOP
    ]


def _build_row(arm: Arm, kind: Kind, samples: Sequence[GradedSample], run: RunData) -> Row:
    problems = list(tally_problems(samples).values())
    k = choose_k(run.runs)
    tokens = [sample.completion.tokens for sample in samples]
    entropies = measured_entropies(samples)
    return Row(
        arm=arm,
        kind=kind,
        n_problems=len(problems),
        n_samples=len(samples),
        outcomes=Counter(sample.verdict.outcome for sample in samples),
        checks=_tally_checks(samples),
        accuracy=estimate_accuracy(problems),
        mg_pass_at_k=mean_mg_pass_at_k(problems, k=k) if k else None,
        first_try=_first_try(samples),
        pass_at_k=mean_pass_at_k(problems, k=k) if k else None,
        mean_tokens=mean_interval(tokens, lowest=0, highest=run.max_new_tokens),
        mean_token_entropy=(
            mean_interval(entropies, lowest=0, highest=inf) if len(entropies) > 1 else None
        ),
        tokens_per_right=ratio_interval(tokens, [is_right(sample) for sample in samples]),
    )


def _first_try(samples: Sequence[GradedSample]) -> Proportion | None:
    first = [sample for sample in samples if sample.completion.key.run == 0]
    if not first:
        return None
    return Proportion(successes=sum(map(is_right, first)), trials=len(first))


def _tally_checks(samples: Sequence[GradedSample]) -> dict[str, Proportion]:
    findings: dict[str, list[bool]] = defaultdict(list)
    for sample in samples:
        for name, value in sample.verdict.checks.items():
            if isinstance(value, bool):
                findings[name].append(value)
    return {
        name: Proportion(successes=sum(values), trials=len(values))
        for name, values in findings.items()
    }
