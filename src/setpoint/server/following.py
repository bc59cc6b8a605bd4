"""Follows answers, which block, from a loop that must not.

A thread for each answer waits for its parts. Whoever stops following cancels what is not over, so
that a client that goes away frees its rows.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from threading import Thread
from typing import TypeAlias

from setpoint.protocols import AnswerPart, LiveAnswer

Event: TypeAlias = tuple[int, AnswerPart | None]
"""Number of the answer, and its next part; None when the answer is over."""


async def follow(
    answers: Sequence[LiveAnswer], *, patience_seconds: float
) -> AsyncIterator[Event | None]:
    """Yields the parts of all answers as they come; None whenever nothing has come for a while.

    Raises:
        Exception: What ended an answer, if it failed.
    """
    events: asyncio.Queue[Event | Exception] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    for index, answer in enumerate(answers):
        Thread(target=_pump, args=(index, answer, loop, events), daemon=True).start()
    living = set(range(len(answers)))
    try:
        while living:
            event = await _next(events, patience_seconds)
            if isinstance(event, Exception):
                raise event
            if event is not None and event[1] is None:
                living.discard(event[0])
            yield event
    finally:
        for index in living:
            answers[index].cancel()


async def _next(
    events: asyncio.Queue[Event | Exception], patience_seconds: float
) -> Event | Exception | None:
    """Returns the next event; None if it takes long.

    `asyncio.wait_for` would not do: in Python 3.11 it swallows a cancellation that comes together
    with an event, and a client that has gone would be followed to the end of its answers.
    """
    try:
        async with asyncio.timeout(patience_seconds):
            return await events.get()
    except TimeoutError:
        return None


def _pump(
    index: int,
    answer: LiveAnswer,
    loop: asyncio.AbstractEventLoop,
    events: asyncio.Queue[Event | Exception],
) -> None:
    try:
        for part in answer:
            _send(loop, events, (index, part))
    except Exception as error:  # noqa: BLE001 - the thread's edge: whoever follows must hear
        _send(loop, events, error)
    _send(loop, events, (index, None))


def _send(
    loop: asyncio.AbstractEventLoop,
    events: asyncio.Queue[Event | Exception],
    event: Event | Exception,
) -> None:
    try:
        loop.call_soon_threadsafe(events.put_nowait, event)
    except RuntimeError:  # the loop has been closed, and nobody listens any more
        return
