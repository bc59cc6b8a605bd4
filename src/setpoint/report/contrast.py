"""Two runs compared: differences of accuracy, and the problems that changed.

What is covered: paired differences by kind and temperature, clustered by problem, with Holm's
correction over all of them.
What is not: which problem changed by more than chance; with few runs of a problem, most changes are
chance.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from setpoint.errors import RunsUnlikeError
from setpoint.records import Arm, Kind
from setpoint.report.contrast_texts import explain_refusal
from setpoint.report.pairing import PairedRuns, SamplePair, pair_runs
from setpoint.report.rows import is_right, sorted_arms, tally_problems
from setpoint.report.run import RunData
from setpoint.report.unlikeness import Meaning, Unlikeness, find_unlikenesses, is_same_text
from setpoint.stats.estimate import Proportion
from setpoint.stats.paired import Difference, holm, paired_difference


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastRow:
    """One kind of task under one arm, or under all arms together.

    Attributes:
        arm: The first run's; None for all.
        difference: The second run's accuracy minus the first's, for new problems.
        adjusted_p_value: Of no difference, after Holm over all rows.
    """

    kind: Kind
    arm: Arm | None
    first: Proportion
    second: Proportion
    difference: Difference
    adjusted_p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemChange:
    """The right answers to one problem in both runs, all arms together."""

    problem_id: str
    kind: Kind
    first: Proportion
    second: Proportion

    @property
    def gain(self) -> float:
        """The second rate minus the first, -1 to 1."""
        return self.second.rate - self.first.rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """What a comparison found.

    Attributes:
        rows: By kind: all arms together, then each arm.
        problems: Every problem that was compared, the largest change first.
        right_in: Number of pairs by whether the first and the second answer are right.
        same_texts: Pairs of equal answers.
    """

    runs: PairedRuns
    unlikenesses: tuple[Unlikeness, ...]
    rows: tuple[ContrastRow, ...]
    problems: tuple[ProblemChange, ...]
    right_in: Counter[tuple[bool, bool]]
    same_texts: int


def contrast_runs(first: RunData, second: RunData, *, is_regraded: bool = False) -> Contrast:
    """Compares the second run with the first.

    Args:
        first: What is compared with.
        second: What is compared.
        is_regraded: True if the same verifiers have judged both, whatever version sampled.

    Raises:
        RunsUnlikeError: The comparison would not be fair.
    """
    runs = pair_runs(first, second)
    unlikenesses = find_unlikenesses(runs, is_regraded=is_regraded)
    if any(unlike.meaning is Meaning.UNFAIR for unlike in unlikenesses):
        raise RunsUnlikeError(explain_refusal(unlikenesses))
    return Contrast(
        runs=runs,
        unlikenesses=unlikenesses,
        rows=_build_rows(runs),
        problems=_order_problems(runs),
        right_in=Counter((is_right(pair.first), is_right(pair.second)) for pair in runs.pairs),
        same_texts=sum(map(is_same_text, runs.pairs)),
    )


def _build_rows(runs: PairedRuns) -> tuple[ContrastRow, ...]:
    groups: dict[tuple[Kind, Arm | None], list[SamplePair]] = defaultdict(list)
    for pair in runs.pairs:
        for arm in (None, pair.arms.first):
            groups[pair.problem.kind, arm].append(pair)
    keys = [(kind, arm) for kind in Kind for arm in (None, *sorted_arms(runs.first))]
    found = {key: _tally(groups[key]) for key in keys if groups[key]}
    differences = [paired_difference(theirs, ours) for ours, theirs in found.values()]
    adjusted = holm([difference.p_value for difference in differences])
    return tuple(
        ContrastRow(
            kind=kind,
            arm=arm,
            first=_total(ours),
            second=_total(theirs),
            difference=difference,
            adjusted_p_value=p_value,
        )
        for ((kind, arm), (ours, theirs)), difference, p_value in zip(
            found.items(), differences, adjusted, strict=True
        )
    )


def _order_problems(runs: PairedRuns) -> tuple[ProblemChange, ...]:
    kinds = {pair.problem.id: pair.problem.kind for pair in runs.pairs}
    changes = [
        ProblemChange(problem_id=problem_id, kind=kind, first=ours, second=theirs)
        for (problem_id, kind), ours, theirs in zip(kinds.items(), *_tally(runs.pairs), strict=True)
    ]
    return tuple(sorted(changes, key=lambda change: (-abs(change.gain), change.problem_id)))


def _tally(pairs: Sequence[SamplePair]) -> tuple[list[Proportion], list[Proportion]]:
    """Returns the right answers of each problem in either run, problems in the same order."""
    ours = tally_problems([pair.first for pair in pairs])
    theirs = tally_problems([pair.second for pair in pairs])
    return list(ours.values()), list(theirs.values())


def _total(problems: Sequence[Proportion]) -> Proportion:
    return Proportion(
        successes=sum(problem.successes for problem in problems),
        trials=sum(problem.trials for problem in problems),
    )
