"""Tests of `setpoint.suites.catalog`."""

import pytest

from setpoint.errors import SettingError, SuiteNotFoundError
from setpoint.records import Kind, Language
from setpoint.suites.catalog import (
    find_problem,
    list_suites,
    load_suite,
    prove_suite,
    refute_wrong_keys,
)


def test_every_listed_suite_has_problems_and_proofs() -> None:
    """Nothing is listed that cannot be loaded, and nothing is left unproven."""
    for suite in list_suites():
        assert load_suite(suite)
        assert all(proof.holds for proof in (*prove_suite(suite), *refute_wrong_keys(suite)))


@pytest.mark.parametrize(
    ("selector", "language", "count"),
    [
        ("article", None, 6),
        ("article", Language.ZH, 3),
        ("article/math", None, 2),
        ("article/math/", Language.EN, 1),
        ("article/math/zh", None, 1),
        ("nano", Language.EN, 30),
        ("nano:7", Language.ZH, 7),
        ("nano:7", None, 14),
        ("nano/function", Language.EN, 10),
        ("nano/function/299", None, 2),
    ],
)
def test_a_selector_names_all_ids_that_begin_with_it(
    selector: str, language: Language | None, count: int
) -> None:
    """A group is chosen by whole parts of ids, and narrowed by language."""
    assert len(load_suite(selector, language)) == count


@pytest.mark.parametrize("selector", ["articl", "article/mat", "", "article/math/zh/1"])
def test_part_of_a_word_is_not_a_selector(selector: str) -> None:
    """Only whole parts of an id count."""
    with pytest.raises(SuiteNotFoundError):
        load_suite(selector)


def test_a_language_that_a_problem_lacks_is_named() -> None:
    """The message says what is missing, not that the problem is unknown."""
    with pytest.raises(SuiteNotFoundError, match="no problem in the language en"):
        load_suite("article/math/zh", Language.EN)


def test_a_slip_of_the_pen_is_answered_with_what_is_close() -> None:
    """An unknown name gets suggestions."""
    with pytest.raises(SuiteNotFoundError, match="Did you mean article/logic"):
        find_problem("article/logik")


def test_a_name_unlike_any_is_answered_with_all() -> None:
    """Where nothing is close, everything is named."""
    with pytest.raises(SuiteNotFoundError, match="There are: article, "):
        load_suite("zzz")


@pytest.mark.parametrize(
    ("problem_id", "found"),
    [("article/code/zh", "article/code/zh"), ("article/code", "article/code/en")],
)
def test_a_problem_is_found_by_id_and_in_english_without_a_language(
    problem_id: str, found: str
) -> None:
    """The two languages share their key, so that one stands for both."""
    problem = find_problem(problem_id)
    assert (problem.id, problem.kind) == (found, Kind.CODE)


def test_a_group_is_not_one_problem() -> None:
    """The message names the members of the group."""
    with pytest.raises(SuiteNotFoundError, match="several problems: article/math/en, "):
        find_problem("article")


@pytest.mark.parametrize("selector", ["nano:0", "nano:301", "nano:-1", "nano:", "nano:x", "nano:²"])
def test_a_number_without_problems_is_refused(selector: str) -> None:
    """The message says which numbers there are."""
    with pytest.raises(SettingError, match="from 1 to 300"):
        load_suite(selector)
    with pytest.raises(SettingError, match="from 1 to 300"):
        prove_suite(selector)


def test_a_suite_of_fixed_size_takes_no_number() -> None:
    """The message says what to write."""
    with pytest.raises(SuiteNotFoundError, match="write 'article' alone"):
        load_suite("article:3")


def test_a_number_does_not_excuse_an_unknown_name() -> None:
    """The suite is what is wrong."""
    with pytest.raises(SuiteNotFoundError, match=r"no suite 'nanoo'\. Did you mean nano"):
        load_suite("nanoo:3")


def test_a_generated_problem_beyond_the_usual_number_is_found_by_id() -> None:
    """A sample of a large run can be graded again."""
    assert find_problem("nano/function/299").id == "nano/function/299/en"


def test_a_number_says_how_much_is_proven() -> None:
    """Only the keys of the first problems."""
    assert prove_suite("nano:3") == prove_suite("nano")[: len(prove_suite("nano:3"))]
    assert refute_wrong_keys("nano:3") == ()
