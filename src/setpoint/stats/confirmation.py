"""The figures to be printed after a search: from answers that took no part in it.

What is covered: the accuracy at the chosen temperature, and its paired differences from the
references.
What is not: the search's own figures; the best of many looks better than it is (winner's curse).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from setpoint.stats.accuracy import estimate_accuracy
from setpoint.stats.decision import decision
from setpoint.stats.estimate import EstimatePair, Proportion
from setpoint.stats.paired import Difference, holm, paired_difference
from setpoint.stats.search_plan import Draw
from setpoint.stats.search_state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """The chosen temperature on fresh answers.

    Attributes:
        temperature: The chosen one.
        accuracy: Its share of right answers.
        against: Its difference from each reference, by temperature, positive if it is better; the
            p values are adjusted for their number (Holm). Empty if it is the only reference.
        is_held_out: True if the problems took no part in the search; False if there were too few
            problems to keep some back, so that only the runs are fresh.
    """

    temperature: float
    accuracy: EstimatePair
    against: Mapping[float, Difference]
    is_held_out: bool


def confirm(state: State) -> Confirmation | None:
    """Returns the figures of the confirmation; None before it has been observed."""
    best = decision(state).best
    if best is None or not state.confirmed:
        return None
    counts = _count_by_temperature(state.confirmed, state.plan.confirmed_problems)
    others = [level for level in state.plan.references if level != best]
    differences = [
        paired_difference(counts[best], counts[other], confidence=state.plan.confidence)
        for other in others
    ]
    return Confirmation(
        temperature=best,
        accuracy=estimate_accuracy(counts[best], confidence=state.plan.confidence),
        against=dict(zip(others, _adjust(differences), strict=True)),
        is_held_out=bool(state.plan.held_out),
    )


def _count_by_temperature(
    outcomes: Mapping[Draw, bool], problems: tuple[str, ...]
) -> dict[float, list[Proportion]]:
    """Returns the counts at each temperature, in the order of the problems that were asked."""
    found: dict[float, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for draw, is_right in outcomes.items():
        found[draw.temperature][draw.problem_id].append(is_right)
    return {
        temperature: [
            Proportion(successes=sum(answers[problem]), trials=len(answers[problem]))
            for problem in problems
            if problem in answers
        ]
        for temperature, answers in found.items()
    }


def _adjust(differences: list[Difference]) -> list[Difference]:
    adjusted = holm([difference.p_value for difference in differences])
    return [replace(d, p_value=value) for d, value in zip(differences, adjusted, strict=True)]
