r"""Strips an answer of what is only layout, and splits it where nothing is nested.

Covered: math delimiters, ``\text{…}``, ``\left``, Markdown, HTML tags, thousands separators,
brackets around everything, estimates in brackets behind an exact value.
Not covered: what the answer means (`reading`).
All steps are linear in the text.
"""

import re
import unicodedata
from collections.abc import Iterator

from setpoint.verify.extract import normalise_width

_OPENERS = "([{"
_CLOSERS = ")]}"
_WRAPPER = re.compile(
    r"\\(?:text|textbf|textit|textrm|mathrm|mathbf|mbox|boldsymbol|boxed|fbox)[ ]?\{([^{}]*)\}"
)
_ESCAPED = re.compile(
    r"\\\\(?=(?:[dt]?frac|sqrt|text|left|right|cdot|times|pi|pm|infty|[bB]igg?[lr]?)\b)"
)
_LAYOUT = re.compile(
    r"</?[A-Za-z]{1,12}>|\\[()\[\]]|(?<!\\)\$|(?<![\w)])\*\*+|\*\*+(?![\w(])|`+|"
    r"\\(?:left|right|displaystyle|[bB]igg?[lr]?|q?quad|limits)(?![A-Za-z])|\\[!;:]"
)
_EATEN = re.compile(
    r"\f(?=rac)|\t(?=ext|imes|frac|heta|an)|\x08(?=oxed|inom|egin|eta)|\r(?=ight|angle)|\x0b(?=arnothing)"
)
_HEADS = {"\f": "\\f", "\t": "\\t", "\b": "\\b", "\r": "\\r", "\v": "\\v"}
"""Commands whose first letter a string's escapes have eaten."""
_SUPERSCRIPT = re.compile(r"<sup>([^<>]{1,40})</sup>")
_SUBSCRIPT = re.compile(r"<sub>([^<>]{1,40})</sub>")
_ANGLES = re.compile(r"\\langle(?![A-Za-z])|\\rangle(?![A-Za-z])")
_PERCENT = re.compile(r"(?<=\d) ?(?:percent|per cent)\b")
_STRAY_STOP = re.compile(r"(?<=[\w})])\.(?=\s?[\])])")
_LABEL = re.compile(r"\b(?:sequence|case|set|solution|pair|triple|part) ?\d{1,2}: ?", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d)(?:\{,\}|,\\!\s?|\\,)(?=\d{3}(?!\d))")
_GROUPED_NUMBER = re.compile(r"[-+]?(?:\\?\$)?\s?\d{1,3}(?:[,，]\d{3})+(?!\d)[^,，]*")
_ESTIMATE_REMARK = re.compile(
    r"(?<=\S)\s?\(\s?(?:大?约|≈|\\approx|approximately|about|roughly)[^()]{0,60}\)"
)
_SAYING = re.compile(
    r"(?:(?:so|thus|therefore|hence),? )?(?:the )?(?:(?:final|correct) )?"
    r"(?:answer|result|value|solution) ?(?:is|equals|=|:) ?(?=\S)|(?:最终)?答案 ?[为是:] ?",
    re.IGNORECASE,
)
"""What a box may say before its answer."""
_ELLIPSIS = re.compile(
    r"(?<![\d.])(\d{1,20}\.\d{0,12}?)(\d{1,6}?)\2{2,9}\d{0,5}\s?(?:\.{3}|…|\\[lc]?dots(?![A-Za-z]))"
)
_DASH = re.compile(r"(?<![\w)}\]])\s?(?:[–—‒﹣]\s?(?=[\d\\.])|零下\s?(?=\d))")
_BARE_POINT = re.compile(r"(?<![\w.)}])\.(?=\d)")
_LOWERED = re.compile(r"(?<=[0-9A-F)])[₀-₉]{1,2}")
_RADIANS = re.compile(r"(?<=\S) ?(?:rad(?:ians?)?|弧度)\Z")
_SPACES = re.compile(r"(?:(?<!\\)\\[, ]|~|\s)+")
_EDGES = " .。,，;；:：、?？…\"“”'’*_"


def clean_answer(text: str) -> str:
    """The answer without layout, on one line."""
    whole = _EATEN.sub(lambda match: _HEADS[match.group()], text)
    bare = _ESCAPED.sub(r"\\", normalise_width(whole))
    bare = _SUBSCRIPT.sub(r"_{\1}", _SUPERSCRIPT.sub(r"^{\1}", bare))
    for _ in range(2):
        bare = _WRAPPER.sub(r" \1 ", bare)
    bare = _LOWERED.sub(lambda match: f"_{{{unicodedata.normalize('NFKC', match[0])}}}", bare)
    bare = _ANGLES.sub(lambda match: "(" if match.group() == r"\langle" else ")", bare)
    bare = _BARE_POINT.sub("0.", _DASH.sub("-", bare))
    bare = _ELLIPSIS.sub(r"\1\\overline{\2}", bare)
    bare = _PERCENT.sub("%", bare)
    bare = _LAYOUT.sub("", _THOUSANDS.sub("", bare))
    if _GROUPED_NUMBER.fullmatch(bare.strip(_EDGES + "$\n")):
        bare = bare.replace(",", "").replace("，", "")
    bare = _LABEL.sub("", _STRAY_STOP.sub("", _ESTIMATE_REMARK.sub("", bare)))
    line = _SPACES.sub(" ", bare).strip(_EDGES)
    line = _RADIANS.sub("", line) if "pi" in line or "π" in line else line
    return line[match.end() :] if (match := _SAYING.match(line)) else line


def peel(text: str) -> str:
    """Takes off round brackets that enclose everything and hold no list."""
    partners = _partners(text)
    start, end = 0, len(text)
    while start < end and text[start] == "(" and partners.get(start) == end - 1:
        start, end = start + 1, end - 1
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
    return text[start:end] if start and not _has_comma(text[start:end]) else text


def enclosed(text: str, opener: str) -> str | None:
    """What stands between an opening bracket and its partner, if they enclose everything."""
    is_enclosed = text.startswith(opener) and _partners(text).get(len(opener) - 1) == len(text) - 1
    return text[len(opener) : -1].removesuffix("\\") if is_enclosed else None


def split_outside(text: str, separators: re.Pattern[str]) -> list[str]:
    """Splits at the separators that stand in no brackets."""
    depths = _depths(text)
    parts: list[str] = []
    start = 0
    for match in separators.finditer(text):
        if depths[match.start()] == 0:
            parts.append(text[start : match.start()].strip())
            start = match.end()
    return [*parts, text[start:].strip()]


def _has_comma(text: str) -> bool:
    return any(
        text[index] in ",，" and depth == 0 for index, depth in enumerate(_depths(text)[:-1])
    )


def _depths(text: str) -> list[int]:
    """Number of brackets open at each offset, one more than there are characters."""
    depths = [0]
    for character in text:
        step = (character in _OPENERS) - (character in _CLOSERS)
        depths.append(max(depths[-1] + step, 0))
    return depths


def _partners(text: str) -> dict[int, int]:
    """Offset of the closing bracket of each opening one, whatever their shapes."""
    return dict(_pairs(text))


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for index, character in enumerate(text):
        if character in _OPENERS:
            opened.append(index)
        elif character in _CLOSERS and opened:
            yield opened.pop(), index
