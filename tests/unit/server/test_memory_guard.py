"""Tests of the guard against full memory, with scripted readings."""

import logging

import pytest
from fakes.chat import ScriptedChat, ScriptedMemory
from hypothesis import given
from hypothesis import strategies as st

from setpoint.server.memory_guard import MemoryGuard, Rung

FULL, BETWEEN, ROOM = 0.95, 0.85, 0.5


def guard_of(*shares: float) -> tuple[MemoryGuard, ScriptedChat]:
    """Returns a guard that has looked at all of these, and what it has moved."""
    model = ScriptedChat()
    guard = MemoryGuard(ScriptedMemory(*shares), model, short_answer=100)
    for _ in shares:
        guard.look()
    return guard, model


@pytest.mark.parametrize(("share", "cooling"), [(0.9, 0.0), (0.9000001, 0.1), (1.2, 0.1)])
def test_above_nine_tenths_temperatures_are_a_tenth_lower(share: float, cooling: float) -> None:
    """At the first look that finds it so, and not at nine tenths itself."""
    guard, model = guard_of(share)
    assert guard.cooling == cooling
    assert model.relief == ([(cooling, 1.0)] if cooling else [])


def test_a_change_is_logged_with_its_reading(caplog: pytest.LogCaptureFixture) -> None:
    """As a warning."""
    with caplog.at_level(logging.WARNING):
        guard_of(FULL)
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert "95% of the device's memory is taken: temperatures" in record.getMessage()


def test_what_frees_memory_follows_in_order() -> None:
    """Each rung only after the one below has had five looks to help; the last one comes again."""
    guard, model = guard_of(*[FULL] * 21)
    assert guard.rung is Rung.EMPTIED
    fewer = (0.1, 0.5)
    assert model.relief == [(0.1, 1.0), fewer, fewer, fewer, "emptied", fewer, "emptied"]
    assert guard.most_tokens == 100
    assert guard.counts == {"cooler": 1, "fewer": 1, "shorter": 1, "emptied": 2}


def test_below_the_line_but_without_room_nothing_changes() -> None:
    """Else it would go up and down at the line."""
    guard, _ = guard_of(FULL, *[BETWEEN] * 50)
    assert guard.rung is Rung.COOLER


def test_a_single_look_with_room_is_no_recovery() -> None:
    """Room must be found five times in a row."""
    guard, _ = guard_of(FULL, *[ROOM, ROOM, ROOM, ROOM, BETWEEN] * 5)
    assert guard.rung is Rung.COOLER


def test_recovery_goes_down_as_it_came() -> None:
    """A rung at a time, to where it began."""
    guard, model = guard_of(*[FULL] * 11, *[ROOM] * 15)
    assert guard.rung is Rung.CALM
    assert model.relief[-3:] == [(0.1, 0.5), (0.1, 1.0), (0.0, 1.0)]
    assert guard.most_tokens is None
    assert guard.counts["cooler_ended"] == 1


def test_a_new_shortage_is_met_at_once() -> None:
    """Whenever temperatures are as they were asked for."""
    guard, _ = guard_of(FULL, *[ROOM] * 5, FULL)
    assert guard.cooling == 0.1


def test_an_answer_is_told_of_what_held_and_what_came() -> None:
    """Not of what was over when it began."""
    model = ScriptedChat()
    shares = [FULL] * 6 + [ROOM] * 5 + [FULL] * 5
    guard = MemoryGuard(ScriptedMemory(*shares), model, short_answer=100)
    for _ in range(11):
        guard.look()
    moment = guard.now()
    assert [(one.rung, one.is_over) for one in guard.since(moment)] == [(Rung.COOLER, False)]
    for _ in range(5):
        guard.look()
    assert [one.rung for one in guard.since(moment)] == [Rung.COOLER, Rung.FEWER]


@given(st.lists(st.floats(min_value=0, max_value=1.5), max_size=80))
def test_any_readings_leave_a_guard_that_can_recover(shares: list[float]) -> None:
    """A rung is a step from the one before, and room brings back what was asked for."""
    model = ScriptedChat()
    guard = MemoryGuard(ScriptedMemory(*shares, ROOM), model, short_answer=100)
    for _ in shares:
        before = guard.rung
        guard.look()
        assert abs(guard.rung - before) <= 1
        assert (guard.cooling > 0) == (guard.rung >= Rung.COOLER)
    for _ in range(30):
        guard.look()
    assert guard.rung is Rung.CALM
    assert [change for change in model.relief if change != "emptied"][-1:] in ([], [(0.0, 1.0)])
