"""Tests of `setpoint.engine.schedule`."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from setpoint.engine.blocks import TokenBlocks
from setpoint.engine.schedule import Row, Schedule
from setpoint.records import Block, FinishReason, GenerationRequest, SampleKey, Sampling

STOP = frozenset({0})


def make_row(name: int, *, seed: int = 0, prompt: Sequence[int] = (1,), room: int = 99) -> Row:
    """Returns a waiting row."""
    request = GenerationRequest(
        key=SampleKey(problem_id="p", arm=str(name), run=seed),
        prompt="",
        sampling=Sampling(temperature=1.0),
        seed=seed,
        max_new_tokens=room,
    )
    return Row(request=request, prompt_ids=tuple(prompt), room=room)


def waiting(rows: Sequence[Row], *, slots: int, shares: bool = True) -> Schedule:
    """Returns a schedule with waiting rows."""
    schedule = Schedule(slots=slots, shares=shares)
    schedule.add(rows)
    return schedule


def bundles(schedule: Schedule) -> list[list[str]]:
    """Returns the names of the rows of each branch in the batch."""
    return [[row.request.key.arm for row in branch.rows] for branch in schedule.live]


def test_rows_of_one_prompt_and_seed_start_together() -> None:
    """Another seed, or another prompt, is another branch."""
    rows = [make_row(0), make_row(1), make_row(2, seed=1), make_row(3, seed=1, prompt=(2,))]
    schedule = waiting(rows, slots=9)

    assert [slot for slot, _ in schedule.admit()] == [0, 1, 2]
    assert bundles(schedule) == [["0", "1"], ["2"], ["3"]]


def test_rows_part_where_their_tokens_differ() -> None:
    """The first token's rows stay in their slot; the others' slots are copies of it."""
    schedule = waiting([make_row(n) for n in range(4)], slots=9)
    list(schedule.admit())
    for row, token in zip(schedule.live[0].rows, (5, 7, 5, 8), strict=True):
        row.append(token, STOP)

    ended, copies = schedule.settle()

    assert ended == []
    assert bundles(schedule) == [["0", "2"], ["1"], ["3"]]
    assert [(copy.source, copy.target) for copy in copies] == [(0, 1), (0, 2)]


def test_a_waiting_row_can_be_withdrawn() -> None:
    """One in the batch cannot; the others of its bundle stay."""
    rows = [make_row(0), make_row(1), make_row(2, seed=1)]
    schedule = waiting(rows, slots=9)

    assert schedule.withdraw(rows[1])
    assert schedule.withdraw(rows[2])
    assert schedule.waiting == 1
    list(schedule.admit())
    assert not schedule.withdraw(rows[0])


def test_a_bundle_waits_until_all_of_it_fits() -> None:
    """Rows that start together are computed as one."""
    schedule = waiting([make_row(0), make_row(1, seed=1), make_row(2, seed=1)], slots=2)
    list(schedule.admit())

    assert bundles(schedule) == [["0"]]
    assert schedule.waiting == 2


def test_without_sharing_every_row_is_its_own() -> None:
    """This is how the saving is measured."""
    schedule = waiting([make_row(0), make_row(1)], slots=9, shares=False)
    list(schedule.admit())

    assert bundles(schedule) == [["0"], ["1"]]


def test_a_row_ends_at_a_stop_token_a_loop_or_the_end_of_its_room() -> None:
    """Each with its own reason."""
    stopped, looping, full = make_row(0), make_row(1, room=1000), make_row(2, room=3)
    while stopped.finish_reason is None:
        stopped.append(5 - len(stopped.emitted), STOP)
    while looping.finish_reason is None:
        looping.append(1 + len(looping.emitted) % 7, STOP)
    while full.finish_reason is None:
        full.append(1 + len(full.emitted), STOP)

    assert stopped.finish_reason is FinishReason.STOP
    assert stopped.emitted == [5, 4, 3, 2, 1, 0]
    assert looping.finish_reason is FinishReason.LOOP
    assert len(looping.emitted) < 512
    assert full.finish_reason is FinishReason.LENGTH
    assert len(full.emitted) == 3


def test_a_token_is_drawn_at_the_temperature_of_its_block() -> None:
    """Blocks without a temperature of their own have that of the row."""
    pieces = {1: "<think>", 2: "a", 3: "</think>", 4: "\n``", 5: "`", 6: "x\n```\n"}
    row = make_row(0)
    own = Sampling(temperature=0.5, top_p=0.9, blocks=((Block.THINK, 0.1), (Block.CODE, 0.9)))
    row.request = replace(row.request, sampling=own)
    row.blocks = TokenBlocks(pieces.__getitem__, opens_in_thought=False)
    drawn_at = []
    for token in (1, 2, 3, 4, 5, 2, 6, 2, 1, 2):
        drawn_at.append(row.sampling.temperature)
        row.append(token, STOP)

    assert drawn_at == [0.5, 0.1, 0.1, 0.5, 0.5, 0.9, 0.9, 0.5, 0.5, 0.1]
    assert row.sampling == Sampling(temperature=0.1, top_p=0.9)


@given(
    seeds=st.lists(st.integers(0, 3), min_size=1, max_size=30).map(sorted),
    slots=st.integers(1, 8),
    choices=st.lists(st.integers(0, 3), min_size=60, max_size=60),
)
def test_memory_follows_every_row_to_its_end(
    seeds: list[int], slots: int, choices: list[int]
) -> None:
    """After each step slot i holds the text of branch i, and never more rows live than slots."""
    rows = [make_row(n, seed=seed, room=7) for n, seed in enumerate(seeds)]
    schedule = waiting(rows, slots=slots)
    memory: list[list[int]] = [[] for _ in range(slots)]
    tokens = iter(choices * 1000)
    ended: list[Row] = []
    while not schedule.is_done:
        for slot, branch in schedule.admit():
            memory[slot] = []
            for row in branch.rows:
                row.append(next(tokens), STOP)
        ended += settle(schedule, memory)
        assert schedule.rows <= slots
        for slot, branch in enumerate(schedule.live):
            memory[slot].append(branch.emitted[-1])
            assert memory[slot] == branch.emitted
            assert all(row.emitted == branch.emitted for row in branch.rows)
            for row in branch.rows:
                row.append(next(tokens), STOP)
        ended += settle(schedule, memory)
    assert sorted(int(row.request.key.arm) for row in ended) == list(range(len(rows)))


def settle(schedule: Schedule, memory: list[list[int]]) -> list[Row]:
    """Lets branches part, and copies memory as told."""
    ended, copies = schedule.settle()
    for copy in copies:
        memory[copy.target] = list(memory[copy.source])
    return ended
