"""``setpoint.json`` and its view say what was found, what it rests on, and what was not decided."""

import json
from collections import Counter
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from fakes.searches import (
    LEVELS,
    CurveGenerator,
    SearchRecorder,
    WordGrader,
    flat,
    make_setup,
    open_store,
    peaked,
)
from rich.console import Console

from setpoint.experiment.search import run_search
from setpoint.records import Outcome
from setpoint.report.run import Cost
from setpoint.report.search_view import render_search
from setpoint.report.setpoint_file import SearchData, describe_search
from setpoint.server.profile import read_profile
from setpoint.stats.grid import planned_grid_answers


def find(folder: Path, curve: Callable[[float], float], problems: int = 60) -> SearchData:
    """Searches a made-up model."""
    setup = make_setup(problems)
    with open_store(folder, setup) as store:
        state = run_search(
            setup,
            generator=CurveGenerator(curve),
            grader=WordGrader(),
            store=store,
            observer=SearchRecorder(),
        )
        return SearchData(
            model="made-up",
            fingerprint=setup.samples.fingerprint,
            suites=setup.samples.suites,
            settings={"style": "plain"},
            problems=setup.samples.problems,
            state=state,
            outcomes=Counter(store.outcomes().values()),
            cost=Cost(tokens_emitted=store.tokens(), tokens_computed=7, seconds=1.5),
        )


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> SearchData:
    """Returns a search that finds a peak."""
    return find(tmp_path_factory.mktemp("peaked"), peaked)


@pytest.fixture(scope="module")
def undecided(tmp_path_factory: pytest.TempPathFactory) -> SearchData:
    """Returns a search of a flat curve."""
    return find(tmp_path_factory.mktemp("flat"), flat)


def shown(data: SearchData) -> str:
    """Returns what a terminal shows."""
    console = Console(file=StringIO(), width=100)
    console.print(render_search(data))
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return " ".join(text.split())


def test_a_peak_is_named_with_its_plateau_and_confirmation(found: SearchData) -> None:
    """The temperature, those that are not reliably worse, and figures of fresh answers."""
    document = describe_search(found)
    setpoint, confirmation = document["setpoint"], document["confirmation"]
    assert setpoint["decided"] is True
    assert setpoint["value"] == setpoint["best"] == confirmation["temperature"]
    assert setpoint["plateau"][0] <= setpoint["value"] <= setpoint["plateau"][1] < 1
    assert setpoint["certainty"] >= 0.95
    assert confirmation["held_out"] is True
    accuracy = confirmation["accuracy"]
    assert accuracy["low"] < accuracy["value"] < accuracy["high"]
    assert {one["temperature"] for one in confirmation["against"]} <= {0.6, 0.9}


def test_a_flat_curve_gets_no_setpoint(undecided: SearchData) -> None:
    """But the reason and the certainty."""
    setpoint = describe_search(undecided)["setpoint"]
    assert setpoint["value"] is None
    assert setpoint["decided"] is False
    assert setpoint["plateau"] == [LEVELS[0], LEVELS[-1]]
    assert "none is named" in setpoint["reason"]


def test_every_answer_is_accounted_for(found: SearchData) -> None:
    """By level, by outcome, and in the cost, beside a grid of the same promise."""
    document = describe_search(found)
    levels = document["evidence"]["levels"]
    cost = document["cost"]
    assert sum(level["answers"] for level in levels) == document["setpoint"]["answers"]
    assert sum(document["outcomes"].values()) == cost["answers"]
    assert document["outcomes"][Outcome.TIMEOUT] == 0
    assert cost["tokens_emitted"] == 5 * cost["answers"]
    grid = planned_grid_answers(5, within=0.05, confidence=0.95)
    assert cost["planned_grid"] == {"answers": grid, "tokens": 5 * grid}


def test_one_kind_needs_no_figures_of_its_own(found: SearchData) -> None:
    """They would say the same again."""
    assert describe_search(found)["kinds"] == {}


def test_the_terminal_says_the_same(found: SearchData, undecided: SearchData) -> None:
    """The setpoint or that there is none, the reason, the confirmation, the cost."""
    document = describe_search(found)
    text = shown(found)
    assert f"setpoint {document['setpoint']['value']}" in text
    assert document["setpoint"]["reason"] in text
    assert "Confirmed on problems that were held out" in text
    assert f"{document['cost']['answers']:,} answers" in text
    assert "no setpoint" in shown(undecided)


def test_a_server_reads_the_file(found: SearchData, tmp_path: Path) -> None:
    """The temperature that was found is the one that is served."""
    file = tmp_path / "setpoint.json"
    file.write_text(json.dumps(describe_search(found)))
    assert read_profile(file).temperature == describe_search(found)["setpoint"]["value"]
