"""The tab that shows how the server is: its memory, its state, and its metrics as they change."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from setpoint.server.page.asking import Api
from setpoint.server.page.pieces import render
from setpoint.server.page.prometheus import Metric, read_metrics
from setpoint.server.page.words import Words

_SECONDS_BETWEEN = 2
_MEBIBYTE = 2**20


def add_health(api: Api, words: Words, tabs: gr.Tabs) -> None:
    """Builds the tab; it looks again and again only while it is open."""
    health = Health(api=api, words=words)
    gr.Markdown(words["health_intro"])
    state = gr.HTML(elem_id="health-state")
    last = gr.State(Sight())
    timer = gr.Timer(_SECONDS_BETWEEN, active=False)
    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    tabs.select(health.open_or_close, None, timer, **quiet)
    timer.tick(health.look, last, [state, last], **quiet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What was seen, and when.

    Attributes:
        at_seconds: On a clock that never jumps; 0 if nothing has been seen.
    """

    at_seconds: float = 0.0
    metrics: tuple[Metric, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The handlers of the tab."""

    api: Api
    words: Words

    def open_or_close(self, data: gr.SelectData) -> gr.Timer:
        """Looks while the tab is open."""
        return gr.Timer(active=data.value == self.words["tab_health"])

    async def look(self, last: Sight) -> tuple[str, Sight]:
        """Shows the state, and what has changed since the last time, a second."""
        metrics = read_metrics(await self.api.read("/metrics") or "")
        now = Sight(at_seconds=time.monotonic(), metrics=metrics)
        shown = render(
            "health.html",
            self.words,
            state=await self.api.read("/ready"),
            memory=list(_memory(self.words)),
            metrics=[(metric, _a_second(metric, last, now)) for metric in metrics],
        )
        return shown, now


def _a_second(metric: Metric, last: Sight, now: Sight) -> float | None:
    """Returns the rate of a counter; None for what is no counter, or is seen for the first time."""
    before = {each.name: each.value for each in last.metrics}
    if not metric.is_counter or metric.name not in before:
        return None
    return (metric.value - before[metric.name]) / max(now.at_seconds - last.at_seconds, 1e-3)


def _memory(words: Words) -> Iterator[tuple[str, str]]:
    """Yields what the process holds, where the system tells it, and what the machine has."""
    page = os.sysconf("SC_PAGE_SIZE")
    resident = Path("/proc/self/statm")
    if resident.is_file():
        pages = int(resident.read_text(encoding="ascii").split()[1])
        yield words["memory_process"], _mebibytes(pages * page, words)
    yield words["memory_machine"], _mebibytes(os.sysconf("SC_PHYS_PAGES") * page, words)


def _mebibytes(count: int, words: Words) -> str:
    return words["mebibytes"].format(count=f"{count / _MEBIBYTE:.0f}")
