"""The pipe that leads out of the sandbox: waiting, splitting into lines, reading reports.

What is covered: deadlines, a cap on what is kept, and refusing whatever is not a report
with this process's nonce. All of it is hostile; it is read as JSON and nothing else.
"""

import json
import os
import selectors
from collections.abc import Callable, Iterator

from setpoint.verify.sandbox.records import Frame, FrameKind
from setpoint.verify.sandbox.values import clean_text, read_value

MAX_LINE_BYTES = (1 << 18) + 1024
"""A little more than the longest report of `child`."""

_READ_BYTES = 1 << 16


class NoiseError(Exception):
    """The channel carries something that `child` does not write."""


def read_frames(
    descriptor: int, nonce: str, limit: int, remaining: Callable[[], float]
) -> Iterator[Frame]:
    """Yields reports until all writers have closed the channel.

    Args:
        descriptor: The reading end.
        nonce: What every report begins with.
        limit: The most reports that there can be.
        remaining: Tells how long to wait from now, in seconds.

    Raises:
        NoiseError: Something else came.
        TimeoutError: Nothing came in time.
    """
    for number, line in enumerate(_read_lines(descriptor, remaining)):
        if number == limit:
            raise NoiseError
        yield _read_frame(line, nonce)


def read_chunks(descriptor: int, remaining: Callable[[], float]) -> Iterator[bytes]:
    """Yields what arrives until all writers have closed the pipe.

    Raises:
        TimeoutError: Nothing came in time.
    """
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while selector.select(remaining()):
            if not (chunk := os.read(descriptor, _READ_BYTES)):
                return
            yield chunk
    raise TimeoutError


def _read_lines(descriptor: int, remaining: Callable[[], float]) -> Iterator[bytes]:
    """Yields complete lines, without their ends."""
    partial = b""
    for chunk in read_chunks(descriptor, remaining):
        *lines, partial = (partial + chunk).split(b"\n")
        yield from lines
        if len(partial) > MAX_LINE_BYTES:
            raise NoiseError


def _read_frame(line: bytes, nonce: str) -> Frame:
    """Reads one report."""
    own, _, text = line.partition(b" ")
    if own != nonce.encode():
        raise NoiseError
    try:
        return _interpret(json.loads(text))
    except (ValueError, OverflowError, RecursionError) as error:
        raise NoiseError from error


def _interpret(report: object) -> Frame:
    """Turns a report's JSON into a frame.

    Raises:
        ValueError: It is no report.
    """
    match report:
        case ["ready"]:
            return Frame(kind=FrameKind.READY)
        case ["loaded"]:
            return Frame(kind=FrameKind.LOADED)
        case ["value", tagged]:
            return Frame(kind=FrameKind.VALUE, value=read_value(tagged))
        case ["raised", str(error)]:
            return Frame(kind=FrameKind.RAISED, error=clean_text(error))
        case _:
            raise ValueError("not a report")
