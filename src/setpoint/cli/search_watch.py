"""The live display of a search: what it believes, what it asks next, how far the round is.

On a terminal it is redrawn in place; elsewhere a line is printed for each round.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.text import Text

from setpoint.cli.progress import SweepWatch
from setpoint.experiment.search import SearchSetup
from setpoint.records import GradedSample, StepReport
from setpoint.report.search_view import render_belief
from setpoint.report.wording import format_temperature
from setpoint.stats.decision import decision
from setpoint.stats.grid import planned_grid_answers
from setpoint.stats.search_plan import Draw
from setpoint.stats.search_state import Stage, State, start_search

_REDRAWS_PER_SECOND = 4


@contextmanager
def watch_search(setup: SearchSetup) -> Iterator["SearchWatch"]:
    """Yields an observer that shows the search on standard error while the block runs."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield LineSearchWatch(setup)
        return
    watch = SearchWatch(setup)
    with Live(get_renderable=watch.render, console=console, refresh_per_second=_REDRAWS_PER_SECOND):
        yield watch


class SearchWatch:
    """A `SearchObserver` that knows what a search thinks."""

    def __init__(self, setup: SearchSetup) -> None:
        self._round = SweepWatch(setup.samples)
        self._state = start_search(setup.search)
        self._asked: tuple[float, ...] = ()
        self._belief: RenderableType = ""
        self._tokens = self._answers = 0
        plan = setup.search
        self._grid = planned_grid_answers(
            len(plan.temperatures), within=plan.within, confidence=plan.confidence
        )

    def on_state(self, state: State, batch: Sequence[Draw]) -> None:
        """See `experiment.search.SearchObserver`."""
        self._state = state
        self._asked = tuple(sorted({draw.temperature for draw in batch}))
        self._belief = render_belief(state, self._asked)

    def on_start(self, *, total: int, done: int) -> None:
        """See `experiment.runner.Observer`."""
        self._round.on_start(total=total, done=done)

    def on_step(self, report: StepReport) -> None:
        """See `experiment.runner.Observer`."""
        self._round.on_step(report)

    def on_sample(self, sample: GradedSample) -> None:
        """See `experiment.runner.Observer`."""
        self._tokens += sample.completion.tokens
        self._answers += 1
        self._round.on_sample(sample)

    def summary(self) -> str:
        """Returns one line: the round, what is asked, how certain the search is."""
        found, plan = decision(self._state), self._state.plan
        asked = ", ".join(map(format_temperature, self._asked))
        if self._state.stage is Stage.FINISHED:
            return f"Confirmed after {self._state.rounds} rounds · {self._tokens:,} tokens now"
        if self._state.stage is Stage.CONFIRMATION:
            return f"Confirming what was found, against references, on other answers: T {asked}"
        return (
            f"Round {self._state.rounds + 1} asks T {asked} · certainty "
            f"{100 * found.certainty:.0f} of {100 * plan.confidence:g} % after {found.answers:,} "
            f"answers"
        )

    def cost(self) -> str:
        """Returns one line: tokens of this session, and those of a grid for the same promise."""
        spent = f"{self._tokens:,} tokens now"
        if not self._answers:
            return spent
        whole = round(self._grid * self._tokens / self._answers)
        return f"{spent} · a grid planned for the same promise takes about {whole:,}"

    def render(self) -> RenderableType:
        """Returns the display."""
        lines = (self.summary(), self._round.summary(), self.cost())
        return Group(self._belief, Text("\n".join(lines)))


class LineSearchWatch(SearchWatch):
    """Prints a line for each round instead of redrawing."""

    def on_state(self, state: State, batch: Sequence[Draw]) -> None:
        """See `experiment.search.SearchObserver`."""
        super().on_state(state, batch)
        print(self.summary(), file=sys.stderr, flush=True)
