"""Pairs of linear equations with small whole solutions.

What is covered: two equations in which one unknown goes away by adding or subtracting once;
one of the two unknowns is asked for.
What is not: systems without a unique solution, or fractions.
"""

from dataclasses import dataclass
from itertools import product
from random import Random

from setpoint.problems import MathKey, Problem
from setpoint.records import Language
from setpoint.suites.nano.split import Split, draw_from, split_of
from setpoint.suites.nano.wording import pose
from setpoint.suites.proof import Proof

LETTERS = (("x", "y"), ("a", "b"), ("m", "n"))

_TRIED = 100
"""Values up to here are tried in the proof."""

QUESTIONS = {
    Language.ZH: (
        "解方程组：{first}，{second}。求{wanted}。",
        "已知{first}，{second}，求{wanted}的值。",
        "若{first}且{second}，则{wanted}等于多少？",
    ),
    Language.EN: (
        "Solve {first} and {second} for {wanted}.",
        "Given {first} and {second}, find {wanted}.",
        "If {first} and {second}, what is {wanted}?",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTask:
    """The system ``p x + q y = s`` and ``r x + t q y = u`` with t = 1 or -1.

    Attributes:
        p: Coefficient of the first unknown in the first equation, 1 to 3.
        q: Size of the second unknown's coefficient in both equations, 1 to 3.
        r: Coefficient of the first unknown in the second equation, 1 to 3.
        sign: 1 or -1, the sign of the second unknown in the second equation.
        x: Value of the first unknown.
        y: Value of the second unknown.
        letters: Names of the unknowns.
        wanted: 0 or 1, the unknown that is asked for.
        wording: Which of the language's `QUESTIONS`.
    """

    p: int
    q: int
    r: int
    sign: int
    x: int
    y: int
    letters: tuple[str, str]
    wanted: int
    language: Language
    wording: int

    @property
    def first_value(self) -> int:
        """The right side of the first equation."""
        return self.p * self.x + self.q * self.y

    @property
    def second_value(self) -> int:
        """The right side of the second equation."""
        return self.r * self.x + self.sign * self.q * self.y

    @property
    def equations(self) -> tuple[str, str]:
        """Both equations as text, e.g. ``2x+y=11``."""
        first, second = self.letters
        glue = "+" if self.sign > 0 else "-"
        return (
            f"{term(self.p, first)}+{term(self.q, second)}={self.first_value}",
            f"{term(self.r, first)}{glue}{term(self.q, second)}={self.second_value}",
        )


def term(coefficient: int, letter: str) -> str:
    """Writes a product as algebra does: without a coefficient of 1."""
    return letter if coefficient == 1 else f"{coefficient}{letter}"


def draw_pair(random: Random, split: Split, language: Language) -> PairTask:
    """Draws a pair of equations of one side of the split."""
    return draw_from(split, lambda source: _propose(source, language), _side_of, random)


def pair_problem(task: PairTask, identifier: str) -> Problem:
    """Returns the task as a problem with a proven key."""
    first, second = task.equations
    question = QUESTIONS[task.language][task.wording].format(
        first=first, second=second, wanted=task.letters[task.wanted]
    )
    return pose(question, task.language, _key(task), identifier)


def prove_pair(task: PairTask) -> tuple[Proof, ...]:
    """Proves the key by trying every pair of whole numbers."""
    found = [pair for pair in product(range(_TRIED), repeat=2) if _solves(task, *pair)]
    determinant = task.q * (task.sign * task.p - task.r)
    values = dict(zip(task.letters, (task.x, task.y), strict=True))
    name = task.letters[task.wanted]
    return (
        Proof(
            claim=f"{', '.join(task.equations)}: {name} = {_key(task).answer}",
            method=f"all pairs of whole numbers below {_TRIED}, and the determinant",
            holds=found == [(task.x, task.y)]
            and determinant != 0
            and str(values[name]) == _key(task).answer,
            evidence=(f"solutions {task.letters}: {found}", f"determinant {determinant}"),
        ),
    )


def _propose(random: Random, language: Language) -> PairTask:
    while True:
        task = PairTask(
            p=random.randint(1, 3),
            q=random.randint(1, 3),
            r=random.randint(1, 3),
            sign=random.choice((1, -1)),
            x=random.randint(1, 10),
            y=random.randint(1, 10),
            letters=random.choice(LETTERS),
            wanted=random.randrange(2),
            language=language,
            wording=random.randrange(len(QUESTIONS[language])),
        )
        if task.second_value > 0 and (task.sign < 0 or task.r > task.p):
            return task


def _side_of(task: PairTask) -> Split:
    return split_of("pair", task.p, task.q, task.r, task.sign, task.x, task.y)


def _solves(task: PairTask, x: int, y: int) -> bool:
    first = task.p * x + task.q * y == task.first_value
    return first and task.r * x + task.sign * task.q * y == task.second_value


def _key(task: PairTask) -> MathKey:
    name, value = task.letters[task.wanted], (task.x, task.y)[task.wanted]
    return MathKey(answer=str(value), milestones=((f"{name}={value}",),))
