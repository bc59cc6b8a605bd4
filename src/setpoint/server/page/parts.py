"""What the page needs from the rest of the program; `wiring` puts it together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from setpoint.records import GradedSample, Language
from setpoint.server.page.asking import Api
from setpoint.server.page.sweeping import Sweeper


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReader:
    """What can be read of a run folder; everything raises `RunUnreadableError`.

    Attributes:
        summarize: As ``setpoint report --json``.
        judge_claims: As ``setpoint claims --json``.
        samples: All that are there.
        render: The report's page.
    """

    summarize: Callable[[Path], Mapping[str, Any]]
    judge_claims: Callable[[Path, Language], Mapping[str, Any]]
    samples: Callable[[Path], Sequence[GradedSample]]
    render: Callable[[Path], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageParts:
    """Everything a page shows or starts.

    Attributes:
        api: The server's own API.
        model: What clients call the model.
        sweep_model: What ``setpoint sweep --model`` calls it.
        runs_folder: Nothing outside it is shown or written.
    """

    api: Api
    model: str
    sweep_model: str
    runs_folder: Path
    runs: RunReader
    sweeper: Sweeper
