"""A run on disk: exactly once, whole or not at all, and every fault explained."""

import dataclasses
import sqlite3
import zlib
from pathlib import Path
from typing import Any

import pytest
from fakes.samples import make_problem, make_sample

from setpoint.errors import RunMismatchError, RunUnreadableError, StorageFullError
from setpoint.records import Arm, Block, PromptStyle, SampleKey, Sampling
from setpoint.store import database
from setpoint.store.database import FILE_NAME, FORMAT, create_database
from setpoint.store.run_store import RunStore

PROBLEMS = (make_problem(1), make_problem(2))
ARMS = (
    Arm(sampling=Sampling(temperature=0.1)),
    Arm(sampling=Sampling(temperature=1.2, top_p=0.9, top_k=3, min_p=0.1), style=PromptStyle.STEPS),
    Arm(sampling=Sampling(temperature=0.5, blocks=((Block.THINK, 0.9), (Block.CODE, 0.2)))),
)
CONFIGURATION: dict[str, Any] = {
    "model": "tiny",
    "runs": 2,
    "arms": [arm.name for arm in ARMS],
}


def start(folder: Path) -> RunStore:
    """Starts or continues the run of these tests."""
    return RunStore.start_or_continue(folder, CONFIGURATION, PROBLEMS, ARMS)


def key(run: int = 0, problem: int = 1, arm: int = 0) -> SampleKey:
    """Returns the name of a sample."""
    return SampleKey(problem_id=f"sums/{problem}/en", arm=ARMS[arm].name, run=run)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """Samples, verdicts, problems, arms and configuration survive, in the order of keys."""
    samples = [make_sample(key(run, problem)) for problem in (2, 1) for run in (1, 0)]
    with start(tmp_path) as store:
        for sample in samples:
            store.add(sample)
    with RunStore.open(tmp_path) as store:
        assert store.samples() == tuple(samples[::-1])
        assert store.keys() == {sample.completion.key for sample in samples}
        assert store.problems() == PROBLEMS
        assert store.arms() == ARMS
        assert store.configuration() == CONFIGURATION


def test_an_entropy_is_kept_as_it_is_or_as_nothing(tmp_path: Path) -> None:
    """To the bit; an answer in which no token was measured has none."""
    sample = make_sample(key(0))
    measured = dataclasses.replace(sample.completion, mean_token_entropy=0.1 + 0.2)
    with start(tmp_path) as store:
        store.add(dataclasses.replace(sample, completion=measured))
        store.add(make_sample(key(1)))
        kept = [sample.completion.mean_token_entropy for sample in store.samples()]
    assert kept == [0.1 + 0.2, None]


def test_a_sample_is_kept_once(tmp_path: Path) -> None:
    """Adding it again changes nothing."""
    with start(tmp_path) as store:
        store.add(make_sample(key(), text="first"))
        store.add(make_sample(key(), text="second"))
        assert [sample.completion.text for sample in store.samples()] == ["first"]


def test_hostile_text_is_kept_as_it_is(tmp_path: Path) -> None:
    """Quotes, control characters and astral letters are data."""
    text = "'); DROP TABLE samples; --\x00\x1b[2J\u2028𝔘 </script>"
    with start(tmp_path) as store:
        store.add(make_sample(key(), text=text))
        assert store.samples()[0].completion.text == text


def test_cost_is_kept(tmp_path: Path) -> None:
    """It starts at nothing and is replaced by each writing."""
    with start(tmp_path) as store:
        assert store.cost() == {"tokens_computed": 0, "seconds": 0.0}
        store.write_cost(tokens_computed=5, seconds=1.5)
    with RunStore.open(tmp_path) as store:
        assert store.cost() == {"tokens_computed": 5, "seconds": 1.5}


def test_another_configuration_is_refused_by_name(tmp_path: Path) -> None:
    """The message names what differs, both values, and nothing else."""
    start(tmp_path).close()
    with pytest.raises(RunMismatchError) as caught:
        RunStore.start_or_continue(tmp_path, {**CONFIGURATION, "runs": 3}, PROBLEMS, ARMS)
    assert "runs: the run has 2, asked for 3" in str(caught.value)
    assert "model" not in str(caught.value)


