"""Writes files whole or not at all."""

from pathlib import Path

from setpoint.store.database import explained


def write_whole(file: Path, text: str) -> None:
    """Writes a file; whoever reads it meanwhile sees the old one or the new one.

    Raises:
        RunUnreadableError: The file cannot be written.
        StorageFullError: No space is left.
    """
    with explained(file.parent):
        unfinished = file.with_name(f"{file.name}.part")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(file)
