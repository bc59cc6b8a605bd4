"""The temperatures of a run compared with each other.

What is covered: which samples may be compared fairly.
What is not: the statistics of the comparison (`stats.choose`) and its wording (`wording`).
"""

from collections import Counter, defaultdict

from setpoint.records import GradedSample, PromptStyle
from setpoint.report.rows import is_right
from setpoint.report.run import RunData
from setpoint.stats.choose import Choice, Level, choose_setpoint
from setpoint.stats.estimate import Proportion


def compare_temperatures(run: RunData) -> dict[PromptStyle, Choice]:
    """Compares the temperatures within each prompt style, in the order of the arms.

    Every answer counts the same, whatever its kind. To be fair while a run is incomplete, only
    those (problem, run) count that all temperatures of the style have finished.
    """
    return {
        style: choose_setpoint(_balanced_levels(run, style))
        for style in dict.fromkeys(arm.style for arm in run.arms)
    }


def balanced_samples(run: RunData, style: PromptStyle) -> list[GradedSample]:
    """Returns the samples of those (problem, run) that all temperatures of the style finished."""
    arms = {arm.name for arm in run.arms if arm.style is style}
    samples = [sample for sample in run.samples if sample.completion.key.arm in arms]
    finished = Counter(_repetition(sample) for sample in samples)
    return [sample for sample in samples if finished[_repetition(sample)] == len(arms)]


def _balanced_levels(run: RunData, style: PromptStyle) -> list[Level]:
    temperatures = {arm.name: arm.sampling.temperature for arm in run.arms}
    right: dict[float, list[bool]] = defaultdict(list)
    for sample in balanced_samples(run, style):
        right[temperatures[sample.completion.key.arm]].append(is_right(sample))
    return [
        Level(temperature=temperature, right=Proportion(successes=sum(found), trials=len(found)))
        for temperature, found in right.items()
    ]


def _repetition(sample: GradedSample) -> tuple[str, int]:
    return sample.completion.key.problem_id, sample.completion.key.run
