"""The claims C1 to C10 as hypotheses.

A claim is a conjunction of comparisons. A comparison states where an effect lies: the difference of
a rate between two groups of arms, or a rate itself. *Right at every temperature* is read as right
in at least 90 % of answers, *about as* and *alike* as at most 10 points apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from setpoint.records import Kind, PromptStyle
from setpoint.report.claims_measures import Measure

MARGIN = 0.1
"""What counts as no difference, and how far from always *at every temperature* may be."""

_ARTICLE_LEVELS = tuple(step / 10 for step in range(1, 13))
_HIGHEST = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The arms of one style from one temperature to another, both included."""

    lowest: float
    highest: float
    style: PromptStyle = PromptStyle.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Where an effect is claimed to lie.

    Attributes:
        measure: What is counted.
        kind: Of which problems; None for all.
        first: The arms of the claim.
        second: Those they are compared with; None if the rate itself is the effect.
        lowest: The effect is at least this; None if nothing is said.
        highest: The effect is at most this; None if nothing is said.
    """

    measure: Measure
    kind: Kind | None
    first: Group
    second: Group | None
    lowest: float | None = 0.0
    highest: float | None = None


class Obstacle(StrEnum):
    """Why a run cannot decide a claim, whatever its answers are."""

    MEMORY = "memory"
    SAMPLING_OFF = "sampling_off"
    UNFINISHED = "unfinished"
    """Answers are missing; the short ones end first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim holds if all its comparisons do.

    Attributes:
        name: ``C1`` to ``C10``.
        comparisons: Empty if a run does not record what the claim is about.
        obstacle: What is lacking then.
    """

    name: str
    comparisons: tuple[Comparison, ...] = ()
    obstacle: Obstacle | None = None


def list_claims(temperatures: Sequence[float]) -> tuple[Claim, ...]:
    """Returns the claims, those about every temperature for the temperatures of a run."""
    low, middle, high = _between(0, 0.4), _between(0.5, 0.7), _between(0.8, _HIGHEST)
    lowest, best, hot = _between(0.1, 0.1), _between(0.6, 0.6), _between(1.0, _HIGHEST)
    usual, cool = _between(0.3, 0.8), _between(0, 0.9)
    steps = Group(lowest=0.4, highest=0.4, style=PromptStyle.STEPS)
    right, math, code, logic = Measure.RIGHT, Kind.MATH, Kind.CODE, Kind.LOGIC
    other = _levels([level for level in temperatures if level != best.lowest])
    tidy = (right, Measure.HINTS, Measure.DOCSTRING, Measure.EMPTY_INPUT)
    signs = (
        *(Measure.RARE_CHARACTERS, Measure.CONTROL_CHARACTERS),
        *(Measure.DOUBLED_WORDS, Measure.NON_FINITE),
    )
    return (
        _claim("C1", *_at_every(math, _levels([t for t in temperatures if t >= 0.3]))),  # noqa: PLR2004 - the claim's own figure
        _claim("C2", _more(Measure.COMPLETE, math, middle, low)),
        _claim("C3", *(_more(Measure.SOUND, math, best, level) for level in other)),
        _claim("C4", _more(Measure.FALSE_STEPS, math, _between(0.9, _HIGHEST), _between(0, 0.8))),
        _claim(
            "C5",
            *(_more(right, code, best, level) for level in other),
            *(_more(measure, code, usual, edge) for measure in tidy for edge in (lowest, hot)),
        ),
        _claim(
            "C6",
            *_at_every(logic, _levels(temperatures)),
            *(_more(Measure.COUNTEREXAMPLE, logic, middle, edge) for edge in (low, high)),
        ),
        _claim("C7", *(_more(sign, None, hot, cool) for sign in signs)),
        Claim(name="C8", obstacle=Obstacle.MEMORY),
        _claim(
            "C9",
            Comparison(
                measure=Measure.COMPLETE,
                kind=None,
                first=steps,
                second=best,
                lowest=-MARGIN,
                highest=MARGIN,
            ),
        ),
        Claim(name="C10", obstacle=Obstacle.SAMPLING_OFF),
    )


def _claim(name: str, *comparisons: Comparison) -> Claim:
    return Claim(name=name, comparisons=comparisons)


def _between(lowest: float, highest: float) -> Group:
    return Group(lowest=lowest, highest=highest)


def _levels(temperatures: Sequence[float]) -> tuple[Group, ...]:
    """Each temperature alone; without any, those of the article, which are then what is needed."""
    return tuple(_between(each, each) for each in temperatures or _ARTICLE_LEVELS)


def _more(measure: Measure, kind: Kind | None, first: Group, second: Group) -> Comparison:
    return Comparison(measure=measure, kind=kind, first=first, second=second)


def _at_every(kind: Kind, levels: Sequence[Group]) -> tuple[Comparison, ...]:
    return tuple(
        Comparison(measure=Measure.RIGHT, kind=kind, first=level, second=None, lowest=1 - MARGIN)
        for level in levels
    )
