"""What a search for the best temperature is given, and the answers it asks for.

What is covered: the settings, the split into problems to search on and problems held out, and the
common order in which every temperature answers the same (problem, run).
What is not: which temperature answers next (`search`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_FEWEST_TO_SPLIT = 8
_HELD_OUT = 1 / 3
_MOST_RUNS = 20


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Draw:
    """One answer to be sampled.

    Attributes:
        problem_id: `Problem.id`.
        temperature: Of the arm.
        run: Number of the repetition, from 0; with the problem it keys the noise, so that all
            temperatures share it.
    """

    problem_id: str
    temperature: float
    run: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The settings of a search.

    Attributes:
        temperatures: The arms, ascending.
        problems: Those to search on, in the order in which they are asked.
        held_out: Those kept for the confirmation; empty if there are too few to split, and the
            confirmation then has fresh runs of the same problems.
        references: Temperatures that the choice is confirmed against.
        within: The regret that is allowed, in shares.
        confidence: Chance that the regret is no more than that, between 0 and 1.
        seed: Of everything that is drawn.
        most_runs: Repetitions of a problem at one temperature, at most.
        confirmations: Answers of each temperature in the confirmation, at most.
    """

    temperatures: tuple[float, ...]
    problems: tuple[str, ...]
    held_out: tuple[str, ...]
    references: tuple[float, ...]
    within: float
    confidence: float
    seed: int
    most_runs: int
    confirmations: int

    @property
    def confirmed_problems(self) -> tuple[str, ...]:
        """Those that the confirmation asks."""
        return self.held_out or self.problems


def plan_search(  # noqa: PLR0913 - the settings of a command
    temperatures: Sequence[float],
    problem_ids: Sequence[str],
    *,
    references: Sequence[float] = (0.6,),
    within: float = 0.03,
    confidence: float = 0.95,
    seed: int = 0,
    most_runs: int = _MOST_RUNS,
    confirmations: int = 100,
) -> Plan:
    """Shuffles the problems and holds a third of them out if there are at least eight.

    Args:
        temperatures: The arms, at least one.
        problem_ids: At least one.
        references: What the choice is confirmed against: 0.6 and the model's own default.
        within: The regret that is allowed, in shares.
        confidence: Chance that the regret is no more than that.
        seed: Of everything that is drawn.
        most_runs: Repetitions of a problem at one temperature, at most.
        confirmations: Answers of each temperature in the confirmation, at most.
    """
    order = np.random.default_rng(seed).permutation(len(problem_ids))
    shuffled = tuple(problem_ids[index] for index in order)
    kept = len(shuffled)
    if kept >= _FEWEST_TO_SPLIT:
        kept -= round(kept * _HELD_OUT)
    return Plan(
        temperatures=tuple(sorted(set(temperatures))),
        problems=shuffled[:kept],
        held_out=shuffled[kept:],
        references=tuple(dict.fromkeys(references)),
        within=within,
        confidence=confidence,
        seed=seed,
        most_runs=most_runs,
        confirmations=confirmations,
    )


def search_draws(plan: Plan, temperature: float, *, done: int, count: int) -> list[Draw]:
    """Returns an arm's next answers: all problems once, then all again with the next run."""
    last = min(done + count, len(plan.problems) * plan.most_runs)
    return [_draw(plan.problems, number, temperature) for number in range(done, last)]


def confirmation_draws(plan: Plan, temperatures: Sequence[float]) -> list[Draw]:
    """Returns the same answers for each temperature; none was part of the search."""
    problems = plan.confirmed_problems
    first = 0 if plan.held_out else len(problems) * plan.most_runs
    count = min(plan.confirmations, len(problems) * plan.most_runs)
    return [
        _draw(problems, number, temperature)
        for temperature in temperatures
        for number in range(first, first + count)
    ]


def _draw(problems: Sequence[str], number: int, temperature: float) -> Draw:
    run, index = divmod(number, len(problems))
    return Draw(problem_id=problems[index], temperature=temperature, run=run)
