"""``python -m benchmarks.programs {humaneval,mbpp} FILE``: public programming sets, graded.

What is covered: HumanEval (``HumanEval.jsonl.gz``) and MBPP (``sanitized-mbpp.json``). Every
reference solution is graded by its set's own tests, and so is the same solution with one operator
replaced; every solution is also looked for in answers of several dresses.

A set's tests are programs, so they are run, but never together with the code under test: the tests
record the arguments of their calls (one sandbox), the code makes those calls alone (another), and
the tests are run again on the values that came back (a third). What the code does to its own
interpreter cannot reach the asserts. ``agreed`` counts the verdicts that are the same as when tests
and code share one sandbox, which these solutions do not abuse.
What is not: tests whose arguments or values are no plain data (sets, objects, dicts with keys that
are not strings). They are counted as ``not_judged``, never as right or wrong.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.dresses import DRESSES, is_found
from benchmarks.operators import replace_operator
from benchmarks.testing import Exercise, find_tested, grade, grade_together, record_calls


def main() -> None:
    """Grades and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.programs", description=__doc__)
    parser.add_argument("set", choices=sorted(_READERS))
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(_READERS[options.set](options.file))
    if options.json:
        print(json.dumps(figures, indent=2, ensure_ascii=False))
    else:
        print("\n".join(f"{name:<12} {value}" for name, value in figures.items()))


def measure(exercises: Iterable[Exercise]) -> dict[str, Any]:
    """Returns the verdicts on solutions and mutants, and the share found in each dress."""
    exercises = list(exercises)
    verdicts: dict[str, Counter[str]] = {"solutions": Counter(), "mutants": Counter()}
    notes: list[dict[str, str]] = []
    for exercise in exercises:
        calls = record_calls(exercise)
        mutant = replace_operator(exercise.solution)
        for kind, source in (("solutions", exercise.solution), ("mutants", mutant)):
            if source is None:
                verdicts[kind]["no_operator"] += 1
                continue
            passed = grade(exercise, source, calls)
            together = grade_together(exercise, source)
            verdicts[kind][_NAMES[passed]] += 1
            verdicts[kind]["agreed"] += passed is not None and passed == together
            if passed is None or passed != together or (kind == "solutions" and not passed):
                notes.append({"id": exercise.id, "kind": kind, "verdict": _NAMES[passed]})
    return {
        "exercises": len(exercises),
        **{kind: dict(counts) for kind, counts in verdicts.items()},
        "dresses": {
            name: sum(is_found(exercise, dress) for exercise in exercises)
            for name, dress in DRESSES.items()
        },
        "notes": notes,
    }


def read_humaneval(path: Path) -> list[Exercise]:
    """Reads JSON lines, compressed."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [
        Exercise(
            id=row["task_id"],
            function=row["entry_point"],
            solution=row["prompt"] + row["canonical_solution"],
            tests=row["test"] + "\nsetpoint_check = check\n",
        )
        for row in rows
    ]


def read_mbpp(path: Path) -> list[Exercise]:
    """Reads one JSON array; the asserts become the body of a function of the tested one."""
    return [_read_mbpp_row(row) for row in json.loads(path.read_text(encoding="utf-8"))]


def _read_mbpp_row(row: dict[str, Any]) -> Exercise:
    function = find_tested(row["code"], row["test_list"][0])
    lines = [f"def setpoint_check({function}):", *(f"    {test}" for test in row["test_list"])]
    return Exercise(
        id=f"MBPP/{row['task_id']}",
        function=function,
        solution=row["code"].replace("\r\n", "\n"),
        tests="\n".join([*row["test_imports"], *lines]),
    )


_READERS = {"humaneval": read_humaneval, "mbpp": read_mbpp}
_NAMES = {True: "passed", False: "failed", None: "not_judged"}

if __name__ == "__main__":
    main()
