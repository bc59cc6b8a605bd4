"""What is served, and one exchange of a request for its answers."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from setpoint.protocols import AnswerPart, ChatModel, LiveAnswer
from setpoint.server.account import Tally, guard_entries, setpoint
from setpoint.server.memory_guard import MemoryGuard, Moment
from setpoint.server.metrics import Metrics
from setpoint.server.replies import Reply
from setpoint.server.settings import Profile, Settings
from setpoint.server.wire import RequestBody


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What is served.

    Attributes:
        name: Of the model, as clients call it.
        guard: Against full memory.
        seed: Of requests that have none; None for a fresh one each time.
        api_key: What clients must know; None if anybody may ask.
        on_repetition: What becomes of a loop, unless a request says.
        origins: Of pages that may ask from a browser; ``*`` for all.
    """

    model: ChatModel
    name: str
    profile: Profile
    guard: MemoryGuard
    seed: int | None = None
    api_key: str | None = None
    on_repetition: Literal["stop", "rewind"] = "stop"
    origins: Sequence[str] = ()
    metrics: Metrics = field(default_factory=Metrics)


@dataclass(slots=True, kw_only=True)
class Exchange:
    """A request with all that has been decided for it, and its answers.

    Attributes:
        began: When it began, by the clock of `time.monotonic`.
        moment: The same by the guard's.
    """

    serving: Serving
    request: RequestBody
    settings: Settings
    seed: int
    tallies: Sequence[Tally]
    reply: Reply
    began: float
    moment: Moment
    has_token: bool = False
    is_over: bool = False

    @property
    def answers(self) -> list[LiveAnswer]:
        """The answers, in the order of their numbers."""
        return [tally.answer for tally in self.tallies]

    def take(self, index: int, part: AnswerPart) -> None:
        """Takes the next part of an answer."""
        if part.block is not None and not self.has_token:
            self.has_token = True
            self.serving.metrics.first_tokens.observe(time.monotonic() - self.began)
        self.tallies[index].add(part)

    def account(self) -> dict[str, object]:
        """Returns the ``setpoint`` object."""
        changes = self.serving.guard.since(self.moment)
        return setpoint(self.request, self.settings, self.seed, self.tallies, changes)

    def end(self) -> None:
        """Frees what is not over, and counts what there was."""
        if self.is_over:
            return
        self.is_over = True
        metrics = self.serving.metrics
        for tally in self.tallies[:: self.request.answers_each]:
            metrics.prompt_tokens += tally.answer.prompt_tokens
        for index, tally in enumerate(self.tallies):
            tally.answer.cancel()
            for (block, _), count in tally.tokens.items():
                metrics.tokens[block] += count
            for entry in guard_entries(index, tally):
                metrics.guard_actions[entry.guard, entry.action] += entry.count
