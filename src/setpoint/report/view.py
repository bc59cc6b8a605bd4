"""A run as figures: once as records, once as the JSON document of ``setpoint report --json``."""

from dataclasses import asdict, dataclass
from typing import Any

from setpoint.records import Arm, Language, Outcome
from setpoint.report.by_kind import KindComparison, PairedLevel, compare_by_kind
from setpoint.report.comparison import ArmChoice, JudgedArm, compare_arms, compare_temperatures
from setpoint.report.fields import estimate_fields, pair_fields
from setpoint.report.rows import Row, build_rows, sorted_arms
from setpoint.report.run import RunData
from setpoint.report.texts import load_texts
from setpoint.report.turns import ExplainedTurn, estimate_turns
from setpoint.report.wording import explain_arms, explain_kind, explain_run
from setpoint.stats.choose import Choice, JudgedLevel
from setpoint.stats.estimate import Estimate, Proportion
from setpoint.stats.intervals import wilson_interval
from setpoint.stats.stability import choose_k


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The figures of a run.

    Attributes:
        rows: By series, temperature and kind.
        choices: The comparison of temperatures within each series (arms that differ in temperature
            alone); never empty.
        comparisons: The paired comparison of temperatures within each series and kind.
        arms: The comparison of all arms.
        k: Runs drawn for mG-Pass@k; None if there is one run only.
    """

    rows: tuple[Row, ...]
    choices: dict[str, Choice]
    comparisons: tuple[KindComparison, ...]
    arms: ArmChoice
    k: int | None


def compute_summary(run: RunData) -> Summary:
    """Computes all figures of a run."""
    return Summary(
        rows=build_rows(run),
        choices=compare_temperatures(run),
        comparisons=compare_by_kind(run),
        arms=compare_arms(run),
        k=choose_k(run.runs),
    )


def summarize(run: RunData, language: Language = Language.EN) -> dict[str, Any]:
    """Returns the report as JSON values (`summary_fields`)."""
    return summary_fields(run, compute_summary(run), language)


def summary_fields(run: RunData, summary: Summary, language: Language) -> dict[str, Any]:
    """Returns the figures as JSON values, with their sentences in a language.

    A share is ``{value, low, high, successes, trials}``, other estimates ``{value, low, high}``;
    accuracy and mG-Pass@k have ``new_problems`` with ``{low, high}`` too. Null stands
    for what does not apply or cannot be estimated, and for a bound that is infinite; where there
    is no interval, ``reason`` says why. ``setpoint``
    and ``turn`` are those of the first series; ``setpoints`` and ``turns`` have every one.
    """
    styles = {arm.series: arm.style for arm in run.arms}
    setpoints = [
        {
            **_setpoint_fields(choice, explain_run(run, choice, language)),
            "series": series,
            "style": styles[series],
        }
        for series, choice in summary.choices.items()
    ]
    turns = [_turn_fields(series, turn) for series, turn in estimate_turns(run).items()]
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
        "intervals": load_texts(language)["estimand"],
        "by_temperature": [_row_fields(row, summary) for row in summary.rows],
        "plateaus": [_plateau_fields(found, language) for found in summary.comparisons],
        "setpoint": setpoints[0],
        "setpoints": setpoints,
        "by_arm": [_judged_fields(judged) for judged in summary.arms.arms],
        "best_arm": _best_fields(summary.arms, language),
        "turn": turns[0],
        "turns": turns,
        "cost": asdict(run.cost),
        "environment": dict(run.environment),
    }


def _arm_fields(arm: Arm) -> dict[str, Any]:
    return {
        **asdict(arm.sampling),
        "name": arm.name,
        "series": arm.series,
        "blocks": dict(arm.sampling.blocks),
        "style": arm.style,
    }


def _row_fields(row: Row, summary: Summary) -> dict[str, Any]:
    checks = {name: _share_fields(check) for name, check in row.checks.items()}
    return {
        "temperature": row.temperature,
        "kind": row.kind,
        "arm": row.arm.name,
        "series": row.arm.series,
        "style": row.arm.style,
        "n_problems": row.n_problems,
        "n_samples": row.n_samples,
        "accuracy": {**pair_fields(row.accuracy), **asdict(row.right)},
        "mg_pass_at_k": pair_fields(row.mg_pass_at_k) if row.mg_pass_at_k else None,
        "first_try": _share_fields(row.first_try) if row.first_try else None,
        "pass_at_k": pair_fields(row.pass_at_k) if row.pass_at_k else None,
        "consistent": checks.get("consistent"),
        "complete": checks.get("complete"),
        "traceable": checks.get("traceable"),
        "checks": checks,
        "loop_rate": _share_fields(row.share(Outcome.LOOP)),
        "no_answer_rate": _share_fields(row.share(Outcome.NO_ANSWER)),
        "unparsed_rate": _share_fields(row.share(Outcome.UNPARSED)),
        "truncated_rate": _share_fields(row.share(Outcome.TRUNCATED)),
        "outcomes": {outcome: row.outcomes.get(outcome, 0) for outcome in Outcome},
        "mean_tokens": estimate_fields(row.mean_tokens),
        "mean_token_entropy": (
            estimate_fields(row.mean_token_entropy) if row.mean_token_entropy else None
        ),
        "tokens_per_right": estimate_fields(row.tokens_per_right) if row.tokens_per_right else None,
        "against_best": _against_best(row, summary),
    }


def _against_best(row: Row, summary: Summary) -> dict[str, Any] | None:
    levels = (
        level
        for found in summary.comparisons
        if (found.series, found.kind) == (row.arm.series, row.kind)
        for level in found.levels
        if level.temperature == row.temperature
    )
    return next(map(_paired_fields, levels), None)


def _paired_fields(level: PairedLevel) -> dict[str, Any]:
    return {
        **estimate_fields(level.difference),
        "p_value": level.p_value,
        "is_worse": level.is_worse,
        "in_plateau": level.in_plateau,
    }


def _plateau_fields(found: KindComparison, language: Language) -> dict[str, Any]:
    plateau = [level.temperature for level in found.plateau]
    return {
        "series": found.series,
        "kind": found.kind,
        "best": found.best,
        "problems": found.problems,
        "plateau": [plateau[0], plateau[-1]],
        "decided": found.decided,
        "reason": explain_kind(found, language),
    }


def _share_fields(share: Proportion) -> dict[str, Any]:
    return _estimate_fields(wilson_interval(share.successes, share.trials), share)


def _estimate_fields(estimate: Estimate, share: Proportion) -> dict[str, Any]:
    return {**estimate_fields(estimate), **asdict(share)}


def _setpoint_fields(choice: Choice, reason: str) -> dict[str, Any]:
    plateau = [level.temperature for level in choice.plateau]
    return {
        "value": choice.best.temperature if choice.best and choice.decided else None,
        "plateau": [plateau[0], plateau[-1]] if plateau else None,
        "decided": choice.decided,
        "reason": reason,
        "levels": [_level_fields(level) for level in choice.levels],
    }


def _level_fields(level: JudgedLevel) -> dict[str, Any]:
    return {
        "temperature": level.temperature,
        "accuracy": _estimate_fields(level.accuracy, level.right),
        "is_worse": level.is_worse,
        "in_plateau": level.in_plateau,
    }


def _judged_fields(judged: JudgedArm) -> dict[str, Any]:
    return {
        "arm": judged.arm.name,
        "accuracy": _estimate_fields(judged.level.accuracy, judged.level.right),
        "is_worse": judged.level.is_worse,
    }


def _best_fields(choice: ArmChoice, language: Language) -> dict[str, Any]:
    return {
        "value": choice.best.arm.name if choice.best and choice.decided else None,
        "decided": choice.decided,
        "reason": explain_arms(choice, language),
    }


def _turn_fields(series: str, explained: ExplainedTurn) -> dict[str, Any]:
    return {**asdict(explained.turn), "reason": explained.reason, "series": series}
