"""Qwen2.5-1.5B on MATH-500: pass@k and mG-Pass@k from 48 answers to each problem.

Source of the counts: BooMinSeong/tts_analysis.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from benchmarks.public_texts import pair_fields
from setpoint.stats.accuracy import estimate_accuracy, within_problem_share
from setpoint.stats.estimate import Proportion
from setpoint.stats.problem_mean import estimate_mean
from setpoint.stats.stability import mg_pass_at_k, pass_at_k

_DRAWS = (1, 2, 4, 8, 16, 32, 48)

Figure = Callable[[Proportion], float]


def measure_counts(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns accuracy, curves over k and stability at each temperature."""
    rows = list(rows)
    return [_level(float(name), _problems(rows, name)) for name in rows[0]["total"]]


def _problems(rows: Sequence[dict[str, Any]], name: str) -> list[Proportion]:
    return [Proportion(successes=row["correct"][name], trials=row["total"][name]) for row in rows]


def _level(temperature: float, problems: Sequence[Proportion]) -> dict[str, Any]:
    share = within_problem_share(problems)
    return {
        "temperature": temperature,
        "accuracy": pair_fields(estimate_accuracy(problems)),
        "mg_pass_at_8": _mean(problems, partial(mg_pass_at_k, k=8)),
        "mg_pass_at_16": _mean(problems, partial(mg_pass_at_k, k=16)),
        "pass_at_k": {str(k): _mean(problems, partial(pass_at_k, k=k)) for k in _DRAWS},
        "within_problem_share": round(share, 3) if share is not None else None,
    }


def _mean(problems: Sequence[Proportion], figure: Figure) -> dict[str, Any]:
    return pair_fields(estimate_mean(problems, figure))
