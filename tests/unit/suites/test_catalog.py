"""Tests of `setpoint.suites.catalog`."""

import pytest

from setpoint.errors import SuiteNotFoundError
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
