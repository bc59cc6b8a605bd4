"""A run as figures: once as records, once as the JSON document of ``setpoint report --json``."""

from dataclasses import asdict, dataclass
from typing import Any

from setpoint.records import Arm, Outcome, PromptStyle
from setpoint.report.comparison import compare_temperatures
from setpoint.report.rows import Row, build_rows, sorted_arms
from setpoint.report.run import RunData
from setpoint.report.wording import ESTIMAND, explain
from setpoint.stats.choose import Choice, JudgedLevel
from setpoint.stats.estimate import Estimate, EstimatePair, Proportion
from setpoint.stats.intervals import wilson_interval
from setpoint.stats.stability import choose_k


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The figures of a run.

    Attributes:
        rows: By style, temperature and kind.
        choices: The comparison of temperatures within each style; never empty.
        k: Runs drawn for mG-Pass@k; None if there is one run only.
    """

    rows: tuple[Row, ...]
    choices: dict[PromptStyle, Choice]
    k: int | None


def compute_summary(run: RunData) -> Summary:
    """Computes all figures of a run."""
    return Summary(rows=build_rows(run), choices=compare_temperatures(run), k=choose_k(run.runs))


def summarize(run: RunData) -> dict[str, Any]:
    """Returns the report as JSON values.

    A share is ``{value, low, high, successes, trials}``, other estimates ``{value, low, high}``;
    accuracy and mG-Pass@k have ``new_problems`` with ``{low, high}`` too. Null stands
    for what does not apply or cannot be estimated; where it stands for an interval there is a
    ``reason``.
    """
    summary = compute_summary(run)
    setpoints = [_setpoint_fields(style, choice) for style, choice in summary.choices.items()]
    return {
        "run_id": run.run_id,
        "model": run.model,
        "suites": list(run.suites),
        "arms": [_arm_fields(arm) for arm in sorted_arms(run)],
        "samples": len(run.samples),
        "samples_planned": run.planned_samples,
        "runs": run.runs,
        "max_new_tokens": run.max_new_tokens,
        "k": summary.k,
        "intervals": ESTIMAND,
        "by_temperature": [_row_fields(row) for row in summary.rows],
        "setpoint": setpoints[0],
        "setpoints": setpoints,
        "cost": asdict(run.cost),
        "environment": dict(run.environment),
    }


def _arm_fields(arm: Arm) -> dict[str, Any]:
    return {
        **asdict(arm.sampling),
        "name": arm.name,
        "blocks": dict(arm.sampling.blocks),
        "style": arm.style,
    }


def _row_fields(row: Row) -> dict[str, Any]:
    checks = {name: _share_fields(check) for name, check in row.checks.items()}
    return {
        "temperature": row.temperature,
        "kind": row.kind,
        "style": row.arm.style,
        "n_problems": row.n_problems,
        "n_samples": row.n_samples,
        "accuracy": {**_pair_fields(row.accuracy), **asdict(row.right)},
        "mg_pass_at_k": _pair_fields(row.mg_pass_at_k) if row.mg_pass_at_k else None,
        "consistent": checks.get("consistent"),
        "complete": checks.get("complete"),
        "checks": checks,
        "loop_rate": _share_fields(row.share(Outcome.LOOP)),
        "no_answer_rate": _share_fields(row.share(Outcome.NO_ANSWER)),
        "unparsed_rate": _share_fields(row.share(Outcome.UNPARSED)),
        "truncated_rate": _share_fields(row.share(Outcome.TRUNCATED)),
        "outcomes": {outcome: row.outcomes.get(outcome, 0) for outcome in Outcome},
        "mean_tokens": _value_fields(row.mean_tokens),
    }


def _share_fields(share: Proportion) -> dict[str, Any]:
    return _estimate_fields(wilson_interval(share.successes, share.trials), share)


def _pair_fields(pair: EstimatePair) -> dict[str, Any]:
    return {**_value_fields(pair.these), "new_problems": _interval_fields(pair.new)}


def _estimate_fields(estimate: Estimate, share: Proportion) -> dict[str, Any]:
    return {**_value_fields(estimate), **asdict(share)}


def _value_fields(estimate: Estimate) -> dict[str, Any]:
    return {"value": estimate.value, **_interval_fields(estimate)}


def _interval_fields(estimate: Estimate) -> dict[str, Any]:
    if estimate.reason:
        return {"low": None, "high": None, "reason": estimate.reason}
    return {"low": estimate.low, "high": estimate.high}


def _setpoint_fields(style: PromptStyle, choice: Choice) -> dict[str, Any]:
    plateau = [level.temperature for level in choice.plateau]
    return {
        "value": choice.best.temperature if choice.best and choice.decided else None,
        "plateau": [plateau[0], plateau[-1]] if plateau else None,
        "decided": choice.decided,
        "reason": explain(choice),
        "style": style,
        "levels": [_level_fields(level) for level in choice.levels],
    }


def _level_fields(level: JudgedLevel) -> dict[str, Any]:
    return {
        "temperature": level.temperature,
        "accuracy": _estimate_fields(level.accuracy, level.right),
        "is_worse": level.is_worse,
        "in_plateau": level.in_plateau,
    }
