"""The web page in a headless browser, over a server in this process."""

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import uvicorn
from fakes.browser import CHROMIUM, Browser
from fakes.chat import ScriptedAnswer, ScriptedChat, client_of
from fakes.web import EN, ZH, make_run_folder, parts_of
from fastapi import FastAPI

from setpoint.protocols import AnswerPart, ChatRequest
from setpoint.records import Block
from setpoint.server.page.asking import Api
from setpoint.server.page.mount import mount_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),  # Gradio's own
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
    pytest.mark.filterwarnings("ignore"),  # what the page's library warns of is its own affair
]

ATTACK = '<img src="http://x.invalid/i.png" onerror="document.title=1">![i](http://x.invalid/j.png)'
RETRY = "document.querySelector('#chat button[title=Retry], #chat button[aria-label=Retry]')"
CODE = "```python\nprint('<b>')\n```\n"


@dataclass(slots=True)
class Echo(ScriptedChat):
    """Thinks of an attack, then says what it was asked, an attack, and some code."""

    stays: bool = False
    given: list[ScriptedAnswer] = field(default_factory=list)

    def start(self, request: ChatRequest) -> ScriptedAnswer:
        """Gives an answer that names the question and the temperature."""
        self.asked.append(request)
        said = f"You said {request.messages[-1]['content']} at {request.sampling.temperature:g}. "
        texts = [
            (Block.PROSE, said),
            (Block.PROSE, f"{ATTACK}</think> <thin\n"),
            (Block.CODE, CODE),
        ]
        parts = [
            AnswerPart(block=Block.THINK, reasoning=f"Hm. {ATTACK}"),
            *(AnswerPart(block=block, content=text) for block, text in texts),
        ]
        answer = ScriptedAnswer(parts=parts, stays=self.stays)
        self.given.append(answer)
        return answer


@dataclass(frozen=True, slots=True)
class Site:
    """A running server and the model behind it."""

    address: str
    model: Echo


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Returns a server with a run to show."""
    folder = tmp_path_factory.mktemp("runs")
    make_run_folder(folder, "a")
    model = Echo()
    app = client_of(model).app
    assert isinstance(app, FastAPI)
    mount_page(app, parts_of(folder, api=Api(app=app)))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield Site(f"http://127.0.0.1:{port}", model)
    server.should_exit = True
    thread.join()


@pytest.fixture
def page(site: Site) -> Iterator[Browser]:
    """Returns a browser at the page; it must have asked nobody else, and complained of nothing."""
    site.model.stays = False
    with Browser() as browser:
        browser.open(site.address)
        yield browser
        assert not [
            url for url in browser.asked if not url.startswith((site.address, "data:", "blob:"))
        ]
        assert not browser.evaluate("document.querySelectorAll('#chat .message img').length")
        assert browser.evaluate("document.title") == "setpoint"
        assert not browser.complaints


def ask(page: Browser, question: str) -> None:
    """Types a question and sends it from the keyboard."""
    page.fill("#question textarea", question)
    page.press("Enter")


def test_an_answer_is_shown_with_thought_blocks_and_temperature(page: Browser) -> None:
    """Hostile text as text, the thought in a panel that folds."""
    page.click(f"{EN['preset_exact']} 0.3", role="choice")
    ask(page, "hello")
    page.wait_for_text("You said hello at 0.3.")
    page.wait_for_text(EN["source_preset"])
    page.wait_for("document.querySelectorAll('#account .sp-reply .sp-code').length === 1")
    assert "print('<b>')" in page.text()
    assert 'onerror="document.title=1"' in page.text().replace("\u2060", "")
    assert EN["thought"] in page.text()


def test_an_answer_is_made_again(page: Browser, site: Site) -> None:
    """Asked with the same conversation."""
    ask(page, "again")
    page.wait_for_text("You said again")
    page.wait_for_text(EN["source_fallback"])
    before = len(site.model.asked)
    page.wait_for(f"!!{RETRY}")
    page.evaluate(f"{RETRY}.click()")
    until = time.monotonic() + 30
    while len(site.model.asked) == before and time.monotonic() < until:
        time.sleep(0.1)
        page.text()
    assert site.model.asked[-1].messages == site.model.asked[before - 1].messages


def test_stop_ends_the_answer(page: Browser, site: Site) -> None:
    """What has come stays, and its place is free."""
    site.model.stays = True
    ask(page, "wait")
    page.wait_for_text("You said wait")
    answer = site.model.given[-1]
    page.click(EN["stop"])
    assert answer.cancelled.wait(20)
    page.wait_for_text("You said wait")


def test_temperatures_stand_side_by_side(page: Browser) -> None:
    """As many answers as temperatures were chosen."""
    page.click(EN["tab_compare"], role="tab")
    page.fill("#compare-question textarea", "hello")
    page.click(EN["run"])
    page.wait_for("document.querySelectorAll('#compare-result article').length === 6")
    page.wait_for_text("You said hello at 1.2.")
    page.wait_for_text("parts from T = 0.1")
    assert not page.evaluate("document.querySelectorAll('#compare-result img').length")


def test_a_pasted_answer_is_checked(page: Browser) -> None:
    """Each step in words."""
    page.click(EN["tab_check"], role="tab")
    page.fill("[role=tabpanel]:not([style*=none]) .sp-gold textarea", "40")
    page.fill("#check-answer textarea", f"8 * 5 = 35. {ATTACK} The answer is 40.")
    page.click(EN["check"])
    page.wait_for("!!document.querySelector('#check-verdict .sp-FALSE')")
    assert EN["step_FALSE"] in page.text()


def test_a_run_is_shown(page: Browser) -> None:
    """Chosen from the list, with its curve and its answers."""
    page.click(EN["tab_results"], role="tab")
    page.wait_for("!!document.querySelector('#results-run input')")
    page.evaluate("document.querySelector('#results-run input').focus()")
    page.wait_for("!!document.querySelector('#results-run [role=option], ul[role=listbox] li')")
    page.evaluate(
        "document.querySelector('#results-run [role=option], ul[role=listbox] li')"
        ".dispatchEvent(new MouseEvent('mousedown', {bubbles: true}))"
    )
    page.wait_for("!!document.querySelector('#results-overview svg')")
    page.wait_for("document.querySelectorAll('#results-answers details').length === 12")
    assert not page.evaluate("document.querySelectorAll('#results-answers img').length")


def test_the_servers_state_is_shown(page: Browser) -> None:
    """While its tab is open."""
    page.click(EN["tab_health"], role="tab")
    page.wait_for_text("MiB")


def test_the_page_speaks_the_browsers_language(site: Site) -> None:
    """And can be switched."""
    with Browser(language="zh-CN", size=(390, 844), is_dark=True) as page:
        page.open(site.address)
        page.wait_for_text(ZH["tab_check"])
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.evaluate("document.querySelector('#switch a').click()")
        page.wait_for_text(EN["tab_check"])
