"""The answers as the page's reader gets them."""

from dataclasses import replace

import pytest
from fakes.runs import article_problems, make_problem, make_run, make_sample, run_of
from fakes.texts import Answer, math_answer

from setpoint.problems import CodeCase, CodeKey
from setpoint.records import FinishReason, GradedSample, Language, Outcome, Step, Truth
from setpoint.report.answers import (
    answer_fields,
    describe_key,
    find_marks,
    problem_fields,
    thought_length,
)

RUN = make_run(temperatures=(0.2, 0.8), runs=2)


def sample_with(text: str, *steps: tuple[str, int]) -> GradedSample:
    """Returns a text in which these claims were judged true, each with its offset."""
    answer = Answer(
        text=text,
        outcome=Outcome.WRONG,
        answer=None,
        reason="",
        checks={},
        steps=tuple(
            Step(text=claim, verdict=Truth.TRUE, why="", start=start) for claim, start in steps
        ),
    )
    return make_sample(answer, problem_id="article/math/en", arm=RUN.arms[0])


@pytest.mark.parametrize(
    ("text", "opens", "thought"),
    [
        ("a</think>b", True, "a</think>"),
        ("<think>a</think>b", False, "<think>a</think>"),
        ("a", True, "a"),
        (" <think>a", False, " <think>a"),
        ("a", False, ""),
        ("a</think>b</think>", True, "a</think>"),
        ("", True, ""),
    ],
)
def test_the_thought_ends_with_its_first_closing_tag(text: str, opens: bool, thought: str) -> None:  # noqa: FBT001 - a table
    """One that is never closed is the whole text."""
    completion = replace(sample_with(text).completion, opens_in_thought=opens)
    assert text[: thought_length(completion)] == thought


@pytest.mark.parametrize(
    ("steps", "marks"),
    [
        ([("1+1=2", 3)], [range(3, 8)]),
        ([("1+1=3", 3)], [None]),
        ([("", 3)], [None]),
        ([("1+1=2", -1)], [None]),
        ([("1+1=2", 99)], [None]),
        ([("1+1=2", 3), ("2=2", 7)], [range(3, 8), range(8, 10)]),
        ([("1+1=2=2", 3), ("1=2", 5)], [range(3, 10), None]),
        ([("2 </think> 3", 9)], [None]),
        ([("3=3", 20)], [range(20, 23)]),
    ],
    ids=[
        *("verbatim", "other words", "empty", "before", "beyond", "overlap", "within another"),
        *("across the thought's end", "in the answer"),
    ],
)
def test_steps_are_marked_where_they_stand(
    steps: list[tuple[str, int]], marks: list[range | None]
) -> None:
    """And nowhere else; what another mark covers is not covered again."""
    assert find_marks(sample_with("so 1+1=2=2 </think> 3=3", *steps)) == marks


def test_every_step_of_a_derivation_is_marked() -> None:
    """The marked words are the step's own, whatever stands before them."""
    sample = make_sample(
        math_answer(Outcome.WRONG, "😀 noise ", chinese=True),
        problem_id="article/math/en",
        arm=RUN.arms[0],
    )
    marked = [
        mark and sample.completion.text[mark.start : mark.stop] for mark in find_marks(sample)
    ]
    assert marked == [step.text for step in sample.verdict.steps]


def test_offsets_count_as_javascript_does() -> None:
    """A face is two units of UTF-16."""
    (fields,) = answer_fields(run_of(sample_with("😀😀 1=1</think>", ("1=1", 3)), like=RUN))
    assert fields["steps"][0]["mark"] == [5, 8]
    assert fields["thought"] == 16


def test_an_answer_carries_its_verdict() -> None:
    """With outcome, reason, answer, checks and what ended it."""
    sample = RUN.samples[0]
    fields = answer_fields(run_of(sample, like=RUN))[0]
    assert fields["text"] == sample.completion.text
    assert (fields["outcome"], fields["reason"], fields["answer"], fields["checks"]) == (
        sample.verdict.outcome,
        sample.verdict.reason,
        sample.verdict.answer,
        dict(sample.verdict.checks),
    )
    assert (fields["tokens"], fields["finish"]) == (sample.completion.tokens, FinishReason.STOP)


def test_answers_stand_by_problem_run_and_temperature() -> None:
    """However they were finished; those that began with the same noise are neighbours."""
    shuffled = run_of(*reversed(RUN.samples), like=RUN)
    places = [
        (fields["problem"], fields["arm"], fields["run"]) for fields in answer_fields(shuffled)
    ]
    assert places == [
        (problem, arm, run) for problem in range(3) for run in (0, 1) for arm in range(2)
    ]


def test_numbers_that_json_lacks_become_words() -> None:
    """A check may be infinite or not a number."""
    sample = sample_with("a")
    checks = {"ratio": float("inf"), "share": float("nan"), "n": 1}
    odd = replace(sample, verdict=replace(sample.verdict, checks=checks))
    (fields,) = answer_fields(run_of(odd, like=RUN))
    assert fields["checks"] == {"ratio": "inf", "share": "nan", "n": 1}


@pytest.mark.parametrize("language", Language)
def test_a_problem_carries_its_language_and_prompts(language: Language) -> None:
    """So that its texts get the right glyphs and voice."""
    problem = replace(article_problems()[0], language=language)
    fields = problem_fields(problem)
    assert fields["language"] == language
    assert fields["prompts"] == dict(problem.prompts)


def test_keys_are_written_for_readers() -> None:
    """A value, calls with their values, a verdict with its premises."""
    assert [describe_key(problem.key) for problem in article_problems()] == [
        "85/3",
        'f("abac", 2) → ["ab", "ac", "ba"]\nf("", 2) → []',
        "not necessarily (all A B, some_not B C; therefore some_not A C?)",
    ]


def test_long_keys_are_cut() -> None:
    """Eight cases are enough to read."""
    cases = tuple(CodeCase(arguments=(number,), expected=number) for number in range(20))
    problem = make_problem("p", "?", CodeKey(function="same", cases=cases))
    lines = describe_key(problem.key).splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("same(0) → 0", "and 12 more", 9)
