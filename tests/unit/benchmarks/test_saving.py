"""Sharing saves computation and changes no text."""

import pytest

from benchmarks.saving import saving_by_length, saving_in_split_plot
from setpoint.backends.local import LocalGenerator
from setpoint.models.find import find_model
from setpoint.models.load import Dtype, load_model
from setpoint.problems import Problem
from setpoint.records import Language
from setpoint.suites.catalog import load_suite


@pytest.fixture(scope="module")
def generator() -> LocalGenerator:
    """Returns the bundled model in float32."""
    return LocalGenerator(load_model("nano", find_model("nano"), dtype=Dtype.FLOAT32))


@pytest.fixture(scope="module")
def problems() -> tuple[Problem, ...]:
    """Returns one problem."""
    return load_suite("nano:3", Language.EN)[:1]


def test_twelve_temperatures_share_what_they_agree_on(
    generator: LocalGenerator, problems: tuple[Problem, ...]
) -> None:
    """Answers of about fifty tokens."""
    (figures,) = saving_by_length(generator, problems, 2, (50,))
    assert figures["texts_changed"] == 0
    assert figures["computed_per_emitted"] <= 0.45


def test_a_thought_is_shared_by_all_temperatures_of_the_answer(
    generator: LocalGenerator, problems: tuple[Problem, ...]
) -> None:
    """Three by three of them; a grid of six by six saves more (docs/results/engine.md)."""
    figures = saving_in_split_plot(generator, problems, 1, (0.2, 0.6, 1.0))
    assert figures["texts_changed"] == 0
    assert figures["computed_per_emitted"] <= 0.6
