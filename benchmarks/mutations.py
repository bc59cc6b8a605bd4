"""Correct derivations with known truths, and single faults put into them.

What is covered: word problems, chains of arithmetic, fractions, percentages, equations with one
unknown, pairs of equations and arithmetic sequences, in English and Chinese, plain and LaTeX; and
the texts that the nano model is taught. A fault changes one number, one operator or one result.
The truth of every equation is computed here by an evaluator of its own, from the values that the
problem's unknowns have; nothing of the checker takes part in it.
What is not: faults of meaning, such as a sum where a product is asked for.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from random import Random

from benchmarks.templates import DERIVATIONS, Draft
from setpoint.problems import MathKey
from setpoint.records import Language, PromptStyle
from setpoint.suites.nano.equations import PairTask
from setpoint.suites.nano.sequences import SequenceTask
from setpoint.suites.nano.series import PAIR, SEQUENCE, STORY, Family
from setpoint.suites.nano.split import Split
from tools.nano.texts.documents import WRITERS
from tools.nano.texts.pen import Pen

_TOKEN = re.compile(r"\d+(?:\.\d+)?|[A-Za-z](?:_\d+)?|[-+×÷/()]")
_NUMBER = re.compile(r"(?<![\d_.])\d+(?:\.\d+)?(?![\d.])")
_OPERATOR = re.compile(r"(?<=[\dA-Za-z)])[-+×÷/](?=[\dA-Za-z(])")
_SWAPS = {"+": "-×", "-": "+", "×": "+", "÷": "×", "/": "×"}
_SIDE = r"[-(]?[\dA-Za-z][\dA-Za-z_.()×÷/+-]*"
_EQUATION = re.compile(rf"(?<![\w=.)×÷/+-]){_SIDE}(?:={_SIDE})+(?![\w=])", re.ASCII)
MAX_TERM = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """A derivation whose equations stand apart from its words.

    Attributes:
        family: What it is about.
        question: The problem.
        pieces: Words and equations in turn, beginning with words.
        values: Of the unknowns.
        answer: The right answer; empty if it is not asked for.
        is_latex: True if equations are to be written in LaTeX.
    """

    family: str
    question: str
    pieces: tuple[str, ...]
    values: Mapping[str, Fraction]
    answer: str
    is_latex: bool = False

    @property
    def equations(self) -> tuple[str, ...]:
        """Its equations, plain."""
        return self.pieces[1::2]

    def written(self) -> tuple[str, list[range]]:
        """The text, and where each equation stands in it."""
        text, spans = "", []
        for number, piece in enumerate(self.pieces):
            shown = to_latex(piece) if number % 2 and self.is_latex else piece
            if number % 2:
                spans.append(range(len(text), len(text) + len(shown)))
            text += shown
        return text, spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """A derivation with one fault.

    Attributes:
        derivation: The text with the fault in it.
        equation: Number of the equation that is false now.
        kind: ``number``, ``operator`` or ``result``.
        before: The equation as it was.
    """

    derivation: Derivation
    equation: int
    kind: str
    before: str


def draw_derivations(random: Random, count: int) -> Iterator[Derivation]:
    """Yields correct derivations, families in turn."""
    sources: Sequence[Callable[[Random], Derivation]] = [
        *(_from_template(name, draw) for name, draw in DERIVATIONS.items()),
        *map(_from_nano, (PAIR, SEQUENCE, STORY)),
    ]
    for number in range(count):
        yield sources[number % len(sources)](random)


def mutate(derivation: Derivation, random: Random) -> Mutation | None:
    """Puts one fault into a derivation; None if none of twenty tries makes an equation false."""
    for _ in range(20):
        number = random.randrange(len(derivation.equations))
        kind = random.choice(("number", "operator", "result"))
        before = derivation.equations[number]
        after = _fault(before, kind, random)
        if after is None or not _is_false(after, derivation.values):
            continue
        pieces = list(derivation.pieces)
        pieces[2 * number + 1] = after
        changed = replace(derivation, pieces=tuple(pieces))
        return Mutation(derivation=changed, equation=number, kind=kind, before=before)
    return None


def _is_false(equation: str, values: Mapping[str, Fraction]) -> bool:
    """True if a link fails, and not only by the rounding or truncation of a printed number."""
    if holds(equation, values) is not False:
        return False
    for left, right in pairwise(equation.split("=")):
        gap = abs(_evaluate(left, values) - _evaluate(right, values))
        digits = [len(side.partition(".")[2]) for side in (left, right) if _NUMBER.fullmatch(side)]
        if gap and (not digits or gap >= Fraction(1, 10 ** max(digits))):
            return True
    return False


def holds(equation: str, values: Mapping[str, Fraction]) -> bool | None:
    """Whether every link of a chain holds; None if it cannot be computed."""
    try:
        sides = [_evaluate(side, values) for side in equation.split("=")]
    except (KeyError, ZeroDivisionError, IndexError):
        return None
    return all(left == right for left, right in pairwise(sides))


def to_latex(equation: str) -> str:
    """Writes a plain equation in LaTeX."""
    fractions = re.sub(r"(?<![\w)])(\d+|[a-z])/(\d+)", r"\\frac{\1}{\2}", equation)
    signs = fractions.replace("×", r" \times ").replace("÷", r" \div ").replace("=", " = ")
    return re.sub(r"_(\d+)", r"_{\1}", signs)


def _from_template(
    name: str, draw: Callable[[Random, Language], Draft]
) -> Callable[[Random], Derivation]:
    def derive(random: Random) -> Derivation:
        draft = draw(random, random.choice(tuple(Language)))
        return Derivation(
            family=name,
            question=draft.question,
            pieces=tuple(re.split(r"[⟦⟧]", draft.text)),
            values=draft.values,
            answer=draft.answer,
            is_latex=random.random() < 1 / 2,
        )

    return derive


def _from_nano(family: Family) -> Callable[[Random], Derivation]:
    def derive(random: Random) -> Derivation:
        task = family.draw(random, Split.TRAIN, random.choice(tuple(Language)))
        style = random.choice(tuple(PromptStyle))
        reply = WRITERS[family.name](task, style, Pen(random=random, slip_rate=0))
        values = _values(task)
        problem = family.problem(task, "")
        return Derivation(
            family=f"nano {family.name}",
            question=problem.prompts[PromptStyle.PLAIN],
            pieces=tuple(_split(f"{reply.thought}\n</think>\n{reply.answer}", values)),
            values=values,
            answer=problem.key.answer if isinstance(problem.key, MathKey) else "",
        )

    return derive


def _values(task: object) -> dict[str, Fraction]:
    """What the unknowns of a task are worth."""
    if isinstance(task, PairTask):
        return dict(zip(task.letters, (Fraction(task.x), Fraction(task.y)), strict=True))
    if not isinstance(task, SequenceTask):
        return {}
    terms = {f"a_{index}": task.term(index) for index in range(1, MAX_TERM + 1)}
    sums = {f"S_{task.m}": Fraction(task.first_sum), f"S_{task.n}": Fraction(task.second_sum)}
    return {**terms, **sums, "d": task.difference}


def _split(text: str, values: Mapping[str, Fraction]) -> Iterator[str]:
    """Words and equations in turn; what cannot be computed counts as words."""
    end = 0
    for match in _EQUATION.finditer(text):
        if holds(match[0], values):
            yield text[end : match.start()]
            yield match[0]
            end = match.end()
    yield text[end:]


def _fault(equation: str, kind: str, random: Random) -> str | None:
    pattern = _OPERATOR if kind == "operator" else _NUMBER
    places = list(pattern.finditer(equation))
    if not places:
        return None
    place = places[-1] if kind == "result" else random.choice(places)
    if kind == "operator":
        return equation[: place.start()] + random.choice(_SWAPS[place[0]]) + equation[place.end() :]
    return equation[: place.start()] + _other_number(place[0], random) + equation[place.end() :]


def _other_number(text: str, random: Random) -> str:
    """A slip: one off, ten off, or two digits exchanged."""
    digits = len(text.partition(".")[2])
    unit = Fraction(1, 10**digits)
    changed = Fraction(text) + random.choice((-10, -2, -1, 1, 2, 10)) * unit
    if len(text) > 1 and "." not in text and random.random() < 1 / 4:
        changed = Fraction(text[1] + text[0] + text[2:])
    changed = abs(changed)
    return f"{float(changed):.{digits}f}" if digits else str(changed)


def _evaluate(side: str, values: Mapping[str, Fraction]) -> Fraction:
    tokens = _TOKEN.findall(side)
    if "".join(tokens) != side.replace(" ", ""):
        raise KeyError(side)
    total, rest = _sum(tokens, values)
    if rest:
        raise KeyError(side)
    return total


def _sum(tokens: list[str], values: Mapping[str, Fraction]) -> tuple[Fraction, list[str]]:
    total, rest = _product(tokens, values)
    while rest and rest[0] in "+-":
        term, after = _product(rest[1:], values)
        total, rest = (total + term if rest[0] == "+" else total - term), after
    return total, rest


def _product(tokens: list[str], values: Mapping[str, Fraction]) -> tuple[Fraction, list[str]]:
    if tokens[0] == "-":
        value, rest = _product(tokens[1:], values)
        return -value, rest
    total, rest = _factor(tokens, values)
    while rest and rest[0] not in "+-=)":
        operator = rest[0] if rest[0] in "×÷/" else ""
        factor, after = _factor(rest[1:] if operator else rest, values)
        total, rest = (total / factor if operator in ("÷", "/") else total * factor), after
    return total, rest


def _factor(tokens: list[str], values: Mapping[str, Fraction]) -> tuple[Fraction, list[str]]:
    first, rest = tokens[0], tokens[1:]
    if first == "(":
        value, rest = _sum(rest, values)
        return value, rest[1:]
    return (Fraction(first) if first[0].isdigit() else values[first]), rest
