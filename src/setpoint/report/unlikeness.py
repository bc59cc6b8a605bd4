"""How two runs differ, and what each difference means for their comparison.

Two runs are compared to learn what a difference does: another model, dtype, cap, style or version
of a library. Such a difference is `Meaning.COMPARED`; if there are several, their effects cannot be
told apart. Unfair is what makes the figures themselves mean something else: verifiers that judge
differently, or nothing to compare.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from setpoint.records import Arm, Outcome
from setpoint.report.pairing import PairedRuns, SamplePair


class Meaning(StrEnum):
    """What a difference between two runs means for their comparison."""

    UNFAIR = "unfair"
    """A difference of accuracy would say nothing of the models."""
    COMPARED = "compared"
    """Accuracy may differ because of it, which one may want to know."""
    NOISE = "noise"
    """Fair, but repetition i of one run has no noise in common with repetition i of the other."""
    LEFT_OUT = "left_out"
    """What only one run has does not count."""


class Trait(StrEnum):
    """What may differ beside the entries of the configuration and the settings of arms."""

    PROBLEMS = "problems"
    CHANGED_PROBLEMS = "changed_problems"
    """Problems of one name that have another text or key in the other run."""
    ARMS = "arms"
    SAMPLES = "samples"
    VERDICTS = "verdicts"
    """Equal texts were judged differently; the values are outcomes of the first such text."""
    PAIRS = "pairs"
    """There is nothing to compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlikeness:
    """One difference between two runs.

    Attributes:
        name: A `Trait`, an entry of the configuration, or a setting of arms.
        first: The value in the first run; for what is left out, that which only the first has.
        second: The same of the second run.
        where: The problem in which it was seen, if it was in one.
    """

    name: str
    first: object
    second: object
    meaning: Meaning
    where: str | None = None


def find_unlikenesses(runs: PairedRuns, *, is_regraded: bool = False) -> tuple[Unlikeness, ...]:
    """Returns every difference between two runs: unfair, compared, noise, left out.

    Args:
        runs: The runs with their pairs.
        is_regraded: True if the same verifiers have judged both, whatever version sampled.
    """
    found = [
        *_unlike_configurations(runs, is_regraded=is_regraded),
        *_unlike_settings(runs),
        *_unshared(runs),
        *_unlike_verdicts(runs.pairs),
    ]
    if not runs.pairs:
        found.append(Unlikeness(name=Trait.PAIRS, first=0, second=0, meaning=Meaning.UNFAIR))
    return tuple(sorted(found, key=lambda unlike: list(Meaning).index(unlike.meaning)))


def count_compared(unlikenesses: Sequence[Unlikeness]) -> int:
    """Returns how many things are compared; a model's name and files are one."""
    compared = {one.name for one in unlikenesses if one.meaning is Meaning.COMPARED}
    return len({"model" if name in _OF_THE_MODEL else name for name in compared})


def is_same_text(pair: SamplePair) -> bool:
    """True if both runs gave the same answer, which ended in the same way."""
    ours, theirs = pair.first.completion, pair.second.completion
    return (ours.text, ours.finish_reason, ours.opens_in_thought) == (
        theirs.text,
        theirs.finish_reason,
        theirs.opens_in_thought,
    )


_MEANINGS = {
    "setpoint": Meaning.UNFAIR,
    "seed": Meaning.NOISE,
    "suites": Meaning.LEFT_OUT,
    "runs": Meaning.LEFT_OUT,
    "search": Meaning.LEFT_OUT,
}
"""Of entries of the configuration; any other is compared."""

_OF_THE_MODEL = frozenset({"weights_sha256", "config_sha256", "tokenizer_sha256"})

_SEEN_OTHERWISE = frozenset({"problems", "problems_sha256", "arms"})

_DEPENDS_ON_THE_CLOCK = frozenset({Outcome.TIMEOUT, Outcome.ERROR})


def _unlike_configurations(runs: PairedRuns, *, is_regraded: bool) -> Iterator[Unlikeness]:
    ours, theirs = runs.first.configuration, runs.second.configuration
    meanings = _MEANINGS | ({"setpoint": Meaning.COMPARED} if is_regraded else {})
    for name in dict.fromkeys([*ours, *theirs]):
        if name not in _SEEN_OTHERWISE and ours.get(name) != theirs.get(name):
            yield Unlikeness(
                name=name,
                first=ours.get(name),
                second=theirs.get(name),
                meaning=meanings.get(name, Meaning.COMPARED),
            )


def _unlike_settings(runs: PairedRuns) -> Iterator[Unlikeness]:
    both = [(_settings(pair.first), _settings(pair.second)) for pair in runs.arms]
    for name in both[0][0] if both else ():
        values = [(ours[name], theirs[name]) for ours, theirs in both]
        if any(ours != theirs for ours, theirs in values):
            yield Unlikeness(
                name=name,
                first=list(dict.fromkeys(ours for ours, _ in values)),
                second=list(dict.fromkeys(theirs for _, theirs in values)),
                meaning=Meaning.COMPARED,
            )


def _settings(arm: Arm) -> dict[str, object]:
    return {**asdict(arm.sampling), "style": arm.style}


def _unshared(runs: PairedRuns) -> Iterator[Unlikeness]:
    ours, theirs = ([problem.id for problem in run.problems] for run in (runs.first, runs.second))
    yield from _left_out(Trait.PROBLEMS, _without(ours, theirs), _without(theirs, ours))
    yield from _left_out(Trait.CHANGED_PROBLEMS, list(runs.changed), list(runs.changed))
    yield from _left_out(
        Trait.ARMS,
        _without([arm.name for arm in runs.first.arms], [pair.first.name for pair in runs.arms]),
        _without([arm.name for arm in runs.second.arms], [pair.second.name for pair in runs.arms]),
    )
    unpaired = (len(run.samples) - len(runs.pairs) for run in (runs.first, runs.second))
    yield from _left_out(Trait.SAMPLES, *unpaired)


def _left_out(name: Trait, first: object, second: object) -> Iterator[Unlikeness]:
    if first or second:
        yield Unlikeness(name=name, first=first, second=second, meaning=Meaning.LEFT_OUT)


def _without(names: list[str], others: list[str]) -> list[str]:
    return sorted(set(names) - set(others))


def _unlike_verdicts(pairs: tuple[SamplePair, ...]) -> Iterator[Unlikeness]:
    for pair in pairs:
        ours, theirs = pair.first.verdict.outcome, pair.second.verdict.outcome
        if is_same_text(pair) and ours != theirs and not _DEPENDS_ON_THE_CLOCK & {ours, theirs}:
            yield Unlikeness(
                name=Trait.VERDICTS,
                first=ours,
                second=theirs,
                meaning=Meaning.UNFAIR,
                where=pair.problem.id,
            )
            return
