"""Temperatures of blocks, every combination once."""

import pytest

from setpoint.errors import SettingError
from setpoint.experiment.grid import combine_blocks, inherits_temperature, parse_grid
from setpoint.records import Block, Sampling


def temperatures(sampling: Sampling) -> dict[str, float]:
    """Returns the temperature at which each block is drawn."""
    return {block: sampling.within(block).temperature for block in Block}


def combined(text: str, temperature: float = 0.6) -> list[dict[str, float]]:
    """Returns the temperatures of every combination."""
    return [temperatures(sampling) for sampling in combine_blocks(temperature, parse_grid(text))]


def test_blocks_have_values_lists_and_ranges() -> None:
    """A comma separates blocks and levels alike."""
    assert parse_grid("think=0.4:0.8:0.2, code=0.3,0.5,prose=1") == {
        "think": (0.4, 0.6, 0.8),
        "code": (0.3, 0.5),
        "prose": (1.0,),
    }


def test_every_combination_is_made_once() -> None:
    """Blocks that are not named have the temperature of the arm."""
    settings = list(combine_blocks(0.6, parse_grid("code=0.3,0.5,think=0.4:0.9:0.1")))
    assert len(set(settings)) == len(settings) == 12
    assert temperatures(settings[1]) == {
        "think": 0.4,
        "code": 0.5,
        "plot": 0.6,
        "math": 0.6,
        "prose": 0.6,
    }


def test_the_order_of_blocks_does_not_matter() -> None:
    """Else the same grid could not continue its run."""
    grids = ("think=0.4,0.9,code=0.3,0.7", "code=0.3,0.7,think=0.4,0.9")
    first, second = (list(combine_blocks(0.6, parse_grid(text))) for text in grids)
    assert first == second


def test_answer_is_all_that_follows_the_thought() -> None:
    """A block named besides has its own temperature."""
    after = {"code": 0.5, "plot": 0.5, "math": 0.5, "prose": 0.5}
    assert combined("answer=0.5") == [{"think": 0.6, **after}]
    assert combined("think=0.9,answer=0.5,code=0.2") == [{**after, "think": 0.9, "code": 0.2}]


def test_where_all_follows_the_answer_only_the_thought_is_named() -> None:
    """The split-plot: temperatures of the answer, and a thought of another."""
    (settings,) = combine_blocks(0.6, parse_grid("think=0.9,answer=0.5"))
    assert settings == Sampling(temperature=0.5, blocks=((Block.THINK, 0.9),))


@pytest.mark.parametrize(
    ("text", "inherits"),
    [
        ("answer=0.5", True),
        ("think=0.5", True),
        ("think=0.5,code=0.5,plot=0.5,math=0.5", True),
        ("think=0.5,answer=0.5", False),
        ("think=0.5,code=0.5,plot=0.5,math=0.5,prose=0.5", False),
    ],
)
def test_an_arm_has_a_temperature_if_a_block_inherits_it(text: str, *, inherits: bool) -> None:
    """Otherwise it would multiply arms that are alike."""
    assert inherits_temperature(parse_grid(text)) == inherits
    assert (combined(text, 0.1) != combined(text, 1.2)) == inherits


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("think=0.9:0.4:0.1", "--grid think '0.9:0.4:0.1': .* Write 0.4:0.9:0.1"),
        ("think=0.4:0.9:0", "step of --grid think is 0"),
        ("code=3", "temperature of code is 3"),
        ("code=", "--grid code '': '' is not a number"),
        ("think=0.5,=0.7", "no block ''"),
        ("thought=0.5", "no block 'thought'. Blocks: think, code, plot, math, prose; answer"),
        ("Think=0.5", "no block 'Think'"),
        ("think=0.5,think=0.6", "names think twice"),
        ("0.4:0.9:0.1", "expected BLOCK=LEVELS"),
        ("", "expected BLOCK=LEVELS"),
        ("answer=1,code=1,plot=1,math=1,prose=1", "Leave answer out"),
    ],
)
def test_bad_grids_are_explained(text: str, words: str) -> None:
    """The piece at fault is named, and what to write."""
    with pytest.raises(SettingError, match=words):
        parse_grid(text)
