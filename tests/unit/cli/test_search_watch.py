"""The live display of a search says what it believes, asks and costs."""

from io import StringIO
from pathlib import Path

import pytest
from fakes.searches import CurveGenerator, WordGrader, make_setup, open_store, peaked
from rich.console import Console

from setpoint.cli.search_watch import LineSearchWatch, SearchWatch
from setpoint.experiment.search import run_search


def shown(watch: SearchWatch) -> str:
    """Returns what stands on the terminal."""
    console = Console(file=StringIO(), width=100)
    console.print(watch.render())
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return text


def watched(watch: SearchWatch, folder: Path) -> None:
    """Runs a search that is watched."""
    setup = make_setup()
    with open_store(folder, setup) as store:
        run_search(
            setup,
            generator=CurveGenerator(peaked),
            grader=WordGrader(),
            store=store,
            observer=watch,
        )


def test_before_the_first_answer_nothing_is_believed() -> None:
    """But what will be asked."""
    watch = SearchWatch(make_setup())
    assert "Round 1 asks T" in shown(watch)
    assert "0 tokens now" in shown(watch)


def test_in_the_end_belief_and_cost_stand_there(tmp_path: Path) -> None:
    """Every temperature with its answers; the tokens spent, and those of a grid."""
    watch = SearchWatch(make_setup())
    watched(watch, tmp_path)
    text = shown(watch)
    assert "within 5 points" in text
    assert "Confirmed after" in text
    assert "a grid planned for the same promise takes about" in text


def test_elsewhere_a_line_is_printed_for_each_round(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error, so that a document on standard output stays whole."""
    watched(LineSearchWatch(make_setup()), tmp_path)
    out, err = capsys.readouterr()
    assert out == ""
    lines = err.splitlines()
    assert lines[0].startswith("Round 1 asks T 0.2")
    assert lines[-1].startswith("Confirmed after")
