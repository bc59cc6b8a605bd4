"""The loop that drives a search: ask what to sample, sample it, tell what came of it.

What is not covered: the search's reasoning, which is `stats.search`. It is a function of the
outcomes, so that an interrupted search is continued by going through the kept ones again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from setpoint.experiment.plan import SweepPlan
from setpoint.experiment.runner import Observer, SampleSink, make_samples
from setpoint.protocols import Grader, TextGenerator
from setpoint.records import Arm, GenerationRequest, Outcome, SampleKey
from setpoint.stats.search import next_batch, observe
from setpoint.stats.search_plan import Draw, Plan
from setpoint.stats.search_state import State, start_search


class OutcomeStore(SampleSink, Protocol):
    """A sink whose outcomes can be read back."""

    def outcomes(self) -> Mapping[SampleKey, Outcome]:
        """Returns what came of each sample that is there."""
        ...


class SearchObserver(Observer, Protocol):
    """Whoever watches a search; each round starts anew (`Observer.on_start`)."""

    def on_state(self, state: State, batch: Sequence[Draw]) -> None:
        """Told before each round: what has been seen, and what is sampled next."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSetup:
    """A search over the temperatures of a model.

    Attributes:
        samples: How a sample is made; its arms are the temperatures of the search and of its
            references, in one style.
        search: The settings of the search.
    """

    samples: SweepPlan
    search: Plan

    def key(self, draw: Draw) -> SampleKey:
        """Returns the name of the sample that a draw asks for."""
        arm = self._arm(draw.temperature)
        return SampleKey(problem_id=draw.problem_id, arm=arm.name, run=draw.run)

    def requests(
        self, batch: Sequence[Draw], done: Collection[SampleKey]
    ) -> list[GenerationRequest]:
        """Returns what is still to be made, draws of one noise together."""
        problems = {problem.id: problem for problem in self.samples.problems}
        return [
            self.samples.request(problems[draw.problem_id], self._arm(draw.temperature), draw.run)
            for draw in sorted(batch, key=lambda draw: (draw.problem_id, draw.run))
            if self.key(draw) not in done
        ]

    def configuration(self) -> dict[str, Any]:
        """Returns all that samples, verdicts and the search depend on, as JSON values."""
        search = {
            "temperatures": list(self.search.temperatures),
            "references": list(self.search.references),
            "within": self.search.within,
            "confidence": self.search.confidence,
            "confirmations": self.search.confirmations,
        }
        return self.samples.configuration() | {"search": search}

    def _arm(self, temperature: float) -> Arm:
        return next(arm for arm in self.samples.arms if arm.sampling.temperature == temperature)


def run_search(
    setup: SearchSetup,
    *,
    generator: TextGenerator,
    grader: Grader,
    store: OutcomeStore,
    observer: SearchObserver,
) -> State:
    """Searches to the end, its confirmation included.

    An answer counts as right only if it was found right; what could not be judged is not right, and
    the outcomes tell how often that was so.
    """
    state = start_search(setup.search)
    while batch := next_batch(state):
        observer.on_state(state, batch)
        requests = setup.requests(batch, store.keys())
        observer.on_start(total=len(batch), done=len(batch) - len(requests))
        make_samples(
            requests,
            setup.samples.problems,
            generator=generator,
            grader=grader,
            sink=store,
            observer=observer,
        )
        outcomes = store.outcomes()
        state = observe(
            state, {draw: outcomes[setup.key(draw)] is Outcome.CORRECT for draw in batch}
        )
    observer.on_state(state, ())
    return state
