"""The map of problems and temperatures."""

from fakes.runs import make_run, run_of

from setpoint.report.grid import build_grid

RUN = make_run(temperatures=(0.2, 1.2), runs=4)


def test_a_line_counts_the_answers_to_its_problem() -> None:
    """Every answer once."""
    lines = build_grid(RUN)
    assert len(lines) == len(RUN.problems)
    assert all(share.trials == 4 for line in lines for share in line.right.values())


def test_what_was_not_answered_is_absent() -> None:
    """One sample: one line with one cell; none: no line."""
    sample = RUN.samples[0]
    (line,) = build_grid(run_of(sample, like=RUN))
    assert line.problem.id == sample.completion.key.problem_id
    assert list(line.right) == [sample.completion.key.arm]
    assert build_grid(run_of(like=RUN)) == ()


def test_lines_stand_by_kind() -> None:
    """Mathematics, code, logic."""
    assert [line.problem.kind for line in build_grid(RUN)] == ["math", "code", "logic"]
