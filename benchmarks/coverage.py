"""``python -m benchmarks.coverage``: whether the statistics keep their promises, by simulation.

Prints ``coverage`` by method, world and design (problems x runs); ``false_winner_rate`` where all
temperatures are alike; ``find_success`` by world; and ``find_token_ratio``, the answers of a search
over those of a grid (see `benchmarks.searches`). ``--json`` prints one JSON object and nothing
else.
"""

import argparse
import json

import numpy as np

from benchmarks.intervals import measure_coverage
from benchmarks.searches import (
    WITHIN,
    Found,
    grid_answers_in_hindsight,
    regret_by_answers,
    search,
)
from benchmarks.worlds import TEMPERATURES, WORLDS
from setpoint.stats.grid import planned_grid_answers

_PROBLEMS = (30, 100, 300)
_SEARCHED = tuple(world for world in WORLDS if world != "easy")
"""Where all temperatures are nearly always right there is nothing to search for."""


def main() -> None:
    """Simulates and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coverage", description=__doc__)
    parser.add_argument("--sweeps", type=int, default=2_000, help="in every world and design")
    parser.add_argument("--searches", type=int, default=2_000, help="in all worlds, and flat ones")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = {
        "sweeps": options.sweeps,
        "searches": options.searches,
        "seed": options.seed,
        "coverage": measure_coverage(options.sweeps, options.seed),
        **measure_searches(options.searches, options.seed),
    }
    if options.json:
        print(json.dumps(figures, indent=2))
    else:
        print("\n".join(f"{name:<20} {value}" for name, value in figures.items()))


def measure_searches(searches: int, seed: int) -> dict[str, object]:
    """Returns the figures of the search; worlds and numbers of problems take turns."""
    found = {
        world: [
            search(world, _PROBLEMS[number % len(_PROBLEMS)], seed + number)
            for number in range(searches if world == "flat" else searches // (len(_SEARCHED) - 1))
        ]
        for world in _SEARCHED
    }
    curved = [one for world in _SEARCHED if world != "flat" for one in found[world]]
    success = _success(curved)
    answers = _mean_answers(curved)
    hindsight = grid_answers_in_hindsight(curved, success, seed)
    planned = planned_grid_answers(len(TEMPERATURES), within=WITHIN, confidence=0.95)
    return {
        "false_winner_rate": _winner_rate(found["flat"]),
        "winner_rate": {world: _winner_rate(found[world]) for world in _SEARCHED},
        "find_success": {world: _success(found[world]) for world in _SEARCHED}
        | {"curved": success},
        "find_certain": {
            world: float(np.mean([one.decision.is_certain for one in found[world]]))
            for world in _SEARCHED
        },
        "find_answers": {world: _mean_answers(found[world]) for world in _SEARCHED}
        | {"curved": answers},
        "find_regret_at_end": {
            world: float(np.mean([one.regret for one in found[world]])) for world in _SEARCHED
        },
        "find_regret": regret_by_answers(curved, seed),
        "grid_answers": {"hindsight": hindsight, "planned": planned},
        "find_token_ratio": {
            "hindsight": answers / hindsight if hindsight else None,
            "planned": answers / planned,
        },
    }


def _success(found: list[Found]) -> float:
    return float(np.mean([one.regret <= WITHIN for one in found]))


def _winner_rate(found: list[Found]) -> float:
    return float(np.mean([one.decision.setpoint is not None for one in found]))


def _mean_answers(found: list[Found]) -> float:
    return float(np.mean([one.decision.answers for one in found]))


if __name__ == "__main__":
    main()
