"""Puts a search together: model, problems, store, grader, and the file of what it found."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from setpoint.experiment.search import SearchObserver, SearchSetup, run_search
from setpoint.records import Arm
from setpoint.report.run import Cost
from setpoint.report.setpoint_file import SearchData, describe_search, read_finding
from setpoint.stats.search_plan import Draw, plan_search
from setpoint.stats.search_state import State
from setpoint.store.run_store import RunStore
from setpoint.wiring.files import write_whole
from setpoint.wiring.grading import build_grader
from setpoint.wiring.models import OpenModel
from setpoint.wiring.runs import FINDING
from setpoint.wiring.sweeps import (
    RUNS_FOLDER,
    CostMeter,
    SweepOptions,
    load_problems,
    open_wanted_model,
    plan_sweep,
)

FILE_NAME = "setpoint.json"
_USUAL_TEMPERATURE = 0.6
"""What everybody else recommends, and so what a finding is compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOptions:
    """What the user asked for.

    Attributes:
        samples: How samples are made; its arms are the temperatures, in one style, and its runs the
            most repetitions of a problem at one temperature.
        within: The regret that is allowed, in shares.
        confidence: Chance that it is no more than that.
    """

    samples: SweepOptions
    within: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSearch:
    """A search that is ready to run."""

    setup: SearchSetup
    store: RunStore
    model: OpenModel

    @property
    def folder(self) -> Path:
        """The run folder."""
        return self.store.folder

    def run(self, observer: SearchObserver) -> State:
        """Searches to the end, and writes what was found."""
        meter = SearchMeter(self.store, observer)
        try:
            state = run_search(
                self.setup,
                generator=self.model.generator,
                grader=build_grader(),
                store=self.store,
                observer=meter,
            )
        finally:
            meter.write()
        if (finding := read_finding(state)) is not None:
            self.store.write_note(FINDING, asdict(finding))
        document = json.dumps(describe_search(self.read(state)), ensure_ascii=False, indent=2)
        write_whole(self.folder / FILE_NAME, f"{document}\n")
        return state

    def read(self, state: State) -> SearchData:
        """Returns the search as it is to be shown."""
        samples, cost = self.setup.samples, self.store.cost()
        first = samples.arms[0]
        return SearchData(
            model=samples.model,
            fingerprint=samples.fingerprint,
            suites=samples.suites,
            settings={
                "style": first.style,
                "top_p": first.sampling.top_p,
                "top_k": first.sampling.top_k,
                "min_p": first.sampling.min_p,
                "max_tokens": samples.max_new_tokens,
                "seed": samples.seed,
            },
            problems=samples.problems,
            state=state,
            outcomes=Counter(self.store.outcomes().values()),
            cost=Cost(
                tokens_emitted=self.store.tokens(),
                tokens_computed=int(cost["tokens_computed"]),
                seconds=cost["seconds"],
            ),
        )


class SearchMeter(CostMeter):
    """A `CostMeter` that passes on what a search thinks, too."""

    def __init__(self, store: RunStore, observer: SearchObserver) -> None:
        super().__init__(store, observer)
        self._search_observer = observer

    def on_state(self, state: State, batch: Sequence[Draw]) -> None:
        """See `experiment.search.SearchObserver`."""
        self._search_observer.on_state(state, batch)


@contextmanager
def open_search(options: SearchOptions, *, say: Callable[[str], None]) -> Iterator[OpenSearch]:
    """Finds, loads and checks everything before the first token is made.

    Args:
        options: What the user asked for.
        say: Told in a sentence what was decided for the user.

    Raises:
        UsageError: Something asked for is missing, unusable, or fits no run in the folder.
    """
    wanted = options.samples
    problems = load_problems(wanted.suites, wanted.language)
    model = open_wanted_model(wanted, say=say)
    references = _references(model)
    arms = _with_references(wanted.arms, references)
    setup = SearchSetup(
        samples=plan_sweep(replace(wanted, arms=arms), problems, model),
        search=plan_search(
            [arm.sampling.temperature for arm in wanted.arms],
            [problem.id for problem in problems],
            references=references,
            within=options.within,
            confidence=options.confidence,
            seed=wanted.seed,
            most_runs=wanted.runs,
        ),
    )
    configuration = setup.configuration()
    folder = wanted.folder or RUNS_FOLDER / f"find-{setup.samples.folder_name(configuration)}"
    say(f"Searching for the best temperature of {model.name} in {folder}")
    with RunStore.start_or_continue(folder, configuration, problems, arms) as store:
        yield OpenSearch(setup=setup, store=store, model=model)


def _references(model: OpenModel) -> tuple[float, ...]:
    """Returns what a finding is compared with: 0.6, and the model's own default if it has one."""
    own = model.default_sampling.get("temperature", _USUAL_TEMPERATURE)
    return tuple(dict.fromkeys((_USUAL_TEMPERATURE, own)))


def _with_references(arms: Sequence[Arm], references: Sequence[float]) -> tuple[Arm, ...]:
    """Returns the arms, and one for each reference that is none of them."""
    first = arms[0]
    added = (
        replace(first, sampling=replace(first.sampling, temperature=temperature))
        for temperature in references
    )
    return tuple({arm.name: arm for arm in [*arms, *added]}.values())
