"""Drills are true, and are what replies are made of."""

from collections import Counter
from fractions import Fraction
from random import Random

from tools.nano.texts.documents import write_document
from tools.nano.texts.drills import SUMS_PROMPT, SYLLOGISMS_PROMPT, write_drill


def value_of(part: str) -> Fraction:
    """Computes a part of a chain of whole numbers and fractions."""
    return Fraction(eval(part.replace("×", "*"), {}))  # noqa: S307 - our own text


def test_every_chain_of_a_drill_is_true() -> None:
    """All its parts have the same value, up to the rounding of floating point."""
    random = Random(1)
    for _ in range(20):
        prompt, reply = write_drill(random, 0)
        for line in f"{reply.thought}\n{reply.answer}".splitlines():
            if prompt == SUMS_PROMPT:
                values = [float(value_of(part)) for part in line.split("=")]
                assert max(values) - min(values) < 1e-9, line


def test_both_kinds_of_drill_are_written() -> None:
    """Sums more often than syllogisms."""
    random = Random(2)
    prompts = Counter(write_drill(random, 0)[0] for _ in range(100))
    assert set(prompts) == {SUMS_PROMPT, SYLLOGISMS_PROMPT}
    assert prompts[SUMS_PROMPT] > prompts[SYLLOGISMS_PROMPT]


def test_the_share_of_drills_is_kept() -> None:
    """None by default; all if asked for."""
    drills = {SUMS_PROMPT, SYLLOGISMS_PROMPT}
    random = Random(3)
    assert not {write_document(random, 0).prompt for _ in range(30)} & drills
    assert {write_document(random, 0, drill_share=1).prompt for _ in range(30)} <= drills
