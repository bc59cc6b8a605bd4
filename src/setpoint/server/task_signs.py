"""The words and marks by which kinds of task are told apart, in English and Chinese.

Every pattern looks a bounded way ahead, so that a search takes time in proportion to the text.
"""

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class TaskKind(StrEnum):
    """The kinds that are told apart; of equal signs the earlier kind wins."""

    CODE = "code"
    LOGIC = "logic"
    MATH = "math"
    CREATIVE = "creative"
    MIXED = "mixed"


class Weight(IntEnum):
    """How much a sign says."""

    PLAIN = 1
    """Tasks of other kinds have it, too."""
    STRONG = 2
    """Tasks of other kinds seldom have it."""
    ASKS = 3
    """It asks for an answer of this kind; two of these make a mixed task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A hint at a kind.

    Attributes:
        name: What a text with it does or has; None to quote what was found.
    """

    kind: TaskKind
    weight: Weight
    pattern: re.Pattern[str]
    name: str | None = None


def _sign(kind: TaskKind, weight: Weight, pattern: str, name: str | None = None) -> Sign:
    flags = re.IGNORECASE | re.MULTILINE
    return Sign(kind=kind, weight=weight, pattern=re.compile(pattern, flags), name=name)


_CLAUSE = r"(?:^|[.?!:;。；：]|\bthen\b|\balso\b)\s{0,4}(?:please |first |now )?"
_WRITE = r"\b(?:write|compose|invent|brainstorm|suggest|propose|come up with|give me|think of)\b"
_SHORT_WAY = r"[^.?!\n]{0,50}"

