"""Tests of the suite ``article``."""

from dataclasses import replace
from fractions import Fraction

import pytest

from setpoint.problems import CodeCase, LogicVerdict, format_key, parse_key
from setpoint.records import Language, PromptStyle
from setpoint.suites.article import CODE_KEY, LOGIC_KEY, MATH_KEY, problems, proofs, refutations
from setpoint.suites.inferences import prove_inference, refute_counterexample
from setpoint.suites.sequences import (
    ArithmeticSequence,
    prove_milestones,
    prove_term,
    solve_sequence,
)
from setpoint.suites.substrings import distinct_substrings, prove_cases

SUMS = ((3, Fraction(15)), (6, Fraction(60)))


def test_the_suite_puts_three_kinds_in_two_languages_and_two_styles() -> None:
    """Ids say what a problem is; every style of a problem is there."""
    ids = [problem.id for problem in problems()]
    assert ids == [
        f"article/{kind}/{language}"
        for kind in ("math", "code", "logic")
        for language in ("en", "zh")
    ]
    assert all(set(problem.prompts) == set(PromptStyle) for problem in problems())


def test_both_languages_share_one_key() -> None:
    """A translation does not change what is true."""
    by_kind = {problem.kind: problem.key for problem in problems()}
    assert all(problem.key is by_kind[problem.kind] for problem in problems())


def test_steps_ask_the_same_question_with_a_format() -> None:
    """The step format is added to the plain question."""
    markers = {Language.ZH: ("【步骤1】", "【答案】"), Language.EN: ("【Step 1】", "Answer:")}
    for problem in problems():
        plain, steps = (problem.prompts[style] for style in (PromptStyle.PLAIN, PromptStyle.STEPS))
        assert steps.startswith(plain)
        assert all(marker in steps for marker in markers[problem.language])
        assert not any(marker in plain for marker in markers[problem.language])


def test_keys_survive_their_text_form() -> None:
    """What is written for `grade --gold` is what was meant."""
    for problem in problems():
        assert parse_key(problem.kind, format_key(problem.key)) == problem.key


def test_every_key_is_proven_and_every_published_one_refuted() -> None:
    """Four proofs and four refutations hold, each with its evidence."""
    found = (*proofs(), *refutations())
    assert len(found) == 8
    assert all(proof.holds and proof.evidence for proof in found)


def test_the_published_sequence_is_refuted_by_its_own_sums() -> None:
    """The sequence 2, 7, 12, … sums to 21, and its ninth term is not 105 either."""
    published = ArithmeticSequence(first=Fraction(2), difference=Fraction(5))
    assert [published.sum_of(3), published.term(9)] == [21, 42]


@pytest.mark.parametrize("answer", ["105", "28", "28333/1000"])
def test_a_wrong_term_has_no_proof(answer: str) -> None:
    """The proof of another value fails."""
    assert not prove_term(SUMS, 9, Fraction(answer)).holds


def test_a_wrong_milestone_has_no_proof() -> None:
    """One false equation is enough to fail."""
    assert not prove_milestones(SUMS, (("d=10/3",), ("a_1=2",))).holds


def test_the_solved_sequence_has_the_given_sums() -> None:
    """Adding the terms one by one gives back what the equations were made of."""
    sequence = solve_sequence(SUMS)
    assert [sequence.sum_of(3), sequence.sum_of(6)] == [15, 60]
    assert sequence.term(9) == Fraction(MATH_KEY.answer)


def test_code_cases_agree_with_the_definition() -> None:
    """Each value is the sorted set of all windows, by a definition unlike the reference."""
    assert len(CODE_KEY.cases) >= 8
    for case in CODE_KEY.cases:
        text, length = case.arguments
        assert isinstance(text, str)
        assert isinstance(length, int)
        windows = {text[i : i + length] for i in range(len(text) - length + 1)}
        assert case.expected == sorted(windows) == distinct_substrings(text, length)


def test_code_cases_leave_out_what_the_problem_does_not_define() -> None:
    """A length below one has no agreed value."""
    assert all(case.arguments[1] >= 1 for case in CODE_KEY.cases)  # type: ignore[operator]


def test_a_wrong_case_has_no_proof() -> None:
    """The published value for "abac" is not proven."""
    wrong = CodeCase(arguments=("abac", 2), expected=["ab", "ac", "ba", "ca"])
    assert not prove_cases(replace(CODE_KEY, cases=(wrong,))).holds


@pytest.mark.parametrize("existential_import", [False, True])
def test_the_logic_verdict_holds_under_both_readings(
    existential_import: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """Whether sets may be empty does not matter to the verdict."""
    assert prove_inference(replace(LOGIC_KEY, existential_import=existential_import)).holds


@pytest.mark.parametrize("verdict", [LogicVerdict.NECESSARILY, LogicVerdict.NECESSARILY_NOT])
def test_another_logic_verdict_has_no_proof(verdict: LogicVerdict) -> None:
    """The other verdicts fail."""
    assert not prove_inference(replace(LOGIC_KEY, verdict=verdict)).holds


def test_a_true_counterexample_is_not_refuted() -> None:
    """The corrected sets do what the published ones do not."""
    assert not refute_counterexample(LOGIC_KEY, {"A": {1}, "B": {1, 2}, "C": {1}}).holds
