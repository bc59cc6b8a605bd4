"""Oracle for arithmetic sequences: elimination over the rationals, and the terms added up."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from setpoint.suites.proof import Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class ArithmeticSequence:
    """An arithmetic sequence by first term and difference."""

    first: Fraction
    difference: Fraction

    def term(self, index: int) -> Fraction:
        """Returns the term of this index, from 1."""
        return self.first + (index - 1) * self.difference

    def sum_of(self, count: int) -> Fraction:
        """Returns the sum of the first terms, added one by one."""
        return sum((self.term(index) for index in range(1, count + 1)), Fraction(0))


def solve_sequence(sums: Sequence[tuple[int, Fraction]]) -> ArithmeticSequence:
    """Returns the only arithmetic sequence with two given sums.

    The sum of n terms is ``n a_1 + n (n - 1) / 2 d``: two linear equations, solved by Cramer's
    rule over the rationals.

    Args:
        sums: Two pairs (number of terms, their sum) with different numbers.
    """
    (m, sum_m), (n, sum_n) = sums
    pairs_m, pairs_n = Fraction(m * (m - 1), 2), Fraction(n * (n - 1), 2)
    determinant = m * pairs_n - n * pairs_m
    return ArithmeticSequence(
        first=(sum_m * pairs_n - sum_n * pairs_m) / determinant,
        difference=(m * sum_n - n * sum_m) / determinant,
    )


def prove_term(sums: Sequence[tuple[int, Fraction]], index: int, answer: Fraction) -> Proof:
    """Proves the value of a term of the sequence with these sums."""
    sequence = solve_sequence(sums)
    returned = [(count, sequence.sum_of(count)) for count, _ in sums]
    return Proof(
        claim=f"a_{index} = {answer}",
        method="two linear equations solved over the rationals; the terms added up again",
        holds=sequence.term(index) == answer and returned == list(sums),
        evidence=(
            f"a_1 = {sequence.first}, d = {sequence.difference}",
            *(f"the first {count} terms add up to {total}" for count, total in returned),
            f"a_{index} = {sequence.term(index)}",
        ),
    )


def prove_milestones(
    sums: Sequence[tuple[int, Fraction]], milestones: Sequence[Sequence[str]]
) -> Proof:
    """Proves that every equation of the milestones is true of the sequence with these sums.

    Args:
        sums: See `solve_sequence`.
        milestones: Groups of equations such as ``d=10/3`` and ``a_2=5``.
    """
    sequence = solve_sequence(sums)
    equations = [equation for group in milestones for equation in group]
    return Proof(
        claim=f"the milestones {', '.join(equations)} are true",
        method="each looked up in the solved sequence",
        holds=all(_is_true(equation, sequence) for equation in equations),
        evidence=tuple(
            f"{equation}: {'true' if _is_true(equation, sequence) else 'false'}"
            for equation in equations
        ),
    )


def refute_term(sums: Sequence[tuple[int, Fraction]], index: int, claimed: Fraction) -> Proof:
    """Shows that a term of the sequence with these sums does not have the claimed value."""
    found = solve_sequence(sums).term(index)
    return Proof(
        claim=f"a_{index} is not {claimed}",
        method="two linear equations solved over the rationals",
        holds=found != claimed,
        evidence=(f"a_{index} = {found}",),
    )


def refute_sequence(sequence: ArithmeticSequence, sums: Sequence[tuple[int, Fraction]]) -> Proof:
    """Shows that a sequence does not have the given sums."""
    found = [(count, sequence.sum_of(count), total) for count, total in sums]
    return Proof(
        claim=f"a_1 = {sequence.first}, d = {sequence.difference} is not the sequence",
        method="the terms added up",
        holds=any(actual != wanted for _, actual, wanted in found),
        evidence=tuple(
            f"the first {count} terms add up to {actual}, the problem says {wanted}"
            for count, actual, wanted in found
        ),
    )


def _is_true(equation: str, sequence: ArithmeticSequence) -> bool:
    name, value = equation.split("=")
    found = sequence.difference if name == "d" else sequence.term(int(name.removeprefix("a_")))
    return found == Fraction(value)
