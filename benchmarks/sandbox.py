"""``python -m benchmarks.sandbox``: attacks on the code verifier, and many grades in a row.

``--attacks FILE`` grades every hostile source of FILE (see `attacks`) and tells what came of it;
with ``--json`` that is one JSON object a line, the counts last. ``--grades N`` grades one right
function with 20 cases N times and prints how many verdicts differed (flakes), how many processes
were left, and the time of a grade in milliseconds, starting the process included. ``--backend``
names what isolates; the status is 3 if it is not available on this machine.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.attacks import (
    AttackResult,
    count_survivors,
    judge_attack,
    list_children,
    open_arena,
    read_attacks,
)
from setpoint.problems import CodeCase, CodeKey
from setpoint.records import FinishReason, Outcome, Response
from setpoint.verify.code import Runner, verify_code
from setpoint.verify.sandbox import DEFAULT_LIMITS, SandboxStatus, probe_backends, run_job_in

BACKENDS = ("bubblewrap", "landlock", "wasm")

_NOT_AVAILABLE = 3
_CASES = 20
_ANSWER = """\
```python
def digit_sum(number: int) -> int:
    \"\"\"Adds the decimal digits.\"\"\"
    return sum(int(digit) for digit in str(number))
```"""


def main() -> int:
    """Runs what was asked for; the status is 1 if anything got through."""
    options = _read_options()
    status = next(each for each in probe_backends() if each.backend == options.backend)
    if status.launcher is None:
        return _tell_missing(status, as_json=options.json)
    run = partial(run_job_in, status.launcher)
    if options.grades:
        figures = measure_grades(options.grades, run)
        print(json.dumps(figures) if options.json else _lines(figures))
        return int(bool(figures["flakes"] or figures["processes_left"]))
    results = []
    for result in run_attacks(options.attacks.read_text(encoding="utf-8"), run):
        results.append(result)
        row = describe(result)
        print(json.dumps(row) if options.json else _lines(row), flush=True)
    counts = count(results)
    print(json.dumps(counts) if options.json else _lines(counts))
    return int(bool(counts["breaches"] or counts["false_passes"]))


def run_attacks(text: str, run: Runner) -> Iterator[AttackResult]:
    """Judges every attack of a file, with the limits that grading has."""
    with open_arena() as arena:
        for attack in read_attacks(text):
            yield judge_attack(attack, arena, run, DEFAULT_LIMITS)


def describe(result: AttackResult) -> dict[str, Any]:
    """Returns one attack's line."""
    return {
        "name": result.name,
        "outcome": result.outcome.name,
        "breach": bool(result.breaches),
        "false_pass": result.is_false_pass,
        "breaches": list(result.breaches),
        "reason": result.reason,
    }


def count(results: Sequence[AttackResult]) -> dict[str, Any]:
    """Returns the last line."""
    return {
        "attacks": len(results),
        "breaches": sum(bool(each.breaches) for each in results),
        "false_passes": sum(each.is_false_pass for each in results),
        "outcomes": Counter(each.outcome.name for each in results),
    }


def measure_grades(grades: int, run: Runner) -> dict[str, Any]:
    """Grades the same right answer again and again, one at a time."""
    numbers = [7**power for power in range(_CASES)]
    cases = [CodeCase(arguments=(n,), expected=sum(map(int, str(n)))) for n in numbers]
    key = CodeKey(function="digit_sum", cases=tuple(cases))
    response = Response(text=_ANSWER, finish_reason=FinishReason.STOP)
    outcomes, milliseconds = [], []
    with open_arena():
        before = list_children()
        for _ in range(grades):
            start = time.perf_counter()
            outcomes.append(verify_code(key, response, run=run).outcome)
            milliseconds.append(1000 * (time.perf_counter() - start))
        left = count_survivors(before)
    return {
        "grades": grades,
        "flakes": sum(outcome is not Outcome.CORRECT for outcome in outcomes),
        "processes_left": left,
        "p50_ms": round(_quantile(milliseconds, 0.5), 1),
        "p99_ms": round(_quantile(milliseconds, 0.99), 1),
    }


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sandbox", description=__doc__)
    work = parser.add_mutually_exclusive_group(required=True)
    work.add_argument("--attacks", type=Path)
    work.add_argument("--grades", type=int)
    parser.add_argument("--backend", choices=BACKENDS, default=BACKENDS[0])
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _tell_missing(status: SandboxStatus, *, as_json: bool) -> int:
    figures = {"backend": status.backend, "available": False, "reason": status.reason}
    print(json.dumps(figures) if as_json else f"not available here: {status.reason}")
    return _NOT_AVAILABLE


def _quantile(values: Iterable[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _lines(figures: dict[str, Any]) -> str:
    return "  ".join(f"{name}: {value}" for name, value in figures.items())


if __name__ == "__main__":
    sys.exit(main())
