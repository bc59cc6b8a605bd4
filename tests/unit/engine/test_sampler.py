"""Draws follow softmax(z / T) after truncation, row by row."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from setpoint.engine.draw import Draw
from setpoint.engine.noise import as_int64, gumbel, stream_keys
from setpoint.engine.sampler import sample
from setpoint.records import Sampling

DRAWS = 20_000
FALSE_ALARM = 1e-4


def draw_each(
    logits: torch.Tensor, settings: list[Sampling], seeds: list[int], positions: list[int]
) -> list[int]:
    """Draws one token from each row."""
    draws = [
        Draw(seed=seed, position=position, settings=[setting])
        for setting, seed, position in zip(settings, seeds, positions, strict=True)
    ]
    return [tokens[0] for tokens in sample(logits, draws) if tokens is not None]


def draw_many(logits: torch.Tensor, setting: Sampling, draws: int = DRAWS) -> torch.Tensor:
    """Returns counts by token over independent rows with the same logits."""
    rows = logits.expand(draws, -1)
    tokens = draw_each(rows, [setting] * draws, list(range(draws)), [0] * draws)
    return torch.bincount(torch.tensor(tokens), minlength=logits.shape[-1])


@pytest.mark.parametrize("temperature", [0.1, 0.6, 1.2])
def test_draws_follow_the_tempered_softmax(temperature: float) -> None:
    """Chi-square of 20,000 draws; a right sampler fails with probability 1e-4 (seeds fixed)."""
    logits = torch.tensor([2.0, 1.9, 1.5, 1.0, 0.5, 0.0, -1.0, -2.0])
    counts = draw_many(logits, Sampling(temperature=temperature)).double()
    expected = (logits.double() / temperature).softmax(-1) * DRAWS
    enough = expected >= 5
    observed = torch.cat([counts[enough], counts[~enough].sum()[None]])
    wanted = torch.cat([expected[enough], expected[~enough].sum()[None]])
    kept = wanted > 0.5
    pvalue = stats.chisquare(
        observed[kept], wanted[kept] * observed[kept].sum() / wanted[kept].sum()
    ).pvalue
    assert pvalue > FALSE_ALARM


def test_temperature_zero_takes_the_first_of_the_likeliest() -> None:
    """Greedy, with ties going to the smaller token."""
    logits = torch.tensor([[0.0, 3.0, 3.0, 1.0]])
    assert draw_each(logits, [Sampling(temperature=0)], [9], [0]) == [1]


@given(
    seed=st.integers(0, 2**64 - 1),
    position=st.integers(0, 5000),
    temperature=st.sampled_from([0.0, 0.1, 0.6, 1.2, 2.0]),
)
def test_pruning_never_changes_the_winner(seed: int, position: int, temperature: float) -> None:
    """The candidates that are scored always hold the argmax over the whole vocabulary."""
    logits = torch.randn(1, 500, generator=torch.Generator().manual_seed(seed % 2**32)) * 4
    keys = stream_keys(torch.tensor([as_int64(seed)]), torch.tensor([position]))
    noise = gumbel(keys.unsqueeze(-1), torch.arange(500))
    everything = (logits + temperature * noise).argmax(-1)
    drawn = draw_each(logits, [Sampling(temperature=temperature)], [seed], [position])
    assert drawn == everything.tolist()


def test_rows_do_not_see_each_other() -> None:
    """A row draws the same token alone and among rows with other settings, in any order."""
    logits = torch.randn(6, 300, generator=torch.Generator().manual_seed(1))
    settings = [
        Sampling(temperature=0.0),
        Sampling(temperature=0.3, top_k=5),
        Sampling(temperature=0.6, top_p=0.9),
        Sampling(temperature=0.9, min_p=0.1),
        Sampling(temperature=1.2),
        Sampling(temperature=1.2, top_k=20, top_p=0.8, min_p=0.01),
    ]
    seeds, positions = [11, 12, 13, 14, 15, 16], [0, 1, 2, 3, 4, 5]
    together = draw_each(logits, settings, seeds, positions)
    backwards = draw_each(logits.flip(0), settings[::-1], seeds[::-1], positions[::-1])
    alone = [
        draw_each(logits[i : i + 1], [settings[i]], [seeds[i]], [positions[i]])[0] for i in range(6)
    ]
    assert together == alone == backwards[::-1]


@pytest.mark.parametrize(
    ("setting", "allowed"),
    [
        (Sampling(temperature=2.0, top_k=2), {0, 1}),
        (Sampling(temperature=2.0, min_p=0.6), {0, 1}),
        (Sampling(temperature=1.0, top_p=0.6), {0, 1}),
        (Sampling(temperature=1.0, top_p=0.3), {0}),
        (Sampling(temperature=1.0, top_k=10), {0, 1, 2, 3}),
    ],
)
def test_truncation_keeps_exactly_the_named_tokens(setting: Sampling, allowed: set[int]) -> None:
    """Probabilities are 0.4, 0.3, 0.2, 0.1: each setting keeps the set it defines."""
    logits = torch.tensor([0.4, 0.3, 0.2, 0.1]).log()
    counts = draw_many(logits, setting, draws=2000)
    assert set(counts.nonzero().flatten().tolist()) == allowed


def test_min_p_does_not_depend_on_the_temperature() -> None:
    """min-p is taken of the raw probabilities, so that arms of one sweep keep the same tokens."""
    logits = torch.tensor([0.6, 0.3, 0.1]).log()
    for temperature in (0.5, 5.0):
        counts = draw_many(logits, Sampling(temperature=temperature, min_p=0.4), draws=2000)
        assert counts[2] == 0
        assert counts[1] > 0


def test_unusable_rows_are_told_apart() -> None:
    """NaN and an infinite maximum are unusable; minus infinity alone is an excluded token."""
    inf = torch.inf
    logits = torch.tensor([[1.0, 2.0], [torch.nan, 1.0], [inf, 0.0], [-inf, 0.0], [-inf, -inf]])
    draws = [Draw(seed=1, position=0, settings=[Sampling(temperature=1.0)])] * 5
    usable = [tokens is not None for tokens in sample(logits, draws)]
    assert usable == [True, False, False, True, False]


def test_settings_of_one_row_share_its_noise() -> None:
    """Drawing several settings at once gives what drawing each alone gives."""
    logits = torch.randn(1, 300, generator=torch.Generator().manual_seed(2)) * 3
    settings = [
        Sampling(temperature=0.0),
        Sampling(temperature=0.6),
        Sampling(temperature=1.2),
        Sampling(temperature=1.2, top_k=3),
        Sampling(temperature=0.9, top_p=0.5),
    ]
    alone = [draw_each(logits, [setting], [5], [7])[0] for setting in settings]

    assert sample(logits, [Draw(seed=5, position=7, settings=settings)]) == [alone]


def test_equal_settings_of_one_row_draw_one_token() -> None:
    """As the arms of a grid do while they share a thought; each has its place all the same."""
    logits = torch.randn(1, 300, generator=torch.Generator().manual_seed(4)) * 3
    settings = [Sampling(temperature=level, top_k=9) for level in (2.0, 0.0, 2.0, 2.0)]
    hot, cold = (draw_each(logits, [setting], [5], [7])[0] for setting in settings[:2])

    drawn = sample(logits, [Draw(seed=5, position=7, settings=settings)])

    assert hot != cold
    assert drawn == [[hot, cold, hot, hot]]
