"""The process that asks math-verify; `oracle` starts it, feeds it, and kills it.

Covered: reading two LaTeX texts a line and saying whether they are equivalent, under a cap on
memory. Not covered: time, which the parent limits. Only the LaTeX reader of math-verify is used:
its reader of plain expressions evaluates text.
"""

import json
import logging
import resource
import sys
from collections.abc import Callable
from pathlib import Path

MEMORY_BYTES = 160 * 2**20
"""On top of what the libraries take when they are loaded."""


def serve() -> None:
    """Answers questions from standard input until it ends."""
    is_equivalent = _load()
    _limit_memory()
    _say({"ready": True})
    for line in sys.stdin:
        question = json.loads(line)
        try:
            equal = is_equivalent(question["key"], question["answer"])
        except Exception as error:  # noqa: BLE001 - a worker's edge: any failure is an answer
            _say({"equal": None, "why": type(error).__name__})
        else:
            _say({"equal": equal})


def _load() -> Callable[[str, str], bool | None]:
    logging.disable(logging.CRITICAL)
    from math_verify import LatexExtractionConfig, parse, verify

    def read(text: str) -> list[object]:
        config = [LatexExtractionConfig()]
        found: list[object] = parse(f"${text}$", config, parsing_timeout=None)
        return [one for one in found if not isinstance(one, str)]

    def is_equivalent(key: str, answer: str) -> bool | None:
        first, second = read(key), read(answer)
        if not first or not second:
            return None
        return bool(verify(first, second, numeric_precision=30, timeout_seconds=None))

    return is_equivalent


def _limit_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if sys.platform == "linux" else 0
    if pages:
        limit = pages * resource.getpagesize() + MEMORY_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _say(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
