"""An answer of the local engine: its tokens as text while they come, and loops taken back.

What is covered: tokens that repeat what was just said are held back until another one shows that
this is no loop. Where it is one, what was said once stands, and the answer goes on from there as a
new row, hotter and with fresh noise.
What is not: when a text counts as a loop (`engine.loops`).
"""

import hashlib
from collections.abc import Generator, Iterator, Sequence
from threading import Lock
from typing import TypeAlias

from setpoint.backends.rows import RowBuilder
from setpoint.backends.streaming import TextStream, ThoughtSplitter, WholeText
from setpoint.engine.loops import LoopWatch
from setpoint.engine.service import Service, Ticket
from setpoint.errors import ServiceError
from setpoint.models.chat import RenderedPrompt
from setpoint.protocols import AnswerPart, ChatRequest, Rewind
from setpoint.records import FinishReason, GenerationRequest, SampleKey

_HEAT = 0.2
"""What a rewind adds to the temperatures."""

_KEY = SampleKey(problem_id="chat", arm="", run=0)
_Tokens: TypeAlias = list[tuple[int, float]]
"""Tokens, each with the temperature at which it was drawn."""


class LocalAnswer:
    """See `protocols.LiveAnswer`.

    Args:
        builder: Builds its rows.
        service: Runs them.
        request: What is asked for.
        prompt: The rendered request.
        room: Most tokens of the answer.

    Raises:
        ServiceError: The service takes no row.
    """

    def __init__(
        self,
        builder: RowBuilder,
        service: Service,
        request: ChatRequest,
        prompt: RenderedPrompt,
        *,
        room: int,
    ) -> None:
        self._builder = builder
        self._service = service
        self._request = request
        self._prompt = prompt
        self._room = room
        self._said: list[int] = []
        self._rewinds: list[Rewind] = []
        self._earlier_rescues = 0
        self._lock = Lock()
        self._is_cancelled = False
        self._ticket = self._submit(attempt=0)

    @property
    def prompt_tokens(self) -> int:
        """See `protocols.LiveAnswer`."""
        return len(self._prompt.token_ids)

    @property
    def finish_reason(self) -> FinishReason:
        """See `protocols.LiveAnswer`."""
        return self._ticket.row.finish_reason or FinishReason.CANCELLED

    @property
    def rescues(self) -> int:
        """See `protocols.LiveAnswer`."""
        return self._earlier_rescues + self._ticket.row.rescues

    @property
    def rewinds(self) -> Sequence[Rewind]:
        """See `protocols.LiveAnswer`."""
        return self._rewinds

    def cancel(self) -> None:
        """See `protocols.LiveAnswer`."""
        with self._lock:
            self._is_cancelled = True
            self._ticket.cancel()

    def __iter__(self) -> Iterator[AnswerPart]:
        """Yields a part for each token, then what its text still added."""
        prompt = self._prompt
        blocks = self._builder.blocks(prompt)
        text = TextStream(self._builder.decode, self._request.stop)
        splitter = ThoughtSplitter(opens_in_thought=prompt.opens_in_thought)
        parts = WholeText() if prompt.is_continued else splitter
        for token, temperature in self._tokens():
            yield AnswerPart(block=blocks.block, temperature=temperature)
            blocks.add(token)
            if not self._builder.ends(token):
                yield from parts.feed(text.add(token))
        yield from parts.feed(text.end())
        yield from parts.end()

    def _tokens(self) -> Iterator[tuple[int, float]]:
        """Yields the tokens that stand."""
        held = yield from self._tokens_of_row()
        while self._takes_back(held):
            held = yield from self._tokens_of_row()
        yield from held

    def _tokens_of_row(self) -> Generator[tuple[int, float], None, _Tokens]:
        """Yields a row's tokens, but for those at its end that repeat others; returns these."""
        row, loops = self._ticket.row, LoopWatch()
        held: _Tokens = []
        for token in self._said:
            loops.add(token)
        for token, temperature in zip(self._ticket, row.temperatures, strict=False):
            held.append((token, temperature))
            if self._may_rewind:
                loops.add(token)
                if loops.repeated:
                    continue
            self._said += [token for token, _ in held]
            yield from held
            held.clear()
        return held

    @property
    def _may_rewind(self) -> bool:
        return len(self._rewinds) < self._request.most_rewinds

    def _takes_back(self, held: _Tokens) -> bool:
        """Begins again before the loop; False if there is none, or it must stand."""
        row = self._ticket.row
        if row.finish_reason is not FinishReason.LOOP or not self._may_rewind:
            return False
        attempt = len(self._rewinds) + 1
        with self._lock:
            if self._is_cancelled:
                return False
            try:
                self._ticket = self._submit(attempt=attempt)
            except ServiceError:
                return False
        self._earlier_rescues += row.rescues
        rewind = Rewind(kept=len(self._said), dropped=len(held), heat=round(_HEAT * attempt, 1))
        self._rewinds.append(rewind)
        return True

    def _submit(self, *, attempt: int) -> Ticket:
        """Begins a row behind what has been said."""
        wanted, room = self._request, self._room - len(self._said)
        request = GenerationRequest(
            key=_KEY,
            prompt="",
            sampling=wanted.sampling.shifted(_HEAT * attempt) if attempt else wanted.sampling,
            seed=_seed(wanted.seed, attempt),
            max_new_tokens=room,
            stop=wanted.stop,
        )
        row = self._builder.build(request, self._prompt, room=room, said=self._said)
        return self._service.submit(row)


def _seed(seed: int, attempt: int) -> int:
    """Returns a row's seed: noise counts from a row's first token, and must not come again."""
    if attempt == 0:
        return seed
    digest = hashlib.blake2b(f"{seed} again {attempt}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")
