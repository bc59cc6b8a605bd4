"""The judged claims as a table for a terminal and as JSON values."""

from dataclasses import asdict
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from setpoint.records import Language
from setpoint.report.claims import ClaimVerdict, Finding, JudgedClaim, judge_claims
from setpoint.report.claims_texts import (
    HEADINGS,
    NOTES,
    STATEMENTS,
    VERDICTS,
    describe_basis,
    describe_needs,
)
from setpoint.report.run import RunData

_STYLES = {ClaimVerdict.SUPPORTED: "bold green", ClaimVerdict.REFUTED: "bold red"}
_LEAST_SHOWN_P = 0.001


def render_claims(run: RunData, language: Language) -> RenderableType:
    """Returns one row a claim, with what its verdict rests on or what would decide it."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    claim, verdict, effect, p_value, basis = HEADINGS[language]
    table.add_column(claim, overflow="fold", ratio=3)
    table.add_column(verdict, no_wrap=True)
    table.add_column(effect, justify="right", width=14)
    table.add_column(p_value, justify="right", no_wrap=True)
    table.add_column(basis, overflow="fold", ratio=4)
    for judged in judge_claims(run):
        name = judged.claim.name
        table.add_row(
            Text(f"{name} {STATEMENTS[language][name]}"),
            Text(VERDICTS[language][judged.verdict], style=_STYLES.get(judged.verdict, "yellow")),
            _format_effect(judged.decisive),
            _format_p_value(judged.adjusted_p_value),
            Text(describe_basis(judged, language)),
        )
    return Group(table, Text(f"\n{NOTES[language]}"))


def summarize_claims(run: RunData, language: Language) -> dict[str, Any]:
    """Returns the claims as JSON values; null stands for what was not or cannot be tested."""
    return {
        "run_id": run.run_id,
        "model": run.model,
        "language": language,
        "note": NOTES[language],
        "claims": [_claim_fields(judged, language) for judged in judge_claims(run)],
    }


def _claim_fields(judged: JudgedClaim, language: Language) -> dict[str, Any]:
    name = judged.claim.name
    return {
        "claim": name,
        "statement": STATEMENTS[language][name],
        "verdict": judged.verdict,
        "effect": asdict(judged.decisive.effect)
        if judged.decisive and judged.decisive.effect
        else None,
        "p_value": judged.p_value,
        "p_value_holm": judged.adjusted_p_value,
        "basis": describe_basis(judged, language),
        "needs": describe_needs(judged.needs, language),
        "comparisons": [_finding_fields(finding, language) for finding in judged.findings],
    }


def _finding_fields(finding: Finding, language: Language) -> dict[str, Any]:
    return {
        **asdict(finding.comparison),
        "effect": asdict(finding.effect) if finding.effect else None,
        "holds": finding.holds,
        "p_value": finding.p_value if finding.effect else None,
        "problems": finding.problems,
        "unjudged": finding.unjudged,
        "needs": describe_needs(finding.needs, language),
    }


def _format_effect(finding: Finding | None) -> str:
    if finding is None or finding.effect is None:
        return "-"
    effect = finding.effect
    sign = "+" if finding.comparison.second else ""
    return f"{effect.value:{sign}.2f}\n[{effect.low:{sign}.2f}, {effect.high:{sign}.2f}]"


def _format_p_value(p_value: float | None) -> str:
    if p_value is None:
        return "-"
    return f"<{_LEAST_SHOWN_P}" if p_value < _LEAST_SHOWN_P else f"{p_value:.3f}"
