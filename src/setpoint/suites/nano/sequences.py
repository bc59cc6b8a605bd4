"""Arithmetic sequences: from two partial sums to a term, fractions included.

What is covered: S_m and S_n given with small terms and a positive difference; the value is
found exactly, and proven by the oracle of the report's own problem.
What is not: falling sequences, or pairs (m, n) other than those of `PAIRS`.
"""

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from setpoint.problems import MathKey, Problem
from setpoint.records import Language
from setpoint.suites.nano.split import Split, draw_from, split_of
from setpoint.suites.nano.wording import pose
from setpoint.suites.proof import Proof
from setpoint.suites.sequences import prove_milestones, prove_term

PAIRS = ((3, 6), (3, 6), (3, 5), (3, 7), (2, 4))
"""Numbers of terms that are summed; the first is drawn twice as often as the others."""

TERMS = (7, 8, 9, 10, 11, 12)
"""Terms that are asked for."""

QUESTIONS = {
    Language.ZH: (
        "已知等差数列前{m}项和为{first_sum}，前{n}项和为{second_sum}，求第{k}项。",
        "等差数列的前{m}项和是{first_sum}，前{n}项和是{second_sum}，第{k}项是多少？",
        "在等差数列中，S_{m}={first_sum}，S_{n}={second_sum}，求a_{k}。",
    ),
    Language.EN: (
        (
            "An arithmetic sequence has the sum {first_sum} for its first {m} terms and "
            "{second_sum} for its first {n} terms. Find term {k}."
        ),
        (
            "The first {m} terms of an arithmetic sequence sum to {first_sum}, and its first {n} "
            "terms sum to {second_sum}. Find the {k}th term."
        ),
        "In an arithmetic sequence, S_{m}={first_sum} and S_{n}={second_sum}. Find a_{k}.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceTask:
    """One question about a sequence.

    Attributes:
        m: Number of terms of the first sum.
        n: Number of terms of the second sum, n > m.
        k: Number of the wanted term.
        first_sum: S_m.
        second_sum: S_n.
        wording: Which of the language's `QUESTIONS`.
    """

    m: int
    n: int
    k: int
    first_sum: int
    second_sum: int
    language: Language
    wording: int

    @property
    def difference(self) -> Fraction:
        """The common difference d, from S_m/m and S_n/n, whose gap is (n-m)d/2."""
        gap = Fraction(self.second_sum, self.n) - Fraction(self.first_sum, self.m)
        return 2 * gap / (self.n - self.m)

    @property
    def first_term(self) -> Fraction:
        """The first term a_1 = S_m/m - (m-1)d/2."""
        return Fraction(self.first_sum, self.m) - (self.m - 1) * self.difference / 2

    def term(self, number: int) -> Fraction:
        """Returns a_number."""
        return self.first_term + (number - 1) * self.difference


def draw_sequence(random: Random, split: Split, language: Language) -> SequenceTask:
    """Draws a sequence task of one side of the split."""
    return draw_from(split, lambda source: _propose(source, split, language), _side_of, random)


def sequence_problem(task: SequenceTask, identifier: str) -> Problem:
    """Returns the task as a problem with a proven key."""
    question = QUESTIONS[task.language][task.wording].format(
        m=task.m, n=task.n, k=task.k, first_sum=task.first_sum, second_sum=task.second_sum
    )
    return pose(question, task.language, _key(task), identifier)


def prove_sequence(task: SequenceTask) -> tuple[Proof, ...]:
    """Proves the key and its milestones."""
    key = _key(task)
    sums = ((task.m, Fraction(task.first_sum)), (task.n, Fraction(task.second_sum)))
    return (
        prove_term(sums, task.k, Fraction(key.answer)),
        prove_milestones(sums, key.milestones),
    )


def _propose(random: Random, split: Split, language: Language) -> SequenceTask:
    m, n = random.choice(PAIRS)
    while True:
        first_sum, second_sum = _draw_sums(m, n, split, random)
        task = SequenceTask(
            m=m,
            n=n,
            k=random.choice(TERMS),
            first_sum=first_sum,
            second_sum=second_sum,
            language=language,
            wording=random.randrange(len(QUESTIONS[language])),
        )
        if task.first_term > 0:
            return task


def _draw_sums(m: int, n: int, split: Split, random: Random) -> tuple[int, int]:
    """Draws S_m and S_n such that d is a whole number, or one of halves or thirds.

    The largest numbers are taught but not asked for: they are too rare to be learned.
    """
    is_taught = split is Split.TRAIN
    if m == 2:  # noqa: PLR2004 - the pair (2, 4), where 4d = S_4 - 2 S_2
        first_sum = random.randint(3, 24 if is_taught else 18)
        return first_sum, 2 * first_sum + 4 * random.randint(1, 9 if is_taught else 8)
    middle = random.randint(1, 12 if is_taught else 10)
    shift = random.randint(1, 10 if n == 6 else 8)  # noqa: PLR2004 - thirds have more room
    weight = {5: 5, 6: 3, 7: 7}[n]
    return 3 * middle, n * middle + weight * shift


def _side_of(task: SequenceTask) -> Split:
    if (task.m, task.n, task.first_sum, task.second_sum) == (3, 6, 15, 60):
        return Split.TRAIN  # the report's own problem is known to a model trained on this family
    return split_of("sequence", task.m, task.n, task.k, task.first_sum, task.second_sum)


def _key(task: SequenceTask) -> MathKey:
    anchors = [f"a_{number}={task.term(number)}" for number in range(1, task.n + 1)]
    return MathKey(
        answer=str(task.term(task.k)),
        milestones=((f"d={task.difference}",), tuple(anchors)),
    )
