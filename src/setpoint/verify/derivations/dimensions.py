r"""Checks that the units of an equation can come to what it says.

Covered: amounts of one kind in different units, added as they stand (*2 hours + 30 minutes = 32*);
an amount multiplied by its own rate where the rate's other unit is claimed (*18 pages * 3 pages per
minute = 54 minutes*), and an amount divided by a rate where it had to be multiplied. A unit stands
behind its number, or does so wherever else the number is said with one.
Not covered: units that are never said, and compounds of more than two.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from setpoint.verify.derivations.claims import Side
from setpoint.verify.derivations.givens import Claim
from setpoint.verify.derivations.mentions import find_mentions
from setpoint.verify.derivations.wordings import flatten
from setpoint.verify.expressions.tree import Node, Number, Operation
from setpoint.verify.expressions.units import find_unit, is_unit

PAIR = 2
_LABEL = re.compile(
    r"[ (]{0,12}(?P<upper>[a-z]{3,20})"
    r"(?:(?: per | {0,2}/ {0,8}| an? | each | every )(?P<lower>[a-z]{3,20}))?\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a number counts: `upper`, or so many of it for each `lower`."""

    upper: str
    lower: str = ""


def find_units(*texts: str) -> dict[Fraction, Measured]:
    """What the numbers of texts count, for those that always count the same."""
    found: dict[Fraction, set[Measured]] = {}
    for flat in map(flatten, texts):
        for mention in find_mentions(flat):
            measured = _read_label(flat, mention.end)
            if measured is not None:
                found.setdefault(mention.value, set()).add(measured)
    return {value: several.pop() for value, several in found.items() if len(several) == 1}


def find_unit_error(claim: Claim, units: Mapping[Fraction, Measured]) -> str:
    """Why the units of a readable claim cannot be right; empty if they can."""
    return _mixed_units(claim) or _misused_rate(claim, units)


def _mixed_units(claim: Claim) -> str:
    """Amounts of one kind and several sizes whose bare numbers were added."""
    if claim.left.value != claim.right.value:
        return ""
    for side, other in ((claim.left, claim.right), (claim.right, claim.left)):
        if other.labels and not other.is_printed:
            continue
        count = len(_terms(side.node))
        labels = [label.partition(" ")[0] for label in side.labels]
        found = [find_unit(label) for label in labels if is_unit(label)]
        kinds, sizes = {one.dimension for one in found}, {one.size for one in found}
        if len(found) == count == len(labels) > 1 and len(kinds) == 1 < len(sizes):
            return f"{' and '.join(dict.fromkeys(labels))} are added as they stand"
    return ""


def _terms(node: Node | None) -> tuple[Node, ...]:
    """The terms of a sum of plain numbers; none if it is anything else."""
    if not isinstance(node, Operation) or node.operator != "+":
        return ()
    bare = [_operand(one, "neg") for one in node.operands]
    return node.operands if all(isinstance(one, Number) for one in bare) else ()


def _misused_rate(claim: Claim, units: Mapping[Fraction, Measured]) -> str:
    result = _measured_label(claim.right) if claim.right.is_printed else None
    if result is None or result.lower:
        return ""
    for amount, rate, is_product in _uses(claim.left, units):
        measured, claimed = (rate.upper, rate.lower) if is_product else (rate.lower, rate.upper)
        is_rate_of_it = bool(rate.lower) and not amount.lower and amount.upper == measured
        if is_rate_of_it and result.upper == claimed != measured:
            verb = "times" if is_product else "divided by"
            return f"{amount.upper} {verb} {rate.upper} per {rate.lower} do not come to {claimed}"
    return ""


def _uses(
    side: Side, units: Mapping[Fraction, Measured]
) -> Iterator[tuple[Measured, Measured, bool]]:
    """An amount and a rate that a side may multiply (True) or divide, in either order."""
    node = side.node
    if (
        not isinstance(node, Operation)
        or node.operator not in {"*", "/"}
        or len(node.operands) != PAIR
    ):
        return
    first, second = node.operands
    is_product = node.operator == "*" and _operand(second, "inverse") is second
    numbers = (first, _operand(second, "inverse"))
    labels = [_read_label(f" {label.lower()}", 0) for label in side.labels]
    values = [units.get(one.value) for one in numbers if isinstance(one, Number)]
    measured = labels or values
    one, other = measured if len(measured) == PAIR else (None, None)
    if one and other:
        yield one, other, is_product
        if is_product:
            yield other, one, True


def _operand(node: Node, operator: str) -> Node:
    """What a sign or an inverse is taken of; the node itself if it is neither."""
    is_one = isinstance(node, Operation) and node.operator == operator
    return node.operands[0] if is_one and isinstance(node, Operation) else node


def _measured_label(side: Side) -> Measured | None:
    return _read_label(f" {side.labels[0].lower()}", 0) if len(side.labels) == 1 else None


def _read_label(text: str, start: int) -> Measured | None:
    match = _LABEL.match(text, start)
    if match is None:
        return None
    return Measured(upper=_singular(match["upper"]), lower=_singular(match["lower"] or ""))


def _singular(word: str) -> str:
    return word.removesuffix("s")
