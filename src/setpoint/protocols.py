"""The interfaces between the parts, and what passes through them alone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias

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
    """One answer to a conversation, or one continuation of a text.

    Attributes:
        messages: Each with ``role`` and ``content``, and perhaps ``reasoning_content``.
        text: Continued as it stands, tags and all; None for an answer to the messages.
        sampling: Complete sampling settings.
        seed: Key of the row's noise, 0 <= seed < 2**64.
        max_new_tokens: Cap on emitted tokens, at least 1; None for what the context leaves.
        stop: Texts at whose first appearance the answer ends, without them; none is empty.
        most_rewinds: How often a loop may be taken back and tried again, hotter.
    """

    sampling: Sampling
    seed: int
    messages: tuple[Mapping[str, str], ...] = ()
    text: str | None = None
    max_new_tokens: int | None = None
    stop: tuple[str, ...] = ()
    most_rewinds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPart:
    """What one token adds to an answer; the last parts may add text that was held back.

    Attributes:
        reasoning: New text of the thought, without tags.
        content: New text of the answer.
        block: Where the token was drawn; None if this part has no token.
        temperature: At which the token was drawn.
    """

    reasoning: str = ""
    content: str = ""
    block: Block | None = None
    temperature: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewind:
    """A loop that was taken back.

    Attributes:
        kept: Tokens of the answer that stand.
        dropped: Tokens that were taken back.
        heat: What has been added to the answer's temperatures since.
    """

    kept: int
    dropped: int
    heat: float


class ServiceState(StrEnum):
    """Whether a service takes requests."""

    LOADING = "loading"
    READY = "ready"
    STOPPING = "stopping"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLoad:
    """How busy a service is.

    Attributes:
        running: Answers in the batch.
        waiting: Answers that wait for a place in it.
        tokens_held: Tokens of which keys and values are held.
        tokens_room: Tokens for which there is memory.
    """

    running: int = 0
    waiting: int = 0
    tokens_held: int = 0
    tokens_room: int = 0


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

    @property
    def rewinds(self) -> Sequence[Rewind]:
        """The loops that were taken back so far."""
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

    @property
    def state(self) -> ServiceState:
        """Whether it takes requests."""
        ...

    @property
    def load(self) -> ServiceLoad:
        """How busy it is."""
        ...

    def start(self, request: ChatRequest) -> LiveAnswer:
        """Begins an answer.

        Raises:
            SettingError: The conversation does not fit the model or its context.
            ServiceError: Too many wait, or the service is closed.
        """
        ...

    def close(self, *, drain_seconds: float = 0.0) -> None:
        """Takes no more requests, waits for running answers, and ends those that take longer.

        An answer that is ended so has the reason CANCELLED.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryUse:
    """How full a memory is.

    Attributes:
        share: Of the memory that is taken, 0 to 1 (or more, where it is lent on).
        memory: Whose it is, for a sentence: "the device's memory", "this machine's memory".
    """

    share: float
    memory: str


MemoryProbe: TypeAlias = Callable[[], MemoryUse]


class MemoryRelief(Protocol):
    """What a model can do while memory is short; rows that run go on."""

    def adjust(self, *, cooling: float, rows_share: float) -> None:
        """Sets how it serves from now on.

        Args:
            cooling: Taken off every temperature of running and new answers.
            rows_share: Share of the places that may be taken, 0 to 1; one always may.
        """
        ...

    def empty_cache(self) -> None:
        """Gives back what is held but not in use, soon."""
        ...
