"""Tests of `setpoint.verify.inferences` against plain sets and the oracle of the suites."""

import itertools
from collections.abc import Mapping
from random import Random

import pytest
from fakes.syllogisms import syllogisms

from setpoint.problems import LogicKey, LogicVerdict, Quantifier, Statement
from setpoint.records import Truth
from setpoint.suites.inferences import prove_inference
from setpoint.verify.inferences.examples import Example, check_example
from setpoint.verify.inferences.members import Members, model_of
from setpoint.verify.inferences.models import decide

RANDOM_MODELS = 100_000
Sets = Mapping[str, frozenset[int]]


def test_the_suites_oracle_proves_the_same_verdicts() -> None:
    """The verifier and the proof of the suites, which share no code, agree on every form."""
    for premises, conclusion in itertools.islice(syllogisms(), 0, None, 5):
        verdict = decide(premises, conclusion, existential_import=True)
        key = LogicKey(
            premises=premises,
            conclusion=conclusion,
            verdict=verdict,
            existential_import=True,
        )
        assert prove_inference(key).holds


def is_true(statement: Statement, sets: Sets) -> bool:
    """Looks a statement up in the sets themselves."""
    subject, predicate = sets[statement.subject], sets[statement.predicate]
    return {
        Quantifier.ALL: subject <= predicate,
        Quantifier.NO: subject.isdisjoint(predicate),
        Quantifier.SOME: not subject.isdisjoint(predicate),
        Quantifier.SOME_NOT: not subject <= predicate,
    }[statement.quantifier]


def draw_sets(random: Random) -> Sets:
    """Up to five members, strewn over three sets; about one set in five is empty."""
    members = range(random.randrange(1, 6))
    return {
        name: frozenset(member for member in members if random.random() < 0.5) for name in "MPS"
    }


@pytest.mark.parametrize("existential_import", [False, True])
def test_an_example_is_a_counterexample_exactly_if_the_sets_say_so(
    existential_import: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """Over random forms and sets none that breaks a premise or satisfies the conclusion passes."""
    random = Random(255)
    keys = [
        LogicKey(
            premises=premises,
            conclusion=conclusion,
            verdict=LogicVerdict.NOT_NECESSARILY,
            existential_import=existential_import,
        )
        for premises, conclusion in syllogisms()
    ]
    accepted = 0
    for _ in range(RANDOM_MODELS // 2):
        key, sets = random.choice(keys), draw_sets(random)
        written = {name: Members(singles=frozenset(each)) for name, each in sets.items()}
        example = Example(models=1 << model_of(written, ("M", "P", "S")), is_readable=True, start=0)
        is_one = all(step.verdict is Truth.TRUE for step in check_example(example, key, 0))
        expected = all(is_true(premise, sets) for premise in key.premises)
        expected = expected and not is_true(key.conclusion, sets)
        expected = expected and (all(sets.values()) or not existential_import)
        assert is_one is expected, (key, sets)
        accepted += is_one
    assert accepted > RANDOM_MODELS // 100
