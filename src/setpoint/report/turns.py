"""Where entropy says that a temperature turns harmful, without looking at the answers' keys.

What is covered: an estimate a series (arms that differ in temperature alone), or why there is none.
What is not: the method (`stats.entropy`).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from setpoint.records import Arm
from setpoint.report.rows import measured_entropies, sorted_arms
from setpoint.report.run import RunData
from setpoint.report.wording import format_temperature
from setpoint.stats.entropy import Turn, estimate_turn

_FEWEST_LEVELS = 3
_SEED = 0
_NO_TURN = Turn(value=None, low=None, high=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedTurn:
    """A turning point, or none, with a sentence on why."""

    turn: Turn
    reason: str


def estimate_turns(run: RunData) -> dict[str, ExplainedTurn]:
    """Returns the turning point of each series, in the order of the arms.

    Answers that loop are left out; every answer of a problem counts the same, and every problem
    that has a measured answer at each temperature above 0 (at 0 entropy is 0).
    """
    entropies: dict[tuple[str, str], list[float]] = defaultdict(list)
    for sample in run.samples:
        key = sample.completion.key
        entropies[key.problem_id, key.arm] += measured_entropies([sample])
    means = {key: fmean(values) for key, values in entropies.items() if values}
    series: dict[str, list[Arm]] = {arm.series: [] for arm in run.arms}
    for arm in sorted_arms(run):
        if arm.sampling.temperature > 0:
            series[arm.series].append(arm)
    return {
        name: _estimate(
            arms,
            [
                [means[problem.id, arm.name] for arm in arms]
                for problem in run.problems
                if all((problem.id, arm.name) in means for arm in arms)
            ],
        )
        for name, arms in series.items()
    }


def _estimate(arms: Sequence[Arm], problems: Sequence[Sequence[float]]) -> ExplainedTurn:
    temperatures = [arm.sampling.temperature for arm in arms]
    if len(arms) < _FEWEST_LEVELS:
        return _none(f"{_FEWEST_LEVELS} temperatures above 0 are needed; there are {len(arms)}.")
    if not problems:
        return _none("No problem has a measured answer that does not loop at every temperature.")
    if not all(map(any, zip(*problems, strict=True))):
        return _none("At some temperature every measured entropy is 0, which has no logarithm.")
    turn = estimate_turn(temperatures, problems, np.random.default_rng(_SEED))
    if turn.value is None:
        first, last = format_temperature(temperatures[0]), format_temperature(temperatures[-1])
        reason = f"Log entropy does not begin to curve upwards between {first} and {last}."
        return ExplainedTurn(turn=turn, reason=reason)
    return ExplainedTurn(
        turn=turn,
        reason=f"Log entropy begins to curve upwards at {format_temperature(turn.value)}, by "
        f"{len(problems)} problem{'s' if len(problems) > 1 else ''}.",
    )


def _none(reason: str) -> ExplainedTurn:
    return ExplainedTurn(turn=_NO_TURN, reason=reason)
