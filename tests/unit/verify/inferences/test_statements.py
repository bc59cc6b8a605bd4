"""Tests of `setpoint.verify.inferences.statements`."""

import pytest

from setpoint.verify.inferences.statements import find_statements

LETTERS = {name: name for name in "ABC"}
THINGS = {"cats": "A", "animals": "B", "猫": "A", "动物": "B"}


def read(text: str, names: dict[str, str]) -> list[tuple[str, str]]:
    """Each statement in short notation, with its modal words."""
    return [(str(each.statement), each.modal.strip()) for each in find_statements(text, names)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("所有A都是B", "all A B"),
        ("任何A均属于B", "all A B"),
        ("A都是B", "all A B"),
        ("没有A是B", "no A B"),
        ("所有A都不是B", "no A B"),
        ("A不是B", "no A B"),
        ("有些A是B", "some A B"),
        ("存在A是B", "some A B"),
        ("有些A不是B", "some_not A B"),
        ("并非所有A都是B", "some_not A B"),
        ("A不都是B", "some_not A B"),
        ("没有A不是B", "all A B"),
        ("All A are B", "all A B"),
        ("every A is a B", "all A B"),
        ("All A's are B's", "all A B"),
        ("No A is B", "no A B"),
        ("none of the A are B", "no A B"),
        ("There is no A that is B", "no A B"),
        ("Some A are B", "some A B"),
        ("a certain A is B", "some A B"),
        ("some A are not B", "some_not A B"),
        ("there are A that are not B", "some_not A B"),
        ("Not all A are B", "some_not A B"),
    ],
)
def test_each_form_is_read_in_its_usual_wordings(text: str, expected: str) -> None:
    """Quantifier and negation together make the form."""
    assert read(text, LETTERS) == [(expected, "")]


@pytest.mark.parametrize(
    ("text", "statement", "modal"),
    [
        ("有些A一定不是C", "some_not A C", "一定"),
        ("有些A不一定是C", "some A C", "不一定"),
        ("some A must be C", "some A C", "must"),
        ("some A are not necessarily C", "some A C", "are not necessarily"),
        ("没有A可能是C", "some A C", "不可能"),
    ],
)
def test_modal_words_are_kept_apart(text: str, statement: str, modal: str) -> None:
    """What is said of the sets and how surely it is said are two things."""
    assert read(text, LETTERS) == [(statement, modal)]


@pytest.mark.parametrize(
    "text", ["either A or B are C", "A和B是C", "BAT is C", "A, and B", "A 与 C", "A大于B"]
)
def test_other_sentences_are_no_statements(text: str) -> None:
    """Pairs of sets, other words and other relations are passed over."""
    assert read(text, LETTERS) == []


@pytest.mark.parametrize("text", ["Every cat is an animal.", "All Cats are animals", "猫都是动物"])
def test_things_stand_for_sets_in_singular_and_plural(text: str) -> None:
    """A word for a set may be inflected."""
    assert read(text, THINGS) == [("all A B", "")]


@pytest.mark.parametrize(
    ("text", "statement", "modal"),
    [
        ("A是B的子集", "all A B", ""),
        ("A ⊆ B", "all A B", ""),
        (r"$A \subseteq B$", "all A B", ""),
        ("A is a subset of B", "all A B", ""),
        ("A一定是B的子集", "all A B", "一定"),
        ("A is not necessarily a subset of B", "all A B", "not necessarily"),
        ("A不是B的子集", "some_not A B", ""),
        ("A is not a subset of B", "some_not A B", ""),
        ("A中有元素不属于B", "some_not A B", ""),
        ("some element of A is not in B", "some_not A B", ""),
        ("A与B没有公共元素", "no A B", ""),
        ("集合A和集合B不相交", "no A B", ""),
        ("A和B的交集为空集", "no A B", ""),
        ("A∩B=∅", "no A B", ""),
        (r"A \cap B = \emptyset", "no A B", ""),
        ("A and B have no common element", "no A B", ""),
        ("A and B are disjoint", "no A B", ""),
        ("A and B must be disjoint", "no A B", "must be"),
        ("A与B有公共元素", "some A B", ""),
        ("A与B不一定有公共元素", "some A B", "不一定"),
        ("A∩B≠∅", "some A B", ""),
        ("A and B have a common element", "some A B", ""),
        ("A and B overlap", "some A B", ""),
    ],
)
def test_statements_may_be_relations_between_sets(text: str, statement: str, modal: str) -> None:
    """The words and signs of sets say the same four forms."""
    assert read(text, LETTERS) == [(statement, modal)]
