"""The plots of the word problems, as data: what happens, and how it is told.

What is covered: five plots, each in two tellings a language.
What is not: numbers (`stories`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from setpoint.records import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What happens in a story.

    Attributes:
        first: Sign of the first operation, between a and b: one of ``+ - *``.
        second: Sign of the second, between the first's value and c.
        tellings: The story in each language, with the fields who, thing, a, b and c.
    """

    first: str
    second: str
    tellings: dict[Language, tuple[str, ...]]


OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
}

PEOPLE = {
    Language.ZH: ("小明", "小红", "小李", "王老师", "妈妈"),
    Language.EN: ("Tom", "Anna", "Lucy", "Ben", "Mia"),
}

THINGS = {
    Language.ZH: ("苹果", "铅笔", "本子", "糖果", "贴纸"),
    Language.EN: ("apples", "pencils", "stickers", "cards", "coins"),
}

PLOTS = {
    "boxes_and_more": Plot(
        first="*",
        second="+",
        tellings={
            Language.ZH: (
                "{who}有{a}盒{thing}，每盒{b}个，又买了{c}个，现在一共有多少个{thing}？",
                "每盒有{b}个{thing}，{who}买了{a}盒，朋友又送来{c}个，一共有多少个？",
            ),
            Language.EN: (
                (
                    "{who} has {a} boxes of {b} {thing} each and buys {c} more. How many {thing} "
                    "does {who} have now?"
                ),
                (
                    "Each box holds {b} {thing}. {who} fills {a} boxes and has {c} left over. How "
                    "many {thing} are there?"
                ),
            ),
        },
    ),
    "boxes_less_gift": Plot(
        first="*",
        second="-",
        tellings={
            Language.ZH: (
                "{who}有{a}盒{thing}，每盒{b}个，送给朋友{c}个，还剩多少个{thing}？",
                "每盒有{b}个{thing}，{who}买了{a}盒，用掉{c}个，还剩多少个？",
            ),
            Language.EN: (
                (
                    "{who} has {a} boxes of {b} {thing} each and gives away {c}. How many {thing} "
                    "are left?"
                ),
                (
                    "Each box holds {b} {thing}. {who} buys {a} boxes and loses {c} {thing}. How "
                    "many are left?"
                ),
            ),
        },
    ),
    "two_a_day": Plot(
        first="+",
        second="*",
        tellings={
            Language.ZH: (
                "{who}每天上午做{a}个{thing}，下午做{b}个，{c}天一共做多少个？",
                "每个袋子里有{a}个红的和{b}个蓝的{thing}，{c}个袋子里共有多少个{thing}？",
            ),
            Language.EN: (
                (
                    "Every day {who} finds {a} {thing} in the morning and {b} in the afternoon. "
                    "How many {thing} in {c} days?"
                ),
                "Each bag holds {a} red and {b} blue {thing}. How many {thing} are in {c} bags?",
            ),
        },
    ),
    "gain_and_loss": Plot(
        first="+",
        second="-",
        tellings={
            Language.ZH: (
                "{who}有{a}个{thing}，又买了{b}个，送给朋友{c}个，还剩多少个{thing}？",
                "{who}先有{a}个{thing}，后来得到{b}个，用掉{c}个，现在有多少个？",
            ),
            Language.EN: (
                (
                    "{who} has {a} {thing}, buys {b} more and gives away {c}. How many {thing} are "
                    "left?"
                ),
                "{who} starts with {a} {thing}, gets {b} and loses {c}. How many {thing} remain?",
            ),
        },
    ),
    "daily_rest": Plot(
        first="-",
        second="*",
        tellings={
            Language.ZH: (
                "{who}每天得到{a}个{thing}，用掉{b}个，{c}天后剩下多少个{thing}？",
                "每盒原有{a}个{thing}，每盒取走{b}个，{c}盒还剩多少个{thing}？",
            ),
            Language.EN: (
                (
                    "Every day {who} gets {a} {thing} and uses {b}. How many {thing} are left "
                    "after {c} days?"
                ),
                (
                    "Each box held {a} {thing} and {b} were taken from each. How many {thing} are "
                    "left in {c} boxes?"
                ),
            ),
        },
    ),
}
