"""What became of a request: the ``setpoint`` object and the usage of a reply."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from setpoint.protocols import AnswerPart, LiveAnswer
from setpoint.records import Block, FinishReason
from setpoint.server.settings import Settings
from setpoint.server.wire import ChatCompletionRequest

_CAREFUL, _ALWAYS = 0.7, 1.0
"""Above the first, tasks with a right answer lose dependability; from the second, all do."""

_EXACT_BLOCKS = (Block.CODE, Block.PLOT, Block.MATH)


@dataclass(slots=True, kw_only=True)
class Tally:
    """What one answer has been so far."""

    answer: LiveAnswer
    tokens: Counter[Block] = field(default_factory=Counter)
    reasoning: str = ""
    content: str = ""

    def add(self, part: AnswerPart) -> None:
        """Takes the next part."""
        self.reasoning += part.reasoning
        self.content += part.content
        if part.block is not None:
            self.tokens[part.block] += 1


def usage(tallies: Sequence[Tally]) -> dict[str, object]:
    """Returns OpenAI's usage; the prompt counts once, however many answers it has."""
    prompt = tallies[0].answer.prompt_tokens
    completion = sum(tally.tokens.total() for tally in tallies)
    thought = sum(tally.tokens[Block.THINK] for tally in tallies)
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "completion_tokens_details": {"reasoning_tokens": thought},
    }


def setpoint(
    request: ChatCompletionRequest, settings: Settings, seed: int, tallies: Sequence[Tally]
) -> dict[str, object]:
    """Returns what was asked, what was used in which blocks, and what intervened."""
    sampling = settings.sampling
    fields = {"temperature", "temperatures", "post_thinking", "preset", "kind"}
    return {
        "requested": request.model_dump(include=fields, exclude_none=True),
        "temperature_source": settings.source,
        "sampling": {
            "temperature": sampling.temperature,
            "top_p": sampling.top_p,
            "top_k": sampling.top_k,
            "min_p": sampling.min_p,
            "seed": seed,
        },
        "blocks": [
            {
                "block": block,
                "temperature": sampling.within(block).temperature,
                "tokens": tokens,
            }
            for block, tokens in _used(tallies).items()
        ],
        "guards": [guard for index, tally in enumerate(tallies) for guard in _guards(index, tally)],
        "warnings": [*_heat(request, settings, tallies), *_unanswered(tallies)],
    }


def _used(tallies: Sequence[Tally]) -> Counter[Block]:
    """Returns the tokens of each block over all answers, in the order of appearance."""
    return sum((tally.tokens for tally in tallies), Counter())


def _guards(index: int, tally: Tally) -> list[dict[str, object]]:
    reason, rescues = tally.answer.finish_reason, tally.answer.rescues
    acted: list[dict[str, object]] = []
    if rescues:
        action = "computed again in float32"
        acted.append({"guard": "non_finite", "choice": index, "action": action, "count": rescues})
    if reason is FinishReason.LOOP:
        acted.append({"guard": "repetition", "choice": index, "action": "stopped", "count": 1})
    return acted


def _heat(
    request: ChatCompletionRequest, settings: Settings, tallies: Sequence[Tally]
) -> list[str]:
    warnings = []
    used = {block: settings.sampling.within(block).temperature for block in _used(tallies)}
    hottest = max(used.values(), default=settings.sampling.temperature)
    if hottest >= _ALWAYS:
        warnings.append(
            f"Temperature {hottest:g}: from {_ALWAYS:g} on, answers are seldom dependable. "
            "Have them reviewed."
        )
    if request.kind and hottest > _CAREFUL:
        warnings.append(
            f"Temperature {hottest:g} for {request.kind}: above {_CAREFUL:g}, fewer answers are "
            "right."
        )
    warnings.extend(
        f"Temperature {used[block]:g} in {block}: above {_CAREFUL:g}, fewer answers are right."
        for block in _EXACT_BLOCKS
        if not request.kind and used.get(block, 0) > _CAREFUL
    )
    return warnings


def _unanswered(tallies: Sequence[Tally]) -> list[str]:
    """Says so where a thought has used all tokens, which else looks like an empty answer."""
    return [
        f"Choice {index} has no answer: its thought used all tokens. Raise max_tokens."
        for index, tally in enumerate(tallies)
        if tally.answer.finish_reason is FinishReason.LENGTH and not tally.content.strip()
    ]
