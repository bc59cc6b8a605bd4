"""``python -m benchmarks.derivations {mutations,r1,processbench} [FILE]``: how steps are judged.

What is covered: generated faults in correct derivations; the flags on real outputs of the model,
with the share of equalities decided; and the first wrong step of ProcessBench's solutions, its
even and odd items apart, with the kinds of fault that were found. Of real texts also: whether every
number is traceable. Shares come with 95 % Wilson intervals. ``--json`` prints one JSON object
and nothing else there.
What is not: whether a flag on a real output is right; that takes a reader
(`docs/results/derivations`).
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.mutations import Derivation, draw_derivations, mutate
from setpoint.problems import MathKey
from setpoint.records import Response, Step, Truth
from setpoint.stats.intervals import wilson_interval
from setpoint.verify.derivations.judging import judge_derivation
from setpoint.verify.math import verify_math

DERIVATIONS = 2400
SEED = 20261125
_WORDS: dict[object, str] = {True: "yes", False: "no", None: "unknown"}
_KINDS = {
    ": that is ": "told in words",
    "the problem says": "misquoted",
    "the text quotes": "misquoted",
    "nothing before it": "conclusion",
    "as they stand": "units",
    "do not come to": "units",
}
"""Words of a reason, and the kind of fault they stand for."""
_NO_KEY = MathKey(answer="0")


def main() -> None:
    """Runs one measurement and prints its figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.derivations", description=__doc__)
    parser.add_argument("what", choices=("mutations", "r1", "processbench"))
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.what == "mutations":
        figures = measure_mutations(DERIVATIONS, SEED)
    elif options.file is None:
        parser.error(f"{options.what} needs a FILE")
    else:
        rows = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines()]
        figures = _MEASURES[options.what](rows)
    if options.json:
        print(json.dumps(figures, ensure_ascii=False, indent=2))
    else:
        print("\n".join(f"{name:<28} {_show(value)}" for name, value in figures.items()))


def measure_mutations(count: int, seed: int) -> dict[str, Any]:
    """Judges correct derivations, and each again with one fault.

    A false alarm is a correct derivation with a FALSE step. A fault is found if a FALSE step
    overlaps the faulty equation, and blamed if that is the first FALSE step.
    """
    random = Random(seed)  # noqa: S311 - reproducible on purpose
    alarms, missed = list[str](), list[dict[str, str]]()
    total, kinds, found = 0, Counter[str](), Counter[str]()
    blamed = 0
    for derivation in draw_derivations(random, count):
        total += 1
        alarms.extend(step.text for step in _false_steps(derivation)[:1])
        mutation = mutate(derivation, random)
        if mutation is None:
            continue
        place = mutation.derivation.written()[1][mutation.equation]
        flagged = [_overlaps(step, place) for step in _false_steps(mutation.derivation)]
        groups = (mutation.kind, derivation.family)
        kinds.update(groups)
        found.update(groups if any(flagged) else ())
        blamed += flagged[:1] == [True]
        if not any(flagged):
            equation = mutation.derivation.equations[mutation.equation]
            missed.append(
                {"family": derivation.family, "kind": mutation.kind, "equation": equation}
            )
    faults = sum(kinds[kind] for kind in ("number", "operator", "result"))
    hits = sum(found[kind] for kind in ("number", "operator", "result"))
    return {
        "derivations": total,
        "false alarms": _share(len(alarms), total),
        "faults": faults,
        "faults found": _share(hits, faults),
        "first FALSE step is the fault": _share(blamed, faults),
        "found by kind": {kind: _share(found[kind], kinds[kind]) for kind in sorted(kinds)},
        "alarms": alarms[:20],
        "missed": missed[:20],
    }


