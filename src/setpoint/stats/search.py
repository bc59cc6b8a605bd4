"""The search for the best temperature, as a state machine that knows no model.

What is covered: what to sample next, and when to stop. Whoever drives it
samples ``next_batch(state)``, gives the outcomes to ``observe``, and repeats until the batch is
empty. Equal outcomes give equal states.
What is not: what may be said (`decision`), the figures to be printed (`confirmation`), and problems
that a temperature suits in particular: with few problems and many runs the finding is for *these*
problems.

Four temperatures are probed; then, round by round, those that could still beat the best one by
more than is allowed, first six, then four (Z. Karnin, T. Koren and O. Somekh, "Almost Optimal
Exploration in Multi-Armed Bandits", ICML 2013, halve in the same way, without a curve). An arm that
was left out returns if the curve makes it a rival again. It stops when the regret of the best is
small enough with the confidence that was asked for, under all length-scales.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from setpoint.stats.decision import decision
from setpoint.stats.regret import Regrets
from setpoint.stats.search_plan import Draw, confirmation_draws, search_draws
from setpoint.stats.search_state import Stage, State, judge

_PROBES = (0.2, 0.5, 0.8, 1.1)
_PROBE_ANSWERS = 20
_ROUND_ANSWERS = 10
_GROWTH = 0.1
_RIVALS = (6, 4)


def next_batch(state: State) -> tuple[Draw, ...]:
    """Returns what to sample next, without order of importance; empty when it is over."""
    if state.stage is Stage.SEARCH:
        return _search_batch(state)
    if state.stage is Stage.CONFIRMATION:
        return tuple(confirmation_draws(state.plan, _compared(state)))
    return ()


def observe(state: State, outcomes: Mapping[Draw, bool]) -> State:
    """Returns the state after a batch; an outcome is True for a right answer.

    Raises:
        ValueError: The outcomes are not those of `next_batch`.
    """
    if outcomes.keys() != set(next_batch(state)):
        raise ValueError("the outcomes are not those of the batch")
    if state.stage is Stage.CONFIRMATION:
        return replace(state, stage=Stage.FINISHED, confirmed=dict(outcomes))
    seen = _count(state, outcomes)
    is_over = decision(seen).is_certain or not _search_batch(seen)
    return replace(seen, stage=Stage.CONFIRMATION) if is_over else seen


def _search_batch(state: State) -> tuple[Draw, ...]:
    plan, done = state.plan, state.runs.sum(axis=0).astype(int)
    arms, count = _next_arms(state)
    return tuple(
        draw
        for arm in arms
        for draw in search_draws(plan, plan.temperatures[arm], done=int(done[arm]), count=count)
    )


def _next_arms(state: State) -> tuple[Sequence[int], int]:
    """Returns the arms of the next round and how many answers each is to give."""
    if state.regrets is None:
        return _probes(state.plan.temperatures), _PROBE_ANSWERS
    rivals = _RIVALS[min(state.rounds, len(_RIVALS)) - 1]
    count = max(_ROUND_ANSWERS, int(state.runs.sum() * _GROWTH / rivals))
    return _most_threatening(state.regrets, state, rivals), count


def _probes(temperatures: Sequence[float]) -> list[int]:
    levels = np.asarray(temperatures)
    return sorted({int(np.argmin(np.abs(levels - probe))) for probe in _PROBES})


def _most_threatening(regrets: Regrets, state: State, count: int) -> list[int]:
    """Returns the best arm and its greatest rivals, of those that may still answer."""
    most = len(state.plan.problems) * state.plan.most_runs
    threats = regrets.threats.copy()
    threats[regrets.best] = np.inf
    order = np.argsort(-threats, kind="stable")
    return [int(arm) for arm in order if state.runs[:, arm].sum() < most][:count]


def _count(state: State, outcomes: Mapping[Draw, bool]) -> State:
    rows = {problem: row for row, problem in enumerate(state.plan.problems)}
    columns = {level: column for column, level in enumerate(state.plan.temperatures)}
    right, runs = state.right.copy(), state.runs.copy()
    for draw, is_right in outcomes.items():
        cell = rows[draw.problem_id], columns[draw.temperature]
        right[cell] += is_right
        runs[cell] += 1
    return judge(replace(state, right=right, runs=runs, rounds=state.rounds + 1))


def _compared(state: State) -> list[float]:
    best = decision(state).best
    return list(dict.fromkeys([*([] if best is None else [best]), *state.plan.references]))
