"""Text of a model as Markdown that can become nothing but formatted text.

What is covered: headings, lists, tables, emphasis, fenced code and formulas stay what they are.
Tags, images, links and diagrams are broken by an invisible character (U+2060), so that they show
as text; fences are written anew, longer than anything within.
What is not: emphasis gone astray, which is ugly but harmless.
"""

import re

WORD_JOINER = "\N{WORD JOINER}"
"""Takes no room and breaks no line."""

FORMULAS = [
    {"left": "$$", "right": "$$", "display": True},
    {"left": "\\[", "right": "\\]", "display": True},
    {"left": "\\(", "right": "\\)", "display": False},
]
"""Marks of formulas, as Gradio wants to have them."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_LANGUAGE = re.compile(r"[A-Za-z0-9+#-]{1,20}")
_DIAGRAM = "mermaid"
_ACTIVE = re.compile(r"<(?=[A-Za-z/!?])|!(?=\[)|\](?=[(:\[])|```(?=\s*mermaid)", re.IGNORECASE)


def harmless(text: str) -> str:
    """Returns Markdown in which no HTML, image, link or diagram is left."""
    lines: list[str] = []
    code: list[str] = []
    fence = language = ""
    for line in text.split("\n"):
        match = _FENCE.fullmatch(line)
        if fence:
            if match and match[1].startswith(fence) and not match[2].strip():
                lines += _fenced(code, language)
                fence, code = "", []
            else:
                code.append(line)
        elif match and not (match[1][0] == "`" and "`" in match[2]):
            fence, language = match[1], match[2].strip()
        else:
            lines.append(_ACTIVE.sub(lambda mark: mark[0] + WORD_JOINER, line))
    return "\n".join([*lines, *(_fenced(code, language) if fence else ())])


def plain(text: str) -> str:
    """Returns a text without the marks of `harmless`, as when it comes back from an editor."""
    return text.replace(WORD_JOINER, "")


def _fenced(code: list[str], language: str) -> list[str]:
    runs = (len(run) for line in code for run in re.findall(r"`{3,}", line))
    marks = "`" * (max(runs, default=2) + 1)
    is_name = _LANGUAGE.fullmatch(language) and language.lower() != _DIAGRAM
    return [marks + (language if is_name else ""), *code, marks]
