r"""Tells whether a text takes back an answer that it has just given.

Covered: a denial right behind it (``\boxed{5} is wrong``, *. No, that's not right*, 不对), or right
before it (*the answer is not* ``\boxed{5}``, 不是). Not covered: doubts (*I am not sure*), and
retractions further on, where another answer usually follows.
"""

import re

from setpoint.verify.extract import Span

_REACH = 80
_WRONG = (
    r"(?:wrong|incorrect|mistaken|false|a mistake|an error|impossible"
    r"|not (?:right|correct|true|the (?:right |correct |final )?answer))"
)
_DENIAL = (
    r"(?:(?:(?:that|this|it|which)?\s?(?:is|was|seems|looks|must be|can(?:no|')t be)|(?:that|it)'s)"
    rf"\s(?:clearly |actually |also |completely )?{_WRONG}\b(?!\s(?:to|that|for|if)\b)"
    r"|(?:that|this|it|which)?\s?can(?:no|')t be (?:right|correct)\b"
    r"|\((?:wrong|incorrect|错误?|不对)\)|[❌✗✘]"
    r"|(?:这个?|该|此)?(?:答案|结果)?(?:显然)?[是就]?"
    r"(?:不对|错了|错的|错误|不正确|有误|不是(?:正确)?答案))"
)
_EXCLAMATION = (
    r"(?:no|wait|hmm+|oops|actually|sorry|but|hold on|哦|等等|等一下|但是?|可是|不过)"
    r"[\s,.，。!…]{1,4}"
)
_BEHIND = re.compile(
    rf"[\s$*_`)\]}}>】\"”']{{0,8}}(?:[,.;:!—–-]{{1,2}}\s{{0,2}}|[，。；！]\s{{0,2}})?"
    rf"(?:{_EXCLAMATION}){{0,2}}{_DENIAL}",
    re.IGNORECASE,
)
_AT_END = re.compile(rf"{_DENIAL}\W{{0,4}}\Z", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:\b(?:is|was) not|isn't|wasn't|\bnot|不是|并非|不等于|而非)[\s$*:：]{0,6}(?:\\[(\[]\s?)?\Z",
    re.IGNORECASE,
)


def is_retracted(text: str, span: Span) -> bool:
    """True if the words around a box or section, or at its end, say that it is no answer."""
    before = text[max(span.start - _REACH, 0) : span.start]
    behind = text[span.end : span.end + _REACH]
    is_denied = _BEFORE.search(before) or _BEHIND.match(behind)
    return bool(is_denied or _AT_END.search(span.text[-_REACH:]))
