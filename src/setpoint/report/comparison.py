"""The arms of a run compared with each other.

What is covered: which samples may be compared fairly; temperatures within a series, which is all
arms that differ in temperature alone; and all arms at once.
What is not: the statistics of the comparison (`stats.choose`) and its wording (`wording`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from setpoint.records import Arm, GradedSample
from setpoint.report.rows import is_right, sorted_arms
from setpoint.report.run import RunData, SearchFinding
from setpoint.stats.choose import Choice, Finding, JudgedLevel, Level, choose_setpoint
from setpoint.stats.estimate import Proportion
from setpoint.stats.intervals import wilson_interval


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedArm:
    """An arm compared with the best; of the level all but the temperature and the plateau count."""

    arm: Arm
    level: JudgedLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmChoice:
    """All arms compared at once.

    Attributes:
        best: The arm with the highest observed accuracy; None without samples.
        decided: True if some arms are reliably worse.
        arms: By series and temperature; empty without samples.
    """

    best: JudgedArm | None
    decided: bool
    arms: tuple[JudgedArm, ...]


def compare_temperatures(run: RunData) -> dict[str, Choice]:
    """Compares the temperatures within each series, in the order of the arms.

    Every answer counts the same, whatever its kind. To be fair while a run is incomplete, only
    those (problem, run) count that all arms of the series have finished. Of a search, whose
    temperatures answered unequally often, it is the search's own finding.
    """
    if run.finding is not None:
        return {run.arms[0].series: _read_finding(run, run.finding)}
    return {
        name: _withhold(
            run,
            choose_setpoint(
                [
                    Level(temperature=arm.sampling.temperature, right=right)
                    for arm, right in _count_right(arms, run.samples)
                ]
            ),
        )
        for name, arms in group_arms(run).items()
    }


def _withhold(run: RunData, choice: Choice) -> Choice:
    """Names no temperature while answers are missing: the short ones end first."""
    if run.is_finished or not choice.levels:
        return choice
    return replace(choice, finding=Finding.UNFINISHED)


def _read_finding(run: RunData, finding: SearchFinding) -> Choice:
    """Returns the finding beside the counts of all answers, each with an interval of its own."""
    tried = Counter(sample.completion.key.arm for sample in run.samples)
    right = Counter(sample.completion.key.arm for sample in run.samples if is_right(sample))
    low, high = finding.plateau
    levels = tuple(
        JudgedLevel(
            temperature=arm.sampling.temperature,
            right=Proportion(successes=right[arm.name], trials=tried[arm.name]),
            accuracy=wilson_interval(right[arm.name], tried[arm.name]),
            is_worse=arm.sampling.temperature in finding.worse,
            in_plateau=low <= arm.sampling.temperature <= high,
        )
        for arm in sorted_arms(run)
        if tried[arm.name]
    )
    best = next((level for level in levels if level.temperature == finding.best), None)
    kind = Finding.PLATEAU if finding.decided else Finding.ALIKE
    return Choice(finding=kind, best=best, levels=levels)


def group_arms(run: RunData) -> dict[str, list[Arm]]:
    """Returns the arms by series, in the order of the arms."""
    series: dict[str, list[Arm]] = {}
    for arm in run.arms:
        series.setdefault(arm.series, []).append(arm)
    return series


def compare_arms(run: RunData) -> ArmChoice:
    """Compares all arms, of whatever settings, as `compare_temperatures` does temperatures."""
    finished = _count_right(sorted_arms(run), run.samples)
    choice = _withhold(
        run,
        choose_setpoint(
            [Level(temperature=place, right=right) for place, (_, right) in enumerate(finished)]
        ),
    )
    arms = tuple(
        JudgedArm(arm=arm, level=level)
        for (arm, _), level in zip(finished, choice.levels, strict=True)
    )
    best = max(arms, key=lambda each: each.level.right.rate, default=None)
    return ArmChoice(best=best, decided=choice.decided, arms=arms)


def finished_by_all(arms: Sequence[Arm], samples: Sequence[GradedSample]) -> list[GradedSample]:
    """Returns the samples of those (problem, run) that all of some arms have finished."""
    names = {arm.name for arm in arms}
    ours = [sample for sample in samples if sample.completion.key.arm in names]
    finished = Counter(_repetition(sample) for sample in ours)
    return [sample for sample in ours if finished[_repetition(sample)] == len(names)]


def _count_right(
    arms: Sequence[Arm], samples: Sequence[GradedSample]
) -> list[tuple[Arm, Proportion]]:
    """Returns each arm's right answers among the (problem, run) that all of them have finished."""
    common = finished_by_all(arms, samples)
    tried = Counter(sample.completion.key.arm for sample in common)
    right = Counter(sample.completion.key.arm for sample in common if is_right(sample))
    return [
        (arm, Proportion(successes=right[arm.name], trials=tried[arm.name]))
        for arm in arms
        if tried[arm.name]
    ]


def _repetition(sample: GradedSample) -> tuple[str, int]:
    return sample.completion.key.problem_id, sample.completion.key.run
