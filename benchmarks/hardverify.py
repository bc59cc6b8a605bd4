"""``python -m benchmarks.hardverify FILE``: our grader of answers against math-verify alone.

FILE has one JSON object a line: ``id``, ``gold``, ``right`` (equals the gold), ``wrong`` (does
not); HardVerify-Math of uw-nsl/TinyV is such a set. Both graders get the gold and the answer alone.
Labels that are wrong by our own computation (docs/design/hardverify-audit.md) are counted in the
first table and left out of the second. Also printed: the time of a warm grade of ours.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from setpoint.problems import MathKey
from setpoint.records import Truth
from setpoint.stats.intervals import wilson_interval
from setpoint.verify.answers.finding import FoundAnswer, Rule
from setpoint.verify.answers.judging import judge_answer

MISLABELLED = {
    44: "right",
    52: "wrong",
    86: "right",
    122: "right",
    192: "right",
    196: "right",
    208: "right",
    230: "right",
    248: "right",
}
"""The side of each item whose label is wrong."""

Grader = Callable[[str, str], bool]
Row = dict[str, Any]


def main() -> None:
    """Grades and prints."""
    parser = argparse.ArgumentParser(description="Our grader of answers against math-verify alone.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines()]
    figures = measure(rows)
    print(json.dumps(figures, indent=2, ensure_ascii=False) if options.json else _table(figures))


def measure(rows: Iterable[Row]) -> dict[str, Any]:
    """Returns the shares accepted by each grader, the disagreements with labels, and times."""
    rows = list(rows)
    seconds: list[float] = []
    graders = {"setpoint": _timed(accepts, seconds), "math-verify 0.9.0": _math_verify()}
    accepted = {
        name: {(row["id"], side): grader(row["gold"], row[side]) for row in rows for side in _SIDES}
        for name, grader in graders.items()
    }
    return {
        "as_labelled": _shares(accepted, exclude={}),
        "after_audit": _shares(accepted, exclude=MISLABELLED),
        "disagreements": [*_disagreements(rows, accepted)],
        "milliseconds": {"p50": _quantile(seconds, 0.5), "p99": _quantile(seconds, 0.99)},
    }


def accepts(gold: str, answer: str) -> bool:
    """Our judgement of an answer as if it stood in a box."""
    found = FoundAnswer(text=answer, rule=Rule.BOX)
    return judge_answer(MathKey(answer=gold), found).truth is Truth.TRUE


_SIDES = ("right", "wrong")


def _math_verify() -> Grader:
    from math_verify import parse, verify

    def grade(gold: str, answer: str) -> bool:
        key = parse(gold if "$" in gold else f"${gold}$")
        return bool(verify(key, parse(rf"\boxed{{{answer}}}")))

    return grade


def _timed(grader: Grader, seconds: list[float]) -> Grader:
    def grade(gold: str, answer: str) -> bool:
        grader(gold, answer)
        start = time.perf_counter()
        result = grader(gold, answer)
        seconds.append(time.perf_counter() - start)
        return result

    return grade


def _shares(
    accepted: Mapping[str, Mapping[tuple[int, str], bool]], exclude: Mapping[int, str]
) -> dict[str, dict[str, dict[str, float]]]:
    return {
        name: {side: _share(results, side, exclude) for side in _SIDES}
        for name, results in accepted.items()
    }


def _share(
    results: Mapping[tuple[int, str], bool], side: str, exclude: Mapping[int, str]
) -> dict[str, float]:
    counted = [
        is_accepted
        for (item, of_side), is_accepted in results.items()
        if of_side == side and exclude.get(item) != side
    ]
    share = wilson_interval(sum(counted), len(counted))
    bounds = {"low": round(share.low, 4), "high": round(share.high, 4)}
    return {"accepted": sum(counted), "of": len(counted), "share": round(share.value, 4), **bounds}


def _disagreements(
    rows: Iterable[Row], accepted: Mapping[str, Mapping[tuple[int, str], bool]]
) -> Iterable[Row]:
    for row in rows:
        for side in _SIDES:
            found = {name: results[row["id"], side] for name, results in accepted.items()}
            if set(found.values()) != {side == "right"}:
                is_audited = MISLABELLED.get(row["id"]) == side
                yield {
                    "id": row["id"],
                    "label": side,
                    "mislabelled": is_audited,
                    "gold": row["gold"],
                    "answer": row[side],
                    "accepted_by": [name for name, is_accepted in found.items() if is_accepted],
                }


def _quantile(seconds: list[float], share: float) -> float:
    return round(1000 * sorted(seconds)[min(int(share * len(seconds)), len(seconds) - 1)], 3)


def _table(figures: dict[str, Any]) -> str:
    lines = []
    for title in ("as_labelled", "after_audit"):
        lines.append(title.replace("_", " "))
        for name, sides in figures[title].items():
            cells = [
                f"{side} accepted {one['accepted']:>3} of {one['of']}, {one['share']:.1%} "
                f"[{one['low']:.1%}, {one['high']:.1%}]"
                for side, one in sides.items()
            ]
            lines.append(f"  {name:<18} {'   '.join(cells)}")
    times = figures["milliseconds"]
    lines.append(
        f"a warm grade of ours: median {times['p50']} ms, 99th percentile {times['p99']} ms"
    )
    lines.extend(_line(one) for one in figures["disagreements"])
    return "\n".join(lines)


def _line(one: Row) -> str:
    mark = " (mislabelled)" if one["mislabelled"] else ""
    accepted_by = ", ".join(one["accepted_by"]) or "nobody"
    return f"{one['id']:>4} {one['label']}{mark}: {one['gold']} | {one['answer']} | {accepted_by}"


if __name__ == "__main__":
    main()
