"""The report's page in a headless browser, after its scripts have run."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes.browser import CHROMIUM, Reader
from fakes.runs import article_problems, make_run, make_sample, run_of, store_run
from fakes.texts import HOSTILE, Answer, math_answer

from setpoint.records import Language, Outcome, PromptStyle
from setpoint.report.page import render_page
from setpoint.report.run import RunData
from setpoint.wiring.runs import load_run, write_page

playwright: Any = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe: Any = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe is not installed"
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]

RUN = make_run(temperatures=(0.2, 0.8), runs=2)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for all tests; each has a page of its own."""
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def reader(browser: Any, tmp_path: Path) -> Iterator[Reader]:  # noqa: ANN401
    """Fails if a page writes to its console, opens a dialog or asks for anything."""
    reader = Reader(browser=browser, folder=tmp_path)
    yield reader
    for context in browser.contexts:
        context.close()
    assert reader.complaints == []


def run_with(*texts: str) -> RunData:
    """Returns the answers to one problem in one run at rising temperatures."""
    run = make_run(temperatures=tuple((n + 1) / 10 for n in range(len(texts))), runs=1)
    return run_of(
        *(
            make_sample(plain_answer(text), problem_id="article/math/en", arm=arm)
            for text, arm in zip(texts, run.arms, strict=True)
        ),
        like=run,
    )


def plain_answer(text: str) -> Answer:
    """Returns an answer without judged steps."""
    return replace(math_answer(Outcome.CORRECT), text=text, steps=())


@pytest.mark.parametrize("language", Language)
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
def test_every_chart_is_drawn(run: RunData, language: Language, reader: Reader) -> None:
    """And every answer listed, in either language, without a word on the console."""
    page = reader.open(render_page(run, language))
    assert (
        page.locator("[data-chart] svg[role=img]").count() == page.locator("[data-chart]").count()
    )
    assert page.locator("button.item").count() == len(run.samples)


def test_a_named_answer_is_open_with_its_verdict(reader: Reader) -> None:
    """With its reason, and with every judged step marked in its text."""
    sample = make_sample(
        math_answer(Outcome.WRONG), problem_id="article/math/en", arm=RUN.arms[1], run=1
    )
    page = reader.open(render_page(run_of(RUN.samples[0], sample, like=RUN)), "#answer-1")
    assert page.locator(".item[aria-current]").get_attribute("tabindex") == "0"
    assert page.locator(".verdict-name").text_content() == "wrong"
    assert page.locator(".verdict").get_by_text("42 is not 85/3").count() == 1
    marks = page.locator("#answer .thought mark, #answer > .text mark")
    assert marks.all_text_contents() == [step.text for step in sample.verdict.steps]
    words = page.locator(".step .truth").all_inner_texts()
    assert [word.split()[-1] for word in words] == ["true", "true", "false", "false", "unknown"]
    assert page.locator(".why").all_text_contents() == [step.why for step in sample.verdict.steps]


def test_hostile_text_is_shown_as_text(reader: Reader) -> None:
    """It stands in the reader, letter for letter, and becomes no element."""
    attack = "".join(HOSTILE[:3]) + "a" * 10**5
    page = reader.open(render_page(run_with(attack)))
    assert page.locator(".thought .text").text_content() == attack
    assert page.locator("img, iframe, #answer a, #answer script").count() == 0


def test_invisible_characters_are_shown_by_number(reader: Reader) -> None:
    """Such as those that turn a text around or end its line."""
    page = reader.open(render_page(run_with("a\x00b\u2028c\u202ed\u200fe")))
    shown = page.locator(".thought .invisible").all_text_contents()
    assert shown == ["U+0000", "U+2028", "U+202E", "U+200F"]


def test_a_line_of_a_megabyte_opens(reader: Reader) -> None:
    """Its beginning at once, the rest at the press of a button."""
    page = reader.open(render_page(run_with("b" * 10**6, "b" * 10**6 + "c")))
    text = page.locator(".thought .text")
    assert len(text.text_content()) == 200_000
    page.locator(".rest").click()
    assert len(text.text_content()) == 10**6
    assert "1,000,000" in page.locator(".parting").text_content()


def test_neighbours_part_where_they_differ(reader: Reader) -> None:
    """Both texts from there on, side by side; a face is not cut in two."""
    page = reader.open(render_page(run_with("same 😀 start", "same 😁 begin", "same 😀 start")))
    assert page.locator(".parting").text_content() == "The two texts part after 5 characters."
    assert page.locator(".side .common").all_text_contents() == ["same ", "same "]
    assert "😀 start" in page.locator(".side .text").nth(0).text_content()
    assert "😁 begin" in page.locator(".side .text").nth(1).text_content()
    page.locator("button.turn").nth(1).click()
    assert "same to the last" in page.locator(".parting").text_content()


def test_the_keyboard_is_enough(reader: Reader) -> None:
    """Skip to the answers, go down the list, open a comparison."""
    page = reader.open(render_page(RUN))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "item":
            break
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    items = page.locator(".item")
    assert items.nth(2).get_attribute("aria-current") == "true"
    assert page.evaluate("document.activeElement.className") == "item"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "answer"
    assert page.url.endswith("#answer-2")


def test_filters_narrow_the_list(reader: Reader) -> None:
    """And say how many are left."""
    page = reader.open(render_page(RUN))
    page.locator("[name=temperature]").select_option("0.8")
    assert page.locator(".item").count() == 6
    assert page.locator("#count").text_content() == "6 of 12 answers"


def test_a_cell_of_the_map_opens_its_answers(reader: Reader) -> None:
    """Those of one problem at one temperature."""
    page = reader.open(render_page(RUN))
    cell = page.locator("[data-chart=grid] g[fill='var(--heat-empty)'] rect").nth(0)
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.up()
    assert page.locator(".item").count() == 2


def test_long_lists_grow_on_demand(reader: Reader) -> None:
    """200 at once, and as many as it takes to show the one that is named."""
    run = make_run(runs=12)
    page = reader.open(render_page(run))
    assert page.locator(".item").count() == 200
    page.locator("#more").click()
    assert page.locator(".item").count() == 400
    page.evaluate("location.hash = '#answer-431'")
    page.wait_for_selector(".item[aria-current] >> nth=0")
    assert page.locator(".item").count() == len(run.samples) == 432


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (1200, "dark"), (390, "light")])
def test_a_stored_run_is_accessible(
    reader: Reader, language: Language, width: int, scheme: str
) -> None:
    """No complaint of axe-core, with all tables open; nothing is wider than the screen."""
    store_run(
        make_run(temperatures=(0.2, 0.6, 1.0), styles=tuple(PromptStyle), runs=2), reader.folder
    )
    file = reader.folder / "stored.html"
    write_page(load_run(reader.folder), file, language)
    page = reader.open(
        file.read_text(encoding="utf-8"),
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
    )
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_it_prints_without_its_controls(reader: Reader) -> None:
    """Paper has no use for filters and lists."""
    page = reader.open(render_page(RUN))
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert page.locator("h1").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
