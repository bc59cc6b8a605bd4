"""The hand that writes training text: it picks among forms, and sometimes it slips.

What is covered: choices between equal forms, wrong results, and omissions, all from one source
of randomness. A slip is what a model trained on the text does at high temperature: its share p
becomes about p**(1/T) when sampling at temperature T.
What is not: what is written.
"""

from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import TypeVar

Form = TypeVar("Form")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the model is to write.

    Attributes:
        thought: Goes before ``</think>``.
        answer: Goes after it.
    """

    thought: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """A source of randomness with a rate of mistakes.

    Attributes:
        random: Where choices come from.
        slip_rate: Share of results that are written wrong, and of parts that are left out,
            0 to 1.
    """

    random: Random
    slip_rate: float

    def choose(self, *forms: Form) -> Form:
        """Picks one of several forms that mean the same."""
        return self.random.choice(forms)

    def slips(self) -> bool:
        """Is something wrong or left out this time?"""
        return self.random.random() < self.slip_rate

    def result(self, value: Fraction | int) -> Fraction:
        """Returns a computed value, or a near one if the pen slips."""
        exact = Fraction(value)
        if not self.slips():
            return exact
        error = self.random.choice((-10, -2, -1, 1, 2, 10))
        wrong = Fraction(exact.numerator + error, exact.denominator)
        return wrong if wrong > 0 else exact
