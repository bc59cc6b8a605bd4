"""A second opinion on what cannot be read here: math-verify, in a process that may be killed.

Covered: equivalence of two answers in LaTeX, within a time limit; a worker that hangs or dies is
replaced. Its *equal* is believed only for the kinds of text where it is not too lenient: no
equations, factorials, percentages, words or collections. Its *not equal* is never believed.
Not covered: finding the answer in a text, and everything that `reading` reads itself.
"""

import atexit
import json
import os
import re
import selectors
import subprocess
import sys
import threading
from dataclasses import dataclass
from functools import cache
from typing import IO, Protocol

SECONDS = 0.4
START_SECONDS = 20.0
MAX_LENGTH = 300
_COMMAND = [sys.executable, "-P", "-m", "setpoint.verify.answers.oracle_worker"]
_PLAIN = re.compile(r"[A-Za-z0-9\\{}()\[\]+\-*/^_=.| ]+")
_FORBIDDEN = re.compile(
    r"__|[A-Za-z]{30}|\d{20}|\^[^A-Za-z]{0,4}\d{4}|\^.{0,40}\^.{0,40}\^|(?<![\\A-Za-z])(?!d[a-z](?![A-Za-z]))[A-Za-z]{2,}"
    r"|(?<!_\{[A-Za-z])="
    r"|\\(?:text|mathrm|operatorname|circ|degree|pm|mp|cup|cap|in)(?![A-Za-z])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What the oracle says.

    Attributes:
        is_equal: True if it is sure that both are the same; None if it says nothing.
        note: Why it says nothing; empty if it speaks or was not asked.
    """

    is_equal: bool | None
    note: str = ""


class Oracle(Protocol):
    """Whoever can be asked."""

    def ask(self, key: str, answer: str) -> Opinion:
        """Says whether two cleaned answers are equivalent."""
        ...


class Worker:
    """A process of math-verify that is started when first asked and replaced when it hangs."""

    def __init__(self, command: list[str] | None = None) -> None:
        self._command = command or _COMMAND
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._failure = ""

    def ask(self, key: str, answer: str) -> Opinion:
        """Says whether two cleaned answers are equivalent; never raises, never hangs."""
        if not may_ask(key, answer):
            return Opinion(is_equal=None)
        with self._lock:
            if not self._failure and not self._is_running():
                self._start()
            if self._failure:
                return Opinion(is_equal=None, note=f"no second opinion: {self._failure}")
            reply = self._exchange({"key": key, "answer": answer})
            if reply is None:
                self._kill()
                return Opinion(is_equal=None, note="no second opinion: it took too long")
        return Opinion(is_equal=True if reply.get("equal") is True else None)

    def close(self) -> None:
        """Ends the process."""
        with self._lock:
            self._kill()

    def _is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _start(self) -> None:
        self._kill()
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, a fixed command
                self._command, stdin=pipe, stdout=pipe, stderr=nowhere, text=True
            )
        except OSError as error:
            self._failure = f"it cannot be started ({error.strerror})"
            return
        if _read_line(self._process.stdout, START_SECONDS) is None:
            self._failure = "math-verify cannot be loaded"
            self._kill()

    def _exchange(self, question: dict[str, str]) -> dict[str, object] | None:
        process = self._process
        if process is None or process.stdin is None:
            return None
        try:
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
        except OSError:
            return None
        return _read_line(process.stdout, SECONDS)

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            _close(stream)


def second_opinion() -> Oracle:
    """This process's worker."""
    return _worker_of(os.getpid())


def may_ask(key: str, answer: str) -> bool:
    """True if both are plain formulas, of a kind where the oracle is not too lenient."""
    return all(
        len(text) <= MAX_LENGTH and _PLAIN.fullmatch(text) and not _FORBIDDEN.search(text)
        for text in (key, answer)
    )


@cache
def _worker_of(_process_id: int) -> Worker:
    worker = Worker()
    atexit.register(worker.close)
    return worker


def _read_line(stream: IO[str] | None, seconds: float) -> dict[str, object] | None:
    """The next message, None if none comes in time; each message is one line and one write."""
    if stream is None:
        return None
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        if not selector.select(seconds):
            return None
    try:
        message: dict[str, object] = json.loads(stream.readline())
    except ValueError:
        return None
    return message


def _close(stream: IO[str] | None) -> None:
    """Closes a pipe whose other end may be gone."""
    if stream is None:
        return
    try:
        stream.close()
    except OSError:
        return
