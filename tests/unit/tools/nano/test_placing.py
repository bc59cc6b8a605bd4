"""Placed elements make every statement true, for every form of syllogism."""

from itertools import product
from random import Random

import pytest

from setpoint.problems import LogicVerdict, Quantifier, Statement
from setpoint.suites.nano.set_models import contradictory, decide, holds
from tools.nano.texts.pen import Pen
from tools.nano.texts.placing import Membership, follow, model_of, place_elements

NAMES = ("A", "B", "C")
CAREFUL = Pen(random=Random(1), slip_rate=0)


def forms(conclusion: Quantifier) -> list[tuple[Statement, ...]]:
    """Returns all pairs of premises in all four figures, with a conclusion from A to C."""
    firsts = [(q, *ends) for q in Quantifier for ends in (("A", "B"), ("B", "A"))]
    seconds = [(q, *ends) for q in Quantifier for ends in (("B", "C"), ("C", "B"))]
    last = Statement(quantifier=conclusion, subject="A", predicate="C")
    return [
        (*(Statement(quantifier=q, subject=s, predicate=p) for q, s, p in pair), last)
        for pair in product(firsts, seconds)
    ]


@pytest.mark.parametrize("quantifier", list(Quantifier))
def test_every_unsettled_conclusion_is_refuted(quantifier: Quantifier) -> None:
    """The premises hold, the conclusion does not, and no set is empty."""
    refuted = 0
    for *premises, conclusion in forms(quantifier):
        verdicts = {decide(premises, conclusion, nonempty=n) for n in (False, True)}
        if verdicts == {LogicVerdict.NOT_NECESSARILY}:
            statements = (*premises, contradictory(conclusion))
            model = model_of(place_elements(statements, NAMES, CAREFUL))
            assert all(holds(statement, model) for statement in statements)
            assert set().union(*model) == set(NAMES)
            refuted += 1
    assert refuted > 20


def test_what_follows_is_followed_to_its_end() -> None:
    """Through two statements, forwards and against the direction."""
    chain = [Statement.parse("all A B"), Statement.parse("no B C")]
    forwards = follow(chain, [Membership(name="A", is_in=True)])
    assert [(link.fact.name, link.fact.is_in) for link in forwards] == [("B", True), ("C", False)]
    backwards = follow(chain, [Membership(name="C", is_in=True)])
    assert [(link.fact.name, link.fact.is_in) for link in backwards] == [("B", False), ("A", False)]


def test_a_slipping_pen_misplaces_elements() -> None:
    """All that followed is turned around."""
    statements = [Statement.parse("some A B"), Statement.parse("all B C")]
    (element,) = place_elements(statements, NAMES, Pen(random=Random(1), slip_rate=1))[:1]
    assert not element.lies_in("C")
