"""Qwen2.5-1.5B on GSM8K: the author's matcher and our verifier on the same 5,730 texts.

Source of texts and matcher: nikbrus0112-sketch/self-consistency-study. Its matcher, in our words:
without commas and ``**``, the first number that follows "the answer is" must equal the key as a
float; without such a number the text counts as wrong. The cap at which texts were cut is not
recorded, so all count as ended by the model.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from setpoint.problems import MathKey
from setpoint.records import Outcome, Response
from setpoint.stats.accuracy import estimate_accuracy, within_problem_share
from setpoint.stats.estimate import EstimatePair, Proportion
from setpoint.verify.grader import grade

_CLOSING = re.compile(r"[Tt]he answer is\s*\$?(-?\d+\.?\d*)")

Row = dict[str, Any]


def measure_texts(rows: Iterable[Row]) -> dict[str, Any]:
    """Returns accuracies by both judges at each temperature, and where they disagree."""
    judged = [_judge(row, run, text) for row in rows for run, text in enumerate(row["responses"])]
    disagreements = [one for one in judged if one["matched"] != one["right"]]
    kinds = Counter((one["matched"], one["outcome"], one["why"]) for one in disagreements)
    return {
        "by_temperature": [
            _level(temperature, [one for one in judged if one["temperature"] == temperature])
            for temperature in sorted({one["temperature"] for one in judged})
        ],
        "texts": len(judged),
        "disagreements_by_reason": [
            {"author": _WORDS[matched], "ours": outcome, "why": why, "texts": count}
            for (matched, outcome, why), count in kinds.most_common()
        ],
        "disagreements": disagreements,
    }


def match_answer(text: str, gold: str) -> bool:
    """Returns the author's judgement."""
    closing = _CLOSING.search(text.replace(",", "").replace("**", ""))
    return closing is not None and float(closing[1]) == float(gold)


_WORDS = {True: "right", False: "wrong"}


def _judge(row: Row, run: int, text: str) -> Row:
    verdict = grade(MathKey(answer=row["gold"]), Response(text=text))
    return {
        "problem": row["problem"],
        "temperature": row["temperature"],
        "run": run,
        "gold": row["gold"],
        "matched": match_answer(text, row["gold"]),
        "right": verdict.outcome is Outcome.CORRECT,
        "outcome": verdict.outcome,
        "answer": verdict.answer,
        "reason": verdict.reason,
        "why": _why(text, verdict.outcome),
        "text": text,
    }


def _why(text: str, outcome: Outcome) -> str:
    """Returns what about the text may set the judges apart."""
    closings = {float(match[1]) for match in _CLOSING.finditer(text.replace(",", ""))}
    if outcome is Outcome.UNSAFE:
        return "program text"
    if not closings:
        return "no closing phrase with a number"
    if len(closings) > 1:
        return "several closing phrases that differ: the matcher takes the first"
    return "one closing phrase"


def _level(temperature: float, judged: Sequence[Row]) -> dict[str, Any]:
    author, ours = (_problems(judged, field) for field in ("matched", "right"))
    share = within_problem_share(ours)
    return {
        "temperature": temperature,
        "problems": len(ours),
        "author": pair_fields(estimate_accuracy(author)),
        "setpoint": pair_fields(estimate_accuracy(ours)),
        "outcomes": dict(Counter(one["outcome"].value for one in judged).most_common()),
        "within_problem_share": round(share, 3) if share is not None else None,
        "disagreements": sum(one["matched"] != one["right"] for one in judged),
    }


def _problems(judged: Sequence[Row], field: str) -> list[Proportion]:
    found: dict[int, list[bool]] = defaultdict(list)
    for one in judged:
        found[one["problem"]].append(one[field])
    return [Proportion(successes=sum(r), trials=len(r)) for r in found.values()]


def pair_fields(pair: EstimatePair) -> dict[str, Any]:
    """Returns a value with its intervals for these problems and for new ones."""
    these, new = pair.these, pair.new
    return {
        "value": round(these.value, 5),
        "these": [round(these.low, 5), round(these.high, 5)],
        "new": [round(new.low, 5), round(new.high, 5)],
    }
