"""The judged claims as a reader gets them."""

import json

import pytest
from fakes.runs import make_run
from rich.console import Console

from setpoint.records import Language
from setpoint.report.claims_view import render_claims, summarize_claims


@pytest.mark.parametrize("language", Language)
def test_every_claim_has_a_row_with_its_reason(language: Language) -> None:
    """At 80 columns, in either language."""
    console = Console(width=80)
    with console.capture() as capture:
        console.print(render_claims(make_run(runs=1), language))
    shown = capture.get()
    assert all(f"C{number} " in shown for number in range(1, 11))
    assert max(len(line) for line in shown.splitlines()) <= 80


@pytest.mark.parametrize(
    ("language", "needs"),
    [(Language.EN, "needs steps at 0.4 and plain at 0.6"), (Language.ZH, "需要步骤 0.4、普通 0.6")],
)
def test_missing_arms_are_said_in_words(language: Language, needs: str) -> None:
    """Neither side of the comparison was sampled."""
    document = summarize_claims(make_run(temperatures=(0.2, 0.9), runs=1), language)
    assert document["claims"][8]["needs"] == needs


def test_the_document_is_plain_json() -> None:
    """Every claim has a verdict, and a p value only if it was tested."""
    document = json.loads(json.dumps(summarize_claims(make_run(), Language.EN), allow_nan=False))
    claims = document["claims"]
    assert [claim["claim"] for claim in claims] == [f"C{number}" for number in range(1, 11)]
    assert {claim["verdict"] for claim in claims} <= {"supported", "refuted", "undecided"}
    assert all((claim["effect"] is None) == (claim["p_value"] is None) for claim in claims)
