"""Tests of `benchmarks.derivations` and of the faults it puts in."""

from fractions import Fraction
from random import Random

from benchmarks.derivations import measure_mutations, measure_solutions
from benchmarks.mutations import draw_derivations, holds, mutate


def test_drawn_derivations_are_correct() -> None:
    """Every equation of a drawn derivation holds for the values of its unknowns."""
    for derivation in draw_derivations(Random(1), 120):
        assert derivation.equations
        assert all(holds(one, derivation.values) for one in derivation.equations)


def test_a_mutation_changes_one_equation_and_makes_it_false() -> None:
    """Nothing else of the text changes."""
    random = Random(2)
    for derivation in draw_derivations(random, 60):
        mutation = mutate(derivation, random)
        assert mutation is not None
        after = mutation.derivation.equations
        changed = [
            number
            for number, pair in enumerate(zip(derivation.equations, after, strict=True))
            if pair[0] != pair[1]
        ]
        assert changed == [mutation.equation]
        assert holds(after[mutation.equation], derivation.values) is False


def test_the_evaluator_knows_precedence() -> None:
    """The oracle computes products before sums, and brackets first."""
    assert holds("2+3×4=14", {})
    assert holds("2(x+1)=8", {"x": Fraction(3)})
    assert holds("2+3×4=20", {}) is False


def test_faults_are_found_without_false_alarms() -> None:
    """At least 98 % of the faults, and no correct derivation is flagged."""
    figures = measure_mutations(240, 3)

    assert figures["false alarms"]["count"] == 0
    assert figures["faults found"]["share"] >= 0.98


def test_the_first_wrong_step_is_named() -> None:
    """A solution is compared by the paragraph of its first fault."""
    rows = [
        {"id": "a-2", "problem": "", "steps": ["2+3=5.", "5*4=25."], "label": 1},
        {"id": "a-4", "problem": "", "steps": ["2+3=5.", "5*4=20."], "label": -1},
        {"id": "a-1", "problem": "", "steps": ["2+3=6.", "6*4=24."], "label": 1},
        {"id": "a-3", "problem": "", "steps": ["2+3=5."], "label": -1},
    ]
    figures = measure_solutions(rows)

    assert figures["even"]["F1"] == 1
    assert figures["odd"]["first wrong step found"]["count"] == 0
