"""Tests of text that must become no HTML; markdown-it says what a reader would make of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from setpoint.server.page.markdown import harmless, plain

PARSER = MarkdownIt("gfm-like", {"html": True, "linkify": False})
ACTIVE = {"html_inline", "html_block", "image", "link_open"}
PIECES = st.sampled_from(
    [
        *("<img src=x onerror=alert(1)>", "<think>", "</think>", "<!--", "-->", "<?a", "<![CDATA["),
        *(
            "![a](http://e.x/i.png)",
            "[a](javascript:b)",
            "[a]: http://e.x",
            "![a][b]",
            "<http://e.x>",
        ),
        *("```", "````", "~~~", "```html", "```mermaid\ngraph TD", "`", "``", "> ", "- ", "    "),
        *("\n", "\n\n", " ", "a", "$$", "\\(", "\\", "&lt;b&gt;", "|", "#", "*", "1. "),
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


def tokens_of(text: str) -> list[Token]:
    """Returns all tokens, those within lines too."""
    tokens = PARSER.parse(text)
    return [*tokens, *(child for token in tokens for child in token.children or ())]


@given(TEXTS)
def test_no_text_becomes_active(text: str) -> None:
    """No tag, comment, image or link, wherever fences, quotes and lists begin and end."""
    assert not {token.type for token in tokens_of(harmless(text))} & ACTIVE


@given(TEXTS)
def test_no_text_becomes_a_diagram(text: str) -> None:
    """Whose language has markup of its own."""
    fences = [token for token in tokens_of(harmless(text)) if token.type == "fence"]
    assert not [fence for fence in fences if fence.info.strip().lower() == "mermaid"]


@given(TEXTS)
def test_a_text_comes_back_from_the_editor(text: str) -> None:
    """Letter for letter but for the marks of fences."""
    assert plain(harmless(text)).replace("`", "").replace("~", "").split() == (
        harmless(text).replace("\u2060", "").replace("`", "").replace("~", "").split()
    )
    if "```" not in text and "~~~" not in text:
        assert plain(harmless(text)) == text


@pytest.mark.parametrize(
    ("text", "code", "language"),
    [
        ("```python\nif a < b and c<d:\n    pass\n```", "if a < b and c<d:\n    pass\n", "python"),
        ("~~~\n```\n<b>\n~~~\nx", "```\n<b>\n", ""),
        ("```c++\n#include <map>", "#include <map>\n", "c++"),
        ("```js onload=x\n1\n```", "1\n", ""),
    ],
    ids=["plain", "marks within", "unfinished", "no language"],
)
def test_code_stays_as_it_is(text: str, code: str, language: str) -> None:
    """Also while its fence is still open."""
    (fence,) = [token for token in tokens_of(harmless(text)) if token.type == "fence"]
    assert (fence.content, fence.info) == (code, language)


def test_formatting_stays() -> None:
    """Headings, lists, emphasis and tables."""
    text = "# a\n\n- **b**\n\n| c | d |\n|---|---|\n| 1 | 2 |"
    assert harmless(text) == text
    types = {token.type for token in tokens_of(harmless(text))}
    assert types >= {"heading_open", "bullet_list_open", "strong_open", "table_open"}
