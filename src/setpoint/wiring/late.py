"""A model that is still being loaded: the server answers at once that it is not ready yet."""

from __future__ import annotations

from threading import Lock, Thread
from typing import TYPE_CHECKING

from setpoint.errors import ServiceClosedError, ServiceLoadingError
from setpoint.protocols import (
    ChatRequest,
    LiveAnswer,
    MemoryUse,
    ServiceLoad,
    ServiceState,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from setpoint.backends.chat import LocalChat


class LateChat:
    """A `protocols.ChatModel` that passes all on once it is there.

    Args:
        open_chat: Loads the model, in a thread of its own.

    Attributes:
        failure: Why it could not be loaded.
    """

    def __init__(self, open_chat: Callable[[], LocalChat]) -> None:
        self.failure: Exception | None = None
        self._open = open_chat
        self._chat: LocalChat | None = None
        self._is_closed = False
        self._lock = Lock()
        Thread(target=self._load, name="loading", daemon=True).start()

    @property
    def default_sampling(self) -> Mapping[str, float]:
        """See `protocols.ChatModel`; empty while nothing is known."""
        return self._chat.default_sampling if self._chat else {}

    @property
    def state(self) -> ServiceState:
        """See `protocols.ChatModel`."""
        if self._chat:
            return self._chat.state
        if self.failure:
            return ServiceState.FAILED
        return ServiceState.STOPPING if self._is_closed else ServiceState.LOADING

    @property
    def load(self) -> ServiceLoad:
        """See `protocols.ChatModel`."""
        return self._chat.load if self._chat else ServiceLoad()

    def start(self, request: ChatRequest) -> LiveAnswer:
        """See `protocols.ChatModel`.

        Raises:
            ServiceLoadingError: It is not there yet.
        """
        if self._chat:
            return self._chat.start(request)
        if self.state is ServiceState.LOADING:
            raise ServiceLoadingError("the model is still being loaded. Try again later.")
        raise ServiceClosedError("the service is closed.")

    def close(self, *, drain_seconds: float = 0.0) -> None:
        """See `protocols.ChatModel`; does not wait for a model that is not there yet."""
        with self._lock:
            self._is_closed = True
        if self._chat:
            self._chat.close(drain_seconds=drain_seconds)

    def memory(self) -> MemoryUse:
        """Returns how full the memory is; see `protocols.MemoryProbe`."""
        return self._chat.memory() if self._chat else MemoryUse(share=0.0, memory="the memory")

    def adjust(self, *, cooling: float, rows_share: float) -> None:
        """See `protocols.MemoryRelief`."""
        if self._chat:
            self._chat.adjust(cooling=cooling, rows_share=rows_share)

    def empty_cache(self) -> None:
        """See `protocols.MemoryRelief`."""
        if self._chat:
            self._chat.empty_cache()

    def _load(self) -> None:
        try:
            chat = self._open()
        except Exception as error:  # noqa: BLE001 - the thread's edge: the server must end and say why
            self.failure = error
            return
        with self._lock:
            self._chat = chat
            is_closed = self._is_closed
        if is_closed:
            chat.close()
