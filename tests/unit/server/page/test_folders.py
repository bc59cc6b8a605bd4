"""Tests of run folders: those below one folder, and no others."""

from pathlib import Path

import pytest
from fakes.web import EN, make_run_folder

from setpoint.errors import RunUnreadableError, SettingError
from setpoint.server.page.folders import find_run, list_runs, new_run

OUTSIDE = ["..", ".", "", "../other", "a/../../other", "/etc", "a/b", "link", "a\0b", "no"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Returns a folder with a run, beside one that is nobody's business and a link to it."""
    make_run_folder(tmp_path / "runs", "a")
    make_run_folder(tmp_path, "other")
    (tmp_path / "runs" / "link").symlink_to(tmp_path / "other")
    return tmp_path / "runs"


def test_runs_below_the_folder_are_found(folder: Path) -> None:
    """And listed; a link that leads out is neither."""
    assert list_runs(folder) == ["a"]
    assert find_run(folder, "a", EN) == folder / "a"


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_else_is_found(folder: Path, name: str) -> None:
    """However it is called."""
    with pytest.raises(RunUnreadableError):
        find_run(folder, name, EN)


@pytest.mark.parametrize("name", [*OUTSIDE[:-1], "-o", ".hidden", "a b", "x" * 65, "ü"])
def test_a_run_is_made_under_a_plain_name_only(folder: Path, name: str) -> None:
    """Below the folder."""
    with pytest.raises(SettingError):
        new_run(folder, name, EN)


def test_a_run_is_made_below_the_folder(folder: Path) -> None:
    """Whether it is there or not."""
    assert [new_run(folder, name, EN) for name in ("a", "b-1.x_")] == [
        folder / "a",
        folder / "b-1.x_",
    ]


def test_no_folder_has_no_runs(tmp_path: Path) -> None:
    """As before the first sweep."""
    assert list_runs(tmp_path / "none") == []