SIGNS = (
    # Code
    _sign(
        TaskKind.CODE,
        Weight.ASKS,
        rf"\b(?:write|implement|create|complete|fix|debug|refactor|code|develop)\b{_SHORT_WAY}"
        r"\b(?:functions?|class|programs?|methods?|code|scripts?|algorithms?|quer(?:y|ies)|regex|"
        r"unit tests?|parser)\b",
        "asks for code",
    ),
    _sign(
        TaskKind.CODE,
        Weight.ASKS,
        r"(?:写|编写|实现|补全|修复)[^。?？!！\n]{0,20}(?:函数|代码|程序|脚本|算法|类|测试|查询)",
        "asks for code",
    ),
    _sign(
        TaskKind.CODE,
        Weight.STRONG,
        r"```|^\s{0,12}(?:def|class) \w{1,40}|^import \w|^#include|\bSELECT\b.{1,80}\bFROM\b",
        "has code in it",
    ),
    _sign(
        TaskKind.CODE,
        Weight.STRONG,
        r"\b(?:python|javascript|typescript|java|rust|golang|sql|bash|html|css|regex|pytest|numpy|"
        r"matplotlib|json schema|ddl|stack trace|traceback)\b|(?<!\w)c\+\+|代码|编程|正则表达式",
    ),
    _sign(
        TaskKind.CODE,
        Weight.PLAIN,
        r"\b(?:functions?|returns?|strings?|arrays?|dict(?:ionary)?|variables?|algorithms?|code)\b|"
        r"字符串|数组|返回|算法|函数",
    ),
    # Logic
    _sign(
        TaskKind.LOGIC,
        Weight.ASKS,
        r"\b(?:does it (?:logically )?follow|must it (?:also )?be (?:true|the case)|necessarily|"
        r"(?:is|are) (?:this|the|that|these) (?:arguments?|conclusions?|inferences?)\b.{0,30}"
        r"(?:valid|correct|true)|who is (?:lying|the liar|the knight|the knave))\b|"
        r"一定成立|是否必然|必然成立|能否推出|能推出|谁[^。?？\n]{0,8}(?:说谎|真话|假话)",
    ),
    _sign(
        TaskKind.LOGIC,
        Weight.STRONG,
        r"\b(?:counter-?examples?|syllogisms?|premises?|kna(?:ve|ves)|truth[- ]tellers?|liars?|"
        r"logically|deduc(?:e|tion)|contrapositive)\b|反例|前提|三段论|真话|假话|命题",
    ),
    _sign(
        TaskKind.LOGIC,
        Weight.STRONG,
        r"\b(?:all|every|no|some) [\w-]{1,30}(?: [\w-]{1,30})? (?:are|is) (?:not )?[^.?!\n]{1,80}"
        r"[.,;]?\s{1,4}(?:and |but |if )?(?:all|every|no|some) [\w-]{1,30}(?: [\w-]{1,30})? "
        r"(?:are|is)\b|所有[^。\n]{1,20}都[^。\n]{1,40}有[些的]",
        "has statements of all and some",
    ),
    _sign(
        TaskKind.LOGIC,
        Weight.PLAIN,
        r"\b(?:conclusion|argument|valid|impl(?:y|ies)|true or false|logic(?:al)?)\b|逻辑|结论",
    ),
    # Math
    _sign(
        TaskKind.MATH,
        Weight.ASKS,
        rf"{_CLAUSE}(?:solve|prove|calculate|compute|evaluate|simplify|factor(?:ise|ize)?|integrate|"
        r"differentiate|find) (?!(?:or|the (?:bug|error|mistake)|a (?:bug|title|name))\b)",
    ),
    _sign(
        TaskKind.MATH,
        Weight.ASKS,
        r"\b(?:how (?:many|much|far|old|tall|long|fast|heavy|high|deep)\b|what (?:is|are|was|"
        r"will be) the (?:\w{1,20} )?(?:sum|product|value|remainder|probability|area|volume|total|"
        r"difference|average|number|perimeter)\b)|"
        r"是多少|等于多少|有多少|共有几|(?:^|[。；\n])\s{0,4}请?(?:求|计算|证明|解方程)",
    ),
    _sign(
        TaskKind.MATH,
        Weight.STRONG,
        r"\b(?:integral|derivative|equations?|polynomial|theorem|probability|remainder|triangle|"
        r"arithmetic (?:sequence|progression)|logarithm|perimeter|radius|circle|angle|fraction|"
        r"number of ways|prove|proof)\b|"
        r"方程|数列|概率|积分|导数|余数|三角形|面积|周长|证明|前\d{1,4}项",
    ),
    _sign(
        TaskKind.MATH,
        Weight.STRONG,
        r"\\(?:frac|sqrt|sum|int|boxed|cdot|times|le|ge)\b|\$[^$\n]{0,80}[\\^_=][^$\n]{0,80}\$|"
        r"\b\d{0,6}[a-z](?:\^|²|³)|[a-z]\s?[-+]\s?\d{1,9}\s?=",
        "has a formula",
    ),
    _sign(TaskKind.MATH, Weight.PLAIN, r"\w\s?=\s?-?\d", "has an equation"),
    _sign(TaskKind.MATH, Weight.PLAIN, r"\d\s?[+*×÷^/]\s?\d|\d - \d", "has arithmetic"),
    _sign(
        TaskKind.MATH,
        Weight.PLAIN,
        r"\b(?:sum|product|average|percent(?:age)?|digits?|integers?|primes?|divided by|each|total|"
        r"twice|half|solve|calculate|compute)\b|%|之和|平方|百分之|计算|求|多[少长远厚久高深重快宽]|几[一-龥]{1,6}[^。\n]{0,12}[?？]",
    ),
    # Creative
    _sign(
        TaskKind.CREATIVE,
        Weight.ASKS,
        rf"{_WRITE}{_SHORT_WAY}\b(?:poems?|haikus?|limericks?|stor(?:y|ies)|slogans?|taglines?|"
        r"titles?|headlines?|names?|ideas?|lyrics|songs?|jokes?|tales?|essays?|dialogues?|"
        r"blog posts?|speech|letter|metaphors?)\b",
        "asks for a piece of writing or ideas",
    ),
    _sign(
        TaskKind.CREATIVE,
        Weight.ASKS,
        r"(?:写|创作|编|想|起|拟|给|提供)[^。?？!！\n]{0,20}(?:诗|故事|标题|口号|文案|创意|点子|歌词|"
        r"对联|小说|散文|笑话|名字|作文)",
        "asks for a piece of writing or ideas",
    ),
    _sign(
        TaskKind.CREATIVE,
        Weight.STRONG,
        r"\b(?:poems?|haikus?|limericks?|slogans?|taglines?|brainstorm|lyrics|fairy tales?|catchy|"
        r"in the style of|creative)\b|诗|口号|文案|创意|歌词|对联|散文|想象",
    ),
    _sign(TaskKind.CREATIVE, Weight.PLAIN, r"\b(?:imagine|funny|playful|story|ideas?)\b|故事|标题"),
)

CODE_FIRST = re.compile(r"\s{0,40}(?:(?:def|class|import) \w|from \w{1,40} import|#include|@\w)")
"""What begins like this is to be completed, whatever its comments speak of."""

EXPLANATION = re.compile(
    r"\b(?:explain|describe|compare|discuss) (?!your\b|why\b|each\b|every\b|it\b|them\b|"
    r"the (?:steps?|reasoning|solution|answer|code)\b)[\w-]{1,20}|"
    r"解释[^。\n]{0,6}|比较[^。\n]{0,6}|区别",
    re.IGNORECASE,
)
"""An explanation that is an answer of its own, and not the reasons of another one."""
