"""Syllogisms: their verdicts, and how they are put."""

from collections import Counter
from random import Random

import pytest

from setpoint.problems import LogicVerdict, Statement
from setpoint.records import Language
from setpoint.suites.nano.set_models import contradictory, decide, holds
from setpoint.suites.nano.split import Split
from setpoint.suites.nano.syllogisms import draw_syllogism, say


@pytest.mark.parametrize(
    ("premises", "conclusion", "verdict"),
    [
        (("all A B", "all B C"), "all A C", LogicVerdict.NECESSARILY),
        (("all A B", "no B C"), "some A C", LogicVerdict.NECESSARILY_NOT),
        (("all A B", "some_not B C"), "some_not A C", LogicVerdict.NOT_NECESSARILY),
        (("all A B", "some_not A B"), "some A C", None),
    ],
)
def test_models_decide(
    premises: tuple[str, ...], conclusion: str, verdict: LogicVerdict | None
) -> None:
    """Known inferences, and premises that contradict each other."""
    statements = [Statement.parse(premise) for premise in premises]
    assert decide(statements, Statement.parse(conclusion)) is verdict


@pytest.mark.parametrize("quantifier", ["all", "no", "some", "some_not"])
def test_exactly_one_of_a_statement_and_its_contradictory_holds(quantifier: str) -> None:
    """In a model with a common element, one without, and one with an empty set."""
    statement = Statement.parse(f"{quantifier} A B")
    for model in ([frozenset("AB")], [frozenset("A"), frozenset("B")], [frozenset("B")]):
        assert holds(statement, model) is not holds(contradictory(statement), model)


def test_every_verdict_is_drawn() -> None:
    """Half are unsettled, and both settled verdicts occur."""
    random = Random(1)
    drawn = Counter(draw_syllogism(random, Split.TRAIN, Language.EN).verdict for _ in range(400))
    assert set(drawn) == set(LogicVerdict)
    assert 140 <= drawn[LogicVerdict.NOT_NECESSARILY] <= 260  # 6 standard deviations


def test_a_statement_is_put_in_everyday_words_and_in_words_of_sets() -> None:
    """In both languages."""
    statement = Statement.parse("some_not B C")
    assert say(statement, Language.EN, 0) == "some B are not C"
    assert say(statement, Language.ZH, 0) == "有些B不是C"
    assert say(statement, Language.EN, 1) == "some element of B is not in C"
    assert say(statement, Language.ZH, 1) == "B中有元素不属于C"
