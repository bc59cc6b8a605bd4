"""Rows of one batch: exact, independent, ended where they must end."""

from collections.abc import Sequence
from typing import Any

import pytest
import torch
from fakes.networks import random_qwen2
from transformers import PreTrainedModel

from setpoint.engine.build import prepare
from setpoint.engine.engine import Engine
from setpoint.engine.forward import Forward
from setpoint.engine.native import NativeForward
from setpoint.engine.rotary import Rotation
from setpoint.engine.rows import RowForward
from setpoint.engine.schedule import Row
from setpoint.engine.weights import LayerWeights
from setpoint.records import FinishReason, GenerationRequest, SampleKey, Sampling, StepReport

STOP = frozenset({256})
both_ways = pytest.mark.parametrize("is_recorded", [False, True])
PROMPTS = [(5, 9, 200), (1, 2, 3, 4, 5, 6, 7), tuple(range(30, 90))]


def make_row(prompt: Sequence[int], temperature: float, seed: int, room: int = 24) -> Row:
    """Returns a waiting row."""
    request = GenerationRequest(
        key=SampleKey(problem_id=str(prompt), arm=f"T={temperature}", run=seed),
        prompt="",
        sampling=Sampling(temperature=temperature),
        seed=seed,
        max_new_tokens=room,
    )
    return Row(request=request, prompt_ids=tuple(prompt), room=room)


def sixty_rows() -> list[Row]:
    """Returns 3 prompts x 4 temperatures x 5 seeds, with ragged lengths."""
    return [
        make_row(prompt, temperature, seed, room=10 + 3 * seed)
        for prompt in PROMPTS
        for seed in range(5)
        for temperature in (0.0, 0.3, 0.8, 1.2)
    ]


def native(*, slots: int, capacity: int = 128, is_recorded: bool = False) -> NativeForward:
    """Returns the native forward of the random network."""
    weights = prepare(random_qwen2()).weights
    assert weights is not None
    return NativeForward(weights, slots=slots, capacity=capacity, is_recorded=is_recorded)


def run(
    rows: Sequence[Row],
    *,
    slots: int = 64,
    forward: Forward | None = None,
    shares: bool = True,
    stop_ids: frozenset[int] = STOP,
    is_recorded: bool = False,
) -> dict[SampleKey, list[int]]:
    """Runs rows in a fresh engine; returns tokens by key."""
    forward = forward or native(slots=slots, is_recorded=is_recorded)
    engine = Engine(forward, slots=slots, stop_ids=stop_ids, shares=shares)
    return {row.request.key: row.emitted for row in engine.run(rows, lambda _: None)}


def oracle(network: PreTrainedModel, row: Row) -> list[int]:
    """Returns greedy tokens by recomputing the whole text for every token."""
    ids = list(row.prompt_ids)
    while len(ids) - len(row.prompt_ids) < row.room:
        logits = network(input_ids=torch.tensor([ids])).logits[0, -1]
        ids.append(int(logits.argmax()))
        if ids[-1] in STOP:
            break
    return ids[len(row.prompt_ids) :]


@both_ways
def test_tokens_do_not_depend_on_company_order_or_slots(is_recorded: bool) -> None:  # noqa: FBT001
    """In float32 a row's tokens are the same alone, among 60, reversed, and in small batches."""
    together = run(sixty_rows(), is_recorded=is_recorded)
    assert together == run(sixty_rows()[::-1], is_recorded=is_recorded)
    assert together == run(sixty_rows(), slots=7, is_recorded=is_recorded)
    assert together == run(sixty_rows(), shares=False, is_recorded=is_recorded)
    for row in sixty_rows()[::11]:
        assert run([row], is_recorded=is_recorded)[row.request.key] == together[row.request.key]


def entropies(rows: Sequence[Row], *, slots: int = 64, shares: bool = True) -> dict[SampleKey, Any]:
    """Runs rows in a fresh engine that measures; returns tokens and mean entropy by key."""
    engine = Engine(native(slots=slots), slots=slots, stop_ids=STOP, shares=shares, measures=True)
    return {
        row.request.key: (row.emitted, row.mean_entropy) for row in engine.run(rows, lambda _: None)
    }


def test_entropies_do_not_depend_on_company_order_or_slots() -> None:
    """In float32 to the digit, and measuring changes no token."""
    together = entropies(sixty_rows())
    assert together == entropies(sixty_rows(), shares=False)
    assert together == entropies(sixty_rows()[::-1])
    assert together == entropies(sixty_rows(), slots=7)
    assert {key: tokens for key, (tokens, _) in together.items()} == run(sixty_rows())


def test_rows_that_are_computed_as_one_have_their_own_entropies() -> None:
    """None at temperature 0, and the more the hotter, while their tokens are the same."""
    rows = [make_row(PROMPTS[1], temperature, seed=0, room=1) for temperature in (0.0, 0.01, 0.1)]
    found = [mean for _, mean in entropies(rows).values()]
    assert found[0] == 0
    assert 0 < found[1] < found[2]


def test_an_engine_measures_only_if_it_is_asked_to() -> None:
    """A server has no use for it."""
    engine = Engine(native(slots=8), slots=8, stop_ids=STOP)
    assert all(row.mean_entropy is None for row in engine.run(sixty_rows()[:8], lambda _: None))


@both_ways
def test_greedy_equals_full_recomputation(is_recorded: bool) -> None:  # noqa: FBT001
    """The cached batch gives the tokens of an uncached pass over the whole text."""
    rows = [make_row(prompt, 0.0, seed=0) for prompt in PROMPTS]
    tokens = run(rows, is_recorded=is_recorded)
    network = random_qwen2()
    with torch.inference_mode():
        for row in rows:
            assert tokens[row.request.key] == oracle(network, row)


