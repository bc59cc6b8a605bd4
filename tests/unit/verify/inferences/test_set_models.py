"""Tests of `setpoint.verify.inferences.models`, against counting by hand and published data."""

import csv
from pathlib import Path

import pytest
from fakes.syllogisms import syllogisms
from hypothesis import given
from hypothesis import strategies as st

from setpoint.errors import ProofError, SettingError
from setpoint.problems import LogicVerdict, Quantifier, Statement
from setpoint.verify.inferences.models import (
    claim_of,
    decide,
    empty_sets,
    models_of,
    models_where,
    set_names,
)
from setpoint.verify.inferences.statements import find_statements, is_same, negation

SHARED = Path(__file__).parents[4].parent / "shared"
statements = st.builds(
    Statement,
    quantifier=st.sampled_from(Quantifier),
    subject=st.sampled_from("ABC"),
    predicate=st.sampled_from("ABC"),
)


@pytest.mark.parametrize(("existential_import", "valid"), [(False, 15), (True, 24)])
def test_valid_syllogisms_are_as_many_as_the_textbooks_say(
    existential_import: bool,  # noqa: FBT001 - a parameter of the test
    valid: int,
) -> None:
    """Of 256 syllogisms 15 are valid, and 24 if every named set has a member."""
    verdicts = [
        decide(premises, conclusion, existential_import=existential_import)
        for premises, conclusion in syllogisms()
    ]
    assert verdicts.count(LogicVerdict.NECESSARILY) == valid


@pytest.mark.parametrize("existential_import", [False, True])
def test_the_inference_of_the_article_is_open_under_both_readings(
    existential_import: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """All A are B and some B are not C leave open whether some A are not C."""
    premises = (Statement.parse("all A B"), Statement.parse("some_not B C"))
    conclusion = Statement.parse("some_not A C")
    verdict = decide(premises, conclusion, existential_import=existential_import)
    assert verdict is LogicVerdict.NOT_NECESSARILY


def test_three_sets_have_255_models() -> None:
    """Eight regions, each inhabited or not, but not all empty."""
    assert models_of([], "ABC", existential_import=False).bit_count() == 255


def test_four_sets_have_65535_models() -> None:
    """Sixteen regions, each inhabited or not, but not all empty."""
    assert models_of([], "ABCD", existential_import=False).bit_count() == 65_535


def test_existential_import_leaves_no_set_empty() -> None:
    """Only models in which every set has a member remain."""
    models = models_of([], "ABC", existential_import=True)
    assert models
    assert not empty_sets(models, "ABC")


def test_contradicting_premises_decide_nothing() -> None:
    """A key whose premises exclude each other is refuted, not called valid."""
    premises = (Statement.parse("all A B"), Statement.parse("some_not A B"))
    with pytest.raises(ProofError, match="no model"):
        decide(premises, Statement.parse("some A B"), existential_import=False)


def test_five_sets_are_refused() -> None:
    """The number of models is bounded by the number of sets."""
    with pytest.raises(SettingError, match="at most 4"):
        set_names(
            [Statement.parse("all A B"), Statement.parse("all C D"), Statement.parse("no E A")]
        )


def holds(statement: Statement, model: int) -> bool:
    """Whether a statement about A, B and C is true in a model."""
    return bool(models_where(claim_of(statement, "ABC"), 3) >> model & 1)


@given(statements)
def test_a_statement_and_its_negation_part_the_models(statement: Statement) -> None:
    """In every model exactly one of the two is true."""
    for model in range(256):
        assert holds(statement, model) is not holds(negation(statement), model)


@given(statements, statements)
def test_the_same_statements_agree_in_every_model(first: Statement, second: Statement) -> None:
    """Turning round *some* and *no* changes nothing."""
    if is_same(first, second):
        assert all(holds(first, m) is holds(second, m) for m in range(256))


def test_published_syllogisms_follow_where_their_labels_say_so() -> None:
    """On the symbolic items of NeuBAROCO, read from English, what follows is labelled so.

    Only entailment is compared: several items labelled neutral exclude each other by every
    reading, such as *All A are B, no B is C* and *Some A is C*.
    """
    file = SHARED / "data" / "neubaroco_nli.tsv"
    if not file.exists():
        pytest.skip("no neubaroco_nli.tsv beside the repository")
    names = {name: name for name in "ABC"}
    judged = 0
    for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines(), delimiter="\t"):
        premises = tuple(each.statement for each in find_statements(row["premises_en"], names))
        conclusions = [each.statement for each in find_statements(row["hypothesis_en"], names)]
        if row["content-type"] == "symbolic" and (len(premises), len(conclusions)) == (2, 1):
            judged += 1
            verdict = decide(premises, conclusions[0], existential_import=True)
            follows = verdict is LogicVerdict.NECESSARILY
            assert follows is (row["gold"] == "entailment"), row
    assert judged > 50
