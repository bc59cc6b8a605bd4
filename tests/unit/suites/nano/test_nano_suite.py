"""The generated suite: stable, balanced, proven, and never seen in training."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from setpoint.problems import LogicVerdict
from setpoint.records import Kind, Language
from setpoint.suites.nano import equations, functions, sequences, stories, syllogisms
from setpoint.suites.nano.series import Question, generate_questions
from setpoint.suites.nano.split import Split
from setpoint.suites.nano.suite import MOST, problems, proofs


def test_a_problem_is_the_same_however_many_are_asked_for() -> None:
    """A longer list begins with the shorter one, so that runs of both sizes can be compared."""
    assert problems(60)[:20] == problems(10)


@pytest.mark.parametrize("number", [3, 30, 90])
def test_kinds_and_languages_are_balanced(number: int) -> None:
    """Every kind comes up equally often in each language."""
    counts = Counter((problem.kind, problem.language) for problem in problems(number))
    assert counts == {(kind, language): number // 3 for kind in Kind for language in Language}


def test_ids_and_prompts_occur_once() -> None:
    """The largest suite has no problem twice."""
    every = problems(MOST)
    assert len(every) == 2 * MOST
    assert len({problem.id for problem in every}) == len(every)
    assert len({text for one in every for text in one.prompts.values()}) == 2 * len(every)


def test_the_languages_of_a_question_share_its_key() -> None:
    """The same numbers are put in Chinese and in English."""
    for question in generate_questions(30):
        assert {problem.language for problem in question.problems} == set(Language)
        assert len({repr(problem.key) for problem in question.problems}) == 1


def test_the_keys_of_the_suite_hold() -> None:
    """Each is shown by an oracle that did not make it."""
    shown = proofs(90)
    assert len(shown) >= 90
    assert all(proof.holds for proof in shown)


def test_a_wrong_verdict_is_not_proven() -> None:
    """The proof of a syllogism looks at the worlds, not at the task."""
    task = syllogisms.draw_syllogism(Random(1), Split.TRAIN, Language.EN)
    others = [verdict for verdict in LogicVerdict if verdict is not task.verdict]
    for verdict in others:
        wrong = replace(task, verdict=verdict)
        assert not any(proof.holds for proof in syllogisms.prove_syllogism(wrong))


def test_a_system_with_many_solutions_is_not_proven() -> None:
    """A zero determinant refutes a pair of equations."""
    task = equations.draw_pair(Random(1), Split.TRAIN, Language.EN)
    singular = replace(task, p=1, r=1, sign=1)
    assert not equations.prove_pair(singular)[0].holds


def test_a_wrong_value_of_a_function_is_not_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs of the catalogue disagree with a reference that is off by one."""
    task = functions.draw_function(Random(1), Split.TRAIN, Language.EN)
    monkeypatch.setattr(functions, "REFERENCES", {task.spec.names[0]: lambda *_: "never the value"})
    assert not functions.prove_function(task)[0].holds


def test_a_sequence_and_a_story_are_proven_from_their_own_numbers() -> None:
    """Their proofs hold for whatever is drawn."""
    random = Random(3)
    for _ in range(20):
        sequence = sequences.draw_sequence(random, Split.HELD_OUT, Language.ZH)
        story = stories.draw_story(random, Split.HELD_OUT, Language.ZH)
        shown = (*sequences.prove_sequence(sequence), *stories.prove_story(story))
        assert all(proof.holds for proof in shown)


def test_the_sides_of_the_split_share_no_question() -> None:
    """What a model is trained on is never asked in the suite, in neither language."""
    trained = {text for q in generate_questions(200, split=Split.TRAIN) for text in _texts(q)}
    asked = {text for question in generate_questions(200) for text in _texts(question)}
    assert not trained & asked


def _texts(question: Question) -> set[str]:
    return {text for one in question.problems for text in one.prompts.values()}
