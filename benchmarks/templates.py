"""Correct derivations as templates: their equations stand between ⟦ and ⟧, in plain notation.

What is covered: one function a family; it draws numbers and a language. What is not: notation and
faults (`mutations`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from types import MappingProxyType

from setpoint.records import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A question and its derivation.

    Attributes:
        question: The problem.
        text: The derivation, equations marked.
        answer: What it comes to.
        values: Of the unknowns in it.
    """

    question: str
    text: str
    answer: str
    values: Mapping[str, Fraction] = field(default_factory=lambda: MappingProxyType({}))


def _shopping(random: Random, language: Language) -> Draft:
    pens, price, books, cost = (random.randint(2, 9) for _ in range(4))
    first, second = pens * price, books * cost
    total, paid = first + second, (first + second) // 50 * 50 + 50
    return Draft(
        question=_either(
            language,
            f"Tom buys {pens} pens at ${price} each and {books} books at ${cost} each. "
            f"He pays with ${paid}. How much change does he get?",
            f"小明买了{pens}支笔，每支{price}元，又买了{books}本书，"
            f"每本{cost}元，付了{paid}元，找回多少元？",
        ),
        text=_either(
            language,
            f"The pens cost ⟦{pens}×{price}={first}⟧ dollars.\nThe books cost ⟦{books}×{cost}="
            f"{second}⟧ dollars.\nTogether that is ⟦{first}+{second}={total}⟧ "
            "dollars, so the change "
            f"is ⟦{paid}-{total}={paid - total}⟧ dollars.",
            f"笔的价钱是⟦{pens}×{price}={first}⟧元，书的价钱是⟦{books}×{cost}={second}⟧元。\n"
            f"一共⟦{first}+{second}={total}⟧元，所以找回⟦{paid}-{total}={paid - total}⟧元。",
        ),
        answer=str(paid - total),
    )


def _chain(random: Random, language: Language) -> Draft:
    a, b, c, d = (random.randint(3, 40) for _ in range(4))
    value = a * b + c - d
    return Draft(
        question=_either(language, f"Compute {a}×{b}+{c}-{d}.", f"计算{a}×{b}+{c}-{d}。"),
        text=_either(
            language,
            f"Multiply first, then add:\n⟦{a}×{b}+{c}-{d}={a * b}+{c}-{d}={a * b + c}-{d}={value}⟧."
            f"\nThe answer is {value}.",
            f"先乘后加减：\n⟦{a}×{b}+{c}-{d}={a * b}+{c}-{d}={a * b + c}-{d}={value}⟧。"
            f"\n答案是{value}。",
        ),
        answer=str(value),
    )


def _fractions(random: Random, language: Language) -> Draft:
    p, q = random.sample((3, 4, 5, 7, 8), 2)
    a, b = random.randint(1, p - 1), random.randint(1, q - 1)
    sides = f"{a}/{p}+{b}/{q}={a * q}/{p * q}+{b * p}/{p * q}={a * q + b * p}/{p * q}"
    return Draft(
        question=_either(language, f"Compute {a}/{p}+{b}/{q}.", f"计算{a}/{p}+{b}/{q}。"),
        text=_either(
            language,
            f"Over the common denominator {p * q} this is ⟦{sides}⟧.",
            f"通分，公分母是{p * q}，得⟦{sides}⟧。",
        ),
        answer=str(Fraction(a, p) + Fraction(b, q)),
    )


def _discount(random: Random, language: Language) -> Draft:
    price, percent = random.randint(2, 20) * 20, random.choice((5, 10, 15, 20, 25, 30, 40))
    off = price * percent // 100
    return Draft(
        question=_either(
            language,
            f"A coat costs ${price} and is sold at {percent}% off. What is its new price?",
            f"一件大衣原价{price}元，降价{percent}%，现价多少元？",
        ),
        text=_either(
            language,
            f"The discount is ⟦{price}×{percent}/100={off}⟧ dollars, and the new price is "
            f"⟦{price}-{off}={price - off}⟧ dollars.",
            f"降了⟦{price}×{percent}/100={off}⟧元，现价是⟦{price}-{off}={price - off}⟧元。",
        ),
        answer=str(price - off),
    )


def _one_unknown(random: Random, language: Language) -> Draft:
    a, x, b = random.randint(2, 9), random.randint(2, 15), random.randint(1, 30)
    name, total = random.choice("xyn"), a * x + b
    return Draft(
        question=_either(
            language, f"Solve {a}{name}+{b}={total}.", f"解方程{a}{name}+{b}={total}。"
        ),
        text=_either(
            language,
            f"We are given ⟦{a}{name}+{b}={total}⟧. Subtract {b} from both "
            f"sides: ⟦{a}{name}={total}"
            f"-{b}={a * x}⟧. Divide by {a}: ⟦{name}={a * x}/{a}={x}⟧.\n"
            f"Check: ⟦{a}×{x}+{b}={a * x}+{b}={total}⟧.",
            f"由题意⟦{a}{name}+{b}={total}⟧，移项得⟦{a}{name}={total}-{b}={a * x}⟧，"
            f"所以⟦{name}={a * x}/{a}={x}⟧。\n检验：⟦{a}×{x}+{b}={a * x}+{b}={total}⟧。",
        ),
        answer=str(x),
        values={name: Fraction(x)},
    )


