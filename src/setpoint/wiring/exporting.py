"""Writes a run in the formats of other tools, into its own folder."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from setpoint.report.run import RunData
from setpoint.store.database import FILE_NAME, explained
from setpoint.wiring.runs import load_run


class Format(StrEnum):
    """What a run can be exported to."""

    INSPECT = "inspect"
    PARQUET = "parquet"
    CSV = "csv"


def export_run(folder: Path, form: Format) -> tuple[Path, list[str]]:
    """Writes ``samples.csv``, ``samples.parquet`` or the folder ``inspect``.

    An older one is replaced once all is written.

    Returns:
        What was written, and sentences on what it holds and what was changed in texts.

    Raises:
        RunUnreadableError: The run cannot be read, or the file not be written.
        StorageFullError: No space is left.
        UsageError: A package that the format needs is not installed.
    """
    run = load_run(folder)
    name = "inspect" if form is Format.INSPECT else f"samples.{form}"
    target, unfinished = folder / name, folder / f"{name}.part"
    with explained(folder):
        notes = list(_WRITERS[form](run, folder, unfinished))
        if target.is_dir():
            shutil.rmtree(target)
        unfinished.replace(target)
    return target, [f"{len(run.samples)} of {run.planned_samples} samples.", *notes]


def _write_csv(run: RunData, _: Path, file: Path) -> Iterator[str]:
    from setpoint.report.export.csv_file import write_csv

    with file.open("w", encoding="utf-8", newline="") as stream:
        replaced, guarded = write_csv(run, stream)
    yield from _describe_replaced(replaced)
    if guarded:
        yield (
            f"{guarded} cells begin like a formula or with an apostrophe; an apostrophe stands "
            "before them. Take one leading apostrophe away to have the text."
        )


def _write_parquet(run: RunData, _: Path, file: Path) -> Iterator[str]:
    from setpoint.report.export.parquet_file import write_parquet

    yield from _describe_replaced(write_parquet(run, file))


def _write_logs(run: RunData, folder: Path, logs: Path) -> Iterator[str]:
    from setpoint.report.export.inspect_log import build_logs

    changed = datetime.fromtimestamp((folder / FILE_NAME).stat().st_mtime, UTC)
    if logs.is_dir():
        shutil.rmtree(logs)
    logs.mkdir()
    replaced = 0
    for name, text, found in build_logs(run, changed):
        (logs / name).write_text(text, encoding="utf-8")
        replaced += found
    yield from _describe_replaced(replaced)


def _describe_replaced(surrogates: int) -> Iterator[str]:
    if surrogates:
        yield f"{surrogates} lone surrogates, which UTF-8 cannot write, became U+FFFD."


_WRITERS = {
    Format.CSV: _write_csv,
    Format.PARQUET: _write_parquet,
    Format.INSPECT: _write_logs,
}
