"""Entropies of the distributions from which tokens are drawn."""

import math

import pytest
import torch
from scipy import stats

from setpoint.engine.draw import Draw
from setpoint.engine.entropy import measure_entropies
from setpoint.records import Sampling


def measured(*settings: Sampling) -> Draw:
    """Returns a draw that is to be measured."""
    return Draw(seed=16, position=0, settings=settings)


def entropy(logits: torch.Tensor, setting: Sampling) -> float:
    """Returns the entropy of one row at one setting."""
    ((found,),) = measure_entropies(logits.unsqueeze(0), [measured(setting)]).values()
    return found


def random_logits(rows: int, vocabulary: int) -> torch.Tensor:
    """Returns logits as a model might have them."""
    return torch.randn(rows, vocabulary, generator=torch.Generator().manual_seed(3)) * 3


@pytest.mark.parametrize("temperature", [0.05, 0.3, 1.0, 2.0])
@pytest.mark.parametrize("vocabulary", [7, 64, 1000])
def test_it_is_that_of_the_tempered_softmax(temperature: float, vocabulary: int) -> None:
    """As SciPy computes it in double precision."""
    logits = random_logits(1, vocabulary)[0]
    wanted = stats.entropy((logits.double() / temperature).softmax(-1).numpy())
    assert entropy(logits, Sampling(temperature=temperature)) == pytest.approx(wanted, abs=1e-5)


def test_even_odds_give_the_logarithm_of_their_number() -> None:
    """At any temperature; excluded tokens do not count."""
    logits = torch.tensor([5.0, 5.0, -torch.inf, 5.0, 5.0])
    for temperature in (1e-6, 0.6, 2.0):
        found = entropy(logits, Sampling(temperature=temperature))
        assert found == pytest.approx(math.log(4), abs=1e-6)


def test_greedy_has_none() -> None:
    """Even where two tokens are equally likely: the first is taken."""
    assert entropy(torch.tensor([1.0, 1.0]), Sampling(temperature=0)) == 0


@pytest.mark.parametrize(
    "setting",
    [
        Sampling(temperature=0.7, top_k=2),
        Sampling(temperature=0.7, min_p=0.6),
        Sampling(temperature=0.7, top_p=0.7),
    ],
)
def test_tokens_that_are_left_out_do_not_count(setting: Sampling) -> None:
    """Probabilities 0.4, 0.3, 0.2, 0.1: two tokens are left."""
    wanted = stats.entropy([0.4 ** (1 / 0.7), 0.3 ** (1 / 0.7)])
    assert entropy(torch.tensor([0.4, 0.3, 0.2, 0.1]).log(), setting) == pytest.approx(wanted)


def test_each_setting_has_its_own() -> None:
    """Settings that share a row, in their order, a repeated one too."""
    logits = random_logits(1, 300)
    settings = [Sampling(temperature=level) for level in (0.9, 0.0, 0.3, 0.9)]
    found = measure_entropies(logits, [measured(*settings)])
    assert found == {0: [entropy(logits[0], setting) for setting in settings]}
    assert found[0][0] == found[0][3] > found[0][2] > found[0][1]


@pytest.mark.parametrize("vocabulary", [7, 262, 5000, 40_000])
def test_rows_do_not_see_each_other(vocabulary: int) -> None:
    """To the bit: alone, among others, and in another order."""
    logits = random_logits(9, vocabulary)
    draws = [measured(Sampling(temperature=0.1 + place / 10)) for place in range(9)]
    together = measure_entropies(logits, draws)
    backwards = measure_entropies(logits.flip(0), draws[::-1])
    for row in range(9):
        assert measure_entropies(logits[row : row + 1], [draws[row]])[0] == together[row]
        assert backwards[8 - row] == together[row]


def test_every_sixteenth_token_is_measured() -> None:
    """Which one of sixteen is for the seed to decide; other rows are not looked at."""
    settings = [Sampling(temperature=1.0)]
    draws = [
        Draw(seed=seed, position=position, settings=settings)
        for seed in (0, 3, 2**64 - 1)
        for position in range(32)
    ]
    found = measure_entropies(random_logits(96, 100), draws)
    assert list(found) == [0, 16, 32 + 13, 32 + 29, 64 + 1, 64 + 17]


def test_a_row_that_cannot_be_used_spoils_no_other() -> None:
    """Its own entropy is no number."""
    logits = random_logits(3, 100)
    logits[1, 5] = torch.nan
    found = measure_entropies(logits, [measured(Sampling(temperature=1.0))] * 3)
    assert math.isnan(found[1][0])
    assert found[0] == [entropy(logits[0], Sampling(temperature=1.0))]
