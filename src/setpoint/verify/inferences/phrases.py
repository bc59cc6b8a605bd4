"""Finds the phrases of a clause that speak of a conclusion, in Chinese and English.

What is covered: the words of necessity, possibility, negation, inferring and truth; words that
carry nothing are passed over, and any other word ends a phrase.
What is not: what a phrase amounts to (`modality`, which also explains the codes).
"""

import re
from dataclasses import dataclass

AFFIRMED = "\ue000"
"""Stands in a text for a statement of the conclusion."""
DENIED = "\ue001"
"""Stands for a statement of the conclusion's negation."""
FOREIGN = "\ue002"
"""Stands for a statement about something else."""

_WORDS = {
    "C": (
        "一定(?!要|的?(?:程度|条件|数量|基础|规律|道理))|必(?=成立|真|为真|不|假|为假)|"
        "必然|必定|肯定|总[是能会]|永远|恒|绝对|"
        "(?:能够?|可以|足以)(?:必然|直接)?(?:推出|推导出|推断出|得出)(?!结论|以下|如下)|"
        "(?:没有|不存在|找不到)(?:任何)?反例|毫?无疑问?"
    ),
    "NC": "未必|不见得|[推得]不出|推导不出",
    "CN": "[绝决]不",
    "NP": "不可能|结论(?:与|和)(?:题目的?)?前提(?:相)?矛盾",
    "P": "有?可能|也许|或许",
    "V": (
        "推出|推导出?|推断出?|推得出|得出|得到|导出|说明|证明|保证|意味着?|断[定言]|确定|"
        "判断|认为|说(?!法)"
    ),
    "T": (
        r"\A\s*(?:是|对|能|会|可以)\s*\Z|成立|为真|真的?(?![子包])|正确|可靠|有效|"
        "对(?![于应称象比])"
    ),
    "X": "(?:说法|观点|看法|想法)[是都]{0,2}(?:不对的?|不正确的?|不成立|错误的?|错的?)",
    "W": "为假|假的?(?![设如定使言若])|错误的?|错的?|无效",
    "N": (
        "不(?![同仅但过妨难断少只论管相等])|非(?![常空])|未(?![来知])|没有?|无法|无(?![论关需疑穷])|"
        "否(?![则定认])"
    ),
}
_LATIN_WORDS = {
    "C": (
        "can (?:safely |logically |thus |therefore )?(?:conclude|infer|deduce|be sure|say)|"
        "necessarily|necessary|definitely|certainly|certain|guaranteed|always|follows?|"
        "must(?= (?:also |not |always )?(?:be|hold|follow)| ?[\ue000\ue001])|"
        "(?:be|is|are) (?:logically )?(?:inferred|deduced|derived|entailed|implied|concluded)|"
        "no (?:possible )?counter-?examples?|without (?:a |any )?doubt|undoubtedly"
    ),
    "NC": (
        "uncertain|undetermined|indeterminate|inconclusive|contingent|unwarranted|need not|needn't|"
        "non[- ]?sequitur|unknown"
    ),
    "CN": "never",
    "NP": "impossible|contradicts the premises|cannot|can not|can't|couldn't",
    "P": "possibly|possible|may|might|could|can|perhaps|maybe",
    "V": (
        "inferred|deduced|derived|entailed|implied|concluded|determined|guarantees?|ensures?|"
        "infer|deduce|derive|entails?|conclude|determine|implies|imply|means?|proves?|shows?|"
        "says?|claim|consequence|have to|has to|sure"
    ),
    "T": "(?:true|holds?|valid|correct|right|sound)(?! (?:that|to)(?![a-z]))|yes",
    "X": "is mistaken|is a mistake",
    "W": "false|invalid|incorrect|wrong|untrue|fallacious|fallacy",
    "N": "not|no|neither|nor|fails?(?: to)?|unable|insufficient|[a-z]+n't",
}
_FILLERS = (
    "能够?|可以?|[是会就都其它这那该此的了地得并且则即仍还又但而也有为也将中从]|结论|命题|论断|推论|推理|"
    "断言|说法|陈述|答案|情况|足以|个|逻辑上|实际上?|事实上|其实|显然|可见|由此|前提"
)
_LATIN_FILLERS = (
    "it|this|that|the|an?|is|are|was|be|been|being|to|so|does|do|did|conclusion|statement|claim|"
    "inference|argument|answer|case|we|you|one|which|in|of|for|from|given|these|those|two|"
    "premises?|general|logically|strictly|also|just|then|still|would|will|based|on|here|as|"
    "reasoning|syllogism|way|enough|sufficient|logical|true|valid|correct|right|holds?"
)


def _latin(words: str) -> str:
    return f"(?<![a-z])(?:{words})(?![a-z'])"


_TOKEN = re.compile(
    "|".join(
        [
            *(f"(?P<{code}>{_WORDS[code]}|{_latin(_LATIN_WORDS[code])})" for code in _WORDS),
            f"(?P<S>{AFFIRMED})|(?P<F>{DENIED})",
            f"(?P<filler>{_FILLERS}|{_latin(_LATIN_FILLERS)}|\\s+)",
            "(?P<other>[a-z0-9']+|.)",
        ]
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A run of words without a foreign one between them.

    Attributes:
        codes: The words that matter; not empty.
        is_reply: True if nothing else stands in the clause, so that it may be a bare yes or no.
        is_denial: True if it is the conclusion's negation standing alone (*so no A are C*).
    """

    codes: str
    is_reply: bool
    is_denial: bool = False


def find_phrases(clause: str, *, is_conclusion: bool) -> list[Phrase]:
    """Finds the phrases of a clause that say something, in order.

    Args:
        clause: Lower case, with `AFFIRMED` and its kin for statements.
        is_conclusion: The clause draws a conclusion (*therefore …*), so that a statement
            standing alone in it is claimed to follow; elsewhere it is only mentioned.
    """
    runs = [""]
    is_whole = True
    for token in _TOKEN.finditer(clause):
        group = token.lastgroup or "other"
        if group == "other":
            is_whole = False
            runs.append("")
        elif group != "filler":
            runs[-1] += group
    bare = runs[0].lstrip("V")
    if is_whole and bare in {"S", "F"}:
        is_denial = bare == "F"
        claim = Phrase(codes="C" + bare, is_reply=True, is_denial=is_denial)
        return [claim] if is_conclusion else []
    return [Phrase(codes=codes, is_reply=is_whole) for codes in runs if codes]
