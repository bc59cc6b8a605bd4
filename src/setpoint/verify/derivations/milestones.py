"""Compares the equations of a text with those that a derivation cannot do without.

Covered: an equation in any notation, in either direction and up to a factor, anywhere in a chain
of ``=`` outside suppositions. Not covered: equations told in words, such as *the difference is
10/3*, and names other than the key's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from setpoint.problems import MathKey
from setpoint.verify.derivations.claims import Chain, Side, find_chains
from setpoint.verify.derivations.givens import equal_runs, find_givens
from setpoint.verify.expressions.polynomial import CanonicalEquation, canonical_equation
from setpoint.verify.expressions.unreadable import UnreadableError

MAX_SIDES = 12


def states_milestones(key: MathKey, chains: Sequence[Chain]) -> bool | None:
    """True if an equation of every group is stated; None if the key has no groups."""
    if not key.milestones:
        return None
    stated = _forms(chain for chain in chains if not chain.is_supposed)
    return all(_forms(_chains(group)) & stated for group in key.milestones)


def milestone_values(key: MathKey) -> Mapping[str, Fraction]:
    """The values that milestones such as ``d=10/3`` give to names."""
    givens = find_givens(_chains(one for group in key.milestones for one in group))
    return {name: given.value for name, given in givens.items()}


def _chains(equations: Iterable[str]) -> list[Chain]:
    return [chain for equation in equations for chain in find_chains(equation)]


def _forms(chains: Iterable[Chain]) -> frozenset[CanonicalEquation]:
    return frozenset(form for chain in chains for form in _chain_forms(chain))


def _chain_forms(chain: Chain) -> Iterator[CanonicalEquation]:
    for run in equal_runs(chain):
        sides = [chain.sides[index] for index in run[:MAX_SIDES]]
        readable = [side for side in sides if side.quantities]
        for left, right in combinations(readable, 2):
            form = _form(left, right)
            if form:
                yield form


def _form(left: Side, right: Side) -> CanonicalEquation:
    """The equation's canonical form; that of numbers alone is its value, if it computes one."""
    try:
        form = canonical_equation(left.value, right.value)
    except UnreadableError:
        return frozenset()
    is_computed = not form and left.is_printed != right.is_printed
    value = left.value.rational
    return frozenset({((), value)}) if is_computed and value is not None else form
