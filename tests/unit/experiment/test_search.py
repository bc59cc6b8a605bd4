"""The loop of a search: every draw is sampled once, and what is kept is not sampled again."""

from pathlib import Path

import numpy as np
import pytest
from fakes.searches import (
    LEVELS,
    CurveGenerator,
    SearchRecorder,
    WordGrader,
    make_setup,
    open_store,
    peaked,
)

from setpoint.experiment.search import SearchSetup, run_search
from setpoint.stats.confirmation import confirm
from setpoint.stats.decision import decision
from setpoint.stats.search_state import Stage, State


def search(
    setup: SearchSetup, folder: Path, generator: CurveGenerator, observer: SearchRecorder
) -> State:
    """Runs the search in a folder."""
    with open_store(folder, setup) as store:
        return run_search(
            setup, generator=generator, grader=WordGrader(), store=store, observer=observer
        )


def test_a_search_finds_the_peak_and_confirms_it(tmp_path: Path) -> None:
    """On problems that took no part, against both references."""
    state = search(make_setup(60), tmp_path, CurveGenerator(peaked), SearchRecorder())
    found, confirmed = decision(state), confirm(state)
    assert state.stage is Stage.FINISHED
    assert found.is_certain
    assert found.setpoint in (0.2, 0.4, 0.6)
    assert confirmed is not None
    assert confirmed.is_held_out
    assert confirmed.accuracy.these.low < peaked(found.setpoint) < confirmed.accuracy.these.high
    assert set(confirmed.against) == {0.6, 0.9} - {found.setpoint}


def test_the_observer_sees_every_state_and_the_last(tmp_path: Path) -> None:
    """The last one has nothing left to ask."""
    observer = SearchRecorder()
    state = search(make_setup(), tmp_path, CurveGenerator(peaked), observer)
    assert observer.states[-1] is state
    assert observer.batches[-1] == ()
    assert [total for total, _ in observer.starts] == [len(b) for b in observer.batches[:-1]]


def test_an_interrupted_search_continues_to_the_same_end(tmp_path: Path) -> None:
    """Nothing that was kept is made again."""
    setup = make_setup()
    whole = CurveGenerator(peaked)
    undisturbed = search(setup, tmp_path / "whole", whole, SearchRecorder())
    first = CurveGenerator(peaked, stop_after=whole.made // 2)
    with pytest.raises(KeyboardInterrupt):
        search(setup, tmp_path / "cut", first, SearchRecorder())
    second, observer = CurveGenerator(peaked), SearchRecorder()
    continued = search(setup, tmp_path / "cut", second, observer)
    assert first.made + second.made == whole.made
    assert np.array_equal(continued.right, undisturbed.right)
    assert continued.confirmed == undisturbed.confirmed
    assert observer.starts[0] == (len(observer.batches[0]), len(observer.batches[0]))


def test_draws_of_one_noise_are_asked_together(tmp_path: Path) -> None:
    """So that the engine can compute them as one; every temperature has the same seed."""
    setup = make_setup()
    observer = SearchRecorder()
    search(setup, tmp_path, CurveGenerator(peaked), observer)
    requests = setup.requests(observer.batches[0], ())
    probes = [level for level in LEVELS if level != 0.6]
    seeds = [request.seed for request in requests]
    assert len(requests) == 20 * len(probes)
    assert seeds[:: len(probes)] == list(dict.fromkeys(seeds))


def test_the_promise_is_part_of_the_configuration() -> None:
    """A folder whose search promised something else is not continued."""
    assert make_setup(within=0.05).configuration() != make_setup(within=0.03).configuration()
