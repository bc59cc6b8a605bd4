"""The page: complete in itself, and safe whatever a model wrote."""

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from fakes.pages import Page
from fakes.runs import (
    article_problems,
    falling_accuracy,
    make_problem,
    make_run,
    make_sample,
    run_of,
)
from fakes.texts import HOSTILE, Answer

from setpoint.problems import MathKey
from setpoint.records import Language, Outcome, PromptStyle, Step, Truth
from setpoint.report.document import SCRIPTS
from setpoint.report.page import render_page
from setpoint.report.run import RunData

RUN = make_run(temperatures=(0.2, 0.8), runs=2)
ATTACKS = (
    *HOSTILE,
    "\x00\x1b]0;",
    "\ud800 \udfff",
    "</title></style>",
    "<![CDATA[",
    "中文，𝒳",
    "a" * 10**5,
)


def hostile_run(text: str) -> RunData:
    """Returns a run that says this wherever a model or a user can say something."""
    answer = Answer(
        text=f"so {text}",
        outcome=Outcome.WRONG,
        answer=text,
        reason=text,
        checks={"complete": True, "note": text},
        steps=(Step(text=text, verdict=Truth.FALSE, why=text, start=3),),
    )
    problem = replace(article_problems()[0], id=text, prompts=dict.fromkeys(PromptStyle, text))
    sample = make_sample(answer, problem_id=text, arm=RUN.arms[0])
    return replace(
        run_of(sample, like=RUN),
        problems=(problem,),
        run_id=text,
        model=text,
        suites=(text,),
        environment={text: text},
    )


def skeleton(page: Page) -> list[tuple[str, dict[str, str | None]]]:
    """Returns what a browser would build, without the texts."""
    return [(element.tag, element.attributes) for element in page.elements]


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_hostile_text_adds_no_element(attack: str) -> None:
    """The page has the same elements and attributes as with a harmless text."""
    assert skeleton(Page(render_page(hostile_run(attack)))) == skeleton(
        Page(render_page(hostile_run("harmless")))
    )


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_hostile_text_is_there_to_be_read(attack: str) -> None:
    """Every character of it, and the file can be written."""
    document = render_page(hostile_run(attack))
    document.encode()
    island = Page(document).island()
    (answer,) = island["answers"]
    assert (answer["text"], answer["reason"]) == (f"so {attack}", attack)
    assert answer["steps"][0]["text"] == attack
    assert island["problems"][0]["id"] == attack


def test_the_page_loads_nothing() -> None:
    """No element names another file, and none carries a script or a style of its own."""
    for element in Page(render_page(RUN)).elements:
        targets = [element.attributes.get(name) for name in ("src", "href", "action", "data")]
        assert all(target is None or target[:1] == "#" or target == "data:," for target in targets)
        assert not any(name == "style" or name[:2] == "on" for name in element.attributes)


def test_the_policy_allows_the_elements_of_the_page() -> None:
    """Each script and style by its hash, and nothing else."""
    page = Page(render_page(RUN))
    (policy,) = page.find("meta", **{"http-equiv": "Content-Security-Policy"})
    content = policy.attributes["content"] or ""
    code = [script for script in page.find("script") if "type" not in script.attributes]
    assert len(code) == len(SCRIPTS)
    for element in (*code, *page.find("style")):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in content
    assert content.startswith("default-src 'none'; ")
    assert "unsafe" not in content


def test_the_page_holds_every_answer() -> None:
    """And the same figures as the JSON document."""
    island = Page(render_page(RUN)).island()
    assert len(island["answers"]) == len(RUN.samples)
    assert island["report"]["samples"] == len(RUN.samples)


def test_what_did_not_occur_is_not_offered() -> None:
    """Only the outcomes that occur stand in the legend."""
    run = make_run(temperatures=(0.5,), runs=1, accuracy=lambda _: 1.0)
    classes = [element.attributes.get("class") or "" for element in Page(render_page(run)).elements]
    assert [name for name in classes if "swatch" in name] == ["swatch outcome-CORRECT"]


def test_every_outcome_has_a_colour() -> None:
    """In the legend and in the list."""
    style = "".join(element.text for element in Page(render_page(RUN)).find("style"))
    assert all(f".outcome-{outcome} " in style for outcome in Outcome)


