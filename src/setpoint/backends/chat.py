"""The local engine as a `ChatModel`: many conversations in one running batch, text as it comes."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from setpoint.backends.streaming import TextStream, ThoughtSplitter
from setpoint.engine.blocks import TokenBlocks
from setpoint.engine.build import prepare
from setpoint.engine.engine import Engine
from setpoint.engine.memory import plan_slots
from setpoint.engine.schedule import Row
from setpoint.engine.service import Service, Ticket
from setpoint.engine.stops import StopWatch
from setpoint.errors import ContextFullError
from setpoint.models.chat import RenderedPrompt, render_messages
from setpoint.models.load import LoadedModel
from setpoint.protocols import AnswerPart, ChatRequest
from setpoint.records import FinishReason, GenerationRequest, SampleKey


class LocalChat:
    """Answers conversations with a model in this process.

    Args:
        model: Taken over, as by `LocalGenerator`.
        capacity: Most tokens of a prompt and its answer.
        rows: Most answers at a time; fewer if the memory holds fewer.
        most_waiting: Answers that may wait.

    Raises:
        SettingError: Not even one answer fits in memory.
    """

    def __init__(self, model: LoadedModel, *, capacity: int, rows: int, most_waiting: int) -> None:
        self._model = model
        self._capacity = min(capacity, model.context_length)
        slots = plan_slots(model.network, capacity=self._capacity, rows=rows)
        forward = prepare(model.network).forward(slots=slots, capacity=self._capacity)
        engine = Engine(forward, slots=slots, stop_ids=model.stop_ids)
        self._service = Service(engine, most_waiting=most_waiting)
        self._numbers = count()

    @property
    def default_sampling(self) -> Mapping[str, float]:
        """See `protocols.ChatModel`."""
        return self._model.default_sampling

    def start(self, request: ChatRequest) -> "LocalAnswer":
        """See `protocols.ChatModel`."""
        prompt = render_messages(self._model.tokenizer, request.messages)
        left = self._capacity - len(prompt.token_ids)
        if left < 1:
            raise ContextFullError(prompt_tokens=len(prompt.token_ids), limit=self._capacity)
        row = self._build_row(request, prompt, room=min(request.max_new_tokens or left, left))
        return LocalAnswer(self._service.submit(row), self)

    def close(self) -> None:
        """See `protocols.ChatModel`."""
        self._service.close()

    def blocks(self, *, opens_in_thought: bool) -> TokenBlocks:
        """Returns what follows the blocks of one answer."""
        return TokenBlocks(self._piece, opens_in_thought=opens_in_thought)

    def ends(self, token: int) -> bool:
        """Tells whether a token ends an answer and is no part of its text."""
        return token in self._model.stop_ids

    def decode(self, token_ids: Sequence[int]) -> str:
        """Returns the text of some tokens."""
        text: str = self._model.tokenizer.decode(
            token_ids, skip_special_tokens=False, clean_up_tokenization_spaces=False
        )
        return text

    def _piece(self, token: int) -> str:
        return self.decode([token])

    def _build_row(self, request: ChatRequest, prompt: RenderedPrompt, *, room: int) -> Row:
        number = next(self._numbers)
        return Row(
            request=GenerationRequest(
                key=SampleKey(problem_id="chat", arm="", run=number),
                prompt="",
                sampling=request.sampling,
                seed=request.seed,
                max_new_tokens=room,
                stop=request.stop,
            ),
            prompt_ids=prompt.token_ids,
            room=room,
            opens_in_thought=prompt.opens_in_thought,
            blocks=self.blocks(opens_in_thought=prompt.opens_in_thought),
            stops=StopWatch(request.stop, self.decode) if request.stop else None,
        )


class LocalAnswer:
    """An answer of the local engine; see `protocols.LiveAnswer`."""

    def __init__(self, ticket: Ticket, chat: LocalChat) -> None:
        self._ticket = ticket
        self._chat = chat

    @property
    def prompt_tokens(self) -> int:
        """See `protocols.LiveAnswer`."""
        return len(self._ticket.row.prompt_ids)

    @property
    def finish_reason(self) -> FinishReason:
        """See `protocols.LiveAnswer`."""
        return self._ticket.row.finish_reason or FinishReason.CANCELLED

    @property
    def rescues(self) -> int:
        """See `protocols.LiveAnswer`."""
        return self._ticket.row.rescues

    def cancel(self) -> None:
        """See `protocols.LiveAnswer`."""
        self._ticket.cancel()

    def __iter__(self) -> Iterator[AnswerPart]:
        """Yields a part for each token, then what its text still added."""
        row = self._ticket.row
        blocks = self._chat.blocks(opens_in_thought=row.opens_in_thought)
        text = TextStream(self._chat.decode, row.request.stop)
        splitter = ThoughtSplitter(opens_in_thought=row.opens_in_thought)
        for token in self._ticket:
            yield AnswerPart(block=blocks.block)
            blocks.add(token)
            if not self._chat.ends(token):
                yield from splitter.feed(text.add(token))
        yield from splitter.feed(text.end())
        yield from splitter.end()
