"""Small models of three sets: which make a statement true, and whether a conclusion follows.

What is covered: categorical statements over three sets, decided by all 255 non-empty models.
What is not: reading statements or sets from text.
"""

from collections.abc import Iterator, Sequence
from itertools import product

from setpoint.problems import LogicVerdict, Quantifier, Statement

Region = frozenset[str]
"""The sets that an element lies in."""

Model = tuple[Region, ...]
"""The elements, each as its region; element number 1 comes first."""

_CONTRADICTORY = {
    Quantifier.ALL: Quantifier.SOME_NOT,
    Quantifier.SOME_NOT: Quantifier.ALL,
    Quantifier.NO: Quantifier.SOME,
    Quantifier.SOME: Quantifier.NO,
}


def holds(statement: Statement, model: Sequence[Region]) -> bool:
    """Is the statement true in the model? Universal ones are true of empty sets."""
    subject = [region for region in model if statement.subject in region]
    inside = [region for region in subject if statement.predicate in region]
    match statement.quantifier:
        case Quantifier.ALL:
            return len(inside) == len(subject)
        case Quantifier.NO:
            return not inside
        case Quantifier.SOME:
            return bool(inside)
        case Quantifier.SOME_NOT:
            return len(inside) < len(subject)


def contradictory(statement: Statement) -> Statement:
    """Returns the statement that is true exactly where this one is false."""
    return Statement(
        quantifier=_CONTRADICTORY[statement.quantifier],
        subject=statement.subject,
        predicate=statement.predicate,
    )


def decide(
    premises: Sequence[Statement], conclusion: Statement, *, nonempty: bool = False
) -> LogicVerdict | None:
    """Decides by trying every model.

    Args:
        premises: Statements over at most three sets.
        conclusion: Statement over the same sets.
        nonempty: True if every set is known to have a member.

    Returns:
        The verdict; None if no model makes the premises true.
    """
    seen = {
        holds(conclusion, model)
        for model in _all_models(_terms(premises, conclusion))
        if all(holds(premise, model) for premise in premises)
        and (not nonempty or _fills(model, _terms(premises, conclusion)))
    }
    if not seen:
        return None
    if len(seen) > 1:
        return LogicVerdict.NOT_NECESSARILY
    return LogicVerdict.NECESSARILY if True in seen else LogicVerdict.NECESSARILY_NOT


def members(model: Sequence[Region], name: str) -> list[int]:
    """Returns the numbers of the elements in a set, counted from 1."""
    return [number for number, region in enumerate(model, start=1) if name in region]


def _terms(premises: Sequence[Statement], conclusion: Statement) -> list[str]:
    statements = (*premises, conclusion)
    return sorted({name for one in statements for name in (one.subject, one.predicate)})


def _regions(terms: Sequence[str]) -> list[Region]:
    choices = product((True, False), repeat=len(terms))
    regions = [
        frozenset(name for name, is_in in zip(terms, chosen, strict=True) if is_in)
        for chosen in choices
    ]
    return [region for region in regions if region]


def _all_models(terms: Sequence[str]) -> Iterator[list[Region]]:
    """Yields every non-empty choice of occupied regions, the one outside all sets included."""
    regions = [*_regions(terms), frozenset[str]()]
    for chosen in product((True, False), repeat=len(regions)):
        if any(chosen):
            yield [region for region, is_in in zip(regions, chosen, strict=True) if is_in]


def _fills(model: Sequence[Region], terms: Sequence[str]) -> bool:
    return all(any(name in region for region in model) for name in terms)
