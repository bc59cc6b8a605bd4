"""Temperatures compared problem by problem."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from fakes.runs import falling_accuracy, make_problem, make_run, run_of

from setpoint.problems import MathKey
from setpoint.records import Kind, Language, PromptStyle
from setpoint.report.by_kind import KindComparison, compare_by_kind
from setpoint.report.wording import explain_kind

TEMPERATURES = (0.2, 0.4, 0.6, 1.1)


def compare_sums(
    accuracy: Callable[[float], float], *, problems: int = 20, seed: int = 0
) -> KindComparison:
    """Returns the only comparison of a run of problems in mathematics."""
    run = make_run(
        problems=[
            make_problem(f"sum/{number}", "1 + 1 = ?", MathKey(answer="2"))
            for number in range(problems)
        ],
        temperatures=TEMPERATURES,
        accuracy=accuracy,
        seed=seed,
    )
    (found,) = compare_by_kind(run)
    return found


def test_the_plateau_ends_where_answers_become_worse() -> None:
    """Right nearly always up to 0.6, nearly never at 1.1."""
    found = compare_sums(falling_accuracy)
    assert found.decided
    assert [level.temperature for level in found.plateau] == [0.2, 0.4, 0.6]
    assert [level.is_worse for level in found.levels] == [False, False, False, True]
    worst = found.levels[-1].difference
    assert worst.low < worst.value < worst.high < 0


def test_the_best_is_not_compared_with_itself() -> None:
    """Every other level has a p value."""
    found = compare_sums(falling_accuracy)
    unjudged = [level.temperature for level in found.levels if level.p_value is None]
    assert unjudged == [found.best]


def test_a_flat_curve_seldom_names_a_plateau() -> None:
    """All pairs are tested at once: were it 5 % of runs, more than 6 of 60 would be 3 %."""
    decided = [compare_sums(lambda _: 0.6, seed=seed).decided for seed in range(60)]
    assert sum(decided) <= 6


@pytest.mark.parametrize("rate", [0.0, 1.0])
def test_levels_without_any_difference_are_alike(rate: float) -> None:
    """All right or all wrong: no p value below 1, the middle is the best."""
    found = compare_sums(lambda _: rate)
    assert not found.decided
    assert {level.p_value for level in found.levels} == {None, 1.0}
    assert len(found.plateau) == len(TEMPERATURES)


def test_one_problem_decides_nothing() -> None:
    """However clear its own answers are."""
    found = compare_sums(falling_accuracy, problems=1)
    assert not found.decided
    assert explain_kind(found).startswith("One problem only")


def test_styles_and_kinds_are_compared_apart() -> None:
    """In the order of the arms, then of the kinds."""
    found = compare_by_kind(make_run(temperatures=(0.2, 0.8), styles=tuple(PromptStyle), runs=1))
    assert [(each.series, each.kind) for each in found] == [
        (style, kind) for style in PromptStyle for kind in Kind
    ]


def test_where_there_is_nothing_to_compare_nothing_is_said() -> None:
    """One temperature, or no samples."""
    assert compare_by_kind(make_run(temperatures=(0.6,))) == ()
    assert compare_by_kind(run_of(like=make_run(runs=1))) == ()


def test_each_finding_has_its_sentence() -> None:
    """A plateau, a peak, a flat curve."""
    peak = compare_sums(lambda temperature: 0.95 if temperature == 0.4 else 0.05)
    sentences = [
        explain_kind(compare_sums(falling_accuracy)),
        explain_kind(peak),
        explain_kind(compare_sums(lambda _: 0.5)),
        explain_kind(peak, Language.ZH),
    ]
    assert "0.2 to 0.6 cannot be told apart from the best" in sentences[0]
    assert sentences[1:] == [
        "0.4 was best, and its neighbours were worse.",
        "Flat: no temperature can be told from the best, so none is named.",
        "0.4 最好，相邻的温度都更差。",
    ]


def test_the_plateau_is_one_range() -> None:
    """What lies beyond a worse temperature is not part of it."""
    found = compare_sums(lambda temperature: 0.05 if temperature == 0.6 else 0.95)
    places = [found.levels.index(level) for level in found.plateau]
    assert all(later - earlier == 1 for earlier, later in pairwise(places))
