"""What became of a request: the ``setpoint`` object and the usage of a reply."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from setpoint.protocols import AnswerPart, LiveAnswer
from setpoint.records import Block, FinishReason
from setpoint.server.memory_guard import Intervention
from setpoint.server.settings import Settings
from setpoint.server.wire import AnswerRequest

_CAREFUL, _ALWAYS = 0.7, 1.0
"""Above the first, tasks with a right answer lose dependability; from the second, all do."""

_EXACT_BLOCKS = (Block.CODE, Block.PLOT, Block.MATH)
_REVIEW = "The preset creative is for drafts: have them reviewed."
_ASKED = {"temperature", "temperatures", "post_thinking", "preset", "kind", "on_repetition"}


@dataclass(slots=True, kw_only=True)
class Tally:
    """What one answer has been so far.

    Attributes:
        tokens: Number of tokens by block and temperature, in the order of appearance.
        cap: Most tokens, where a guard has lowered what was asked for.
    """

    answer: LiveAnswer
    tokens: Counter[tuple[Block, float]] = field(default_factory=Counter)
    reasoning: str = ""
    content: str = ""
    cap: int | None = None

    def add(self, part: AnswerPart) -> None:
        """Takes the next part."""
        self.reasoning += part.reasoning
        self.content += part.content
        if part.block is not None:
            self.tokens[part.block, part.temperature] += 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardEntry:
    """What a guard did: to one answer, or to all if ``choice`` is None."""

    guard: str
    action: str
    count: int = 1
    choice: int | None = None
    reason: str | None = None

    def body(self) -> dict[str, object]:
        """Returns it without what is not known."""
        fields = {
            "guard": self.guard,
            "choice": self.choice,
            "action": self.action,
            "count": self.count,
            "reason": self.reason,
        }
        return {name: value for name, value in fields.items() if value is not None}


def usage(tallies: Sequence[Tally], answers_each: int) -> dict[str, object]:
    """Returns OpenAI's usage; each prompt counts once, however many answers it has."""
    prompt = sum(tally.answer.prompt_tokens for tally in tallies[::answers_each])
    used = _used(tallies)
    thought = sum(count for (block, _), count in used.items() if block is Block.THINK)
    return {
        "prompt_tokens": prompt,
        "completion_tokens": used.total(),
        "total_tokens": prompt + used.total(),
        "completion_tokens_details": {"reasoning_tokens": thought},
    }


def setpoint(
    request: AnswerRequest,
    settings: Settings,
    seed: int,
    tallies: Sequence[Tally],
    changes: Sequence[Intervention],
) -> dict[str, object]:
    """Returns what was asked, what was used in which blocks, and what intervened."""
    sampling, task = settings.sampling, settings.task
    entries = [
        entry for index, tally in enumerate(tallies) for entry in guard_entries(index, tally)
    ]
    return {
        "requested": request.model_dump(include=_ASKED, exclude_none=True),
        "temperature_source": settings.source,
        **({"task": {"kind": task.kind, "why": task.why}} if task else {}),
        "sampling": {
            "temperature": sampling.temperature,
            "top_p": sampling.top_p,
            "top_k": sampling.top_k,
            "min_p": sampling.min_p,
            "seed": seed,
        },
        "blocks": [
            {"block": block, "temperature": temperature, "tokens": tokens}
            for (block, temperature), tokens in _used(tallies).items()
        ],
        "guards": [entry.body() for entry in [*entries, *_memory_entries(changes)]],
        "warnings": [
            *([_REVIEW] if request.preset == "creative" else []),
            *_heat(settings, tallies),
            *_cuts(tallies),
            *_shortage(changes),
        ],
    }


def guard_entries(index: int, tally: Tally) -> Iterator[GuardEntry]:
    """Yields what guards have done to one answer."""
    answer = tally.answer
    if answer.rescues:
        again = "computed again in float32"
        yield GuardEntry(guard="non_finite", action=again, count=answer.rescues, choice=index)
    for rewind in answer.rewinds:
        reason = (
            f"{rewind.dropped} tokens of a loop were taken back behind token {rewind.kept}; "
            f"temperatures are {rewind.heat:g} higher since"
        )
        yield GuardEntry(guard="repetition", action="rewound", choice=index, reason=reason)
    if answer.finish_reason is FinishReason.LOOP:
        yield GuardEntry(guard="repetition", action="stopped", choice=index)


def _memory_entries(changes: Sequence[Intervention]) -> list[GuardEntry]:
    """Returns each kind of change once, with the reading of its first time."""
    counts = Counter(change.action for change in changes)
    reasons = {change.action: change.reason for change in reversed(changes)}
    return [
        GuardEntry(guard="memory", action=action, count=count, reason=reasons[action])
        for action, count in counts.items()
    ]


def _shortage(changes: Sequence[Intervention]) -> list[str]:
    made = [change for change in changes if not change.is_over]
    return [f"Memory was short: {entry.reason}; {entry.action}." for entry in _memory_entries(made)]


def _used(tallies: Sequence[Tally]) -> Counter[tuple[Block, float]]:
    """Returns the tokens over all answers, in the order of appearance."""
    return sum((tally.tokens for tally in tallies), Counter())


def _heat(settings: Settings, tallies: Sequence[Tally]) -> Iterator[str]:
    hottest: dict[Block, float] = {}
    for block, temperature in _used(tallies):
        hottest[block] = max(temperature, hottest.get(block, 0.0))
    highest = max(hottest.values(), default=settings.sampling.temperature)
    if highest >= _ALWAYS:
        yield (
            f"Temperature {highest:g}: from {_ALWAYS:g} on, answers are seldom dependable. "
            "Have them reviewed."
        )
    if settings.kind and highest > _CAREFUL:
        yield (
            f"Temperature {highest:g} for {settings.kind}: above {_CAREFUL:g}, fewer answers are "
            "right."
        )
    for block in () if settings.kind else _EXACT_BLOCKS:
        if hottest.get(block, 0) > _CAREFUL:
            yield (
                f"Temperature {hottest[block]:g} in {block}: above {_CAREFUL:g}, fewer answers "
                "are right."
            )


def _cuts(tallies: Sequence[Tally]) -> Iterator[str]:
    """Says why an answer is not whole, where that is not plain."""
    for index, tally in enumerate(tallies):
        reason = tally.answer.finish_reason
        if reason is FinishReason.CANCELLED:
            yield f"Choice {index} was cut off, because the server is stopping."
        elif reason is FinishReason.NON_FINITE:
            yield f"Choice {index} was cut off: the model's numbers were not finite."
        elif reason is FinishReason.LENGTH and tally.cap == tally.tokens.total():
            yield f"Choice {index} was cut off after {tally.cap} tokens, because memory is short."
        elif reason is FinishReason.LENGTH and not tally.content.strip():
            yield f"Choice {index} has no answer: its thought used all tokens. Raise max_tokens."
