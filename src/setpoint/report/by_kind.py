"""The temperatures compared within one kind of task, problem by problem.

What is covered: the paired test of every pair of temperatures, clustered by problem and adjusted
for all pairs (Holm), so that on a flat truth a plateau is named in at most 5 % of runs. Estimand:
new problems like these.
What is not: the comparison over all kinds on these problems (`comparison`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from setpoint.records import GradedSample, Kind
from setpoint.report.comparison import finished_by_all, group_arms
from setpoint.report.rows import tally_problems
from setpoint.report.run import RunData
from setpoint.stats.choose import plateau_around
from setpoint.stats.estimate import Estimate, Proportion
from setpoint.stats.paired import holm, paired_difference

_SIGNIFICANCE = 0.05

_Counts = Mapping[float, Sequence[Proportion]]
"""Right answers by temperature, rising, with the problems in the same order everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedLevel:
    """A temperature against the best one.

    Attributes:
        difference: How much less often it is right, as a share; negative means less.
        p_value: Of no difference, adjusted for all pairs; None for the best itself.
        is_worse: True if the difference is more than chance explains.
        in_plateau: True if neither it nor any level between it and the best is worse.
    """

    temperature: float
    difference: Estimate
    p_value: float | None
    is_worse: bool
    in_plateau: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KindComparison:
    """The temperatures of one series and kind.

    Attributes:
        best: The temperature that was right most often, decided or not.
        problems: How many problems were compared; with one, nothing can be found.
        levels: By rising temperature, two or more.
    """

    series: str
    kind: Kind
    best: float
    problems: int
    levels: tuple[PairedLevel, ...]

    @property
    def decided(self) -> bool:
        """True if some temperature is reliably worse than the best."""
        return any(level.is_worse for level in self.levels)

    @property
    def plateau(self) -> tuple[PairedLevel, ...]:
        """The levels around the best that cannot be told apart from it."""
        return tuple(level for level in self.levels if level.in_plateau)


def compare_by_kind(run: RunData) -> tuple[KindComparison, ...]:
    """Compares the temperatures of every series and kind that has two of them or more.

    None while the run is not finished: the short answers end first, and favour some temperatures.
    """
    if not run.is_finished:
        return ()
    kinds = {problem.id: problem.kind for problem in run.problems}
    found = []
    for series, arms in group_arms(run).items():
        samples = finished_by_all(arms, run.samples)
        for kind in Kind:
            of_kind = [s for s in samples if kinds[s.completion.key.problem_id] is kind]
            counts = _count(of_kind, run)
            if len(counts) > 1:
                found.append(_compare(series, kind, counts))
    return tuple(found)


def _count(samples: Sequence[GradedSample], run: RunData) -> _Counts:
    temperatures = {arm.name: arm.sampling.temperature for arm in run.arms}
    groups: dict[float, list[GradedSample]] = defaultdict(list)
    for sample in samples:
        groups[temperatures[sample.completion.key.arm]].append(sample)
    tallies = {temperature: tally_problems(groups[temperature]) for temperature in sorted(groups)}
    return {
        temperature: [tally[problem_id] for problem_id in sorted(tally)]
        for temperature, tally in tallies.items()
    }


def _compare(series: str, kind: Kind, counts: _Counts) -> KindComparison:
    temperatures = list(counts)
    right = [sum(problem.successes for problem in counts[level]) for level in temperatures]
    equals = [index for index, number in enumerate(right) if number == max(right)]
    best = equals[len(equals) // 2]
    p_values = _adjusted_p_values(counts)
    against = [
        None if index == best else p_values[frozenset((temperatures[best], temperature))]
        for index, temperature in enumerate(temperatures)
    ]
    worse = [
        p_value is not None and p_value <= _SIGNIFICANCE and number < right[best]
        for p_value, number in zip(against, right, strict=True)
    ]
    plateau = plateau_around(best, worse)
    levels = tuple(
        PairedLevel(
            temperature=temperature,
            difference=_difference(counts, temperature, temperatures[best]),
            p_value=against[index],
            is_worse=worse[index],
            in_plateau=index in plateau,
        )
        for index, temperature in enumerate(temperatures)
    )
    return KindComparison(
        series=series,
        kind=kind,
        best=temperatures[best],
        problems=len(counts[temperatures[best]]),
        levels=levels,
    )


def _adjusted_p_values(counts: _Counts) -> dict[frozenset[float], float]:
    pairs = list(combinations(counts, 2))
    found = [paired_difference(counts[first], counts[second]) for first, second in pairs]
    adjusted = holm([difference.p_value for difference in found])
    return {frozenset(pair): p_value for pair, p_value in zip(pairs, adjusted, strict=True)}


def _difference(counts: _Counts, temperature: float, best: float) -> Estimate:
    if temperature == best:
        return Estimate(value=0.0, low=0.0, high=0.0)
    return paired_difference(counts[temperature], counts[best]).mean
