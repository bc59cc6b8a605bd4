"""Opens a run's SQLite file, and turns SQLite's faults into sentences."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from setpoint.errors import RunUnreadableError, StorageFullError

FILE_NAME = "run.sqlite"
FORMAT = 3
"""Raised when tables change; kept in the file's ``user_version``."""

_TABLES = """
CREATE TABLE manifest (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL          -- JSON
) WITHOUT ROWID;
CREATE TABLE problems (
    id       TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    language TEXT NOT NULL,
    prompts  TEXT NOT NULL,      -- JSON: text by style
    key      TEXT NOT NULL       -- the answer key's text form
) WITHOUT ROWID;
CREATE TABLE samples (
    problem_id       TEXT NOT NULL REFERENCES problems (id),
    arm              TEXT NOT NULL,
    run              INTEGER NOT NULL,
    text             TEXT NOT NULL,
    tokens           INTEGER NOT NULL,
    prompt_tokens    INTEGER NOT NULL,
    finish_reason    TEXT NOT NULL,
    opens_in_thought INTEGER NOT NULL,
    rescues          INTEGER NOT NULL,
    mean_token_entropy REAL,       -- nats; NULL if no token was measured
    PRIMARY KEY (problem_id, arm, run)
) WITHOUT ROWID;
CREATE TABLE verdicts (
    problem_id TEXT NOT NULL,
    arm        TEXT NOT NULL,
    run        INTEGER NOT NULL,
    outcome    TEXT NOT NULL,
    answer     TEXT,
    reason     TEXT NOT NULL,
    checks     TEXT NOT NULL,    -- JSON
    steps      TEXT NOT NULL,    -- JSON
    PRIMARY KEY (problem_id, arm, run),
    FOREIGN KEY (problem_id, arm, run) REFERENCES samples (problem_id, arm, run)
) WITHOUT ROWID;
"""


def create_database(folder: Path) -> sqlite3.Connection:
    """Creates the folder and an empty run file in it.

    Raises:
        RunUnreadableError: The folder cannot be made or written.
        StorageFullError: No space is left.
    """
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        connection = _connect(folder / FILE_NAME)
        connection.executescript(
            f"BEGIN; {_TABLES} PRAGMA user_version = {FORMAT}; COMMIT;"  # one step, or nothing
        )
        return connection


def open_database(folder: Path) -> sqlite3.Connection:
    """Opens an existing run file.

    Raises:
        RunUnreadableError: There is none, it is damaged, or another version of setpoint wrote it.
    """
    with explained(folder):
        file = folder / FILE_NAME
        if not file.is_file():
            raise RunUnreadableError(
                f"{folder} holds no run (no {FILE_NAME}). Give the folder that `setpoint sweep` "
                "named, or make one with `setpoint sweep --out`."
            )
        connection = _connect(file)
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found != FORMAT:
            raise RunUnreadableError(
                f"{file} has the format {found}, but this setpoint reads format {FORMAT}. Use the "
                "setpoint that wrote it, or sample again into another folder with --out."
            )
        if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise _damaged(folder)
        return connection


def has_run(folder: Path) -> bool:
    """Returns True if the folder holds a run file, whatever its state.

    Raises:
        RunUnreadableError: The folder cannot be looked into.
    """
    with explained(folder):
        file = folder / FILE_NAME
        return file.exists() and file.stat().st_size > 0


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turns the faults of files and of SQLite into errors that say what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _explain_sqlite(folder, error) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _full(folder) from error
        raise RunUnreadableError(
            f"cannot use {folder}: {error.strerror}. Give a folder that you may read and write "
            "with --out."
        ) from error


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _explain_sqlite(folder: Path, error: sqlite3.DatabaseError) -> Exception:
    code = error.sqlite_errorcode & 0xFF if hasattr(error, "sqlite_errorcode") else None
    if code == sqlite3.SQLITE_FULL:
        return _full(folder)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return _damaged(folder)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return RunUnreadableError(f"another process is writing to {folder}; wait until it ends.")
    return RunUnreadableError(f"cannot use {folder / FILE_NAME}: {error}.")


def _full(folder: Path) -> StorageFullError:
    return StorageFullError(
        f"no space is left for {folder}. All samples up to now are kept: free some space and run "
        "the same command again to continue."
    )


def _damaged(folder: Path) -> RunUnreadableError:
    return RunUnreadableError(
        f"{folder / FILE_NAME} is damaged or is not a run file. Move it away, or give another "
        "folder with --out."
    )
