"""A run on disk: what was asked, and every graded sample.

Rows hold nothing that depends on the clock, so an interrupted run that was continued is equal,
row for row, to one that was not. A sample and its verdict are written in one transaction.
"""

import json
import sqlite3
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from setpoint.errors import RunMismatchError
from setpoint.problems import Problem
from setpoint.records import Arm, GradedSample, Outcome, SampleKey
from setpoint.store.database import create_database, explained, has_run, open_database
from setpoint.store.rows import (
    arm_fields,
    problem_row,
    read_arm,
    read_graded,
    read_problem,
    sample_row,
    verdict_row,
)

_CONFIGURATION = "configuration"
_ARMS = "arms"
_COST = "cost"

_MOST_NAMED = 5


class RunStore:
    """An open run file; a context manager."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self._connection = connection

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Opens a run to read it or to add to it.

        Raises:
            RunUnreadableError: There is no readable run.
        """
        return cls(folder, open_database(folder))

    @classmethod
    def start_or_continue(
        cls,
        folder: Path,
        configuration: Mapping[str, Any],
        problems: Sequence[Problem],
        arms: Sequence[Arm],
    ) -> Self:
        """Opens the run of this configuration, creating it if the folder holds none.

        Args:
            folder: The run folder.
            configuration: All that a sample depends on, as JSON values.
            problems: The problems of the run.
            arms: The arms of the run.

        Raises:
            RunMismatchError: The folder holds a run of another configuration.
            RunUnreadableError: The folder or its file cannot be used.
            StorageFullError: No space is left.
        """
        connection = open_database(folder) if has_run(folder) else create_database(folder)
        store = cls(folder, connection)
        found = store.note(_CONFIGURATION)
        if found is None:
            store.write_start(configuration, problems, arms)
        else:
            _refuse_differences(folder, found, configuration)
        return store

    def write_start(
        self, configuration: Mapping[str, Any], problems: Sequence[Problem], arms: Sequence[Arm]
    ) -> None:
        """Writes what the run was asked to do, in one transaction."""
        with explained(self.folder), self._connection as transaction:
            transaction.execute("BEGIN")
            self.write_note(_ARMS, [arm_fields(arm) for arm in arms])
            self.write_note(_CONFIGURATION, configuration)
            transaction.executemany(
                "INSERT INTO problems VALUES (?, ?, ?, ?, ?)",
                [problem_row(problem) for problem in problems],
            )

    def add(self, sample: GradedSample) -> None:
        """Writes a sample with its verdict; a sample that is there already stays as it is.

        Raises:
            StorageFullError: No space is left; nothing of this sample was written.
        """
        with explained(self.folder), self._connection as transaction:
            transaction.execute("BEGIN")
            sample_columns = sample_row(sample.completion)
            verdict_columns = verdict_row(sample.completion.key, sample.verdict)
            transaction.execute(
                "INSERT OR IGNORE INTO samples VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                sample_columns,
            )
            transaction.execute(
                "INSERT OR IGNORE INTO verdicts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", verdict_columns
            )

    def keys(self) -> frozenset[SampleKey]:
        """Returns the names of the samples that are there."""
        rows = self._read("SELECT problem_id, arm, run FROM samples")
        return frozenset(SampleKey(problem_id=row[0], arm=row[1], run=row[2]) for row in rows)

    def outcomes(self) -> dict[SampleKey, Outcome]:
        """Returns what came of each sample that is there."""
        rows = self._read("SELECT problem_id, arm, run, outcome FROM verdicts")
        return {
            SampleKey(problem_id=row[0], arm=row[1], run=row[2]): Outcome(row[3]) for row in rows
        }

    def tokens(self) -> int:
        """Returns the tokens of all answers that are there."""
        return int(self._read("SELECT COALESCE(SUM(tokens), 0) FROM samples")[0][0])

    def samples(self) -> tuple[GradedSample, ...]:
        """Returns every sample with its verdict, in the order of the keys."""
        rows = self._read(
            "SELECT samples.*, outcome, answer, reason, checks, steps "
            "FROM samples JOIN verdicts USING (problem_id, arm, run) "
            "ORDER BY problem_id, arm, run"
        )
        return tuple(read_graded(row) for row in rows)

    def problems(self) -> tuple[Problem, ...]:
        """Returns the problems of the run."""
        return tuple(read_problem(row) for row in self._read("SELECT * FROM problems ORDER BY id"))

    def configuration(self) -> dict[str, Any]:
        """Returns what the run was asked to do."""
        configuration: dict[str, Any] = self.note(_CONFIGURATION)
        return configuration

    def arms(self) -> tuple[Arm, ...]:
        """Returns the arms of the run."""
        return tuple(read_arm(fields) for fields in self.note(_ARMS))

    def cost(self) -> dict[str, float]:
        """Returns ``tokens_computed`` and ``seconds`` of all sessions so far."""
        cost: dict[str, float] = self.note(_COST) or {"tokens_computed": 0, "seconds": 0.0}
        return cost

    def write_cost(self, *, tokens_computed: float, seconds: float) -> None:
        """Replaces the cost."""
        self.write_note(_COST, {"tokens_computed": tokens_computed, "seconds": seconds})

    def note(self, name: str) -> Any:  # noqa: ANN401 - any JSON value
        """Returns a manifest entry, or None."""
        rows = self._read("SELECT value FROM manifest WHERE name = ?", name)
        return json.loads(rows[0][0]) if rows else None

    def write_note(self, name: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Writes a manifest entry."""
        with explained(self.folder):
            self._connection.execute(
                "INSERT OR REPLACE INTO manifest VALUES (?, ?)", (name, json.dumps(value))
            )

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        with explained(self.folder):
            return self._connection.execute(query, values).fetchall()


def _refuse_differences(folder: Path, found: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    wanted = json.loads(json.dumps(wanted))
    differences = [
        f"  {name}: {_difference(found.get(name), wanted.get(name))}"
        for name in dict.fromkeys([*found, *wanted])
        if found.get(name) != wanted.get(name)
    ]
    if differences:
        raise RunMismatchError(
            f"{folder} holds a run of another configuration:\n"
            + "\n".join(differences)
            + "\nGive another folder with --out, or the old settings to continue."
        )


def _difference(found: Any, wanted: Any) -> str:  # noqa: ANN401 - any JSON value
    """Says how two values differ; of lists of names, only what the other one does not have."""
    if isinstance(found, list) and isinstance(wanted, list) and set(found) != set(wanted):
        before, now = dict.fromkeys(found), dict.fromkeys(wanted)
        parts = {
            "only the run has": [name for name in before if name not in now],
            "only now asked for": [name for name in now if name not in before],
        }
        return "; ".join(f"{words} {_listed(names)}" for words, names in parts.items() if names)
    return f"the run has {_short(found)}, asked for {_short(wanted)}"


def _listed(names: Sequence[str]) -> str:
    left_out = len(names) - _MOST_NAMED
    more = [f"{left_out} more"] if left_out > 0 else []
    return ", ".join([*names[:_MOST_NAMED], *more])


def _short(value: object) -> str:
    return textwrap.shorten(json.dumps(value, ensure_ascii=False), 80, placeholder=" ...")
