"""Reads a run back for the report."""

from pathlib import Path
from typing import Any

from setpoint.records import Language
from setpoint.report.page import render_page
from setpoint.report.run import Cost, RunData, SearchFinding
from setpoint.store.run_store import RunStore
from setpoint.wiring.files import write_whole

FINDING = "finding"
"""The note in which a search keeps what it said in the end."""

_ENVIRONMENT = (
    *("server", "dtype", "device", "setpoint", "torch", "transformers", "seed"),
    "weights_sha256",
)


def load_run(folder: Path) -> RunData:
    """Returns everything the report shows.

    Raises:
        RunUnreadableError: There is no readable run in the folder.
    """
    with RunStore.open(folder) as store:
        configuration = store.configuration()
        samples = store.samples()
        cost = store.cost()
        return RunData(
            run_id=folder.resolve().name,
            model=configuration["model"],
            suites=tuple(configuration["suites"]),
            arms=store.arms(),
            problems=store.problems(),
            samples=samples,
            cost=Cost(
                tokens_emitted=sum(sample.completion.tokens for sample in samples),
                tokens_computed=int(cost["tokens_computed"]),
                seconds=cost["seconds"],
            ),
            environment={
                name: configuration[name] for name in _ENVIRONMENT if name in configuration
            },
            max_new_tokens=configuration["max_new_tokens"],
            runs=configuration["runs"],
            configuration=configuration,
            finding=_read_finding(store.note(FINDING)),
        )


def _read_finding(fields: dict[str, Any] | None) -> SearchFinding | None:
    if fields is None:
        return None
    low, high = fields["plateau"]
    return SearchFinding(**{**fields, "plateau": (low, high), "worse": tuple(fields["worse"])})


def write_page(run: RunData, file: Path, language: Language = Language.EN) -> None:
    """Writes the page, whole or not at all.

    Raises:
        RunUnreadableError: The file cannot be written.
        StorageFullError: No space is left.
    """
    write_whole(file, render_page(run, language))
