"""``setpoint.json``: what a search found, what it rests on, and what it cost.

A server takes its temperatures from it (`server.profile`). Null stands for what was not decided.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from setpoint.problems import Problem
from setpoint.records import Kind, Outcome
from setpoint.report.fields import estimate_fields, pair_fields
from setpoint.report.run import Cost, SearchFinding
from setpoint.report.search_wording import explain_decision
from setpoint.stats.confirmation import Confirmation, confirm
from setpoint.stats.decision import Decision, believed_curve, decision
from setpoint.stats.grid import planned_grid_answers
from setpoint.stats.search_state import State, restrict


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchData:
    """A search as the file needs it.

    Attributes:
        model: What the user calls the model.
        fingerprint: Exactly which model it is.
        suites: The selectors that gave the problems.
        settings: How every answer was sampled, the temperature apart.
        outcomes: How many answers came to what.
    """

    model: str
    fingerprint: Mapping[str, str]
    suites: Sequence[str]
    settings: Mapping[str, Any]
    problems: Sequence[Problem]
    state: State
    outcomes: Mapping[Outcome, int]
    cost: Cost

    @property
    def answers(self) -> int:
        """Number of answers, those of the confirmation included."""
        return sum(self.outcomes.values())

    @property
    def kinds(self) -> dict[Kind, list[str]]:
        """The ids of the problems of each kind that there is."""
        ids = {kind: [p.id for p in self.problems if p.kind is kind] for kind in Kind}
        return {kind: names for kind, names in ids.items() if names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """What a grid takes that is planned for the same promise."""

    answers: int
    tokens: int


def planned_grid(data: SearchData) -> Grid:
    """Returns the grid, its answers as long as those of the search."""
    plan = data.state.plan
    answers = planned_grid_answers(
        len(plan.temperatures), within=plan.within, confidence=plan.confidence
    )
    mean_tokens = data.cost.tokens_emitted / data.answers if data.answers else 0.0
    return Grid(answers=answers, tokens=round(answers * mean_tokens))


def is_decided(found: Decision) -> bool:
    """True if a temperature may be named: others are reliably worse, and it is near the best."""
    return found.setpoint is not None and found.is_certain


def read_finding(state: State) -> SearchFinding | None:
    """Returns what a search says in the end; None without answers."""
    found = decision(state)
    if found.best is None or found.plateau is None:
        return None
    return SearchFinding(
        best=found.best,
        plateau=found.plateau,
        worse=found.worse,
        decided=is_decided(found),
        reason=explain_decision(found, state.plan),
    )


def describe_search(data: SearchData) -> dict[str, Any]:
    """Returns the document as JSON values; temperatures as they are, shares from 0 to 1."""
    plan = data.state.plan
    confirmation = confirm(data.state)
    return {
        "model": data.model,
        "fingerprint": dict(data.fingerprint),
        "suites": list(data.suites),
        "settings": dict(data.settings),
        "within": plan.within,
        "confidence": plan.confidence,
        "setpoint": _decision_fields(data.state),
        "kinds": _kind_fields(data),
        "confirmation": _confirmation_fields(confirmation) if confirmation else None,
        "evidence": _evidence_fields(data.state),
        "outcomes": {outcome: data.outcomes.get(outcome, 0) for outcome in Outcome},
        "cost": _cost_fields(data),
    }


def _decision_fields(state: State) -> dict[str, Any]:
    found = decision(state)
    return {
        "value": found.best if is_decided(found) else None,
        "plateau": list(found.plateau) if found.plateau else None,
        "decided": is_decided(found),
        "reason": explain_decision(found, state.plan),
        "best": found.best,
        "certainty": found.certainty,
        "answers": found.answers,
    }


def _kind_fields(data: SearchData) -> dict[str, Any]:
    """Returns what the same answers say of each kind, if there is more than one."""
    if len(data.kinds) == 1:
        return {}
    return {kind: _decision_fields(restrict(data.state, ids)) for kind, ids in data.kinds.items()}


def _confirmation_fields(confirmation: Confirmation) -> dict[str, Any]:
    return {
        "temperature": confirmation.temperature,
        "held_out": confirmation.is_held_out,
        "accuracy": pair_fields(confirmation.accuracy),
        "against": [
            {
                "temperature": temperature,
                "difference": estimate_fields(difference.mean),
                "p_value_holm": difference.p_value,
                "problems": difference.problems,
            }
            for temperature, difference in confirmation.against.items()
        ],
    }


def _evidence_fields(state: State) -> dict[str, Any]:
    """Returns what the search saw; its shares are for seeing it think, not for quoting."""
    regrets = state.regrets
    levels = [
        {
            "temperature": temperature,
            "answers": int(state.runs[:, index].sum()),
            "right": int(state.right[:, index].sum()),
            "believed": estimate_fields(believed),
            "chance_within": float(regrets.near[index]) if regrets else None,
            "chance_worse": float(regrets.worse[index]) if regrets else None,
        }
        for index, (temperature, believed) in enumerate(
            zip(state.plan.temperatures, believed_curve(state), strict=False)
        )
    ]
    return {"rounds": state.rounds, "levels": levels}


def _cost_fields(data: SearchData) -> dict[str, Any]:
    return {
        "answers": data.answers,
        **asdict(data.cost),
        "planned_grid": asdict(planned_grid(data)),
    }
