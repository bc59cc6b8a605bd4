"""The report on a terminal."""

from dataclasses import replace
from io import StringIO

import pytest
from fakes.runs import article_problems, make_run, make_sample, run_of
from fakes.texts import math_answer
from rich.console import Console

from setpoint.records import Arm, Block, Outcome, PromptStyle, Sampling
from setpoint.report.run import RunData
from setpoint.report.table import render_table


def printed(run: RunData, width: int = 130) -> list[str]:
    """Returns the lines of a terminal of this width."""
    console = Console(file=StringIO(), width=width, color_system=None)
    with console.capture() as capture:
        console.print(render_table(run))
    return [line.rstrip() for line in capture.get().splitlines()]


def first_words(lines: list[str]) -> list[str]:
    """Returns what each line begins with."""
    return [words[0] for line in lines if (words := line.split())]


def test_there_is_a_line_a_temperature() -> None:
    """In rising order."""
    words = first_words(printed(make_run(temperatures=(1.0, 0.25), runs=1)))
    assert [word for word in words if word in {"1.0", "0.25"}] == ["0.25", "1.0"]


def test_a_line_shows_passes_of_runs() -> None:
    """At a temperature where all is right."""
    (line,) = (
        line
        for line in printed(make_run(temperatures=(0.5,), accuracy=lambda _: 1.0))
        if line.split()[:1] == ["0.5"]
    )
    cells = line.replace("│", "").split()
    assert cells[1:10] == ["5/5"] * 9
    assert cells[10:15] == ["0"] * 5


@pytest.mark.parametrize("runs", [5, 40])
def test_eighty_columns_are_enough(runs: int) -> None:
    """No line is longer, and no cell is cut short."""
    run = make_run(temperatures=(0.25, 0.5, 1.2), runs=runs)
    lines = printed(run, width=80)
    assert max(map(len, lines)) <= 80
    assert not any("…" in line for line in lines)


def test_many_runs_are_percentages_where_it_is_narrow() -> None:
    """The fractions of 40 runs are too wide for 80 columns, not for 140."""
    run = make_run(temperatures=(0.5,), runs=40, accuracy=lambda _: 1.0)
    assert any("100%" in line for line in printed(run, width=80))
    assert any("40/40" in line for line in printed(run, width=140))


def test_each_style_has_a_table() -> None:
    """And a conclusion of its own."""
    lines = printed(make_run(styles=tuple(PromptStyle), runs=1))
    assert [line for line in lines if line.startswith("settings")] == [
        "settings: plain",
        "settings: steps",
    ]
    assert sum(line.startswith("Setpoint with") for line in lines) == 2


def test_an_unfinished_run_says_so() -> None:
    """The headline names what is there and what was planned."""
    run = make_run(temperatures=(0.2, 0.8), runs=2)
    assert "7 of 12 samples" in printed(run_of(*run.samples[:7], like=run))[0]
    assert "12 samples" in printed(run)[0]


def test_without_samples_there_is_no_table() -> None:
    """Only the headline, and why there is no setpoint."""
    run = make_run(temperatures=(0.2, 0.8), runs=1)
    assert printed(run_of(like=run)) == [
        "DeepSeek-R1-Distill-Qwen-1.5B: 0 of 6 samples of article, at most 2048 tokens",
        "Setpoint: undecided. No problem has been finished at every temperature yet.",
    ]


def test_brackets_in_a_name_are_no_markup() -> None:
    """A model called ``[red]`` is shown as it is called."""
    run = replace(make_run(temperatures=(0.5,), runs=1), model="[red]x[/red]")
    assert printed(run)[0].startswith("[red]x[/red]: ")


def test_a_grid_has_a_table_a_series_and_a_best_arm() -> None:
    """A series of one temperature has nothing to conclude of its own."""
    run = make_run(temperatures=(0.5,), runs=1, problems=article_problems()[:1])
    arms = tuple(
        Arm(sampling=Sampling(temperature=0.5, blocks=((Block.THINK, think),)))
        for think in (0.4, 0.9)
    )
    samples = tuple(
        make_sample(math_answer(Outcome.CORRECT), problem_id="article/math/en", arm=arm)
        for arm in arms
    )
    lines = printed(replace(run, arms=arms, samples=samples))
    assert [line for line in lines if line.startswith("settings")] == [
        "settings: plain think=0.4",
        "settings: plain think=0.9",
    ]
    assert not any(line.startswith("Setpoint") for line in lines)
    assert lines[-1] == (
        "Most right was T=0.5 think=0.4 with 1 of 1, but no setting did worse by more than "
        "chance explains."
    )
