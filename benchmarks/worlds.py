"""Made-up models whose true accuracy at every temperature is known.

What is covered: curves that are flat, peaked, fall off a cliff or have two peaks, as the methods
expect them; and, as they do not, a step, and problems that are either easy or hard.
What is not: the length of answers, which is taken to be the same everywhere.

The chance of problem i at temperature t is logistic(curve(t) + spread * z_i + 0.15 w_it), with w
standard normal and z standard normal too, or +-1 where problems come in two clumps.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.special import expit

from setpoint.stats.population import Array

TEMPERATURES = np.arange(1, 13) / 10
_INTERACTION = 0.15
_POPULATION = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One model and the problems it is asked.

    Attributes:
        rates: True chances, (problems x temperatures).
        sample: Those of many more problems of the kind, which stand for all of them.
    """

    rates: Array
    sample: Array

    @property
    def population(self) -> Array:
        """Mean chances over all problems of the kind, (temperatures,)."""
        return np.asarray(self.sample.mean(axis=0))


def draw_truth(world: str, problems: int, generator: np.random.Generator) -> Truth:
    """Draws a model and problems."""
    curve, has_clumps = _WORLDS[world]
    levels = curve(generator)
    spread = 3.0 if has_clumps else generator.uniform(0.3, 2.5)
    chances = partial(_chances, levels, spread, has_clumps, generator, is_flat=world == "flat")
    return Truth(rates=chances(problems), sample=chances(_POPULATION))


def _chances(
    levels: Array,
    spread: float,
    has_clumps: bool,  # noqa: FBT001 - bound once, by partial
    generator: np.random.Generator,
    problems: int,
    *,
    is_flat: bool,
) -> Array:
    normal = generator.standard_normal((problems, 1))
    effects = np.sign(normal) if has_clumps else normal
    wobble = 0 if is_flat else _INTERACTION * generator.standard_normal((problems, len(levels)))
    return np.asarray(expit(levels + spread * effects + wobble))


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


def _level(generator: np.random.Generator) -> float:
    return generator.normal(0.3, 0.8)


_WORLDS: dict[str, tuple[Callable[[np.random.Generator], Array], bool]] = {
    "flat": (_flat, False),
    "peaked": (_peaked, False),
    "cliff": (_cliff, False),
    "bimodal": (_bimodal, False),
    "step": (_step, False),
    "clumps": (_peaked, True),
}
WORLDS = tuple(_WORLDS)
