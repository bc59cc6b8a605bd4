"""The search for a temperature, driven by made-up answers."""

from collections.abc import Callable

import numpy as np
import pytest

from setpoint.stats.choose import Finding
from setpoint.stats.confirmation import confirm
from setpoint.stats.decision import Decision, decision
from setpoint.stats.search import next_batch, observe
from setpoint.stats.search_plan import Draw, Plan, plan_search
from setpoint.stats.search_state import Stage, State, start_search

LEVELS = tuple((np.arange(1, 13) / 10).round(1).tolist())


def _plan(problems: int = 60, seed: int = 0, *, most_runs: int = 20) -> Plan:
    names = [f"p{number}" for number in range(problems)]
    return plan_search(LEVELS, names, seed=seed, references=(0.6, 0.6, 1.0), most_runs=most_runs)


def _run(plan: Plan, rate: Callable[[float], float], seed: int = 1) -> list[State]:
    """Returns every state from the first to the last."""
    generator = np.random.default_rng(seed)
    states = [start_search(plan)]
    while batch := next_batch(states[-1]):
        outcomes = {draw: bool(generator.random() < rate(draw.temperature)) for draw in batch}
        states.append(observe(states[-1], outcomes))
    return states


def _last_decision(states: list[State]) -> Decision:
    assert states[-1].stage is Stage.FINISHED
    return decision(states[-1])


def test_four_temperatures_are_probed_with_the_same_problems_and_seeds() -> None:
    """The first batch asks each probe the same (problem, run)."""
    batch = next_batch(start_search(_plan()))
    asked = {
        level: [(draw.problem_id, draw.run) for draw in batch if draw.temperature == level]
        for level in (0.2, 0.5, 0.8, 1.1)
    }
    assert sum(map(len, asked.values())) == len(batch)
    assert asked[0.2] == asked[0.5] == asked[0.8] == asked[1.1]


def test_nothing_is_asked_twice() -> None:
    """Neither in the search nor again in the confirmation."""
    states = _run(_plan(), lambda level: 0.9 - abs(level - 0.5))
    asked = [draw for state in states for draw in next_batch(state)]
    assert len(asked) == len(set(asked))


def test_rounds_narrow_to_the_rivals() -> None:
    """Four probes, then six temperatures, then four."""
    states = _run(_plan(), lambda level: 0.9 - 0.2 * abs(level - 0.5))
    searching = [state for state in states if state.stage is Stage.SEARCH]
    asked = [len({draw.temperature for draw in next_batch(state)}) for state in searching]
    assert asked[:3] == [4, 6, 4]
    assert max(asked[2:]) == 4


def test_a_peak_is_found_and_named() -> None:
    """The setpoint is near it, within the plateau, and both ends are worse."""
    found = _last_decision(_run(_plan(), lambda level: 0.9 - 1.5 * (level - 0.5) ** 2))
    assert found.finding is Finding.PLATEAU
    assert found.is_certain
    assert found.setpoint is not None
    assert found.plateau is not None
    assert abs(found.setpoint - 0.5) < 0.2
    assert found.plateau[0] <= found.setpoint <= found.plateau[1] < 1.1
    assert 1.2 in found.worse


def test_a_flat_curve_has_no_winner() -> None:
    """30 searches: at most 4 name one; at the promised 5 % more would, once in 60 times."""
    plans = (_plan(30, seed) for seed in range(30))
    found = [_last_decision(_run(plan, lambda _: 0.7, seed)) for seed, plan in enumerate(plans)]
    assert sum(one.setpoint is not None for one in found) <= 4


@pytest.mark.parametrize(("rate", "finding"), [(1.0, Finding.ALL_RIGHT), (0.0, Finding.NONE_RIGHT)])
def test_answers_that_are_all_alike_end_the_search_soon(rate: float, finding: Finding) -> None:
    """There is nothing to prefer, and no need for thousands of answers to see it."""
    found = _last_decision(_run(_plan(), lambda _: rate))
    assert found.finding is finding
    assert found.setpoint is None
    assert found.answers < 600


def test_a_search_ends_when_its_answers_are_used_up() -> None:
    """Three problems with two runs cannot decide between alike temperatures; it says so."""
    found = _last_decision(_run(_plan(3, most_runs=2), lambda level: 0.5 + 0.1 * level))
    assert not found.is_certain
    assert found.answers <= 3 * 2 * len(LEVELS)


def test_one_temperature_has_no_rival() -> None:
    """It is certain, and no winner."""
    plan = plan_search([0.6], ["a", "b"])
    assert _last_decision(_run(plan, lambda _: 0.5)).finding is Finding.ONE_LEVEL


def test_no_decision_before_the_first_answer() -> None:
    """There is nothing to say yet."""
    found = decision(start_search(_plan()))
    assert (found.finding, found.best, found.plateau) == (Finding.NO_SAMPLES, None, None)


def test_outcomes_of_another_batch_are_refused() -> None:
    """A search must see all that it asked for, and nothing else."""
    with pytest.raises(ValueError, match="batch"):
        observe(start_search(_plan()), {Draw(problem_id="p1", temperature=0.3, run=0): True})


def test_equal_answers_give_equal_searches() -> None:
    """So that an interrupted one can be replayed from the stored answers."""
    first, second = (_run(_plan(), lambda level: 0.8 - 0.3 * level) for _ in range(2))
    assert [next_batch(state) for state in first] == [next_batch(state) for state in second]


def test_the_confirmation_is_on_held_out_problems_against_the_references() -> None:
    """None of its problems was searched on; references are compared once each."""
    states = _run(_plan(), lambda level: 0.9 if level < 0.55 else 0.4)
    searched = {
        draw.problem_id
        for state in states
        if state.stage is Stage.SEARCH
        for draw in next_batch(state)
    }
    last = states[-1]
    found = confirm(last)
    assert found is not None
    assert found.is_held_out
    assert not searched & {draw.problem_id for draw in last.confirmed}
    assert set(found.against) == {0.6, 1.0}
    assert all(difference.mean.low > 0 for difference in found.against.values())
    assert all(difference.p_value < 0.01 for difference in found.against.values())
    assert found.accuracy.these.value == pytest.approx(0.9, abs=0.1)


def test_few_problems_are_confirmed_with_fresh_runs() -> None:
    """Three cannot be split, so the same ones are asked again with other noise."""
    last = _run(_plan(3, most_runs=4), lambda level: 0.9 - 0.5 * level)[-1]
    found = confirm(last)
    assert found is not None
    assert not found.is_held_out
    assert min(draw.run for draw in last.confirmed) == 4


def test_there_is_no_confirmation_before_it_was_made() -> None:
    """The search's own figures are never printed in its place."""
    assert confirm(start_search(_plan())) is None
