"""Finds the values that a text gives to its unknowns, and tries its equations with them.

Covered: a value stands in one chain of ``=`` with the bare name, outside doubts and suppositions;
a name with two different values counts as having none. Not covered: values that only follow.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from setpoint.verify.derivations.claims import MIN_SIDES, Chain, Side
from setpoint.verify.derivations.equations import has_decimals
from setpoint.verify.expressions.polynomial import Polynomial, substitute


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One link of a chain.

    Attributes:
        chain: The chain.
        index: Offset of the left side in the chain.
    """

    chain: Chain
    index: int

    @property
    def left(self) -> Side:
        """The left side."""
        return self.chain.sides[self.index]

    @property
    def right(self) -> Side:
        """The right side."""
        return self.chain.sides[self.index + 1]

    @property
    def relation(self) -> str:
        """``=`` or ``≈``."""
        return self.chain.relations[self.index]

    @property
    def is_readable(self) -> bool:
        """True if both sides have a value."""
        return bool(self.left.quantities and self.right.quantities)

    @property
    def names(self) -> frozenset[str]:
        """The unknowns of both sides, which must be readable."""
        return self.left.value.names | self.right.value.names

    @property
    def is_definition(self) -> bool:
        """True if it says what a bare name is worth."""
        values = (self.left.value, self.right.value)
        has_name = any(value.lone_name for value in values)
        return has_name and any(value.rational is not None for value in values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A value that a text gives to a name.

    Attributes:
        value: The value.
        claim: Number of the claim that gives it.
        start: Offset of that claim in the text.
        is_rounded: True if decimals had a part in it.
        is_contested: True if the text supposes, doubts or computes another value as well.
    """

    value: Fraction
    claim: int
    start: int
    is_rounded: bool
    is_contested: bool = False


def find_claims(chains: Iterable[Chain]) -> list[Claim]:
    """The links of all chains, in the order of the text."""
    return [
        Claim(chain=chain, index=index) for chain in chains for index in range(len(chain.relations))
    ]


def find_givens(
    chains: Iterable[Chain], refuted: Collection[int] = frozenset()
) -> dict[str, Given]:
    """The names that the text gives exactly one value, with the claim that gives it first.

    Args:
        chains: Where to look.
        refuted: Numbers of claims that are known to be false; they give nothing.
    """
    definitions: dict[str, list[_Definition]] = {}
    offset = 0
    for chain in chains:
        for definition in _definitions(chain, offset):
            if definition.claim not in refuted:
                definitions.setdefault(definition.name, []).append(definition)
        offset += len(chain.relations)
    settled = {name: _settle(found) for name, found in definitions.items()}
    return {name: given for name, given in settled.items() if given is not None}


def put_in(value: Polynomial, givens: Mapping[str, Given]) -> Polynomial:
    """Puts the given values for the names.

    Raises:
        UnreadableError: A division by zero, or a value over the caps.
    """
    return substitute(value, {name: given.value for name, given in givens.items()})


def equal_runs(chain: Chain) -> list[range]:
    """Offsets of the sides between which only ``=`` stands, at least two each."""
    cuts = [index + 1 for index, relation in enumerate(chain.relations) if relation != "="]
    bounds = zip([0, *cuts], [*cuts, len(chain.sides)], strict=True)
    return [range(start, end) for start, end in bounds if end - start >= MIN_SIDES]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Definition:
    """A chain's value for a name, asserted or not."""

    name: str
    value: Polynomial
    claim: int
    start: int
    is_rounded: bool
    is_asserted: bool


def _definitions(chain: Chain, offset: int) -> Iterator[_Definition]:
    """The names that stand alone beside a value; `offset` is the number of the first claim."""
    for run in equal_runs(chain):
        sides = [(index, chain.sides[index]) for index in run if _is_plain(chain.sides[index])]
        numbers = [(index, side) for index, side in sides if not side.value.names]
        if len({tuple(side.value.terms.items()) for _, side in numbers}) != 1:
            continue
        first, number = numbers[0]
        for index, side in sides:
            name = side.value.lone_name
            if name:
                yield _Definition(
                    name=name,
                    value=number.value,
                    claim=offset + max(index, first) - 1,
                    start=side.start,
                    is_rounded=any(has_decimals(one.node) for _, one in numbers),
                    is_asserted=chain.is_asserted,
                )


def _settle(found: Sequence[_Definition]) -> Given | None:
    """The one value that is asserted, if there is one and it is rational."""
    asserted = [definition for definition in found if definition.is_asserted]
    if not asserted or any(one.value != asserted[0].value for one in asserted):
        return None
    first = asserted[0]
    if first.value.rational is None:
        return None
    return Given(
        value=first.value.rational,
        claim=first.claim,
        start=first.start,
        is_rounded=first.is_rounded,
        is_contested=any(one.value != first.value for one in found),
    )


def _is_plain(side: Side) -> bool:
    return side.is_whole and len(side.quantities) == 1