def _ages(random: Random, language: Language) -> Draft:
    times, y = random.randint(2, 5), random.randint(3, 15)
    x, total = times * y, (times + 1) * y
    return Draft(
        question=_either(
            language,
            f"Ann is {times} times as old as Ben. Together they are {total}. How old is Ann?",
            f"爸爸的年龄是儿子的{times}倍，两人的年龄和是{total}岁，爸爸多少岁？",
        ),
        text=_either(
            language,
            f"Let x be Ann's age and y be Ben's age. Then ⟦x={times}y⟧ and ⟦x+y={total}⟧.\n"
            f"Substituting, ⟦{times}y+y={total}⟧, so ⟦{times + 1}y={total}⟧ and "
            f"⟦y={total}/{times + 1}"
            f"={y}⟧.\nHence ⟦x={times}y={times}×{y}={x}⟧.",
            f"设爸爸x岁，儿子y岁。则⟦x={times}y⟧，⟦x+y={total}⟧。\n代入得⟦{times}y+y={total}⟧，"
            f"即⟦{times + 1}y={total}⟧，所以⟦y={total}/{times + 1}={y}⟧。\n"
            f"于是⟦x={times}y={times}×{y}={x}⟧。",
        ),
        answer=str(x),
        values={"x": Fraction(x), "y": Fraction(y)},
    )


def _sequence(random: Random, language: Language) -> Draft:
    first, step = Fraction(random.randint(1, 20), 3), Fraction(random.randint(1, 20), 3)
    s_3, s_6, k = 3 * first + 3 * step, 6 * first + 15 * step, random.randint(7, 12)
    twice, term = s_6 - 2 * s_3, first + (k - 1) * step
    values = {"a_1": first, "d": step, "S_3": s_3, "S_6": s_6, f"a_{k}": term}
    return Draft(
        question=_either(
            language,
            f"The first 3 terms of an arithmetic sequence sum to {s_3}, and its first 6 terms sum "
            f"to {s_6}. Find the {k}th term.",
            f"已知等差数列前3项和为{s_3}，前6项和为{s_6}，求第{k}项。",
        ),
        text=_either(
            language,
            f"From the sums, ⟦3a_1+3d={s_3}⟧ and ⟦6a_1+15d={s_6}⟧.\nTwice the "
            "first from the second "
            f"gives ⟦9d={s_6}-2×{s_3}={twice}⟧, so ⟦d={step}⟧ and ⟦a_1={s_3}/3-{step}={first}⟧.\n"
            f"Therefore ⟦a_{k}=a_1+{k - 1}d={first}+{(k - 1) * step}={term}⟧.",
            f"由题意⟦3a_1+3d={s_3}⟧，⟦6a_1+15d={s_6}⟧。\n相减得⟦9d={s_6}-2×{s_3}={twice}⟧，"
            f"所以⟦d={step}⟧，⟦a_1={s_3}/3-{step}={first}⟧。\n"
            f"因此⟦a_{k}=a_1+{k - 1}d={first}+{(k - 1) * step}={term}⟧。",
        ),
        answer=str(term),
        values=values,
    )


def _guess(random: Random, language: Language) -> Draft:
    a, x, b = random.randint(2, 9), random.randint(4, 15), random.randint(1, 30)
    guess, total = x - random.randint(1, 3), a * x + b
    tried = a * guess + b
    return Draft(
        question=_either(language, f"Solve {a}x+{b}={total}.", f"解方程{a}x+{b}={total}。"),
        text=_either(
            language,
            f"Suppose x is {guess}. Then ⟦{a}×{guess}+{b}={a * guess}+{b}={tried}⟧, which is too "
            f"small.\n\nSo ⟦{a}x={total}-{b}⟧ and ⟦x={a * x}/{a}={x}⟧.",
            f"假设x是{guess}，那么⟦{a}×{guess}+{b}={a * guess}+{b}={tried}⟧，太小了。\n\n"
            f"所以⟦{a}x={total}-{b}⟧，⟦x={a * x}/{a}={x}⟧。",
        ),
        answer=str(x),
        values={"x": Fraction(x)},
    )


def _journey(random: Random, language: Language) -> Draft:
    speed, hours, other = random.randint(40, 90), random.randint(2, 6), random.randint(2, 5)
    way = speed * hours
    mean = Fraction(way, hours + other)
    return Draft(
        question=_either(
            language,
            f"A car drives {hours} hours at {speed} km per hour and rests for {other} hours. "
            "What is its mean speed?",
            f"汽车以每小时{speed}千米的速度行驶{hours}小时，休息{other}小时，平均速度是多少？",
        ),
        text=_either(
            language,
            f"It covers ⟦{hours}×{speed}={way}⟧ km in "
            f"⟦{hours}+{other}={hours + other}⟧ hours, so its "
            f"mean speed is ⟦{way}÷{hours + other}={mean}⟧ km per hour.",
            f"路程是⟦{hours}×{speed}={way}⟧千米，时间是⟦{hours}+{other}={hours + other}⟧小时，"
            f"平均速度是⟦{way}÷{hours + other}={mean}⟧千米每小时。",
        ),
        answer=str(mean),
    )


def _either(language: Language, english: str, chinese: str) -> str:
    return english if language is Language.EN else chinese


DERIVATIONS: Mapping[str, Callable[[Random, Language], Draft]] = MappingProxyType(
    {
        "shopping": _shopping,
        "chain": _chain,
        "fractions": _fractions,
        "discount": _discount,
        "one unknown": _one_unknown,
        "ages": _ages,
        "sequence": _sequence,
        "guess": _guess,
        "journey": _journey,
    }
)
