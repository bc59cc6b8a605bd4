"""Tests of `setpoint.engine.service`."""

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from queue import SimpleQueue

import pytest
import torch
from fakes.networks import random_qwen2

from setpoint.engine.build import prepare
from setpoint.engine.engine import Engine
from setpoint.engine.schedule import Row
from setpoint.engine.service import Service, Ticket
from setpoint.errors import ServiceClosedError, ServiceFullError
from setpoint.protocols import ServiceState
from setpoint.records import FinishReason, GenerationRequest, SampleKey, Sampling

STOP = frozenset({256})
SLOTS = 6


def make_row(seed: int, *, room: int = 20, temperature: float = 0.9) -> Row:
    """Returns a row of one of three prompts."""
    request = GenerationRequest(
        key=SampleKey(problem_id="p", arm=f"T={temperature}", run=seed),
        prompt="",
        sampling=Sampling(temperature=temperature),
        seed=seed,
        max_new_tokens=room,
    )
    prompt = tuple(range(seed % 3, seed % 3 + 9))
    return Row(request=request, prompt_ids=prompt, room=room)


def make_engine(slots: int = SLOTS) -> Engine:
    """Returns an engine of the random network."""
    forward = prepare(random_qwen2()).forward(slots=slots, capacity=64)
    return Engine(forward, slots=slots, stop_ids=STOP)


@pytest.fixture
def service() -> Iterator[Service]:
    """Returns a service that is closed after the test."""
    running = Service(make_engine(), most_waiting=10_000)
    yield running
    running.close()


@pytest.fixture(scope="module")
def expected() -> Callable[[int], list[int]]:
    """Returns the tokens of a row that is run alone, by seed."""
    known: dict[int, list[int]] = {}

    def tokens(seed: int) -> list[int]:
        if seed not in known:
            (row,) = make_engine().run([make_row(seed)], lambda _: None)
            known[seed] = row.emitted
        return known[seed]

    return tokens


def test_tokens_arrive_in_order_and_end(
    service: Service, expected: Callable[[int], list[int]]
) -> None:
    """A streamed row gives what the engine alone gives."""
    tickets = [service.submit(make_row(seed)) for seed in range(10)]

    for seed, ticket in enumerate(tickets):
        assert list(ticket) == expected(seed)
        assert ticket.row.finish_reason in (FinishReason.STOP, FinishReason.LENGTH)


