"""Compares answers in words with a key that is a sentence.

Covered: the word of a pair of opposites that the key uses (*odd* for *any odd number*), and the one
whom the key's sentence is about (*Petya* for *Petya wins.*); spellings of signs.
Not covered: meaning. What is not decided here is UNKNOWN.
"""

import re

from setpoint.records import Truth

MAX_WORDS = 60
_OPPOSITES = (
    ("odd", "even"),
    ("yes", "no"),
    ("true", "false"),
    ("possible", "impossible"),
    ("rational", "irrational"),
    ("increasing", "decreasing"),
    ("convex", "concave"),
    ("positive", "negative"),
    ("prime", "composite"),
    ("finite", "infinite"),
    ("first", "second"),
    ("left", "right"),
    ("奇", "偶"),
    ("是", "否"),
)
_IN_ENGLISH = {
    "奇数": "odd",
    "偶数": "even",
    "质数": "prime",
    "素数": "prime",
    "合数": "composite",
    "正数": "positive",
    "负数": "negative",
    "正确": "true",
    "错误": "false",
    "对": "true",
    "错": "false",
    "真": "true",
    "假": "false",
    "不是": "no",
    "可能": "possible",
    "不可能": "impossible",
}
_REPLIES = frozenset({"yes", "no", "true", "false", "是", "否"})
_REPLY = re.compile(
    r"(yes|no|true|false|是|否)(?=\Z|[,.;，。；!！ ])(?! (?:solutions?|one|such))", re.IGNORECASE
)
_WORD = re.compile(r"[A-Za-z]+|[\u4e00-\u9fff]")
_DENIAL = re.compile(r"(?<![A-Za-z])(?:not|never|neither|nor|except|unless|n't)(?![A-Za-z])|不|非")
_SUBJECT = re.compile(
    r"([A-Z][a-z]{1,20}) (?:will|wins?|can|has|is|does|gets|receives|loses|won|lost)(?![A-Za-z])"
)
_SIGNS = {
    r"\geq": "≥",
    r"\geqslant": "≥",
    r"\ge": "≥",
    r"\leq": "≤",
    r"\leqslant": "≤",
    r"\le": "≤",
    r"\neq": "≠",
    r"\ne": "≠",
    r"\forall": "∀",
    r"\exists": "∃",
    r"\in": "∈",
    r"\pi": "π",
    r"\infty": "∞",
    r"\cup": "∪",
    r"\cap": "∩",
    r"\times": "×",
    r"\cdot": "·",
    r"\to": "→",
    r"\rightarrow": "→",
    r"\gt": ">",
    r"\lt": "<",
    r"\dfrac": r"\frac",
    r"\tfrac": r"\frac",
}
_COMMAND = re.compile(r"\\[A-Za-z]+")
_BRACED = re.compile(r"\{\s*(\w)\s*\}")
_SPACE = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")


def respell(text: str) -> str:
    """The text with each sign in one spelling, without needless spaces and braces."""
    signs = _COMMAND.sub(lambda match: _SIGNS.get(match.group(), match.group()), text)
    return _SPACE.sub("", _BRACED.sub(r"\1", signs))


def compare_wording(key: str, answer: str) -> Truth:
    """TRUE or FALSE where an answer of one word settles what a key of several says."""
    key, answer = _IN_ENGLISH.get(key, key), _IN_ENGLISH.get(answer, answer)
    if key.lower() in _REPLIES:
        reply = _REPLY.match(answer)
        return _compare_replies(key.lower(), reply[1].lower()) if reply else Truth.UNKNOWN
    if any(key.lower() in pair for pair in _OPPOSITES) and not _DENIAL.search(answer):
        return _compare_opposites([word.lower() for word in _WORD.findall(answer)], key.lower())
    words, said = _WORD.findall(key), _WORD.findall(answer)
    is_sentence = 1 < len(words) <= MAX_WORDS
    if not is_sentence or len(said) != 1 or said[0] != answer.strip() or _DENIAL.search(key):
        return Truth.UNKNOWN
    subject = _SUBJECT.match(key)
    if subject and answer == subject[1]:
        return Truth.TRUE
    return _compare_opposites([word.lower() for word in words], answer.lower())


def _compare_replies(key: str, reply: str) -> Truth:
    """Compares replies, in whichever language; *true* does not answer what *yes* answers."""
    spoken = {"是": "yes", "否": "no"}
    return _compare_opposites([spoken.get(key, key)], spoken.get(reply, reply))


def _compare_opposites(words: list[str], answer: str) -> Truth:
    for pair in _OPPOSITES:
        used = {word for word in words if word in pair}
        if answer in pair and len(used) == 1:
            return Truth.TRUE if answer in used else Truth.FALSE
    return Truth.UNKNOWN
