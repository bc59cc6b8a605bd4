"""The live display of a sweep: rows, tokens a second, time left, accuracy so far.

On a terminal it is redrawn in place; elsewhere a line is printed now and then.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from math import expm1

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from setpoint.experiment.plan import SweepPlan
from setpoint.records import GradedSample, Outcome, StepReport

_SECONDS_BETWEEN_LINES = 15.0
_REDRAWS_PER_SECOND = 4


@contextmanager
def watch_sweep(plan: SweepPlan) -> Iterator["SweepWatch"]:
    """Yields an observer that shows the sweep on standard error while the block runs."""
    console = Console(stderr=True)
    watch = SweepWatch(plan)
    if not console.is_terminal:
        yield LineWatch(plan)
        return
    with Live(get_renderable=watch.render, console=console, refresh_per_second=_REDRAWS_PER_SECOND):
        yield watch


class SweepWatch:
    """An `Observer` that knows how far a sweep is."""

    def __init__(self, plan: SweepPlan) -> None:
        self._cap = plan.max_new_tokens
        self._places = {arm.name: (arm.series, arm.sampling.temperature) for arm in plan.arms}
        self._right: Counter[tuple[str, float]] = Counter()
        self._graded: Counter[tuple[str, float]] = Counter()
        self._total = plan.size
        self._resumed = 0
        self._finished_tokens = 0
        self._finished = 0
        self._started = time.monotonic()
        self._report = StepReport(live_rows=0, waiting_rows=0, tokens_emitted=0, tokens_computed=0)

    def on_start(self, *, total: int, done: int) -> None:
        """See `experiment.runner.Observer`."""
        self._total, self._resumed = total, done
        self._finished = self._finished_tokens = 0
        self._started = time.monotonic()

    def on_step(self, report: StepReport) -> None:
        """See `experiment.runner.Observer`."""
        self._report = report

    def on_sample(self, sample: GradedSample) -> None:
        """See `experiment.runner.Observer`."""
        place = self._places[sample.completion.key.arm]
        self._graded[place] += 1
        self._right[place] += sample.verdict.outcome is Outcome.CORRECT
        self._finished += 1
        self._finished_tokens += sample.completion.tokens

    @property
    def done(self) -> int:
        """Samples of the run that are kept, earlier sessions included."""
        return self._resumed + self._finished

    def summary(self) -> str:
        """Returns one line: samples, rows, speed, time left."""
        seconds = max(time.monotonic() - self._started, 1e-9)
        speed = self._report.tokens_emitted / seconds
        words = [
            f"{self.done}/{self._total} samples",
            f"{self._report.live_rows} rows running",
            f"{speed:.0f} tokens/s",
        ]
        if self._finished and speed:
            words.append(f"about {_clock(self.tokens_left() / speed)} left")
        return " · ".join(words)

    def tokens_left(self) -> float:
        """Expects of every row what a constant chance of ending at each token lets one expect.

        The mean length is then tokens over endings, so rows that are still running count: short
        ones finish first, and their mean alone would promise too much.
        """
        mean = self._report.tokens_emitted / self._finished
        live = self._report.live_rows
        waiting = max(self._total - self.done - live, 0)
        in_flight = max(self._report.tokens_emitted - self._finished_tokens, 0)
        rest_of_cap = self._cap - in_flight / live if live else 0.0
        return waiting * _capped(mean, self._cap) + live * _capped(mean, rest_of_cap)

    def render(self) -> RenderableType:
        """Returns the display."""
        table = Table.grid(padding=(0, 2))
        temperatures = sorted({temperature for _, temperature in self._places.values()})
        all_series = list(dict.fromkeys(series for series, _ in self._places.values()))
        table.add_row("T", *(f"{temperature:g}" for temperature in temperatures))
        for series in all_series:
            shares = [self._share(series, temperature) for temperature in temperatures]
            table.add_row(series if len(all_series) > 1 else "right", *shares)
        bar = ProgressBar(total=self._total, completed=self.done)
        return Group(bar, Text(self.summary()), table)

    def _share(self, series: str, temperature: float) -> str:
        graded = self._graded[series, temperature]
        return f"{self._right[series, temperature]}/{graded}" if graded else "-"


class LineWatch(SweepWatch):
    """Prints a line now and then instead of redrawing."""

    def __init__(self, plan: SweepPlan) -> None:
        super().__init__(plan)
        self._next_line = 0.0

    def on_step(self, report: StepReport) -> None:
        """See `experiment.runner.Observer`."""
        super().on_step(report)
        if time.monotonic() >= self._next_line or report.live_rows == report.waiting_rows == 0:
            print(self.summary(), file=sys.stderr, flush=True)
            self._next_line = time.monotonic() + _SECONDS_BETWEEN_LINES


def _capped(mean: float, cap: float) -> float:
    """Returns the mean of an exponential length that is cut at a cap."""
    return -mean * expm1(-cap / mean)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
