"""Categorical statements decided by looking at every model at once.

What is covered: up to four sets, cut into regions that are inhabited or not; truth of the
forms A, E, I and O in a model; whether a conclusion follows, with or without existential import.
What is not: how statements or models are read from text (`statements`, `notation`).

Only which regions are inhabited matters to a categorical statement, never how many members
they have. Three sets cut the universe into 8 regions, so 2**8 - 1 = 255 non-empty models decide
any question about them; four sets have 2**16 - 1 = 65,535. A set of models is one integer with a
bit for each model, so that a claim is looked at in all of them by one operation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from setpoint.errors import ProofError, SettingError
from setpoint.problems import LogicVerdict, Quantifier, Statement

Model: TypeAlias = int
"""Bit r is set if region r is inhabited; bit i of r says that the region lies in ``names[i]``."""
Models: TypeAlias = int
"""A set of models: bit m is set if model m is one of them."""
Regions: TypeAlias = int
"""A set of regions: bit r is set if region r is one of them."""

_MAX_SETS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """That these regions have a member somewhere, or that they have none."""

    regions: Regions
    is_inhabited: bool


def set_names(statements: Iterable[Statement]) -> tuple[str, ...]:
    """The sets that the statements name, in alphabetical order.

    Raises:
        SettingError: There are more than four.
    """
    names = {name for each in statements for name in (each.subject, each.predicate)}
    if len(names) > _MAX_SETS:
        raise SettingError(f"at most {_MAX_SETS} sets can be decided, not {sorted(names)}.")
    return tuple(sorted(names))


def claim_of(statement: Statement, names: Sequence[str]) -> Claim:
    """What a statement claims of the regions."""
    subject = regions_of(names.index(statement.subject), len(names))
    predicate = regions_of(names.index(statement.predicate), len(names))
    return claim_between(statement.quantifier, subject, predicate)


def claim_between(quantifier: Quantifier, subject: Regions, predicate: Regions) -> Claim:
    """What a form claims of two sets of regions; *all* and *no* hold of an empty subject."""
    is_inside = quantifier in {Quantifier.SOME, Quantifier.NO}
    return Claim(
        regions=subject & predicate if is_inside else subject & ~predicate,
        is_inhabited=quantifier in {Quantifier.SOME, Quantifier.SOME_NOT},
    )


def empty_sets(models: Models, names: Sequence[str]) -> tuple[str, ...]:
    """The names of the sets that have no member in at least one of the models."""
    return tuple(
        name
        for position, name in enumerate(names)
        if models & _models_without(regions_of(position, len(names)), len(names))
    )


def models_where(claim: Claim, count: int) -> Models:
    """The models of ``count`` sets in which a claim is true, the empty one perhaps among them."""
    empty = _models_without(claim.regions, count)
    return all_models(count) ^ empty if claim.is_inhabited else empty


def models_where_all(claims: Iterable[Claim], count: int) -> Models:
    """The non-empty models of ``count`` sets in which all the claims are true."""
    models = all_models(count) & ~1
    for claim in claims:
        models &= models_where(claim, count)
    return models


def has_member(position: int, count: int) -> Claim:
    """The claim that the set at this position among ``count`` sets is not empty."""
    return Claim(regions=regions_of(position, count), is_inhabited=True)


def models_of(
    statements: Iterable[Statement], names: Sequence[str], *, existential_import: bool
) -> Models:
    """Every non-empty model in which all the statements are true.

    Args:
        statements: What must be true; they name no set outside ``names``.
        names: At most four sets.
        existential_import: Leave out the models in which one of the sets is empty.
    """
    count = len(names)
    claims = [claim_of(statement, names) for statement in statements]
    if existential_import:
        claims += [has_member(position, count) for position in range(count)]
    return models_where_all(claims, count)


@lru_cache(maxsize=1024)
def decide(
    premises: tuple[Statement, ...], conclusion: Statement, *, existential_import: bool
) -> LogicVerdict:
    """Says whether the conclusion is true in all, none or some of the premises' models.

    Raises:
        ProofError: The premises contradict each other, so that they decide nothing.
        SettingError: There are more than four sets.
    """
    names = set_names((*premises, conclusion))
    models = models_of(premises, names, existential_import=existential_import)
    if not models:
        raise ProofError(f"no model makes {'; '.join(map(str, premises))} true together.")
    return verdict_in(models, claim_of(conclusion, names), len(names))


def verdict_in(models: Models, claim: Claim, count: int) -> LogicVerdict:
    """Says whether a claim is true in all, none or some of the models, at least one."""
    true = models_where(claim, count)
    if not models & ~true:
        return LogicVerdict.NECESSARILY
    return LogicVerdict.NOT_NECESSARILY if models & true else LogicVerdict.NECESSARILY_NOT


@lru_cache(maxsize=64)
def regions_of(position: int, count: int) -> Regions:
    """All regions that lie inside the set at this position among ``count`` sets."""
    return sum(1 << region for region in range(1 << count) if region >> position & 1)


def all_models(count: int) -> Models:
    """Every model of ``count`` sets, the empty one among them."""
    return (1 << (1 << (1 << count))) - 1


@lru_cache(maxsize=256)
def _models_without(regions: Regions, count: int) -> Models:
    """The models in which none of the regions is inhabited."""
    models = all_models(count)
    for region in range(1 << count):
        if regions >> region & 1:
            models &= _models_without_one(region, count)
    return models


@lru_cache(maxsize=64)
def _models_without_one(region: int, count: int) -> Models:
    """The models whose bit for the region is 0: runs of 2**region ones and as many zeros."""
    models = (1 << (1 << region)) - 1
    for higher in range(region + 1, 1 << count):
        models |= models << (1 << higher)
    return models
