"""What a problem states as equations, and the laws that belong to what it is about.

Covered: equations in the problem; for arithmetic sequences ``S_3=15`` from *the first 3 terms sum
to 15* or 前3项和为15, ``a_2=5`` from *the second term is 5* with a number, and the laws
``a_n = a_1 + (n-1)d`` and ``S_n = n a_1 + n(n-1)/2 d`` for every index that occurs.
Not covered: what other problems say in words.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from setpoint.verify.derivations.claims import find_chains
from setpoint.verify.derivations.givens import find_claims
from setpoint.verify.derivations.implication import Statement
from setpoint.verify.expressions.polynomial import Polynomial, constant, subtract, unknown
from setpoint.verify.extract import normalise_width

MAX_INDEX = 1000
MAX_LAWS = 12
_ARITHMETIC = re.compile(r"等差|arithmetic (?:sequence|progression|series)", re.IGNORECASE)
_VALUE = r"(-?\d{1,9}(?:/\d{1,6}|\.\d{1,6})?)"
_SUM = re.compile(
    rf"前\s?(\d{{1,4}})\s?项(?:的|之)?和\s?(?:为|是|等于|=)?\s?{_VALUE}"
    rf"|first (\d{{1,4}}) terms(?: [a-z]+){{0,6}}? (?:to|is|of|equals|are|be) {_VALUE}"
    rf"|{_VALUE} for its first (\d{{1,4}}) terms",
    re.IGNORECASE,
)
_TERM = re.compile(
    rf"第\s?(\d{{1,4}})\s?项\s?(?:为|是|等于|=)\s?{_VALUE}"
    rf"|(\d{{1,4}})(?:st|nd|rd|th) term (?:is|equals|be) {_VALUE}",
    re.IGNORECASE,
)
_NAME = re.compile(r"([aS])_?\{?(\d{1,4})\}?(?!\d)")


def find_statements(question: str, text: str) -> list[Statement]:
    """The statements that hold from the start; none if the question is not known.

    Args:
        question: The problem.
        text: The response, for the indices that it uses.
    """
    normalised = normalise_width(question)
    stated = [*_equations(normalised)]
    if _ARITHMETIC.search(normalised):
        stated.extend(_given_terms(normalised))
        stated.extend(_laws(f"{normalised} {text}", stated))
    return stated


def _equations(question: str) -> Iterator[Statement]:
    """What the question states; *if x + y = 5* is given there."""
    for claim in find_claims(find_chains(question)):
        is_equation = claim.is_readable and claim.relation == "=" and not claim.chain.is_doubted
        if is_equation and claim.names and claim.left.is_whole and claim.right.is_whole:
            yield Statement(
                difference=subtract(claim.left.value, claim.right.value),
                text=question[claim.left.start : claim.right.end],
            )


def _given_terms(question: str) -> Iterator[Statement]:
    for letter, pattern in (("S", _SUM), ("a", _TERM)):
        for match in pattern.finditer(question):
            groups = [group for group in match.groups() if group]
            index, value = reversed(groups) if match.re is _SUM and match[5] else groups
            yield Statement(
                difference=subtract(unknown(f"{letter}_{index}"), constant(Fraction(value))),
                text=f"{letter}_{index}={value}",
            )


def _laws(text: str, stated: Sequence[Statement]) -> Iterator[Statement]:
    used = {(match[1], int(match[2])) for match in _NAME.finditer(text)}
    used |= {
        (name[0], int(name[2:]))
        for one in stated
        for name in one.difference.names
        if name[:2] in {"a_", "S_"} and name[2:].isdecimal()
    }
    for letter, index in sorted(used)[:MAX_LAWS]:
        if 0 < index <= MAX_INDEX and (letter, index) != ("a", 1):
            yield Statement(
                difference=subtract(unknown(f"{letter}_{index}"), _law(letter, index)),
                text=f"the law of {letter}_{index}",
            )


def _law(letter: str, index: int) -> Polynomial:
    first = index if letter == "S" else 1
    steps = Fraction(index * (index - 1), 2) if letter == "S" else Fraction(index - 1)
    terms = {(("a_1", 1),): Fraction(first), (("d", 1),): steps}
    return Polynomial(terms={monomial: number for monomial, number in terms.items() if number})
