"""Tests of many attacks at once, each graded like an answer: none gets out, none passes."""

from collections.abc import Iterator
from functools import partial
from operator import attrgetter
from pathlib import Path

import pytest

from benchmarks.attacks import Arena, Attack, judge_attack, open_arena, read_attacks
from setpoint.verify.sandbox import (
    DEFAULT_LIMITS,
    CallEnding,
    CallResult,
    Job,
    Launcher,
    Limits,
    run_job_in,
)

ATTACKS = read_attacks(Path(__file__).with_name("attacks.jsonl").read_text(encoding="utf-8"))
ENDLESS = [attack for attack in ATTACKS if attack.kind == "limit"]
SWIFT = [attack for attack in ATTACKS if attack.kind != "limit"]
NAME = attrgetter("name")
IMPATIENT = Limits(cpu_seconds=1, wall_seconds=1.2)
"""For what never ends."""


@pytest.fixture(scope="module")
def arena() -> Iterator[Arena]:
    """What attacks aim at."""
    with open_arena() as arena:
        yield arena


@pytest.mark.parametrize("attack", SWIFT, ids=NAME)
def test_attack_neither_gets_out_nor_passes(
    attack: Attack, arena: Arena, launcher: Launcher
) -> None:
    """It leaves no trace outside, and is not judged correct."""
    result = judge_attack(attack, arena, partial(run_job_in, launcher), DEFAULT_LIMITS)

    assert (result.breaches, result.is_false_pass) == ((), False)


@pytest.mark.slow
@pytest.mark.parametrize("attack", ENDLESS, ids=NAME)
def test_attack_on_limits_is_ended(attack: Attack, arena: Arena, launcher: Launcher) -> None:
    """What uses time, memory or disk without end is ended, and is not judged correct."""
    result = judge_attack(attack, arena, partial(run_job_in, launcher), IMPATIENT)

    assert (result.breaches, result.is_false_pass) == ((), False)


def test_breach_and_false_pass_are_seen(arena: Arena) -> None:
    """The search finds what code without isolation would leave."""
    attack = next(each for each in ATTACKS if each.name == "constant")

    def leak(job: Job, _: Limits) -> list[CallResult]:
        arena.marker.touch()
        return [
            CallResult(ending=CallEnding.RETURNED, value=sum(arguments))  # type: ignore[arg-type]
            for arguments in job.calls
        ]

    result = judge_attack(attack, arena, leak, DEFAULT_LIMITS)

    assert (result.breaches, result.is_false_pass) == (("wrote a file",), True)
