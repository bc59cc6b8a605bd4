"""What a search has seen so far, and what its answers say of the arms.

What is not covered: what to sample next (`search`), and what may be said (`decision`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from setpoint.stats.curve import gather_evidence
from setpoint.stats.population import Array
from setpoint.stats.regret import Regrets, judge_arms
from setpoint.stats.search_plan import Draw, Plan


class Stage(StrEnum):
    """What the next batch is for."""

    SEARCH = "search"
    CONFIRMATION = "confirmation"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class State:
    """All that has been seen.

    Attributes:
        plan: The settings.
        stage: What the next batch is for.
        right: Right answers of each problem at each temperature, (problems x temperatures).
        runs: Answers, the same shape.
        rounds: Batches of the search that have been observed.
        regrets: What the answers say of the arms; None before the first.
        confirmed: Outcomes of the confirmation.
    """

    plan: Plan
    stage: Stage
    right: Array
    runs: Array
    rounds: int
    regrets: Regrets | None
    confirmed: Mapping[Draw, bool]


def start_search(plan: Plan) -> State:
    """Returns the state before the first answer."""
    empty = np.zeros((len(plan.problems), len(plan.temperatures)))
    return State(
        plan=plan,
        stage=Stage.SEARCH,
        right=empty,
        runs=empty,
        rounds=0,
        regrets=None,
        confirmed={},
    )


def restrict(state: State, problem_ids: Collection[str]) -> State:
    """Returns what the answers to some of the problems say; of use for `decision` alone."""
    rows = [row for row, name in enumerate(state.plan.problems) if name in problem_ids]
    plan = replace(state.plan, problems=tuple(state.plan.problems[row] for row in rows))
    return judge(replace(state, plan=plan, right=state.right[rows], runs=state.runs[rows]))


def judge(state: State) -> State:
    """Returns the state with the regrets that its answers tell of."""
    if not state.runs.any():
        return replace(state, regrets=None)
    plan, evidence = state.plan, gather_evidence(state.right, state.runs)
    regrets = judge_arms(plan.temperatures, evidence, within=plan.within, seed=plan.seed)
    return replace(state, regrets=regrets)
