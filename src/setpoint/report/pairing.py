"""Which samples of two runs may be compared with each other.

What is covered: pairs of samples of the same problem, the same arm and the same repetition.
What is not: how else the runs differ (`unlikeness`), and the figures (`contrast`).

A problem is the same if its key and its texts in the styles that are compared are. If no arm of the
one run is an arm of the other, arms are paired by temperature and style, and if that gives nothing
by temperature alone: the settings in which they differ are then what is compared.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace

from setpoint.problems import Problem
from setpoint.records import Arm, GradedSample
from setpoint.report.run import RunData


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmPair:
    """An arm of the first run and its partner in the second."""

    first: Arm
    second: Arm


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePair:
    """The same repetition of the same problem in both runs."""

    problem: Problem
    arms: ArmPair
    first: GradedSample
    second: GradedSample


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedRuns:
    """Two runs and what they share.

    Attributes:
        arms: In the order of the first run's arms.
        changed: Names that stand for different problems in the two runs.
        pairs: In the order of the first run's samples.
    """

    first: RunData
    second: RunData
    arms: tuple[ArmPair, ...]
    changed: tuple[str, ...]
    pairs: tuple[SamplePair, ...]


def pair_runs(first: RunData, second: RunData) -> PairedRuns:
    """Finds what two runs share; they may be the same run."""
    arms = _pair_arms(first, second)
    same, changed = _common_problems(first, second, arms)
    return PairedRuns(
        first=first,
        second=second,
        arms=arms,
        changed=changed,
        pairs=tuple(_pair_samples(first, second, arms, same)),
    )


_SAMENESS: tuple[Callable[[Arm], Hashable], ...] = (
    lambda arm: arm.name,
    lambda arm: (arm.sampling.temperature, arm.style),
    lambda arm: arm.sampling.temperature,
)
"""What arms must share to be paired, the strictest first."""


def _pair_arms(first: RunData, second: RunData) -> tuple[ArmPair, ...]:
    for sameness in _SAMENESS:
        ours = {sameness(arm): arm for arm in first.arms}
        theirs = {sameness(arm): arm for arm in second.arms}
        is_unique = len(ours) == len(first.arms) and len(theirs) == len(second.arms)
        common = [key for key in ours if key in theirs]
        if is_unique and common:
            return tuple(ArmPair(first=ours[key], second=theirs[key]) for key in common)
    return ()


def _common_problems(
    first: RunData, second: RunData, arms: tuple[ArmPair, ...]
) -> tuple[dict[str, Problem], tuple[str, ...]]:
    """Returns the problems that are the same in both, and the names of those that are not."""
    styles = {arm.style for pair in arms for arm in (pair.first, pair.second)}
    theirs = {problem.id: problem for problem in second.problems}
    common = [problem for problem in first.problems if problem.id in theirs]
    same = {
        problem.id: problem
        for problem in common
        if problem.key == theirs[problem.id].key
        and all(problem.prompts[style] == theirs[problem.id].prompts[style] for style in styles)
    }
    return same, tuple(problem.id for problem in common if problem.id not in same)


def _pair_samples(
    first: RunData, second: RunData, arms: tuple[ArmPair, ...], problems: dict[str, Problem]
) -> Iterator[SamplePair]:
    partners = {pair.first.name: pair for pair in arms}
    theirs = {sample.completion.key: sample for sample in second.samples}
    for sample in first.samples:
        key = sample.completion.key
        pair, problem = partners.get(key.arm), problems.get(key.problem_id)
        if pair is None or problem is None:
            continue
        partner = theirs.get(replace(key, arm=pair.second.name))
        if partner is not None:
            yield SamplePair(problem=problem, arms=pair, first=sample, second=partner)
