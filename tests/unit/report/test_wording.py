"""The sentence on the setpoint."""

from collections.abc import Sequence

import pytest

from setpoint.records import Language
from setpoint.report.wording import explain, format_ranges, format_temperature
from setpoint.stats.choose import Choice, Level, choose_setpoint
from setpoint.stats.estimate import Proportion


def choice_of(successes: Sequence[int], trials: int = 100) -> Choice:
    """Compares temperatures 0.1, 0.2 and so on."""
    return choose_setpoint(
        [
            Level(temperature=(index + 1) / 10, right=Proportion(successes=count, trials=trials))
            for index, count in enumerate(successes)
        ]
    )


@pytest.mark.parametrize(
    ("successes", "sentence"),
    [
        (
            [90, 91, 20],
            (
                "Best was 0.2 with 91 of 100 right; 0.1 to 0.2 cannot be told apart from it; "
                "0.3 did worse by more than chance explains."
            ),
        ),
        (
            [91, 20, 10],
            "Best was 0.1 with 91 of 100 right; 0.2 to 0.3 did worse by more than chance explains.",
        ),
        (
            [51, 50],
            (
                "Even the best temperature, 0.1 with 51 of 100 right, and the worst, 0.2 with 50 "
                "of 100 right, are no further apart than chance explains. More problems or runs "
                "may decide."
            ),
        ),
        (
            [100, 100],
            (
                "Every answer was right at every temperature: these problems are too easy to tell "
                "temperatures apart."
            ),
        ),
        (
            [0, 0],
            (
                "No answer was right at any temperature: these problems are too hard to tell "
                "temperatures apart."
            ),
        ),
        (
            [7],
            (
                "Only one temperature was tried, 0.1 with 7 of 100 right, so there is nothing to "
                "compare."
            ),
        ),
        ([], "No problem has been finished at every temperature yet."),
    ],
)
def test_each_finding_has_its_sentence(successes: list[int], sentence: str) -> None:
    """It names the figures it rests on."""
    assert explain(choice_of(successes)) == sentence


def test_the_sentence_is_there_in_chinese() -> None:
    """With the same figures."""
    assert explain(choice_of([90, 91, 20]), Language.ZH) == (
        "最好的是 0.2（100 个回答对了 91 个）；0.1 至 0.2 与它分不出高下；"
        "0.3 更差，差距不能用偶然解释。"
    )


def test_ranges_are_joined() -> None:
    """Neighbours become a range; the last range follows an *and*."""
    choice = choice_of([10, 90, 10, 10, 90, 10])
    levels = [level.temperature for level in choice.levels]
    chosen = {level.temperature for level in choice.levels if level.is_worse}
    worse = [format_ranges(levels, chosen, each) for each in Language]
    assert worse == ["0.1, 0.3 to 0.4 and 0.6", "0.1、0.3 至 0.4 和 0.6"]


@pytest.mark.parametrize(
    ("temperature", "text"), [(0, "0.0"), (1, "1.0"), (0.25, "0.25"), (0.1 + 0.2, "0.3")]
)
def test_temperatures_are_written_without_noise(temperature: float, text: str) -> None:
    """At least one decimal, and no more than there are."""
    assert format_temperature(temperature) == text