def test_any_architecture_gives_the_same_tokens_row_by_row() -> None:
    """The generic forward, with the model's own cache, agrees with the slots."""
    rows = RowForward(random_qwen2(), slots=64)
    assert run(sixty_rows()[:12], forward=rows) == run(sixty_rows()[:12])


def test_the_seed_decides_the_tokens() -> None:
    """Different seeds differ, equal seeds agree."""
    first, again, other = (run([make_row(PROMPTS[1], 1.0, seed)]) for seed in (1, 1, 2))
    assert first == again
    assert list(first.values()) != list(other.values())


def test_rows_end_at_the_stop_token_or_at_their_room() -> None:
    """STOP rows end with a stop token and have no other; LENGTH rows fill their room."""
    rows = list(
        Engine(
            native(slots=8),
            slots=8,
            stop_ids=frozenset(range(40)),
        ).run([make_row(PROMPTS[0], 1.2, seed, room=6) for seed in range(40)], lambda _: None)
    )
    reasons = {row.finish_reason for row in rows}
    assert reasons == {FinishReason.STOP, FinishReason.LENGTH}
    for row in rows:
        ended = row.emitted[-1] < 40
        assert ended == (row.finish_reason is FinishReason.STOP)
        assert all(token >= 40 for token in row.emitted[:-1])
        assert ended or len(row.emitted) == 6


def test_a_prompt_is_computed_once() -> None:
    """Twenty rows of two prompts cost two prefills, though the batch holds seven."""
    forward = native(slots=7)
    calls: list[int] = []
    prefill = forward.prefill

    def counted(token_ids: Sequence[int]) -> object:
        calls.append(len(token_ids))
        return prefill(token_ids)

    forward.prefill = counted  # type: ignore[assignment, method-assign]
    rows = [make_row(prompt, 0.9, seed) for prompt in PROMPTS[:2] for seed in range(10)]
    assert len(list(Engine(forward, slots=7, stop_ids=STOP).run(rows, lambda _: None))) == 20
    assert calls == [3, 7]


def test_progress_adds_up() -> None:
    """The last report counts every emitted token, no waiting row, and no more computed."""
    reports: list[StepReport] = []
    engine = Engine(native(slots=9), slots=9, stop_ids=STOP)
    rows = list(engine.run(sixty_rows(), reports.append))
    assert reports[-1].tokens_emitted == sum(len(row.emitted) for row in rows)
    assert 0 < reports[-1].tokens_computed < reports[-1].tokens_emitted - len(rows)
    assert (reports[-1].live_rows, reports[-1].waiting_rows) == (0, 0)
    assert max(report.live_rows for report in reports) <= 9


class Poison:
    """Makes one row's states NaN in one layer of one decode step."""

    def __init__(self, forward: NativeForward, *, layer: int, step: int) -> None:
        self._project = forward._project
        self._calls = 0
        self._first = 2 * step + layer  # the network has two layers
        forward._project = self  # type: ignore[method-assign]

    def __call__(
        self, layer: LayerWeights, states: torch.Tensor, rotation: Rotation
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Projects, as the forward does."""
        if len(states) == 8:  # a batch, not a prompt of seven tokens
            if self._calls == self._first:
                states = states.clone()
                states[1] = torch.nan
            self._calls += 1
        return self._project(layer, states, rotation)


def poisoned_run(*, layer: int, step: int, is_recorded: bool) -> dict[int, Row]:
    """Returns four rows by seed, the second of which meets NaN."""
    forward = native(slots=8, is_recorded=is_recorded)
    Poison(forward, layer=layer, step=step)
    rows = [make_row(PROMPTS[1], 0.8, seed, room=12) for seed in range(4)]
    ended = Engine(forward, slots=8, stop_ids=frozenset()).run(rows, lambda _: None)
    return {row.request.key.run: row for row in ended}


@both_ways
@pytest.mark.parametrize("layer", [0, 1])
@pytest.mark.parametrize("step", [0, 3, 10])
def test_a_row_whose_logits_are_not_finite_is_rescued(
    layer: int,
    step: int,
    is_recorded: bool,  # noqa: FBT001
) -> None:
    """It goes on from float32 logits and says so; no other row notices."""
    rows = poisoned_run(layer=layer, step=step, is_recorded=is_recorded)
    again = [make_row(PROMPTS[1], 0.8, seed, room=12) for seed in range(4)]
    clean = run(again, stop_ids=frozenset())

    assert [rows[seed].rescues for seed in range(4)] == [0, 1, 0, 0]
    for row in rows.values():
        assert row.emitted == clean[row.request.key]
        assert row.finish_reason is FinishReason.LENGTH


def test_a_row_that_cannot_be_rescued_ends_alone() -> None:
    """If float32 does not help either, the row ends as NON_FINITE and its slot is clean."""
    forward = native(slots=8)
    rescue = forward.rescue
    forward.rescue = lambda slot, token_ids: rescue(slot, token_ids) * torch.nan  # type: ignore[method-assign]
    Poison(forward, layer=1, step=2)
    rows = [make_row(PROMPTS[1], 0.8, seed, room=12) for seed in range(12)]
    ended = {
        row.request.key.run: row
        for row in Engine(forward, slots=8, stop_ids=frozenset()).run(rows, lambda _: None)
    }
    again = [make_row(PROMPTS[1], 0.8, seed, room=12) for seed in range(12)]
    clean = run(again, stop_ids=frozenset())

    assert ended[1].finish_reason is FinishReason.NON_FINITE
    assert len(ended[1].emitted) == 3
    for seed in set(range(12)) - {1}:
        assert ended[seed].emitted == clean[ended[seed].request.key]