@pytest.mark.parametrize(
    ("run", "english", "chinese"),
    [
        (make_run(), "Most dependable from 0.1 to 0.8", "温度 0.1 至 0.8 最可靠"),
        (make_run(accuracy=lambda _: 0.7), "No temperature stands out", "没有哪个温度更胜一筹"),
        (make_run(accuracy=lambda _: 1.0), "Right at every temperature", "所有温度下都答对"),
        (make_run(accuracy=lambda _: 0.0), "Right at no temperature", "所有温度下都没答对"),
        (
            make_run(temperatures=(0.6,)),
            "One temperature, nothing to compare",
            "只有一个温度，无从比较",
        ),
        (run_of(like=RUN), "No temperature can be compared yet", "还没有可以比较的温度"),
    ],
    ids=["decided", "alike", "all right", "none right", "one temperature", "no samples"],
)
def test_the_headline_says_what_was_found(run: RunData, english: str, chinese: str) -> None:
    """In as few words as it takes, in either language."""
    pages = [Page(render_page(run, language)) for language in (Language.EN, Language.ZH)]
    assert [page.find("h1")[0].text for page in pages] == [english, chinese]


def test_a_chinese_page_says_nothing_in_english() -> None:
    """But for names: every heading, label and legend is Chinese."""
    page = Page(render_page(make_run(styles=tuple(PromptStyle)), Language.ZH))
    assert page.find("html")[0].attributes["lang"] == "zh-Hans"
    names = re.compile(
        r"DeepSeek-R1-Distill-Qwen-1\.5B|mG-Pass@\d|Holm|PEP 8|setpoint|token|article|JavaScript"
    )
    spoken = ("h1", "h2", "h3", "p", "th", "dt", "li", "summary", "figcaption", "b", "label", "a")
    texts = [names.sub("", element.text) for element in page.elements if element.tag in spoken]
    foreign = [text for text in texts if re.search("[A-Za-z]{3}", text)]
    assert [text for text in foreign if "Wilson" not in text and "/en" not in text] == []


@pytest.mark.parametrize(
    "run",
    [
        make_run(temperatures=(0.6,), runs=1),
        make_run(problems=article_problems()[:1], runs=1),
        make_run(styles=tuple(PromptStyle), runs=1),
        run_of(*RUN.samples[:3], like=RUN),
        run_of(like=RUN),
    ],
    ids=["one temperature", "one kind", "two styles", "unfinished", "no samples"],
)
def test_unusual_runs_leave_no_hole(run: RunData) -> None:
    """No *None* and no *nan* where a figure was expected."""
    elements = Page(render_page(run)).elements
    texts = (element.text for element in elements if element.tag not in {"script", "style"})
    assert not [text for text in texts if re.search(r"\b(None|nan|inf)\b", text)]


def test_every_kind_has_its_plateau_or_none() -> None:
    """A run of many problems, good at low temperatures: shaded there; a flat one: said so."""
    problems = [
        make_problem(f"sum/{number}", "1 + 1 = ?", MathKey(answer="2")) for number in range(20)
    ]
    for accuracy, words in ((falling_accuracy, "cannot be told apart"), (lambda _: 0.5, "Flat:")):
        run = make_run(problems=problems, temperatures=(0.2, 0.6, 1.2), accuracy=accuracy)
        captions = [element.text for element in Page(render_page(run)).find("figcaption")]
        assert any(words in caption for caption in captions)


def test_every_share_in_the_table_has_an_interval() -> None:
    """Below it; what is counted has none."""
    page = Page(render_page(RUN))
    cells = [element for element in page.elements if element.tag == "small"]
    assert len(cells) >= 2 * 8
    assert all(re.fullmatch(r"\s*([\d,]+–[\d,]+%?|exact)\s*", cell.text) for cell in cells)


def test_a_page_weighs_little_more_than_its_answers() -> None:
    """Half a megabyte of charts, then each answer with less than 2 kB around it."""
    run = make_run()
    empty, full = (len(render_page(each).encode()) for each in (run_of(like=run), run))
    texts = sum(len(sample.completion.text.encode()) for sample in run.samples)
    assert empty < 560_000
    assert full - empty < texts + 2_000 * len(run.samples)
