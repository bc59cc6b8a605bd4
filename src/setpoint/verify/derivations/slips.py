"""Finds what a derivation says in words and cannot be right, whatever it means.

Covered: calculations told in words (`spoken`), comparisons of the problem turned around
(`comparisons`), rates in another unit of time (`rates`), a conclusion that nothing leads to
(`conclusions`). Doubts and questions are no slips, nor is what stands behind `MAX_TEXT`.
Not covered: quantities left out, wrong operations, and everything else that only the problem's
meaning decides.
"""

from collections.abc import Collection, Iterator
from fractions import Fraction

from setpoint.verify.derivations.comparisons import find_reversals
from setpoint.verify.derivations.conclusions import find_false_conclusion
from setpoint.verify.derivations.rates import find_misquoted_rates
from setpoint.verify.derivations.spoken import find_spoken_errors
from setpoint.verify.derivations.wordings import Slip, find_sentences, flatten

MAX_TEXT = 50_000


def find_slips(question: str, text: str, computed: Collection[Fraction]) -> list[Slip]:
    """The slips of a text of normalised width, in order.

    Args:
        question: The problem; empty if it is not known.
        text: The response.
        computed: The values of its equations' sides.
    """
    return sorted(_find(question, text[:MAX_TEXT], computed), key=lambda slip: slip.start)


def _find(question: str, text: str, computed: Collection[Fraction]) -> Iterator[Slip]:
    flat = flatten(text)
    for sentence in find_sentences(flat):
        yield from find_spoken_errors(sentence)
    if question:
        yield from find_reversals(question, flat)
        yield from find_misquoted_rates(question, flat, computed)
        conclusion = find_false_conclusion(question, text, computed)
        yield from [conclusion] if conclusion else []
