"""The words of the report."""

import re
from typing import Any

import pytest

from setpoint.records import FinishReason, Kind, Language, Outcome, PromptStyle, Truth
from setpoint.report.texts import load_texts
from setpoint.stats.choose import Finding


def flatten(table: dict[str, Any], path: str = "") -> dict[str, str]:
    """Returns every text by its path."""
    texts: dict[str, str] = {}
    for key, value in table.items():
        texts |= flatten(value, f"{path}{key}.") if isinstance(value, dict) else {path + key: value}
    return texts


def test_both_languages_say_the_same() -> None:
    """The same keys, and in each text the same names to be filled in."""
    names = [
        {path: sorted(set(re.findall(r"\{\w+\}", text))) for path, text in texts.items()}
        for texts in (flatten(load_texts(language)) for language in Language)
    ]
    assert names[0] == names[1]


def test_chinese_texts_are_chinese() -> None:
    """But for what is called the same in both languages."""
    texts = flatten(load_texts(Language.ZH))
    same = {path for path, text in texts.items() if not re.search("[\u4e00-\u9fff]", text)}
    shared = (
        "check.pep8",
        "column.tokens",
        "narrow_column.tokens",
        "chart.at",
        "ranges.comma",
        "page.gap",
    )
    assert {path for path in same if not path.startswith("figures.")} == set(shared)


@pytest.mark.parametrize("language", Language)
def test_everything_that_can_occur_has_a_name(language: Language) -> None:
    """Kinds, styles, outcomes, findings; an end that is no news needs none."""
    words = load_texts(language)
    assert words["kind"].keys() == {*Kind, "all"}
    assert words["style"].keys() == set(PromptStyle)
    assert words["outcome"].keys() == set(Outcome)
    assert words["truth"].keys() == set(Truth)
    assert words["finish"].keys() == set(FinishReason) - {FinishReason.STOP}
    assert words["headline"].keys() == {*Finding, "peak"}
    assert words["finding"].keys() == {*Finding, "peak", "level"}
    assert words["column"].keys() == words["narrow_column"].keys()
