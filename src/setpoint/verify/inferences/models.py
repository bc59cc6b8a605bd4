"""Categorical statements decided by looking at every model.

What is covered: up to four sets, cut into regions that are inhabited or not; truth of the
forms A, E, I and O in a model; whether a conclusion follows, with or without existential import.
What is not: how statements or models are read from text (`statements`, `notation`).

Only which regions are inhabited matters to a categorical statement, never how many members
they have. Three sets cut the universe into 8 regions, so 2**8 - 1 = 255 non-empty models decide
any question about them.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from setpoint.errors import ProofError, SettingError
from setpoint.problems import LogicVerdict, Quantifier, Statement

Model: TypeAlias = int
"""Bit r is set if region r is inhabited; bit i of r says that the region lies in ``names[i]``."""

_MAX_SETS = 4


def set_names(statements: Iterable[Statement]) -> tuple[str, ...]:
    """The sets that the statements name, in alphabetical order.

    Raises:
        SettingError: There are more than four.
    """
    names = {name for each in statements for name in (each.subject, each.predicate)}
    if len(names) > _MAX_SETS:
        raise SettingError(f"at most {_MAX_SETS} sets can be decided, not {sorted(names)}.")
    return tuple(sorted(names))


def holds(statement: Statement, model: Model, names: Sequence[str]) -> bool:
    """True if the statement is true in the model; *all* and *no* hold of an empty subject."""
    subject = model & _regions_of(names.index(statement.subject), len(names))
    inside = subject & _regions_of(names.index(statement.predicate), len(names))
    outside = subject & ~inside
    match statement.quantifier:
        case Quantifier.ALL:
            return not outside
        case Quantifier.NO:
            return not inside
        case Quantifier.SOME:
            return bool(inside)
        case Quantifier.SOME_NOT:
            return bool(outside)


def empty_sets(model: Model, names: Sequence[str]) -> tuple[str, ...]:
    """The names of the sets that have no member in the model."""
    return tuple(name for i, name in enumerate(names) if not model & _regions_of(i, len(names)))


def models_of(
    statements: Sequence[Statement], names: Sequence[str], *, existential_import: bool
) -> Iterator[Model]:
    """Yields every non-empty model in which all the statements are true.

    Args:
        statements: What must be true; they name no set outside ``names``.
        names: At most four sets.
        existential_import: Leave out the models in which one of the sets is empty.
    """
    for model in range(1, 1 << (1 << len(names))):
        if existential_import and empty_sets(model, names):
            continue
        if all(holds(statement, model, names) for statement in statements):
            yield model


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
    found = {
        holds(conclusion, model, names)
        for model in models_of(premises, names, existential_import=existential_import)
    }
    if not found:
        raise ProofError(f"no model makes {'; '.join(map(str, premises))} true together.")
    if found == {True, False}:
        return LogicVerdict.NOT_NECESSARILY
    return LogicVerdict.NECESSARILY if found == {True} else LogicVerdict.NECESSARILY_NOT


@lru_cache(maxsize=64)
def _regions_of(position: int, count: int) -> int:
    """All regions, as bits, that lie inside the set at this position among ``count`` sets."""
    return sum(1 << region for region in range(1 << count) if region >> position & 1)
