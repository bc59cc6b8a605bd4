"""What ``/metrics`` tells, in Prometheus' text format (version 0.0.4).

What is covered: counters and one histogram of this server's life, and gauges of this moment. All of
them are changed from the event loop alone, so that no lock is needed.
What is not: any label that a client could invent.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
"""Upper bounds of the histogram's buckets, but for the last, which has none."""


@dataclass(slots=True)
class Histogram:
    """Counts values by size."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(_SECONDS) + 1))
    total: float = 0.0

    def observe(self, value: float) -> None:
        """Counts a value."""
        self.counts[bisect_left(_SECONDS, value)] += 1
        self.total += value


@dataclass(slots=True)
class Metrics:
    """What has happened so far.

    Attributes:
        requests: To the API, by HTTP status.
        prompt_tokens: Read.
        tokens: That stand in answers, by block.
        guard_actions: By guard and action.
        first_tokens: Seconds from a request to its first token.
    """

    requests: Counter[int] = field(default_factory=Counter)
    prompt_tokens: int = 0
    tokens: Counter[str] = field(default_factory=Counter)
    guard_actions: Counter[tuple[str, str]] = field(default_factory=Counter)
    first_tokens: Histogram = field(default_factory=Histogram)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """A value of this moment.

    Attributes:
        name: Without the prefix ``setpoint_``.
        text: What it is.
        values: By label, e.g. ``state="running"``; by "" if there is one only.
    """

    name: str
    text: str
    values: Mapping[str, float]


def render(
    metrics: Metrics, gauges: Iterable[Gauge], more_actions: Mapping[tuple[str, str], int]
) -> str:
    """Returns the page.

    Args:
        metrics: Of the API.
        gauges: Of this moment.
        more_actions: Of guards, beside those that answers have told of.
    """
    actions = {**metrics.guard_actions, **more_actions}
    return "".join(f"{line}\n" for line in _lines(metrics, gauges, actions))


def _lines(
    metrics: Metrics, gauges: Iterable[Gauge], guard_actions: Mapping[tuple[str, str], int]
) -> Iterable[str]:
    requests = {f'status="{status}"': count for status, count in sorted(metrics.requests.items())}
    yield from _counter("requests_total", "Requests to the API, by HTTP status.", requests)
    yield from _counter("prompt_tokens_total", "Tokens of prompts.", {"": metrics.prompt_tokens})
    tokens = {f'block="{block}"': count for block, count in sorted(metrics.tokens.items())}
    yield from _counter("completion_tokens_total", "Tokens of answers, by block.", tokens)
    actions = {
        f'guard="{guard}",action="{action}"': count
        for (guard, action), count in sorted(guard_actions.items())
    }
    yield from _counter("guard_actions_total", "What guards have done.", actions)
    yield from _histogram(
        "time_to_first_token_seconds",
        "From a request to the first token of an answer.",
        metrics.first_tokens,
    )
    for gauge in gauges:
        yield from _family("gauge", gauge.name, gauge.text, gauge.values)


def _counter(name: str, text: str, values: Mapping[str, float]) -> Iterable[str]:
    return _family("counter", name, text, values)


def _family(kind: str, name: str, text: str, values: Mapping[str, float]) -> Iterable[str]:
    yield f"# HELP setpoint_{name} {text}"
    yield f"# TYPE setpoint_{name} {kind}"
    for labels, value in values.items():
        label = f"{{{labels}}}" if labels else ""
        yield f"setpoint_{name}{label} {value}"


def _histogram(name: str, text: str, histogram: Histogram) -> Iterable[str]:
    """Yields the buckets, each with all values up to its bound, then sum and number."""
    yield f"# HELP setpoint_{name} {text}"
    yield f"# TYPE setpoint_{name} histogram"
    below = 0
    for bound, count in zip((*_SECONDS, "+Inf"), histogram.counts, strict=True):
        below += count
        yield f'setpoint_{name}_bucket{{le="{bound}"}} {below}'
    yield f"setpoint_{name}_sum {histogram.total}"
    yield f"setpoint_{name}_count {below}"
