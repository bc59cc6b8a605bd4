"""Tests of `setpoint.wiring.threads`."""

from pathlib import Path

import pytest

from setpoint.wiring.threads import FILE_NAME, remembered_threads

MODEL = {"weights_sha256": "a" * 64, "dtype": "bfloat16", "torch": "2.13.0"}


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Returns the load of the machine, which the test may change."""
    now = [0.2, 0.0, 0.0]
    monkeypatch.setattr("os.getloadavg", lambda: tuple(now))
    return now


def test_a_number_is_measured_once(tmp_path: Path, load: list[float]) -> None:
    """As long as model, machine and load are the same."""
    del load
    numbers = iter([3, 5])

    def ask(model: dict[str, str]) -> int:
        return remembered_threads(model, lambda: next(numbers), most=8, folder=tmp_path)

    assert [ask(MODEL), ask(MODEL), ask({**MODEL, "dtype": "float32"})] == [3, 3, 5]


def test_a_busier_machine_is_measured_again(tmp_path: Path, load: list[float]) -> None:
    """What was fastest on an idle one may be the slowest now."""
    numbers = iter([2, 1])

    def ask() -> int:
        return remembered_threads(MODEL, lambda: next(numbers), most=2, folder=tmp_path)

    assert ask() == 2
    load[0] = 1.4
    assert ask() == 1


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"a": "b"}'])
def test_a_file_that_is_not_ours_is_replaced(
    tmp_path: Path, load: list[float], content: str
) -> None:
    """Nothing is lost but a measurement."""
    del load
    (tmp_path / FILE_NAME).write_text(content)

    assert remembered_threads(MODEL, lambda: 4, most=8, folder=tmp_path) == 4
    assert remembered_threads(MODEL, lambda: 9, most=8, folder=tmp_path) == 4


def test_a_folder_that_cannot_be_written_does_not_stop_a_run(
    tmp_path: Path, load: list[float]
) -> None:
    """The number is used all the same."""
    del load
    (tmp_path / "file").write_text("")

    assert remembered_threads(MODEL, lambda: 2, most=8, folder=tmp_path / "file") == 2
