"""Tests of reading verdicts on conclusions in the words in which the suites pose them."""

from itertools import product

import pytest

from setpoint.problems import LogicVerdict, Quantifier, Statement
from setpoint.records import Language
from setpoint.suites.nano.syllogisms import say
from setpoint.verify.inferences.verdicts import read_verdict

ANSWERS = {
    Language.ZH: {
        "因此“{}”一定成立。": LogicVerdict.NECESSARILY,
        "因此{}。": LogicVerdict.NECESSARILY,
        "所以{}不一定成立。": LogicVerdict.NOT_NECESSARILY,
        "不能断定{}。": LogicVerdict.NOT_NECESSARILY,
        "“{}”一定不成立。": LogicVerdict.NECESSARILY_NOT,
        "所以{}是不可能的。": LogicVerdict.NECESSARILY_NOT,
    },
    Language.EN: {
        "Therefore {}.": LogicVerdict.NECESSARILY,
        'It is necessarily true that "{}".': LogicVerdict.NECESSARILY,
        "So it must be true that {}.": LogicVerdict.NECESSARILY,
        "It does not follow that {}.": LogicVerdict.NOT_NECESSARILY,
        "We cannot conclude that {}.": LogicVerdict.NOT_NECESSARILY,
        "It is impossible that {}.": LogicVerdict.NECESSARILY_NOT,
    },
}


@pytest.mark.parametrize(
    ("language", "words", "quantifier"), list(product(Language, (0, 1), Quantifier))
)
def test_a_conclusion_is_read_in_every_wording(
    language: Language, words: int, quantifier: Quantifier
) -> None:
    """The four forms, in everyday words and in words of sets, in the language of the problem."""
    conclusion = Statement(quantifier=quantifier, subject="A", predicate="C")
    for answer, verdict in ANSWERS[language].items():
        text = answer.format(say(conclusion, language, words))
        assert read_verdict(text, conclusion, ("A", "B", "C")) is verdict, text
