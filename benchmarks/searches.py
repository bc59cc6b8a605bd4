"""How often a search finds a good temperature, and what a grid takes for the same.

What is covered: success (a regret of at most 3 points on the problems at hand), winners named where
there is none, and the number of answers, against two grids that answer with every temperature
equally often and take the highest share:

- the grid that in hindsight, over these very worlds, succeeds as often as the search did. Nobody
  knows its size beforehand;
- the grid that is planned to succeed with 95 % in the least favourable case, as one must who is to
  promise it (R. E. Bechhofer, Annals of Mathematical Statistics 25 (1954) 16-39).

What is not: the length of answers, which is taken to be the same everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from benchmarks.worlds import TEMPERATURES, Truth, draw_truth
from setpoint.stats.decision import Decision, decision
from setpoint.stats.population import Array
from setpoint.stats.search import next_batch, observe
from setpoint.stats.search_plan import Draw, plan_search
from setpoint.stats.search_state import Stage, start_search

WITHIN = 0.03
_SIZES = np.unique(np.geomspace(5, 5_000, 40).astype(int))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One search.

    Attributes:
        truth: What there was to find.
        decision: What was found.
        path: The regret of the best temperature after every batch, in shares, by the number of
            answers so far.
    """

    truth: Truth
    decision: Decision
    path: Mapping[int, float]

    @property
    def regret(self) -> float:
        """That of the best temperature at the end, in shares."""
        return list(self.path.values())[-1]


def search(world: str, problems: int, seed: int) -> Found:
    """Runs one search in one world, without its confirmation."""
    generator = np.random.default_rng([seed, problems])
    truth = draw_truth(world, problems, generator)
    plan = plan_search(TEMPERATURES.tolist(), [str(i) for i in range(problems)], seed=seed)
    state = start_search(plan)
    means = truth.rates.mean(axis=0)
    path = {}
    while state.stage is Stage.SEARCH:
        state = observe(state, _answer(next_batch(state), truth, generator))
        found = decision(state)
        path[found.answers] = float(means.max() - means[_column(found.best or 0.0)])
    return Found(truth=truth, decision=decision(state), path=path)


def regret_by_answers(found: list[Found], seed: int) -> dict[str, list[float]]:
    """Returns the mean regret after so many answers: of searches cut off there, and of grids.

    A search that has ended keeps its regret. Numbers of answers start where every search has seen
    its first batch.
    """
    first = max(min(one.path) for one in found)
    answers = np.geomspace(first, 40_000, 40).astype(int)
    generator = np.random.default_rng([seed, first])
    searched = [[_cut_off(one.path, limit) for one in found] for limit in answers]
    grids = [
        [_grid_regret(one.truth.rates, size, generator) for one in found]
        for size in answers // len(TEMPERATURES)
    ]
    return {
        "answers": answers.tolist(),
        "search": np.mean(searched, axis=1).tolist(),
        "grid": np.mean(grids, axis=1).tolist(),
    }


def grid_answers_in_hindsight(found: list[Found], success: float, seed: int) -> int | None:
    """Returns the answers of the least grid that succeeds as often; None if none tried does."""
    for size in _SIZES:
        generator = np.random.default_rng([seed, int(size)])
        regrets = [_grid_regret(one.truth.rates, int(size), generator) for one in found]
        if np.mean(np.array(regrets) <= WITHIN) >= success:
            return int(size) * len(TEMPERATURES)
    return None


def _answer(
    batch: tuple[Draw, ...], truth: Truth, generator: np.random.Generator
) -> dict[Draw, bool]:
    rates = [truth.rates[int(draw.problem_id), _column(draw.temperature)] for draw in batch]
    return dict(zip(batch, (generator.random(len(batch)) < rates).tolist(), strict=True))


def _grid_regret(rates: Array, size: int, generator: np.random.Generator) -> float:
    means = rates.mean(axis=0)
    shares = generator.binomial(size, means) + generator.random(len(means)) / 2
    return float(means.max() - means[np.argmax(shares)])


def _cut_off(path: Mapping[int, float], answers: int) -> float:
    return [regret for seen, regret in path.items() if seen <= answers][-1]


def _column(temperature: float) -> int:
    return int(np.argmin(np.abs(TEMPERATURES - temperature)))
