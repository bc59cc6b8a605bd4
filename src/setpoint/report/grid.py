"""How often each problem was answered right at each temperature: the map of a run.

What is not covered: how it is drawn (`static/charts.js`).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from setpoint.problems import Problem
from setpoint.records import GradedSample, Kind
from setpoint.report.rows import tally_problems
from setpoint.report.run import RunData
from setpoint.stats.estimate import Proportion


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLine:
    """A problem with its right answers by the name of the arm; absent means not answered yet."""

    problem: Problem
    right: Mapping[str, Proportion]


def build_grid(run: RunData) -> tuple[GridLine, ...]:
    """Returns the problems that were answered, by kind, those most often right first."""
    by_arm: dict[str, list[GradedSample]] = defaultdict(list)
    for sample in run.samples:
        by_arm[sample.completion.key.arm].append(sample)
    tallies = {name: tally_problems(samples) for name, samples in by_arm.items()}
    lines = [
        GridLine(
            problem=problem,
            right={
                name: tally[problem.id] for name, tally in tallies.items() if problem.id in tally
            },
        )
        for problem in run.problems
    ]
    return tuple(sorted(filter(lambda line: line.right, lines), key=_order))


def _order(line: GridLine) -> tuple[int, float, str]:
    rate = sum(share.rate for share in line.right.values()) / len(line.right)
    return list(Kind).index(line.problem.kind), -rate, line.problem.id
