"""The live display of a sweep: rows, tokens a second, time left, accuracy so far.

On a terminal it is redrawn in place; elsewhere a line is printed now and then.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

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
        self._temperature_of = {arm.name: arm.sampling.temperature for arm in plan.arms}
        self._right: dict[float, int] = defaultdict(int)
        self._graded: dict[float, int] = defaultdict(int)
        self._total = plan.size
        self._resumed = 0
        self._finished_tokens = 0
        self._finished = 0
        self._started = time.monotonic()
        self._report = StepReport(live_rows=0, waiting_rows=0, tokens_emitted=0, tokens_computed=0)

    def on_start(self, *, total: int, done: int) -> None:
        """See `experiment.runner.Observer`."""
        self._total, self._resumed = total, done
        self._started = time.monotonic()

    def on_step(self, report: StepReport) -> None:
        """See `experiment.runner.Observer`."""
        self._report = report

    def on_sample(self, sample: GradedSample) -> None:
        """See `experiment.runner.Observer`."""
        temperature = self._temperature_of[sample.completion.key.arm]
        self._graded[temperature] += 1
        self._right[temperature] += sample.verdict.outcome is Outcome.CORRECT
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
            words.append(f"about {_clock(self._tokens_left() / speed)} left")
        return " · ".join(words)

    def render(self) -> RenderableType:
        """Returns the display."""
        table = Table.grid(padding=(0, 2))
        temperatures = sorted(set(self._temperature_of.values()))
        table.add_row("T", *(f"{temperature:g}" for temperature in temperatures))
        table.add_row("right", *(self._share(temperature) for temperature in temperatures))
        bar = ProgressBar(total=self._total, completed=self.done)
        return Group(bar, Text(self.summary()), table)

    def _share(self, temperature: float) -> str:
        graded = self._graded[temperature]
        return f"{self._right[temperature]}/{graded}" if graded else "-"

    def _tokens_left(self) -> float:
        """Guesses from the mean length so far; long rows finish last, so it is a low guess."""
        mean = self._finished_tokens / self._finished
        in_flight = self._report.tokens_emitted - self._finished_tokens
        return max((self._total - self.done) * mean - in_flight, 0.0)


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


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
