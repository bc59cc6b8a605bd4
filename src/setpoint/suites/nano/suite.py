"""The suite ``nano``: as many generated problems as one asks for, in Chinese and English.

What is covered: arithmetic sequences, word problems and pairs of equations; small functions;
syllogisms. The parameters are those that the training text of the bundled model leaves out
(`split`), so that the suite examines what it has learned, not what it has seen.
What is not: wordings of its own; both sides of the split are put in the same words.
"""

from functools import cache

from setpoint.problems import Problem
from setpoint.suites.nano.series import Question, generate_questions
from setpoint.suites.proof import Proof

SUITE = "nano"

USUAL = 30
"""Problems in each language if no number is given."""

MOST = 300
"""There are enough parameters of every family for so many different problems."""


def problems(number: int = USUAL) -> tuple[Problem, ...]:
    """Returns the first problems of the suite in all languages.

    Problem 7 is the same however many one asks for.

    Args:
        number: Problems in each language, 0 to `MOST`.
    """
    return tuple(problem for question in _questions(number) for problem in question.problems)


def proofs(number: int = USUAL) -> tuple[Proof, ...]:
    """Proves the keys of the first problems."""
    return tuple(proof for question in _questions(number) for proof in question.prove())


def refutations() -> tuple[Proof, ...]:
    """No wrong keys of these problems are in circulation."""
    return ()


@cache
def _questions(number: int) -> list[Question]:
    return generate_questions(number)
