"""Tests of showing runs."""

from pathlib import Path

import pytest
from fakes.web import EN, ZH, make_run_folder, parts_of

from setpoint.records import Language
from setpoint.server.page.results import Results


@pytest.fixture
def results(tmp_path: Path) -> Results:
    """Returns the handlers over a folder with one run."""
    make_run_folder(tmp_path, "a")
    return Results(parts=parts_of(tmp_path), words=EN, language=Language.EN)


def test_a_run_is_shown_with_curve_table_claims_and_report(results: Results) -> None:
    """All on one page."""
    shown = results.open("a")
    for part in ("<svg", "<table", "C10", 'href="../runs/a/report.html"'):
        assert part in shown


def test_a_run_is_shown_in_the_pages_language(tmp_path: Path) -> None:
    """Its claims, too."""
    make_run_folder(tmp_path, "a")
    shown = Results(parts=parts_of(tmp_path), words=ZH, language=Language.ZH).open("a")
    assert "温度从 0.3 起" in shown


def test_answers_are_chosen_by_temperature_and_verdict(results: Results) -> None:
    """Both, one or none."""
    everything = results.answers("a", "", "")
    cold = results.answers("a", "0.2", "")
    right = results.answers("a", "0.2", "CORRECT")
    assert everything.count("<details") == 12
    assert cold.count("<details") == 6
    assert "T=0.8" not in cold
    assert right.count("<details") == right.count("sp-CORRECT") > 0


def test_hostile_answers_become_no_html(results: Results) -> None:
    """The made-up run has some."""
    shown = results.answers("a", "", "")
    assert "onerror" in shown
    assert "<img" not in shown


@pytest.mark.parametrize("name", ["../a", "", None, "b"])
def test_no_other_folder_is_opened(results: Results, name: str | None) -> None:
    """Neither for the overview nor for answers."""
    assert "sp-warning" in results.open(name)
    assert "sp-warning" in results.answers(name, "", "")


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    """With its name."""
    none = Results(parts=parts_of(tmp_path), words=EN, language=Language.EN)
    assert str(tmp_path) in str(none.list()[1])
