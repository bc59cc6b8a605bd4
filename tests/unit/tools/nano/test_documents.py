"""Training text: without slips every answer is right, with slips many are wrong."""

from random import Random

import pytest

from setpoint.problems import Problem
from setpoint.records import Language, Outcome, PromptStyle, Response, Verdict
from setpoint.suites.nano.functions import CATALOG
from setpoint.suites.nano.series import FUNCTION, SYLLOGISM, Family
from setpoint.suites.nano.split import Split
from setpoint.wiring.grading import build_grader
from tools.nano.texts.documents import FAMILIES, WRITERS, write_document
from tools.nano.texts.pen import Pen, Reply


def write_answers(family: Family, count: int, slip_rate: float) -> list[tuple[Problem, Reply]]:
    """Returns problems of both sides, languages and styles with their replies."""
    random = Random(7)
    written = []
    for number in range(count):
        task = family.draw(random, list(Split)[number % 2], list(Language)[number // 2 % 2])
        style = list(PromptStyle)[number // 4 % 2]
        reply = WRITERS[family.name](task, style, Pen(random=random, slip_rate=slip_rate))
        written.append((family.problem(task, "x"), reply))
    return written


def judge(problem: Problem, reply: Reply) -> Verdict:
    """Judges a reply as a model's."""
    text = f"{reply.thought}\n</think>\n\n{reply.answer}"
    return build_grader().grade(problem, Response(text=text, opens_in_thought=True))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_clean_reply_is_right_and_complete(family: Family) -> None:
    """The product's own verifiers find nothing to object to."""
    for problem, reply in write_answers(family, 8 if family is FUNCTION else 48, slip_rate=0):
        verdict = judge(problem, reply)
        assert verdict.outcome is Outcome.CORRECT, (reply, verdict.reason)
        assert verdict.checks["complete"] is True
        assert verdict.checks.get("consistent") is not False


@pytest.mark.parametrize(
    "family", [family for family in FAMILIES if family is not FUNCTION], ids=lambda f: f.name
)
def test_a_slipping_pen_is_often_wrong(family: Family) -> None:
    """If every result slips, most answers are wrong."""
    verdicts = [judge(*pair) for pair in write_answers(family, 24, slip_rate=1)]
    wrong = sum(verdict.outcome is not Outcome.CORRECT for verdict in verdicts)
    assert wrong > len(verdicts) / 2


def test_the_thought_of_a_syllogism_finds_what_the_answer_says() -> None:
    """The sets of a counterexample stand in the thought before the answer repeats them."""
    for problem, reply in write_answers(SYLLOGISM, 48, slip_rate=0):
        sets = reply.thought.splitlines()[-1]
        if "={" in sets:
            assert sets in reply.answer, problem.id


def test_documents_come_from_the_seed() -> None:
    """The same seed writes the same text, another one other text."""
    texts = [[write_document(Random(seed), 0.02) for _ in range(5)] for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]


def test_invented_names_are_copied_and_not_asked_for_in_the_suite() -> None:
    """Training text uses names that the catalogue lacks, so that names are copied."""
    random = Random(1)
    known = {name for spec in CATALOG for name in spec.names}
    replies = [write_document(random, 0).reply.answer for _ in range(400)]
    names = {
        line[4:].partition("(")[0]
        for text in replies
        for line in text.splitlines()
        if line.startswith("def ")
    }
    assert names - known
    assert names & known