def test_a_thousand_operations_from_eight_threads(
    service: Service, expected: Callable[[int], list[int]]
) -> None:
    """Submitting, streaming and cancelling at random loses or doubles no token, leaks no slot."""
    faults: list[str] = []

    def visitor(number: int) -> None:
        dice = random.Random(number)
        for _ in range(60):
            seed = dice.randrange(12)
            ticket = service.submit(make_row(seed))
            patience = dice.choice((0, 3, 1000, 1000))
            got = []
            if patience == 0:
                ticket.cancel()
            for token in ticket:
                got.append(token)
                if len(got) == patience:
                    ticket.cancel()
            whole = expected_tokens[seed]
            if got != whole[: len(got)]:
                faults.append(f"{seed}: {got} is not the beginning of {whole}")
            if ticket.row.finish_reason is not FinishReason.CANCELLED and got != whole:
                faults.append(f"{seed}: ended after {got}")

    expected_tokens = {seed: expected(seed) for seed in range(12)}
    threads = [threading.Thread(target=visitor, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    assert not any(thread.is_alive() for thread in threads)
    assert faults == []
    assert list(service.submit(make_row(1))) == expected(1)
    assert service.report.live_rows == service.report.waiting_rows == 0


def test_a_full_queue_refuses_at_once() -> None:
    """The number that waits is named, and what was accepted is not disturbed."""
    service = Service(make_engine(slots=1), most_waiting=2)
    tickets: list[Ticket] = []

    def crowd() -> None:
        tickets.extend(service.submit(make_row(seed, room=50)) for seed in range(50))

    with pytest.raises(ServiceFullError, match="2 answers wait"):
        crowd()
    service.close()

    assert 2 <= len(tickets) < 50
    assert all(ticket.row.finish_reason for ticket in tickets)


def test_closing_ends_what_runs() -> None:
    """Every iteration ends, nothing hangs, and nothing more is taken."""
    service = Service(make_engine(), most_waiting=100)
    tickets = [service.submit(make_row(seed, room=50)) for seed in range(20)]
    service.close()

    for ticket in tickets:
        assert list(ticket) == ticket.row.emitted
        assert ticket.row.finish_reason is not None
    with pytest.raises(ServiceClosedError):
        service.submit(make_row(0))


def test_a_fault_of_the_engine_reaches_whoever_waits() -> None:
    """Nobody is left hanging."""
    forward = prepare(random_qwen2()).forward(slots=2, capacity=64)

    def broken(_tokens: object) -> torch.Tensor:
        raise RuntimeError("out of memory")

    forward.decode = broken  # type: ignore[method-assign, assignment]
    service = Service(Engine(forward, slots=2, stop_ids=STOP), most_waiting=9)
    ticket = service.submit(make_row(0))

    with pytest.raises(RuntimeError, match="out of memory"):
        list(ticket)
    with pytest.raises(ServiceClosedError, match="RuntimeError: out of memory"):
        service.submit(make_row(1))
    assert service.state is ServiceState.FAILED


def test_cooling_reaches_rows_that_run_and_rows_to_come(service: Service) -> None:
    """Every token is recorded with the temperature at which it was drawn."""
    running = service.submit(make_row(1, room=50))
    tokens = iter(running)
    next(tokens)
    service.adjust(cooling=0.1, most_rows=SLOTS)
    rest = list(tokens)
    later = service.submit(make_row(2))
    assert list(later) == later.row.emitted

    temperatures = running.row.temperatures
    assert len(temperatures) == len(rest) + 1
    assert temperatures[0] == 0.9
    assert temperatures == sorted(temperatures, reverse=True)
    assert set(later.row.temperatures) == {0.8}


def test_cooling_that_ends_leaves_no_trace(
    service: Service, expected: Callable[[int], list[int]]
) -> None:
    """Rows are as they would have been."""
    service.adjust(cooling=0.1, most_rows=1)
    service.adjust(cooling=0.0, most_rows=SLOTS)
    assert list(service.submit(make_row(1))) == expected(1)


def test_a_limit_admits_fewer_and_loses_none(expected: Callable[[int], list[int]]) -> None:
    """Rows wait longer, and say the same."""
    forward = prepare(random_qwen2()).forward(slots=SLOTS, capacity=64)
    most: list[int] = []
    decode = forward.decode

    def counting(tokens: Sequence[int]) -> torch.Tensor:
        most.append(len(tokens))
        return decode(tokens)

    forward.decode = counting  # type: ignore[method-assign]
    service = Service(Engine(forward, slots=SLOTS, stop_ids=STOP), most_waiting=100)
    service.adjust(cooling=0.0, most_rows=2)
    tickets = [service.submit(make_row(seed)) for seed in range(12)]

    assert [list(ticket) for ticket in tickets] == [expected(seed) for seed in range(12)]
    assert max(most) == 2
    service.close()


def test_a_stop_waits_for_what_runs(expected: Callable[[int], list[int]]) -> None:
    """And takes nothing more meanwhile."""
    service = Service(make_engine(), most_waiting=100)
    tickets = [service.submit(make_row(seed)) for seed in range(10)]
    service.close(drain_seconds=600)

    assert [list(ticket) for ticket in tickets] == [expected(seed) for seed in range(10)]
    assert service.state is ServiceState.STOPPING
    with pytest.raises(ServiceClosedError):
        service.submit(make_row(0))


def test_errands_run_between_steps_also_while_nothing_else_does(service: Service) -> None:
    """In the service's own thread."""
    names: SimpleQueue[str] = SimpleQueue()
    service.between_steps(lambda: names.put(threading.current_thread().name))
    assert names.get(timeout=60) == "engine"
