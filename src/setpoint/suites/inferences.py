"""Oracle for categorical inferences: every world over the names is looked at."""

from collections.abc import Iterator, Sequence
from itertools import product

from setpoint.problems import LogicKey, LogicVerdict, Quantifier, Statement
from setpoint.suites.proof import Proof

World = frozenset[frozenset[str]]
"""Which kinds of things exist; a kind is the set of names that apply to it."""


def prove_inference(key: LogicKey) -> Proof:
    """Proves a verdict by going through every world, with and without empty names.

    Things matter only by which names apply to them, so a world is a choice among the kinds of
    things that exist: for three names 2**3 kinds and 2**8 worlds.
    """
    names = sorted({n for s in (*key.premises, key.conclusion) for n in (s.subject, s.predicate)})
    evidence, verdicts = [], {}
    for has_import in (True, False):
        worlds = [w for w in _worlds(names, has_import=has_import) if _all_hold(key.premises, w)]
        against = [world for world in worlds if not is_true(key.conclusion, world)]
        verdicts[has_import] = _verdict(len(worlds), len(against))
        evidence.append(
            f"{'no name empty' if has_import else 'names may be empty'}: the premises hold in "
            f"{len(worlds)} worlds, the conclusion fails in {len(against)} of them"
        )
        if against:
            evidence.append(f"  the smallest: {_describe(min(against, key=_size), names)}")
    return Proof(
        claim=f"{'; '.join(map(str, key.premises))} |- {key.conclusion}: {key.verdict}",
        method=f"all worlds over {len(names)} names",
        holds=verdicts[key.existential_import] is key.verdict,
        evidence=tuple(evidence),
    )


def refute_counterexample(key: LogicKey, sets: dict[str, set[int]]) -> Proof:
    """Shows that these sets are no counterexample to an inference."""
    members = set().union(*sets.values())
    world = frozenset(
        frozenset(name for name in sets if member in sets[name]) for member in members
    )
    statements = [*key.premises, key.conclusion]
    is_counterexample = _all_hold(key.premises, world) and not is_true(key.conclusion, world)
    shown = ", ".join(f"{name}={values}" for name, values in sets.items())
    return Proof(
        claim=f"{shown} is not a counterexample",
        method="every statement looked up in the sets",
        holds=not is_counterexample,
        evidence=tuple(
            f"{statement}: {'true' if is_true(statement, world) else 'false'}"
            for statement in statements
        ),
    )


def is_true(statement: Statement, world: World) -> bool:
    """Returns whether a statement holds in a world."""
    subjects = [kind for kind in world if statement.subject in kind]
    inside = [statement.predicate in kind for kind in subjects]
    return {
        Quantifier.ALL: all(inside),
        Quantifier.NO: not any(inside),
        Quantifier.SOME: any(inside),
        Quantifier.SOME_NOT: not all(inside),
    }[statement.quantifier]


def _worlds(names: Sequence[str], *, has_import: bool) -> Iterator[World]:
    marks = product((False, True), repeat=len(names))
    kinds = [frozenset(n for n, has in zip(names, mark, strict=True) if has) for mark in marks]
    for choice in product((False, True), repeat=len(kinds)):
        world = frozenset(kind for kind, exists in zip(kinds, choice, strict=True) if exists)
        if not has_import or set(names) <= frozenset().union(*world):
            yield world


def _all_hold(statements: Sequence[Statement], world: World) -> bool:
    return all(is_true(statement, world) for statement in statements)


def _verdict(worlds: int, against: int) -> LogicVerdict:
    if against == 0:
        return LogicVerdict.NECESSARILY
    return LogicVerdict.NECESSARILY_NOT if against == worlds else LogicVerdict.NOT_NECESSARILY


def _size(world: World) -> tuple[int, int]:
    return len(world), sum(len(kind) for kind in world)


def _describe(world: World, names: Sequence[str]) -> str:
    things = sorted(world, key=lambda kind: (-len(kind), sorted(kind)))
    return ", ".join(
        f"{name}={{{','.join(str(i + 1) for i, kind in enumerate(things) if name in kind)}}}"
        for name in names
    )
