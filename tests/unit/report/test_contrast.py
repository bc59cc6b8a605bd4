"""Two runs compared."""

from dataclasses import replace

import pytest
from fakes.runs import make_problem, make_run

from setpoint.errors import RunsUnlikeError
from setpoint.problems import MathKey
from setpoint.records import Kind
from setpoint.report.contrast import Contrast, contrast_runs
from setpoint.report.run import RunData
from setpoint.stats.paired import holm

PROBLEMS = tuple(
    make_problem(
        f"sums/{number}/en", f"What is {number} + {number}?", MathKey(answer=str(2 * number))
    )
    for number in range(40)
)


def run_of_sums(accuracy: float, seed: int) -> RunData:
    """Returns a run of 40 problems at two temperatures, equally right at both."""
    return make_run(
        temperatures=(0.4, 0.8), runs=3, problems=PROBLEMS, accuracy=lambda _: accuracy, seed=seed
    )


def differences(contrast: Contrast) -> dict[tuple[Kind, str | None], float]:
    """Returns the differences by kind and arm."""
    return {
        (row.kind, row.arm.name if row.arm else None): row.difference.mean.value
        for row in contrast.rows
    }


def test_a_run_does_not_differ_from_itself() -> None:
    """No difference, no change, and an interval with room for one."""
    run = make_run(temperatures=(0.4, 0.8))
    contrast = contrast_runs(run, run)
    assert set(differences(contrast).values()) == {0.0}
    assert {problem.gain for problem in contrast.problems} == {0.0}
    assert contrast.same_texts == len(run.samples)
    assert all(row.difference.mean.low < 0 < row.difference.mean.high for row in contrast.rows)


def test_the_difference_is_that_of_the_second_run() -> None:
    """0.9 against 0.5: above 0 at every temperature and over all, beyond chance."""
    contrast = contrast_runs(run_of_sums(0.5, 1), run_of_sums(0.9, 2))
    assert list(differences(contrast)) == [
        (Kind.MATH, None),
        (Kind.MATH, "T=0.4"),
        (Kind.MATH, "T=0.8"),
    ]
    assert all(row.difference.mean.low > 0.2 for row in contrast.rows)
    assert all(row.adjusted_p_value < 0.001 for row in contrast.rows)


def test_rows_add_up() -> None:
    """All arms together are the sum of the arms, and the pairs that of the answers."""
    contrast = contrast_runs(run_of_sums(0.5, 1), run_of_sums(0.6, 2))
    whole, *parts = contrast.rows
    assert whole.second.successes == sum(row.second.successes for row in parts)
    assert contrast.right_in.total() == whole.first.trials == 240
    assert contrast.right_in[True, True] + contrast.right_in[True, False] == whole.first.successes


def test_p_values_are_adjusted_for_all_rows() -> None:
    """By Holm, in the order of the rows."""
    contrast = contrast_runs(make_run(runs=2, seed=1), make_run(runs=2, seed=2))
    assert [row.adjusted_p_value for row in contrast.rows] == pytest.approx(
        list(holm([row.difference.p_value for row in contrast.rows]))
    )


def test_the_largest_change_comes_first() -> None:
    """In either direction."""
    contrast = contrast_runs(run_of_sums(0.5, 1), run_of_sums(0.5, 2))
    sizes = [abs(problem.gain) for problem in contrast.problems]
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) == len(PROBLEMS)


def test_an_unfair_comparison_is_refused_with_every_difference() -> None:
    """And with what to do."""
    run = make_run(temperatures=(0.4,), runs=1)
    first = replace(run, configuration={"setpoint": "1.0", "model": "tiny"})
    second = replace(run, configuration={"setpoint": "2.0", "model": "small"})
    with pytest.raises(RunsUnlikeError) as caught:
        contrast_runs(first, second)
    assert all(word in str(caught.value) for word in ("1.0 | 2.0", "tiny | small", "--regrade"))
    assert contrast_runs(first, second, is_regraded=True).rows


def test_runs_without_a_common_sample_are_refused() -> None:
    """It says what a partner would have to share."""
    with pytest.raises(RunsUnlikeError, match="same temperature"):
        contrast_runs(make_run(temperatures=(0.4,)), make_run(temperatures=(0.8,)))
