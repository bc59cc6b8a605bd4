"""The comparison as a reader gets it."""

import json
from dataclasses import replace

import pytest
from fakes.pages import Page
from fakes.runs import make_run
from rich.console import Console

from setpoint.records import Language, PromptStyle
from setpoint.report.contrast import Contrast, contrast_runs
from setpoint.report.contrast_view import (
    render_contrast,
    render_contrast_page,
    summarize_contrast,
)


def make_contrast() -> Contrast:
    """Returns a comparison of two models, with a name that is HTML."""
    styles = (PromptStyle.PLAIN, PromptStyle.STEPS)
    first = make_run(temperatures=(0.4, 1.2), styles=styles, runs=2, seed=1)
    second = make_run(temperatures=(0.4, 1.2), styles=styles, runs=2, seed=2)
    return contrast_runs(
        replace(first, configuration={"model": "tiny", "dtype": "float32", "runs": 2}),
        replace(second, configuration={"model": "<b>big</b>", "dtype": "float16", "runs": 3}),
    )


@pytest.mark.parametrize("language", Language)
def test_eighty_columns_hold_the_table(language: Language) -> None:
    """Nothing is cut; every difference between the runs is printed."""
    console = Console(width=80)
    with console.capture() as capture:
        console.print(render_contrast(make_contrast(), language))
    shown = capture.get()
    assert "…" not in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert all(name in shown for name in ("dtype: float32 | float16", "runs: 2 | 3"))
    assert "style=steps" in shown


def test_several_things_compared_at_once_are_pointed_out() -> None:
    """Model and dtype: none of them can be blamed."""
    console = Console(width=200)
    with console.capture() as capture:
        console.print(render_contrast(make_contrast(), Language.EN))
    assert "2 things are compared at once" in capture.get()


def test_the_document_is_plain_json() -> None:
    """Null is all temperatures together; counts of pairs add up."""
    document = summarize_contrast(make_contrast(), Language.EN)
    document = json.loads(json.dumps(document, allow_nan=False))
    assert [row["temperature"] for row in document["by_temperature"][:3]] == [None, 0.4, 1.2]
    pairs = document["pairs"]
    assert pairs["pairs"] == sum(pairs[n] for n in ("both", "only_a", "only_b", "neither")) == 24
    assert {d["meaning"] for d in document["differences"]} == {"compared", "left_out"}
    assert len(document["problems"]) == 3


def test_the_page_has_a_row_a_figure_and_no_markup_of_a_run() -> None:
    """Names are text, whatever they hold; there is no script."""
    contrast = make_contrast()
    page = Page(render_contrast_page(contrast, Language.ZH))
    assert len(page.find("tr")) == 1 + len(contrast.rows)
    assert page.find("html", lang="zh")
    assert not page.find("b")
    assert not page.find("script")