def test_of_arms_only_the_difference_is_named(tmp_path: Path) -> None:
    """A grid has hundreds; those in common are no news."""
    names = [f"T=0.5 think={level}" for level in range(300)]
    RunStore.start_or_continue(tmp_path, {"arms": names}, PROBLEMS, ARMS).close()
    with pytest.raises(RunMismatchError) as caught:
        RunStore.start_or_continue(tmp_path, {"arms": [*names[8:], "T=2"]}, PROBLEMS, ARMS)
    gone = ", ".join(names[:5])
    assert f"arms: only the run has {gone}, 3 more; only now asked for T=2\n" in str(caught.value)


def test_another_order_is_another_configuration(tmp_path: Path) -> None:
    """Both lists are shown where they have the same members."""
    start(tmp_path).close()
    arms = CONFIGURATION["arms"][::-1]
    with pytest.raises(RunMismatchError, match=r"arms: the run has \[.*asked for \["):
        RunStore.start_or_continue(tmp_path, {**CONFIGURATION, "arms": arms}, PROBLEMS, ARMS)


def test_a_start_that_was_cut_short_starts_again(tmp_path: Path) -> None:
    """A file with tables but without a configuration is filled, not trusted."""
    create_database(tmp_path).close()
    with start(tmp_path) as store:
        assert store.problems() == PROBLEMS


@pytest.mark.parametrize("content", [b"not a database, but long enough to be one" * 99, b"SQLite"])
def test_a_file_that_is_no_database_is_explained(tmp_path: Path, content: bytes) -> None:
    """It is not overwritten."""
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(RunUnreadableError, match="damaged"):
        start(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_a_damaged_run_is_explained(tmp_path: Path) -> None:
    """Bytes overwritten in the middle of a real run are found on opening."""
    with start(tmp_path) as store:
        for run in range(200):
            store.add(make_sample(key(run), text="x" * 500))
    file = tmp_path / FILE_NAME
    content = bytearray(file.read_bytes())
    content[8192 : 8192 + 20000] = b"\xff" * 20000
    file.write_bytes(bytes(content))
    with pytest.raises(RunUnreadableError, match="damaged"):
        RunStore.open(tmp_path)


@pytest.mark.parametrize("number", [FORMAT - 1, FORMAT + 1])
def test_another_format_is_refused(tmp_path: Path, number: int) -> None:
    """The format number of the file decides, whether older or newer."""
    start(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute(f"PRAGMA user_version = {number}")
    connection.close()
    with pytest.raises(RunUnreadableError, match=f"format {number}, .*another folder"):
        start(tmp_path)


def test_other_tables_have_another_format() -> None:
    """Whoever changes what is stored raises the number, or old runs would be misread."""
    fields = [[field.name for field in dataclasses.fields(kind)] for kind in (Arm, Sampling)]
    stored = f"{database._TABLES}{fields}"

    assert (FORMAT, zlib.crc32(stored.encode())) == (3, 4153351987)


def test_a_folder_without_a_run_is_explained(tmp_path: Path) -> None:
    """Reading never creates one."""
    with pytest.raises(RunUnreadableError, match="holds no run"):
        RunStore.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("")
    with pytest.raises(RunUnreadableError, match="cannot use"):
        start(tmp_path / "file")


def test_a_full_disk_is_explained_and_nothing_is_half_written(tmp_path: Path) -> None:
    """With the file's size capped, the sample that no longer fits leaves no trace."""
    with start(tmp_path) as store:
        store.add(make_sample(key(0)))
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StorageFullError, match="no space is left"):
            store.add(make_sample(key(1), text="x" * 100_000))
    with RunStore.open(tmp_path) as store:
        assert store.keys() == {key(0)}
        assert len(store.samples()) == 1
