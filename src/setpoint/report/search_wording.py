"""What a search found, in plain English."""

from setpoint.report.wording import format_ranges, format_temperature
from setpoint.stats.choose import Finding
from setpoint.stats.confirmation import Confirmation
from setpoint.stats.decision import Decision
from setpoint.stats.estimate import Estimate
from setpoint.stats.paired import Difference
from setpoint.stats.search_plan import Plan


def explain_decision(decision: Decision, plan: Plan) -> str:
    """Returns in one to three sentences why there is a setpoint, or why there is none."""
    if decision.best is None:
        return "There are no answers yet."
    if decision.finding in _PLAIN_CASES:
        return _PLAIN_CASES[decision.finding]
    if decision.finding is Finding.ALIKE:
        return f"{_explain_certainty(decision, plan)} {_ALIKE}"
    worse = format_ranges(plan.temperatures, decision.worse)
    low, high = map(format_temperature, decision.plateau or (decision.best, decision.best))
    plateau = f"from {low} to {high} none is reliably worse" if low != high else "no other is near"
    is_plural = len(decision.worse) > 1
    return (
        f"{_explain_certainty(decision, plan)} Around it, {plateau}; {worse} "
        f"{'are' if is_plural else 'is'}."
    )


def explain_confirmation(confirmation: Confirmation) -> list[str]:
    """Returns the confirmed figures, a sentence each."""
    accuracy = confirmation.accuracy
    where = "problems that were held out" if confirmation.is_held_out else "fresh runs"
    first = (
        f"Confirmed on {where}: {format_temperature(confirmation.temperature)} is right in "
        f"{_percent(accuracy.these)} on these problems{_on_new_ones(accuracy.new)}."
    )
    return [first, *(_explain_difference(*pair) for pair in confirmation.against.items())]


_ALIKE = "No temperature is reliably worse than it, so none is named."

_PLAIN_CASES = {
    Finding.ALL_RIGHT: "Every answer was right at every temperature that was asked: these problems "
    "are too easy to tell temperatures apart.",
    Finding.NONE_RIGHT: "No answer was right at any temperature that was asked: these problems are "
    "too hard to tell temperatures apart.",
    Finding.ONE_LEVEL: "There is only one temperature, so there is nothing to find.",
}


def _explain_certainty(decision: Decision, plan: Plan) -> str:
    best = format_temperature(decision.best or 0.0)
    points = f"{100 * plan.within:g} points"
    if decision.is_certain:
        return (
            f"{best} is within {points} of the best temperature, with a certainty of "
            f"{100 * decision.certainty:.0f} %."
        )
    return (
        f"{best} looks best, but that it is within {points} of the best temperature has a "
        f"certainty of {100 * decision.certainty:.0f} %, not the {100 * plan.confidence:g} % asked "
        "for: more problems or --runs may decide."
    )


def _explain_difference(temperature: float, difference: Difference) -> str:
    mean = difference.mean
    against = f"Against {format_temperature(temperature)}: {100 * mean.value:+.1f} points"
    if mean.reason:
        return f"{against}, without an interval: {mean.reason}."
    return (
        f"{against} [{100 * mean.low:+.1f}, {100 * mean.high:+.1f}], p = {difference.p_value:.2g} "
        f"(Holm, {difference.problems} problems)."
    )


def _percent(estimate: Estimate) -> str:
    return f"{100 * estimate.value:.1f} % {_bounds(estimate)}"


def _on_new_ones(estimate: Estimate) -> str:
    if estimate.reason:
        return f"; {estimate.reason}"
    return f", {_bounds(estimate)} on new ones"


def _bounds(estimate: Estimate) -> str:
    return f"[{100 * estimate.low:.1f}, {100 * estimate.high:.1f}]"
