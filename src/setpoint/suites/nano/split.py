"""Splits parameters into those a model is trained on and those it is examined on.

What is covered: a split that depends on the parameters alone, so that training text and suite
never have to agree on anything else.
What is not: wordings, which both sides share.
"""

from collections.abc import Callable
from enum import StrEnum
from hashlib import sha256
from random import Random
from typing import TypeVar

Task = TypeVar("Task")

_HELD_OUT_SHARE = 0.12


class Split(StrEnum):
    """The side a problem's parameters lie on."""

    TRAIN = "train"
    HELD_OUT = "held_out"


def split_of(*parameters: object) -> Split:
    """Returns the side of the parameters: a fixed eighth, by hash, is held out.

    Args:
        *parameters: Numbers and strings that make the problem what it is.
    """
    digest = sha256(repr(parameters).encode()).digest()
    share = int.from_bytes(digest[:4], "big") / 2**32
    return Split.HELD_OUT if share < _HELD_OUT_SHARE else Split.TRAIN


def draw_from(
    split: Split,
    propose: Callable[[Random], Task],
    side_of: Callable[[Task], Split],
    random: Random,
) -> Task:
    """Proposes tasks until one lies on the asked side."""
    while True:
        task = propose(random)
        if side_of(task) is split:
            return task
