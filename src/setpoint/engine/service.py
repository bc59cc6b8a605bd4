"""The engine as a service: a thread owns it; anybody may submit rows, follow them and cancel them.

What is covered: rows from many threads in one running batch, served in the order in which they
came; tokens as they are drawn; a bound on how many may wait.
What is not: text (`backends`), and HTTP.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from math import inf
from queue import SimpleQueue

from setpoint.engine.engine import Engine
from setpoint.engine.schedule import Row
from setpoint.errors import ServiceClosedError, ServiceFullError
from setpoint.protocols import ServiceState
from setpoint.records import StepReport


class Ticket:
    """A submitted row: iterate over it for its tokens; it ends when the row has ended.

    Attributes:
        row: To be read once the iteration is over.
    """

    def __init__(self, row: Row, service: "Service") -> None:
        self.row = row
        self.sent = 0
        self._service = service
        self._events: SimpleQueue[int | Exception | None] = SimpleQueue()

    def __iter__(self) -> Iterator[int]:
        """Yields tokens as they are drawn.

        Raises:
            Exception: What ended the service, if it failed.
        """
        while (event := self._events.get()) is not None:
            if isinstance(event, Exception):
                raise event
            yield event

    def cancel(self) -> None:
        """Ends the row as soon as possible; the iteration ends then."""
        self._service.cancel(self)

    def send(self, end: Exception | None = None, *, is_over: bool) -> None:
        """Passes new tokens on, and the end; for the service's thread alone."""
        for token in self.row.emitted[self.sent :]:
            self._events.put(token)
        self.sent = len(self.row.emitted)
        if is_over:
            self._events.put(end)


class Service:
    """Runs an engine in a thread of its own until it is closed.

    Args:
        engine: Nobody else may use it.
        most_waiting: Rows that may wait for the thread to take them over.
    """

    def __init__(self, engine: Engine, *, most_waiting: int) -> None:
        self._engine = engine
        self._most_waiting = most_waiting
        self._changed = threading.Condition()
        self._arrivals: deque[Ticket] = deque()
        self._cancelled: deque[Ticket] = deque()
        self._errands: deque[Callable[[], None]] = deque()
        self._cooling = 0.0
        self._is_closed = False
        self._deadline = inf
        self._fault = ""
        self._tickets: dict[int, Ticket] = {}
        self._report = engine.report
        self._thread = threading.Thread(target=self._work, name="engine", daemon=True)
        self._thread.start()

    @property
    def report(self) -> StepReport:
        """Rows and tokens after the last step."""
        return self._report

    @property
    def state(self) -> ServiceState:
        """Whether it takes rows."""
        if self._fault:
            return ServiceState.FAILED
        return ServiceState.STOPPING if self._is_closed else ServiceState.READY

    def submit(self, row: Row) -> Ticket:
        """Lets a row wait for its turn.

        Raises:
            ServiceFullError: Too many wait already.
            ServiceClosedError: The service is closed.
        """
        ticket = Ticket(row, self)
        with self._changed:
            if self._is_closed:
                raise ServiceClosedError(f"the service is closed{self._fault}.")
            waiting = len(self._arrivals) + self._report.waiting_rows
            if waiting >= self._most_waiting:
                raise ServiceFullError(f"{waiting} answers wait already. Try again later.")
            self._arrivals.append(ticket)
            self._changed.notify()
        return ticket

    def cancel(self, ticket: Ticket) -> None:
        """See `Ticket.cancel`."""
        with self._changed:
            self._cancelled.append(ticket)
            self._changed.notify()

    def adjust(self, *, cooling: float, most_rows: int) -> None:
        """Cools all rows, also those to come, and admits rows only up to a number."""

        def errand() -> None:
            self._cooling = cooling
            self._engine.limit_rows(most_rows)

        self.between_steps(errand)

    def between_steps(self, errand: Callable[[], None]) -> None:
        """Lets the service's thread do something when no step is being computed."""
        with self._changed:
            self._errands.append(errand)
            self._changed.notify()

    def close(self, *, drain_seconds: float = 0.0) -> None:
        """Takes no more rows, lets the others end for a while, and waits for the thread.

        Rows that are not over by then end as cancelled.
        """
        with self._changed:
            self._is_closed = True
            self._deadline = min(self._deadline, time.monotonic() + drain_seconds)
            self._changed.notify()
        self._thread.join()

    def _work(self) -> None:
        try:
            while self._take_over():
                for row in self._engine.step():
                    self._tickets.pop(id(row)).send(is_over=True)
                for ticket in self._tickets.values():
                    ticket.send(is_over=False)
                self._report = self._engine.report
        except Exception as error:  # noqa: BLE001 - the thread's edge: whoever waits must hear
            self._fail(error)

    def _take_over(self) -> bool:
        """Waits for something to do; takes over what has come. False when it is over."""
        with self._changed:
            while self._engine.is_idle and not self._has_news:
                self._changed.wait()
            errands, self._errands = self._errands, deque()
            arrivals, self._arrivals = self._arrivals, deque()
            departures, self._cancelled = self._cancelled, deque()
            for errand in errands:
                errand()
            for ticket in arrivals:
                self._tickets[id(ticket.row)] = ticket
                self._engine.add([ticket.row])
            for ticket in self._tickets.values():
                ticket.row.cooling = self._cooling
            is_due = time.monotonic() >= self._deadline
            for ticket in [*departures, *(self._tickets.values() if is_due else ())]:
                self._end(ticket)
            self._report = self._engine.report  # who submits now is told of those taken over
            return not (self._is_closed and self._engine.is_idle)

    @property
    def _has_news(self) -> bool:
        return bool(self._arrivals or self._cancelled or self._errands or self._is_closed)

    def _end(self, ticket: Ticket) -> None:
        """Cancels a row; one that has not been admitted is over at once."""
        if id(ticket.row) not in self._tickets:
            return
        if self._engine.cancel(ticket.row):
            del self._tickets[id(ticket.row)]
            ticket.send(is_over=True)

    def _fail(self, error: Exception) -> None:
        with self._changed:
            self._is_closed = True
            self._fault = f": it failed with {type(error).__name__}: {error}"
            for ticket in [*self._tickets.values(), *self._arrivals]:
                ticket.send(error, is_over=True)