def measure_outputs(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Judges real outputs; an output without a closed thought was cut by its cap."""
    counts = Counter[Truth]()
    traceable = Counter[str]()
    flags = []
    for row in rows:
        key = MathKey(answer=row["gold"].rpartition("####")[2].strip().replace(",", ""))
        response = Response(text=row["response"], opens_in_thought=True)
        verdict = verify_math(key, response, row["question"])
        traceable[_WORDS[verdict.checks["traceable"]]] += 1
        for step in verdict.steps:
            counts[step.verdict] += 1
            if step.verdict is Truth.FALSE:
                flags.append({"id": row["id"], "equation": step.text, "why": step.why})
    equalities = sum(counts.values())
    return {
        "outputs": len(rows),
        "equalities": equalities,
        "decided": _share(equalities - counts[Truth.UNKNOWN], equalities),
        **{truth.value: counts[truth] for truth in Truth},
        "traceable": dict(traceable),
        "flags": flags,
    }


def measure_solutions(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Finds the first wrong step of each solution; even and odd items apart."""
    halves = {
        "all": rows,
        "even": [row for row in rows if _number(row) % 2 == 0],
        "odd": [row for row in rows if _number(row) % 2],
    }
    return {name: _measure_half(half) for name, half in halves.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """The step that was found, and the one that is wrong; -1 for none."""

    id: str
    label: int
    found: int
    why: str
    traceable: str


def _measure_half(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    findings = list(map(_first_wrong, rows))
    right = [one for one in findings if one.label < 0]
    wrong = [one for one in findings if one.label >= 0]
    unflagged = sum(one.found < 0 for one in right)
    exact = sum(one.found == one.label for one in wrong)
    flagged = sum(one.found >= 0 for one in wrong)
    accuracies = (unflagged / len(right), exact / len(wrong))
    return {
        "correct solutions unflagged": _share(unflagged, len(right)),
        "first wrong step found": _share(exact, len(wrong)),
        "wrong solutions flagged": _share(flagged, len(wrong)),
        "F1": round(2 * accuracies[0] * accuracies[1] / max(sum(accuracies), 1e-9), 4),
        "flags by kind": dict(Counter(_kind(one.why) for one in findings if one.found >= 0)),
        "found by kind": dict(Counter(_kind(one.why) for one in wrong if one.found == one.label)),
        "traceable, correct": dict(Counter(one.traceable for one in right)),
        "traceable, wrong": dict(Counter(one.traceable for one in wrong)),
        "flags": [
            {"id": one.id, "label": one.label, "found": one.found, "why": one.why}
            for one in findings
            if one.found >= 0
        ],
    }


def _first_wrong(row: dict[str, Any]) -> _Finding:
    text = "\n\n".join(row["steps"])
    derivation = judge_derivation(_NO_KEY, text, question=row["problem"])
    fault = derivation.first_fault
    found, end = -1, 0
    for number, step in enumerate(row["steps"]):
        end += len(step) + 2
        if fault is not None and fault.start < end:
            found = number
            break
    why = f"{fault.text}: {fault.why}" if fault is not None else ""
    return _Finding(
        id=row["id"],
        label=row["label"],
        found=found,
        why=why,
        traceable=_WORDS[derivation.is_traceable],
    )


def _kind(why: str) -> str:
    """The kind of fault that a reason tells of."""
    return next((kind for mark, kind in _KINDS.items() if mark in why), "equation")


def _number(row: dict[str, Any]) -> int:
    return int(row["id"].rpartition("-")[2])


def _false_steps(derivation: Derivation) -> list[Step]:
    text, _ = derivation.written()
    key = MathKey(answer=derivation.answer)
    steps = judge_derivation(key, text, question=derivation.question).steps
    return [step for step in steps if step.verdict is Truth.FALSE]


def _overlaps(step: Step, place: range) -> bool:
    return step.start < place.stop and step.start + len(step.text) > place.start


def _share(successes: int, trials: int) -> dict[str, float]:
    if not trials:
        return {"of": 0}
    interval = wilson_interval(successes, trials)
    return {
        "share": round(interval.value, 4),
        "low": round(interval.low, 4),
        "high": round(interval.high, 4),
        "count": successes,
        "of": trials,
    }


def _show(value: object) -> str:
    if isinstance(value, dict) and "share" in value:
        return "{share:.1%} ({low:.1%} to {high:.1%}; {count} of {of})".format(**value)
    if isinstance(value, dict):
        return "".join(f"\n  {name:<32} {_show(one)}" for name, one in value.items())
    if isinstance(value, list):
        return "".join(f"\n    {one}" for one in value)
    return str(value)


_MEASURES: dict[str, Callable[[Sequence[dict[str, Any]]], dict[str, Any]]] = {
    "r1": measure_outputs,
    "processbench": measure_solutions,
}

if __name__ == "__main__":
    main()
