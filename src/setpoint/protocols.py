"""The interfaces between the parts, and what passes through them alone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from setpoint.problems import Problem
from setpoint.records import (
    Block,
    Completion,
    FinishReason,
    GenerationRequest,
    Response,
    Sampling,
    StepReport,
    Verdict,
)


class TextGenerator(Protocol):
    """Whatever turns requests into completions."""

    def generate(
        self,
        requests: Sequence[GenerationRequest],
        on_step: Callable[[StepReport], None],
    ) -> Iterator[Completion]:
        """Yields each request's completion as soon as it has ended, in any order."""
        ...


class Grader(Protocol):
    """Whatever judges a response to a problem."""

    def grade(self, problem: Problem, response: Response) -> Verdict:
        """Judges; never raises for what the response says."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRequest:
    """One answer to a conversation.

    Attributes:
        messages: Each with ``role`` and ``content``, and perhaps ``reasoning_content``.
        sampling: Complete sampling settings.
        seed: Key of the row's noise, 0 <= seed < 2**64.
        max_new_tokens: Cap on emitted tokens, at least 1; None for what the context leaves.
        stop: Texts at whose first appearance the answer ends, without them; none is empty.
    """

    messages: tuple[Mapping[str, str], ...]
    sampling: Sampling
    seed: int
    max_new_tokens: int | None = None
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPart:
    """What one token adds to an answer; the last parts may add text that was held back.

    Attributes:
        reasoning: New text of the thought, without tags.
        content: New text of the answer.
        block: Where the token was drawn; None if this part has no token.
    """

    reasoning: str = ""
    content: str = ""
    block: Block | None = None


class LiveAnswer(Protocol):
    """An answer that is being made."""

    @property
    def prompt_tokens(self) -> int:
        """Number of tokens of the rendered prompt."""
        ...

    @property
    def finish_reason(self) -> FinishReason:
        """Why it ended; to be read once the iteration is over."""
        ...

    @property
    def rescues(self) -> int:
        """How often its logits were not finite and were computed again."""
        ...

    def __iter__(self) -> Iterator[AnswerPart]:
        """Waits for each part; ends with the answer."""
        ...

    def cancel(self) -> None:
        """Ends the answer as soon as possible; the iteration ends then."""
        ...


class ChatModel(Protocol):
    """Whatever answers conversations while others are being answered."""

    @property
    def default_sampling(self) -> Mapping[str, float]:
        """What the model's own configuration asks for."""
        ...

    def start(self, request: ChatRequest) -> LiveAnswer:
        """Begins an answer.

        Raises:
            SettingError: The conversation does not fit the model or its context.
            ServiceError: Too many wait, or the service is closed.
        """
        ...

    def close(self) -> None:
        """Ends all answers and frees what they use."""
        ...
