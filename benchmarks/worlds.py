"""Made-up models whose true accuracy at every temperature is known.

What is covered: curves that are flat, peaked, fall off a cliff or have two peaks, as the methods
expect them; and, as they do not, a step, problems that are either easy or hard, and problems of
which nearly all are easy.
What is not: the length of answers, which is taken to be the same everywhere.

The chance of problem i at temperature t is logistic(curve(t) + spread * z_i + 0.15 w_it), with w
standard normal and z standard normal too, or +-1 where problems come in two clumps.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, ndtri

from setpoint.stats.population import Array

TEMPERATURES = np.arange(1, 13) / 10
_INTERACTION = 0.15
_NORMAL = ndtri((np.arange(200) + 0.5) / 200)[:, None]
"""Quantiles of the standard normal distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One model and the problems it is asked.

    Attributes:
        rates: True chances, (problems x temperatures).
        quantiles: Those of all problems of the kind, as equally likely values at each temperature.
    """

    rates: Array
    quantiles: Array

    @property
    def population(self) -> Array:
        """Mean chances over all problems of the kind, (temperatures,)."""
        return np.asarray(self.quantiles.mean(axis=0))


def draw_truth(world: str, problems: int, generator: np.random.Generator) -> Truth:
    """Draws a model and problems."""
    curve, has_clumps = _WORLDS[world]
    levels = curve(generator)
    spread = 3.0 if has_clumps else generator.uniform(0.3, 2.5)
    interaction = 0.0 if world == "flat" else _INTERACTION
    normal = generator.standard_normal((problems, 1))
    effects = spread * (np.sign(normal) if has_clumps else normal)
    wobble = interaction * generator.standard_normal((problems, len(levels)))
    centres, width = (
        ([-spread, spread], interaction) if has_clumps else ([0.0], np.hypot(interaction, spread))
    )
    everywhere = np.concatenate([centre + width * _NORMAL for centre in centres])
    return Truth(rates=expit(levels + effects + wobble), quantiles=expit(levels + everywhere))


def _flat(generator: np.random.Generator) -> Array:
    return np.full(len(TEMPERATURES), generator.normal(0, 1.5))


def _peaked(generator: np.random.Generator) -> Array:
    centre, width = generator.uniform(0.2, 1.0), generator.uniform(0.25, 0.6)
    height = generator.uniform(0.25, 1.25)
    return np.asarray(_level(generator) - height * ((TEMPERATURES - centre) / width) ** 2 / 2)


def _cliff(generator: np.random.Generator) -> Array:
    edge, width = generator.uniform(0.5, 1.1), generator.uniform(0.03, 0.12)
    drop = generator.uniform(1.5, 5)
    return np.asarray(_level(generator) - drop * expit((TEMPERATURES - edge) / width))


def _bimodal(generator: np.random.Generator) -> Array:
    peaks = [
        generator.uniform(0.3, 1.2) * np.exp(-(((TEMPERATURES - centre) / 0.13) ** 2) / 2)
        for centre in (0.3, 0.9)
    ]
    return np.asarray(_level(generator) + peaks[0] + peaks[1] - 0.8 * TEMPERATURES)


def _step(generator: np.random.Generator) -> Array:
    edge = generator.uniform(0.35, 1.05)
    is_beyond = np.greater(TEMPERATURES, edge)
    return np.asarray(_level(generator) - generator.uniform(0.5, 4) * is_beyond)


def _easy(generator: np.random.Generator) -> Array:
    return np.asarray(generator.normal(3.5, 0.7) + generator.normal(0, 0.3, len(TEMPERATURES)))


def _level(generator: np.random.Generator) -> float:
    return generator.normal(0.3, 0.8)


_WORLDS: dict[str, tuple[Callable[[np.random.Generator], Array], bool]] = {
    "flat": (_flat, False),
    "peaked": (_peaked, False),
    "cliff": (_cliff, False),
    "bimodal": (_bimodal, False),
    "step": (_step, False),
    "clumps": (_peaked, True),
    "easy": (_easy, False),
}
WORLDS = tuple(_WORLDS)
