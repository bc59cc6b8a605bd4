"""Elements placed one by one: what each must lie in, and by which statement.

What is covered: following universal statements from what is known of an element, and building
sets that make given statements true, in a fixed order without choices.
What is not: words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from setpoint.problems import Quantifier, Statement
from setpoint.suites.nano.set_models import Model
from tools.nano.texts.pen import Pen


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A fact about an element."""

    name: str
    is_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A fact that follows.

    Attributes:
        source: The universal statement that it follows from; None if it was free.
        fact: What it says of the element.
    """

    source: Statement | None
    fact: Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An element and how it was placed.

    Attributes:
        source: The particular statement that asks for it; None if it only fills a set.
        start: What is known of it at first.
        links: What follows, then what was free.
    """

    source: Statement | None
    start: tuple[Membership, ...]
    links: tuple[Link, ...]

    @property
    def facts(self) -> tuple[Membership, ...]:
        """All that is known of it."""
        return (*self.start, *(link.fact for link in self.links))

    def lies_in(self, name: str) -> bool:
        """Is it a member of the set?"""
        return any(fact.is_in for fact in self.facts if fact.name == name)


_WITNESSES = {Quantifier.SOME: True, Quantifier.SOME_NOT: False}


def is_particular(statement: Statement) -> bool:
    """Does it say that there is an element?"""
    return statement.quantifier in _WITNESSES


def witness(statement: Statement) -> tuple[Membership, ...]:
    """Returns what a particular statement says of its element."""
    return (
        Membership(name=statement.subject, is_in=True),
        Membership(name=statement.predicate, is_in=_WITNESSES[statement.quantifier]),
    )


def follow(statements: Sequence[Statement], start: Sequence[Membership]) -> tuple[Link, ...]:
    """Returns what follows for an element, in the order of the statements, until nothing new."""
    known = list(start)
    links: list[Link] = []
    while True:
        fresh = _next_link(statements, known)
        if fresh is None:
            return tuple(links)
        known.append(fresh.fact)
        links.append(fresh)


def place_elements(
    statements: Sequence[Statement], names: Sequence[str], pen: Pen
) -> list[Element]:
    """Builds sets in which the statements hold: an element a particular one, then empty sets.

    Args:
        statements: They can be true together with no set empty.
        names: The sets, in the order in which empty ones are filled.
        pen: Sometimes misplaces an element.
    """
    elements = [
        _place(each, witness(each), statements, names, pen)
        for each in statements
        if is_particular(each)
    ]
    for name in names:
        if not any(element.lies_in(name) for element in elements):
            start = (Membership(name=name, is_in=True),)
            elements.append(_place(None, start, statements, names, pen))
    return elements


def model_of(elements: Sequence[Element]) -> Model:
    """Returns the elements as regions."""
    return tuple(
        frozenset(fact.name for fact in element.facts if fact.is_in) for element in elements
    )


def _place(
    source: Statement | None,
    start: tuple[Membership, ...],
    statements: Sequence[Statement],
    names: Sequence[str],
    pen: Pen,
) -> Element:
    """What follows is as it must be; a set that is free stays without the element."""
    links = list(follow(statements, start))
    known = {fact.name for fact in (*start, *(link.fact for link in links))}
    links.extend(
        Link(source=None, fact=Membership(name=name, is_in=False))
        for name in names
        if name not in known
    )
    return Element(source=source, start=start, links=tuple(_slip(link, pen) for link in links))


def _slip(link: Link, pen: Pen) -> Link:
    if not pen.slips():
        return link
    wrong = Membership(name=link.fact.name, is_in=not link.fact.is_in)
    return Link(source=link.source, fact=wrong)


def _next_link(statements: Sequence[Statement], known: Sequence[Membership]) -> Link | None:
    for statement in statements:
        for fact in known:
            new = _apply(statement, fact)
            if new and new not in known:
                return Link(source=statement, fact=new)
    return None


def _apply(premise: Statement, fact: Membership) -> Membership | None:
    """Returns what a universal premise says of an element with this membership."""
    subject, predicate = premise.subject, premise.predicate
    if premise.quantifier is Quantifier.ALL and fact == Membership(name=subject, is_in=True):
        return Membership(name=predicate, is_in=True)
    if premise.quantifier is Quantifier.ALL and fact == Membership(name=predicate, is_in=False):
        return Membership(name=subject, is_in=False)
    if premise.quantifier is Quantifier.NO and fact.is_in and fact.name in (subject, predicate):
        return Membership(name=predicate if fact.name == subject else subject, is_in=False)
    return None
