"""Tests of `setpoint.verify.inferences.models` against z3."""

from collections.abc import Mapping
from random import Random
from typing import Any

import pytest
from fakes.syllogisms import syllogisms

from setpoint.problems import LogicVerdict, Quantifier, Statement
from setpoint.verify.inferences.models import decide

z3 = pytest.importorskip("z3", reason="z3-solver is not installed")


def formula(statement: Statement, predicates: Mapping[str, Any]) -> Any:  # noqa: ANN401 - z3 has no types
    """A statement in first-order logic."""
    thing = z3.Const("thing", z3.DeclareSort("Thing"))
    subject = predicates[statement.subject](thing)
    predicate = predicates[statement.predicate](thing)
    match statement.quantifier:
        case Quantifier.ALL:
            return z3.ForAll(thing, z3.Implies(subject, predicate))
        case Quantifier.NO:
            return z3.ForAll(thing, z3.Not(z3.And(subject, predicate)))
        case Quantifier.SOME:
            return z3.Exists(thing, z3.And(subject, predicate))
        case Quantifier.SOME_NOT:
            return z3.Exists(thing, z3.And(subject, z3.Not(predicate)))


def decide_with_z3(
    premises: tuple[Statement, ...], conclusion: Statement, *, existential_import: bool
) -> LogicVerdict | None:
    """The verdict by refutation; None if the premises contradict each other."""
    names = sorted({n for s in (*premises, conclusion) for n in (s.subject, s.predicate)})
    sort = z3.DeclareSort("Thing")
    predicates = {name: z3.Function(name, sort, z3.BoolSort()) for name in names}
    solver = z3.Solver()
    solver.add([formula(premise, predicates) for premise in premises])
    if existential_import:
        solver.add([predicates[name](z3.Const(f"some_{name}", sort)) for name in names])
    claim = formula(conclusion, predicates)
    can_hold, can_fail = (solver.check(each) == z3.sat for each in (claim, z3.Not(claim)))
    return {
        (True, False): LogicVerdict.NECESSARILY,
        (False, True): LogicVerdict.NECESSARILY_NOT,
        (True, True): LogicVerdict.NOT_NECESSARILY,
    }.get((can_hold, can_fail))


@pytest.mark.parametrize(("existential_import", "valid"), [(False, 15), (True, 24)])
def test_all_syllogisms_agree_with_z3(
    existential_import: bool,  # noqa: FBT001 - a parameter of the test
    valid: int,
) -> None:
    """256 forms under either reading, each with the same verdict as a theorem prover gives."""
    ours, theirs = [], []
    for premises, conclusion in syllogisms():
        ours.append(decide(premises, conclusion, existential_import=existential_import))
        theirs.append(decide_with_z3(premises, conclusion, existential_import=existential_import))
    assert ours == theirs
    assert len(ours) == 256
    assert ours.count(LogicVerdict.NECESSARILY) == valid


@pytest.mark.parametrize("existential_import", [False, True])
def test_chains_over_four_sets_agree_with_z3(
    existential_import: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """Three premises that link four sets, drawn at random."""
    random = Random(4)
    for _ in range(150):
        premises = tuple(
            Statement.parse(f"{random.choice(list(Quantifier))} {' '.join(random.sample(pair, 2))}")
            for pair in ("AB", "BC", "CD")
        )
        conclusion = Statement.parse(f"{random.choice(list(Quantifier))} A D")
        expected = decide_with_z3(premises, conclusion, existential_import=existential_import)
        assert decide(premises, conclusion, existential_import=existential_import) is expected
