"""The words of a comparison of two runs, in two languages."""

import json
from collections.abc import Sequence

from setpoint.records import Language
from setpoint.report.unlikeness import Meaning, Trait, Unlikeness

_EN, _ZH = Language.EN, Language.ZH
_LONGEST_VALUE, _HASH_SHOWN = 40, 12

HEADINGS = {
    _EN: ("kind", "T", "problems", "A right", "B right", "B − A [95 %]", "p (Holm)"),
    _ZH: ("题型", "T", "题数", "A 正确", "B 正确", "B − A [95 %]", "p (Holm)"),
}
ALL_ARMS = {_EN: "all", _ZH: "全部"}
MEANINGS = {
    _EN: {
        Meaning.COMPARED: "compared",
        Meaning.NOISE: "fair, but the noise is not shared",
        Meaning.LEFT_OUT: "left out",
        Meaning.UNFAIR: "unfair",
    },
    _ZH: {
        Meaning.COMPARED: "所比较者",
        Meaning.NOISE: "公平，但噪声不相同",
        Meaning.LEFT_OUT: "不计入",
        Meaning.UNFAIR: "不公平",
    },
}
TRAITS: dict[Language, dict[str, str]] = {
    _EN: {
        Trait.PROBLEMS: "problems of one run alone",
        Trait.CHANGED_PROBLEMS: "problems whose text or key is another",
        Trait.ARMS: "settings of one run alone",
        Trait.SAMPLES: "samples without a partner",
        Trait.VERDICTS: "verdicts on the same text",
        Trait.PAIRS: "pairs of samples",
    },
    _ZH: {
        Trait.PROBLEMS: "只有一方有的题目",
        Trait.CHANGED_PROBLEMS: "题面或答案不同的题目",
        Trait.ARMS: "只有一方有的设置",
        Trait.SAMPLES: "没有对应样本的样本",
        Trait.VERDICTS: "对相同文本的判定",
        Trait.PAIRS: "成对样本",
    },
}
DIFFERENCES = {_EN: "How the runs differ", _ZH: "两次运行的差异"}
NO_DIFFERENCES = {_EN: "The runs do not differ in anything.", _ZH: "两次运行没有差异。"}
CHANGES = {_EN: "Problems that changed most", _ZH: "变化最大的题目"}
NOTES = {
    _EN: "B − A is for new problems like these: paired by problem, t interval over problems, p "
    "after Holm over all rows. With few runs of a problem most changes are chance.",
    _ZH: "B − A 针对同类新题：按题配对，以题为单位的 t 区间，p 值对所有行作 Holm 校正。"
    "每题次数少时，多数变化出于偶然。",
}
SUMMARIES = {
    _EN: "{pairs} pairs of answers: both right {both}, only A {only_a}, only B {only_b}, neither "
    "{neither}; the same text in {same_text}. Of {problems} problems B has more right in {more}, "
    "fewer in {fewer}.",
    _ZH: "{pairs} 对答案：都对 {both}，仅 A 对 {only_a}，仅 B 对 {only_b}，都不对 {neither}；"
    "文本相同 {same_text}。{problems} 道题中，B 更好 {more} 道，更差 {fewer} 道。",
}
MIXED = {
    _EN: "{count} things are compared at once, so a difference cannot be put down to one of them.",
    _ZH: "同时有 {count} 项不同，差别不能归于其中一项。",
}


def describe_unlikeness(unlike: Unlikeness, language: Language) -> str:
    """Returns ``dtype: float32 | bfloat16 – compared``."""
    name = TRAITS[language].get(unlike.name, unlike.name)
    place = f" ({unlike.where})" if unlike.where else ""
    most = _HASH_SHOWN if unlike.name.endswith("_sha256") else _LONGEST_VALUE
    values = " | ".join(format_value(one, most) for one in (unlike.first, unlike.second))
    return f"{name}{place}: {values} – {MEANINGS[language][unlike.meaning]}"


def explain_refusal(unlikenesses: Sequence[Unlikeness]) -> str:
    """Returns why two runs are not compared, every difference, and what to do."""
    unfair = [unlike.name for unlike in unlikenesses if unlike.meaning is Meaning.UNFAIR]
    lines = [f"  {describe_unlikeness(unlike, _EN)}" for unlike in unlikenesses]
    remedies = dict.fromkeys(_REMEDIES[name] for name in unfair)
    return "\n".join(["the runs cannot be compared fairly:", *lines, *remedies])


def format_value(value: object, most: int) -> str:
    """Returns a value of any kind in few characters; a longer list by its length and beginning."""
    items = value if isinstance(value, list) else [] if value is None else [value]
    shown = ", ".join(map(_show, items))
    if len(shown) > most:
        shown = f"{shown[:most]}…"
    return f"{len(items)} ({shown})" if len(items) > 1 else shown or "–"


def _show(item: object) -> str:
    text = item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
    return text if text.isprintable() else repr(text)


_REGRADE = (
    "Their verdicts come from different verifiers. Judge both again with the present ones: "
    "--regrade."
)
_REMEDIES: dict[str, str] = {
    "setpoint": _REGRADE,
    Trait.VERDICTS: _REGRADE,
    Trait.PAIRS: (
        "No sample of the one has a partner in the other: the same problem, with the same text and "
        "key, at the same temperature, in the same repetition."
    ),
}
