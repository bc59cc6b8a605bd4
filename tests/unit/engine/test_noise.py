"""The noise is Gumbel, and a pure function of its key."""

import math

import pytest
import torch
from scipy import stats

from setpoint.engine.noise import BLOCK, as_int64, block_peaks, gumbel, stream_keys


def draws(seed: int, position: int, tokens: int) -> torch.Tensor:
    """Returns (tokens,) noise of one row at one position."""
    keys = stream_keys(torch.tensor([as_int64(seed)]), torch.tensor([position]))
    return gumbel(keys.unsqueeze(-1), torch.arange(tokens)).squeeze(0)


def test_noise_follows_the_gumbel_distribution() -> None:
    """Kolmogorov-Smirnov on 200,000 draws; false alarm with probability 1e-4 (seed is fixed)."""
    noise = draws(seed=7, position=3, tokens=200_000).numpy()
    assert stats.kstest(noise, "gumbel_r").pvalue > 1e-4


def test_neighbouring_positions_and_seeds_are_independent() -> None:
    """Correlations of 100,000 pairs stay under 4 standard errors (false alarm 2e-4 in all)."""
    here = draws(seed=7, position=3, tokens=100_000)
    for other in (draws(seed=7, position=4, tokens=100_000), draws(8, 3, 100_000)):
        correlation = torch.corrcoef(torch.stack([here, other]))[0, 1].item()
        assert abs(correlation) < 4 / math.sqrt(100_000)


def test_noise_is_the_same_whatever_else_is_asked() -> None:
    """A token's noise does not depend on which other tokens are asked for."""
    keys = stream_keys(torch.tensor([as_int64(2**64 - 1)]), torch.tensor([0]))
    alone = gumbel(keys, torch.tensor([41]))
    assert alone.item() == draws(seed=2**64 - 1, position=0, tokens=100)[41].item()


def test_noise_has_known_values() -> None:
    """The bits are part of the contract: a change would silently change every old sample."""
    values = draws(seed=1, position=0, tokens=3).tolist()
    assert values == pytest.approx(KNOWN_VALUES, abs=1e-12)


def test_a_block_peak_is_the_largest_noise_of_its_tokens() -> None:
    """Whose it is as well; the sampler skips blocks on the strength of it."""
    noise = draws(seed=5, position=1, tokens=100 * BLOCK).view(100, BLOCK)
    keys = stream_keys(torch.tensor([as_int64(5)]), torch.tensor([1]))
    peaks, owners = block_peaks(keys.unsqueeze(-1), torch.arange(100))

    assert torch.equal(peaks.squeeze(0), noise.amax(-1))
    assert torch.equal(owners.squeeze(0), noise.argmax(-1) + torch.arange(100) * BLOCK)


def test_noise_within_a_block_is_independent() -> None:
    """Neighbours of 100,000 pairs are uncorrelated (false alarm 6e-5), and all are Gumbel."""
    noise = draws(seed=3, position=9, tokens=200_000)
    correlation = torch.corrcoef(noise.view(-1, 2).T)[0, 1].item()

    assert abs(correlation) < 4 / math.sqrt(100_000)
    assert stats.kstest(noise[17::BLOCK].numpy(), "gumbel_r").pvalue > 1e-4


KNOWN_VALUES = [0.5998266677883364, 0.20710308226594853, -0.7649627891069413]
