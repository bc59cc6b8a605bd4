"""The search for the best temperature, as a state machine that knows no model.

What is covered: what to sample next, when to stop, and what may then be said. Whoever drives it
samples ``next_batch(state)``, gives the outcomes to ``observe``, and repeats until the batch is
empty; ``decision(state)`` holds at any time. Equal outcomes give equal states.
What is not: the confirmation's figures (`confirmation`), and problems that a temperature suits in
particular: with few problems and many runs the finding is for *these* problems.

Four temperatures are probed; then, round by round, those that could still beat the best one by
more than is allowed, first six, then three (Z. Karnin, T. Koren and O. Somekh, "Almost Optimal
Exploration in Multi-Armed Bandits", ICML 2013, halve in the same way, without a curve). An arm that
was left out returns if the curve makes it a rival again. It stops when the regret of the best is
small enough with the confidence that was asked for, under all length-scales.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from setpoint.stats.choose import Finding
from setpoint.stats.curve import gather_evidence
from setpoint.stats.population import Array
from setpoint.stats.regret import Regrets, judge_arms
from setpoint.stats.search_plan import Draw, Plan, confirmation_draws, search_draws

_PROBES = (0.2, 0.5, 0.8, 1.1)
_PROBE_ANSWERS = 20
_ROUND_ANSWERS = 10
_GROWTH = 0.1
_RIVALS = (6, 4)
_WORSE_CHANCE = 0.99
"""Of an arm to be called worse: with it a flat truth has a winner in at most 5 % of searches."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What may be said of the temperatures.

    Attributes:
        finding: What was found; only PLATEAU names a setpoint.
        best: The temperature whose regret is most surely small; None without answers.
        plateau: Lowest and highest temperature around the best one of those that are not reliably
            worse; None without answers.
        worse: Temperatures that are reliably worse.
        certainty: Chance that the best one's regret is at most what is allowed, under the least
            favourable length-scale.
        is_certain: True if that is as high as was asked for; if not, and the search has ended, the
            answers it may ask for are used up.
        answers: Number of answers that the search took.
    """

    finding: Finding
    best: float | None
    plateau: tuple[float, float] | None
    worse: tuple[float, ...]
    certainty: float
    is_certain: bool
    answers: int

    @property
    def setpoint(self) -> float | None:
        """The best temperature, if there is reason to prefer it to another."""
        return self.best if self.finding is Finding.PLATEAU else None


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


def decision(state: State) -> Decision:
    """Returns what may be said now."""
    temperatures, regrets = state.plan.temperatures, state.regrets
    if regrets is None:
        return _NO_DECISION
    worse = np.flatnonzero(regrets.worse >= _WORSE_CHANCE).tolist()
    plateau = _around(regrets.best, worse, len(temperatures))
    return Decision(
        finding=_finding(state, worse=bool(worse)),
        best=temperatures[regrets.best],
        plateau=(temperatures[plateau[0]], temperatures[plateau[-1]]),
        worse=tuple(temperatures[index] for index in worse),
        certainty=regrets.certainty,
        is_certain=regrets.certainty >= state.plan.confidence,
        answers=int(state.runs.sum()),
    )


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
    plan, evidence = state.plan, gather_evidence(right, runs)
    regrets = judge_arms(plan.temperatures, evidence, within=plan.within, seed=plan.seed)
    return replace(state, right=right, runs=runs, rounds=state.rounds + 1, regrets=regrets)


def _compared(state: State) -> list[float]:
    best = decision(state).best
    return list(dict.fromkeys([*([] if best is None else [best]), *state.plan.references]))


def _around(best: int, worse: Sequence[int], arms: int) -> range:
    below = (index for index in worse if index < best)
    above = (index for index in worse if index > best)
    return range(max(below, default=-1) + 1, min(above, default=arms))


def _finding(state: State, *, worse: bool) -> Finding:
    if len(state.plan.temperatures) == 1:
        return Finding.ONE_LEVEL
    if np.array_equal(state.right, state.runs):
        return Finding.ALL_RIGHT
    if not state.right.any():
        return Finding.NONE_RIGHT
    return Finding.PLATEAU if worse else Finding.ALIKE


_NO_DECISION = Decision(
    finding=Finding.NO_SAMPLES,
    best=None,
    plateau=None,
    worse=(),
    certainty=0.0,
    is_certain=False,
    answers=0,
)
