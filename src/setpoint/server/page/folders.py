"""Run folders below one folder, and nothing outside it."""

import re
from pathlib import Path

from setpoint.errors import RunUnreadableError, SettingError
from setpoint.server.page.words import Words

_RUN_FILE = "run.sqlite"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def list_runs(folder: Path) -> list[str]:
    """Returns the names of all runs, the latest first."""
    found = [path.parent for path in folder.glob(f"*/{_RUN_FILE}") if _is_below(path, folder)]
    latest = sorted(found, key=lambda run: (run / _RUN_FILE).stat().st_mtime, reverse=True)
    return [run.name for run in latest]


def find_run(folder: Path, name: str, words: Words) -> Path:
    """Returns the folder of a run.

    Raises:
        RunUnreadableError: There is none of this name, or it lies elsewhere.
    """
    run = folder / name
    is_plain = name == Path(name).name and "\0" not in name
    if not (is_plain and _is_below(run / _RUN_FILE, folder) and (run / _RUN_FILE).is_file()):
        raise RunUnreadableError(words["no_run"].format(name=repr(name)))
    return run


def new_run(folder: Path, name: str, words: Words) -> Path:
    """Returns where a run of this name is to be kept.

    Raises:
        SettingError: The name is not one of a plain folder.
    """
    if not _NAME.fullmatch(name) or not _is_below(folder / name / _RUN_FILE, folder):
        raise SettingError(words["bad_name"])
    return folder / name


def _is_below(path: Path, folder: Path) -> bool:
    """Follows links before it answers."""
    return path.resolve().is_relative_to(folder.resolve())
