"""The local engine as a `ChatModel`: many conversations in one running batch.

What is covered: conversations and texts to be continued, as rows; what the engine can do when
memory is short.
What is not: the text of an answer as it comes (`answer`).
"""

from collections.abc import Mapping

from setpoint.backends.answer import LocalAnswer
from setpoint.backends.memory import probe_of, release_of
from setpoint.backends.rows import RowBuilder
from setpoint.engine.build import prepare
from setpoint.engine.engine import Engine
from setpoint.engine.memory import plan_slots
from setpoint.engine.service import Service
from setpoint.errors import ContextFullError
from setpoint.models.chat import RenderedPrompt, render_messages, render_text
from setpoint.models.load import LoadedModel
from setpoint.protocols import ChatRequest, MemoryUse, ServiceLoad, ServiceState


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
        self._slots = plan_slots(model.network, capacity=self._capacity, rows=rows)
        forward = prepare(model.network).forward(slots=self._slots, capacity=self._capacity)
        engine = Engine(forward, slots=self._slots, stop_ids=model.stop_ids)
        self._service = Service(engine, most_waiting=most_waiting)
        self._builder = RowBuilder(model)

    @property
    def default_sampling(self) -> Mapping[str, float]:
        """See `protocols.ChatModel`."""
        return self._model.default_sampling

    @property
    def state(self) -> ServiceState:
        """See `protocols.ChatModel`."""
        return self._service.state

    @property
    def load(self) -> ServiceLoad:
        """See `protocols.ChatModel`."""
        report = self._service.report
        return ServiceLoad(
            running=report.live_rows,
            waiting=report.waiting_rows,
            tokens_held=report.tokens_held,
            tokens_room=self._slots * self._capacity,
        )

    def start(self, request: ChatRequest) -> LocalAnswer:
        """See `protocols.ChatModel`."""
        prompt = self._render(request)
        left = self._capacity - len(prompt.token_ids)
        if left < 1:
            raise ContextFullError(prompt_tokens=len(prompt.token_ids), limit=self._capacity)
        room = min(request.max_new_tokens or left, left)
        return LocalAnswer(self._builder, self._service, request, prompt, room=room)

    def close(self, *, drain_seconds: float = 0.0) -> None:
        """See `protocols.ChatModel`."""
        self._service.close(drain_seconds=drain_seconds)

    def memory(self) -> MemoryUse:
        """Returns how full the memory is that this model fills."""
        return probe_of(self._model.network.device)()

    def adjust(self, *, cooling: float, rows_share: float) -> None:
        """See `protocols.MemoryRelief`."""
        self._service.adjust(cooling=cooling, most_rows=max(int(self._slots * rows_share), 1))

    def empty_cache(self) -> None:
        """See `protocols.MemoryRelief`."""
        self._service.between_steps(release_of(self._model.network.device))

    def _render(self, request: ChatRequest) -> RenderedPrompt:
        if request.text is not None:
            return render_text(self._model.tokenizer, request.text)
        return render_messages(self._model.tokenizer, request.messages)
