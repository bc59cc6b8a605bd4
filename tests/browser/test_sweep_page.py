"""The page of a running server with the bundled model: a sweep from start to end, and a search."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from fakes.browser import CHROMIUM, Browser
from fakes.server_process import running_server
from fakes.web import EN

from setpoint.errors import RunUnreadableError
from setpoint.store.run_store import RunStore

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]

_PROBLEMS = 100
_ALL_LEVELS = [f"{tenths / 10:g}" for tenths in range(1, 13)]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the folder of the server's runs."""
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def address(runs: Path) -> Iterator[str]:
    """Returns the address of the page."""
    with running_server("--runs-dir", str(runs)) as server:
        yield f"{server.address}/en/"


@pytest.fixture
def page(address: str) -> Iterator[Browser]:
    """Returns a browser at the page."""
    with Browser() as browser:
        browser.open(address)
        yield browser


def fill_in(page: Browser, name: str, suite: str, levels: str) -> None:
    """Fills in the form of the tab."""
    page.click(EN["tab_sweep"], role="tab")
    page.fill("#sweep-suite :is(input, textarea)", suite)
    page.fill("#sweep-levels :is(input, textarea)", levels)
    page.fill("#sweep-name :is(input, textarea)", name)


def wait_for_samples(folder: Path) -> None:
    """Waits until some are kept."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with suppress(RunUnreadableError), RunStore.open(folder) as store:
            if len(store.keys()) > 20:
                return
        time.sleep(0.1)
    pytest.fail("no samples")


def test_a_sweep_is_started_watched_stopped_and_resumed(page: Browser, runs: Path) -> None:
    """What it had is kept, and in the end every sample is there."""
    fill_in(page, "watched", f"nano:{_PROBLEMS}", "0.2,0.7,1.2")
    page.click(EN["start"])
    page.wait_for_text(EN["sweep_running"].format(name="watched"))
    wait_for_samples(runs / "watched")
    page.click(EN["stop"])
    page.wait_for_text(EN["sweep_stopped"].format(name="watched"))
    page.click(EN["start"])
    page.wait_for_text(EN["sweep_running"].format(name="watched"))
    page.wait_for_text(EN["sweep_done"].format(name="watched"))
    page.wait_for("!!document.querySelector('#sweep-status svg')")
    report = json.loads((runs / "watched" / "report.json").read_text())
    assert report["samples"] == report["samples_planned"] == _PROBLEMS * 3 * 2


def test_a_search_is_started(page: Browser, runs: Path) -> None:
    """It writes what a server reads."""
    fill_in(page, "searched", "nano:12", "0.2,1.2")
    page.click(EN["find"])
    page.wait_for_text(EN["sweep_done"].format(name="searched"))
    finding = json.loads((runs / "searched" / "setpoint.json").read_text())
    assert finding["setpoint"]["best"] == 0.2


def test_twelve_temperatures_stand_side_by_side(page: Browser) -> None:
    """From one seed, so that the cold ones begin alike."""
    page.click(EN["tab_compare"], role="tab")
    page.fill(
        "#compare-question textarea", "How many cards are in 7 bags of 5 red and 2 blue ones?"
    )
    chosen = "[...document.querySelectorAll('input[type=checkbox]:checked')]"
    for level in _ALL_LEVELS:
        page.wait_for("document.querySelectorAll('label').length > 12")
        if not page.evaluate(
            f"{chosen}.some(e => e.closest('label')?.innerText.trim() === '{level}')"
        ):
            page.click(level, role="choice")
    page.click(EN["run"])
    page.wait_for("document.querySelectorAll('#compare-result article').length === 12")
    page.wait_for_text("T = 1.2")
    page.wait_for_text("All are the same for the first")
