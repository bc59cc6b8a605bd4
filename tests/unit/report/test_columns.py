"""What stands in the cells of the table."""

import pytest
from fakes.runs import article_problems, make_run, make_sample, run_of
from fakes.texts import code_answer, logic_answer, math_answer

from setpoint.records import GradedSample, Language, Outcome
from setpoint.report.columns import NOTHING, Cell, build_columns, build_lines, format_cell
from setpoint.report.rows import build_rows
from setpoint.stats.estimate import Proportion

ONE_TEMPERATURE = make_run(temperatures=(0.5,), runs=2)
(ARM,) = ONE_TEMPERATURE.arms


def cells(*samples: GradedSample) -> dict[str, str]:
    """Returns the only line of the table: the cells under ``group name``."""
    rows = build_rows(run_of(*samples, like=ONE_TEMPERATURE))
    columns = build_columns(rows)
    (line,) = build_lines(rows, columns)
    headings = [
        f"{column.group} {column.name}".replace("-\n", "").replace("\n", " ") for column in columns
    ]
    return dict(zip(headings, map(format_cell, line.cells), strict=True))


def math(outcome: Outcome, run: int = 0) -> GradedSample:
    """Returns an answer to the problem in mathematics."""
    return make_sample(math_answer(outcome), problem_id="article/math/en", arm=ARM, run=run)


def test_passes_and_derivations_are_counted() -> None:
    """One answer right and consistent, one neither."""
    line = cells(math(Outcome.CORRECT), math(Outcome.WRONG, run=1))
    assert (line["math right"], line["math consistent"], line["math complete"]) == (
        "1/2",
        "1/2",
        "2/2",
    )


def test_code_is_judged_by_hints_empty_input_and_docstring() -> None:
    """A tidy right answer beside an untidy wrong one."""
    line = cells(
        make_sample(code_answer(Outcome.CORRECT), problem_id="article/code/en", arm=ARM),
        make_sample(
            code_answer(Outcome.WRONG, is_tidy=False), problem_id="article/code/en", arm=ARM, run=1
        ),
    )
    names = ("code passes", "code hints", "code empty", "code docstring")
    assert [line[name] for name in names] == ["1/2"] * 4


def test_arguments_are_judged_by_their_counterexample() -> None:
    """The check cannot be judged where the verdict is wrong."""
    line = cells(
        make_sample(logic_answer(Outcome.CORRECT), problem_id="article/logic/en", arm=ARM),
        make_sample(logic_answer(Outcome.WRONG), problem_id="article/logic/en", arm=ARM, run=1),
    )
    assert (line["logic right"], line["logic counterexample"]) == ("1/2", "1/1")


@pytest.mark.parametrize(
    ("outcome", "heading"),
    [
        (Outcome.NO_ANSWER, "all no answer"),
        (Outcome.UNPARSED, "all unparsed"),
        (Outcome.TRUNCATED, "all cut off"),
        (Outcome.LOOP, "all loops"),
        (Outcome.TIMEOUT, "all stopped"),
        (Outcome.UNSAFE, "all stopped"),
        (Outcome.ERROR, "all stopped"),
    ],
)
def test_every_failure_is_named(outcome: Outcome, heading: str) -> None:
    """It stands in one column, and counts as not right."""
    line = cells(math(outcome), math(Outcome.CORRECT, run=1))
    named = {name: cell for name, cell in line.items() if cell == "1"}
    assert named == {heading: "1"}
    assert line["math right"] == "1/2"


def test_tokens_are_the_mean_over_all_kinds() -> None:
    """Weighted by samples, not by kinds."""
    answer = math_answer(Outcome.CORRECT)
    lengths = (
        ("article/math/en", 0, 100),
        ("article/math/en", 1, 100),
        ("article/code/en", 0, 400),
    )
    line = cells(
        *(
            make_sample(answer, problem_id=problem_id, arm=ARM, run=run, tokens=tokens)
            for problem_id, run, tokens in lengths
        )
    )
    assert line["all tokens"] == "200"


def test_a_cell_without_samples_is_a_dash() -> None:
    """At one temperature the code was answered, at the other not yet."""
    run = make_run(temperatures=(0.2, 0.8), runs=1)
    samples = [
        sample
        for sample in run.samples
        if sample.completion.key.arm == "T=0.2" or "code" not in sample.completion.key.problem_id
    ]
    rows = build_rows(run_of(*samples, like=run))
    columns = build_columns(rows)
    first, second = build_lines(rows, columns)
    codes = [index for index, column in enumerate(columns) if column.group == "code"]
    assert all(first.cells[index] is not None for index in codes)
    assert {format_cell(second.cells[index]) for index in codes} == {NOTHING}


def test_one_kind_has_only_its_own_columns() -> None:
    """A suite of mathematics says nothing of code."""
    (problem,) = (problem for problem in article_problems() if problem.kind == "math")
    columns = build_columns(build_rows(make_run(problems=[problem], runs=1)))
    assert {column.group for column in columns} == {"math", "all"}


def test_narrow_headings_are_narrow() -> None:
    """So that the table fits 80 columns."""
    columns = build_columns(build_rows(make_run(runs=1)))
    lines = [line for column in columns for line in column.narrow_name.split("\n")]
    assert max(map(len, lines)) <= 5


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (0, "0"),
        (Proportion(successes=4, trials=5), "4/5"),
        (Proportion(successes=7, trials=9), "7/9"),
        (Proportion(successes=7, trials=10), "70%"),
    ],
)
def test_values_are_written_short(value: Proportion | int | None, text: str) -> None:
    """A fraction while it is short, else a percentage."""
    cell = None if value is None else Cell(figure=value)
    assert format_cell(cell, most_trials=9) == text


def test_tokens_of_several_kinds_have_one_interval() -> None:
    """Around the mean of all answers, which lies within."""
    rows = build_rows(make_run(temperatures=(0.5,), runs=5))
    (line,) = build_lines(rows, build_columns(rows))
    cell = line.cells[-1]
    assert cell is not None
    assert cell.interval is not None
    assert cell.interval.low < cell.interval.value < cell.interval.high
    assert cell.figure == round(cell.interval.value)


def test_columns_are_named_in_chinese() -> None:
    """Groups and headings."""
    columns = build_columns(build_rows(make_run(runs=1)), Language.ZH)
    assert {column.group for column in columns} == {"数学", "代码", "逻辑", "全部"}
    assert columns[0].name == "正确"
