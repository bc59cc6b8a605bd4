"""The number of threads: as asked, or measured once for a model, a machine and how busy it is."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from platformdirs import user_cache_path

FILE_NAME = "threads.json"


def usable_cores() -> int:
    """Returns the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def remembered_threads(
    fingerprint: Mapping[str, str],
    measure: Callable[[], int],
    *,
    most: int,
    folder: Path | None = None,
) -> int:
    """Returns the measured number of threads, from the user's cache if it is there.

    A busy core changes the answer, so the load of the machine is part of the question.

    Args:
        fingerprint: Names the model and its dtype.
        measure: Finds the number.
        most: Largest number that was considered.
        folder: Of the cache; None for the user's.
    """
    file = (folder or user_cache_path("setpoint", appauthor=False)) / FILE_NAME
    known = _read(file)
    model = f"{fingerprint['weights_sha256'][:16]} {fingerprint['dtype']} {fingerprint['torch']}"
    question = f"{model}, up to {most} threads, load {round(os.getloadavg()[0])}"
    if question not in known:
        known[question] = measure()
        _write(file, known)
    return known[question]


def _read(file: Path) -> dict[str, int]:
    """Returns what is remembered; nothing if the file is not there or not ours."""
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(known, dict):
        return {}
    return {name: number for name, number in known.items() if isinstance(number, int)}


def _write(file: Path, known: Mapping[str, int]) -> None:
    """Keeps it if it can be kept; measuring again is no harm."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(known, indent=1), encoding="utf-8")
    except OSError:
        return
