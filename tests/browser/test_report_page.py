"""The report's page in a headless browser, after its scripts have run."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.pages import Page
from fakes.runs import article_problems, make_run, make_sample, run_of
from fakes.texts import HOSTILE, math_answer

from setpoint.records import Outcome, PromptStyle
from setpoint.report.page import render_page
from setpoint.report.run import RunData

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]

RUN = make_run(temperatures=(0.2, 0.8), runs=2)


def browse(run: RunData, folder: Path, fragment: str = "") -> Page:
    """Returns the page as the browser built it; fails on any message on its console."""
    file = folder / "report.html"
    file.write_text(render_page(run), encoding="utf-8")
    command = [
        *(str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *(f"--user-data-dir={folder / 'profile'}", "--window-size=1200,6000"),
        *("--virtual-time-budget=3000", "--enable-logging=stderr", "--dump-dom"),
        f"{file.as_uri()}{fragment}",
    ]
    finished = subprocess.run(command, capture_output=True, check=True, timeout=60)
    messages = re.findall(rb".*CONSOLE.*", finished.stderr)
    assert not messages
    return Page(finished.stdout.decode())


def charts_drawn(page: Page) -> int:
    """Returns the number of charts that are pictures now."""
    return len(page.find("svg", role="img"))


@pytest.mark.parametrize(
    "run",
    [
        RUN,
        make_run(temperatures=(0.6,), runs=1),
        make_run(problems=article_problems()[:1], runs=1),
        make_run(temperatures=(0.2, 0.8), styles=tuple(PromptStyle), runs=1),
        run_of(like=RUN),
    ],
    ids=["complete", "one temperature", "one kind", "two styles", "no samples"],
)
def test_every_chart_is_drawn_in_silence(run: RunData, tmp_path: Path) -> None:
    """No error, no refused script or style, no request that the policy stopped."""
    page = browse(run, tmp_path)
    places = [element for element in page.elements if "data-chart" in element.attributes]
    assert charts_drawn(page) == len(places)
    assert len(page.find("button", class_="item")) == len(run.samples)


def test_a_named_answer_is_open_with_its_verdict(tmp_path: Path) -> None:
    """With its reason, and with every judged step marked in its text."""
    sample = make_sample(
        math_answer(Outcome.WRONG), problem_id="article/math/en", arm=RUN.arms[1], run=1
    )
    page = browse(run_of(RUN.samples[0], sample, like=RUN), tmp_path, "#answer-1")
    (current,) = (item for item in page.elements if "aria-current" in item.attributes)
    assert current.attributes["tabindex"] == "0"
    (name,) = page.find("p", class_="verdict-name")
    assert name.text == "wrong"
    assert "42 is not 85/3" in [element.text for element in page.find("p")]
    marks = [(mark.text, mark.attributes["class"]) for mark in page.find("mark")]
    assert marks == [(step.text, step.verdict) for step in sample.verdict.steps]


def test_hostile_text_is_shown_as_text(tmp_path: Path) -> None:
    """It stands in the reader, letter for letter, and becomes no element."""
    attack = "".join(HOSTILE[:3]) + "a" * 10**5
    answer = replace(math_answer(Outcome.CORRECT), text=attack, steps=())
    sample = make_sample(answer, problem_id="article/math/en", arm=RUN.arms[0])
    page = browse(run_of(sample, like=RUN), tmp_path)
    assert attack in [element.text for element in page.find("div", class_="text")]
    assert not page.find("img")


def test_invisible_characters_are_shown_by_number(tmp_path: Path) -> None:
    """Such as those that turn a text around or end its line."""
    answer = replace(math_answer(Outcome.CORRECT), text="a\x00b\u2028c\u202ed", steps=())
    sample = make_sample(answer, problem_id="article/math/en", arm=RUN.arms[0])
    page = browse(run_of(sample, like=RUN), tmp_path)
    shown = [element.text for element in page.find("span", class_="invisible")]
    assert shown == ["U+0000", "U+2028", "U+202E"]
