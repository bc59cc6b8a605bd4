"""Runs engines in turn on the same work, so that all of them see the same machine.

An engine that is not installed has a reason in place of times.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from statistics import median

from benchmarks import llama_cpp, lm_harness, peers
from benchmarks.llama_cpp import NotBuiltError
from benchmarks.ours import run_engine
from benchmarks.work import Timing, Work, time_once
from setpoint.engine.build import Runner
from setpoint.models.load import LoadedModel

PEERS = (
    "vs_generate_per_temperature",
    "vs_batched_generate",
    "vs_continuous_batching",
    "vs_lm_eval",
    "vs_llama_cpp",
    "vs_llama_cpp_per_temperature",
)
Run = Callable[[], Timing]


@dataclass(slots=True)
class Contest:
    """What was measured: times by engine in the order of the rounds, and who is absent and why."""

    ours: list[Timing] = field(default_factory=list)
    theirs: dict[str, list[Timing]] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)

    def ratio(self, name: str) -> float | None:
        """Returns the median over rounds of our rate over theirs; None for an absent one."""
        if name in self.absent:
            return None
        pairs = zip(self.ours, self.theirs[name], strict=True)
        return round(median(mine.rate / other.rate for mine, other in pairs), 2)

    def rate(self, name: str) -> float | None:
        """Returns the median of their emitted tokens a second; None for an absent one."""
        if name in self.absent:
            return None
        return round(median(timing.rate for timing in self.theirs[name]), 1)


def hold(ours: Run, theirs: Mapping[str, Run], rounds: int) -> Contest:
    """Runs everybody in turn, some rounds; a peer that cannot run is left out with its reason."""
    contest = Contest()
    for number in range(rounds):
        contest.ours.append(_announced("setpoint", number, ours))
        for name, run in theirs.items():
            if name in contest.absent:
                continue
            with _reason_of_absence(name, contest.absent):
                contest.theirs.setdefault(name, []).append(_announced(name, number, run))
    return contest


def own_run(runner: Runner, work: Work, stop_ids: frozenset[int], *, shares: bool) -> Run:
    """Returns a run of our engine."""
    return partial(time_once, partial(run_engine, runner, work, stop_ids=stop_ids, shares=shares))


def peer_run(name: str, model: LoadedModel, work: Work, threads: int) -> Run:
    """Returns a run of a peer; one that is not installed says so when it is run."""
    network, stop_ids = model.network, model.stop_ids
    match name:
        case "vs_generate_per_temperature":
            run = partial(peers.generate_per_temperature, network, work, stop_ids)
        case "vs_batched_generate":
            run = partial(peers.generate_batched, network, work, stop_ids)
        case "vs_continuous_batching":
            run = partial(peers.continuous_batching, network, work, stop_ids)
        case "vs_lm_eval":
            run = partial(lm_harness.generate_per_temperature, network, model.tokenizer, work)
        case "vs_llama_cpp":
            return partial(llama_cpp.decode, model, work, rows=work.rows, threads=threads)
        case _:
            return partial(llama_cpp.decode, model, work, rows=work.runs, threads=threads)
    return partial(time_once, run)


def _announced(name: str, number: int, run: Run) -> Timing:
    timing = run()
    print(
        f"round {number + 1}: {name.removeprefix('vs_')}: {timing.emitted} tokens in "
        f"{timing.seconds:.1f} s, {timing.rate:.0f} a second",
        file=sys.stderr,
    )
    return timing


@contextmanager
def _reason_of_absence(name: str, absent: dict[str, str]) -> Iterator[None]:
    try:
        yield
    except (ImportError, NotBuiltError) as error:
        absent[name] = str(error)
