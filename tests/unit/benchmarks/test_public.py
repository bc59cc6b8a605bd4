"""Published figures, computed again from the public data."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.public_choices import measure_choices
from benchmarks.public_counts import measure_counts
from benchmarks.public_texts import match_answer, measure_texts

FOLDER = Path(__file__).parents[3].parent / "shared" / "real"


def read(name: str) -> list[dict[str, Any]]:
    """Returns the rows of a public set, or skips."""
    file = FOLDER / name
    if not file.is_file():
        pytest.skip("the public data are not beside the repository")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("So 9 * 2 = 18. The answer is 18.", True),
        ("the answer is $1,018.00", False),
        ("The answer is **18**. No: the answer is 20.", True),
        ("The answer is 18", True),
        ("She has 18", False),
    ],
)
def test_the_matcher_is_the_author_s(text: str, is_right: bool) -> None:  # noqa: FBT001
    """The first closing phrase or nothing; commas and bold are dropped."""
    assert match_answer(text, "18") is is_right


def test_the_author_s_accuracies_on_gsm8k_come_out() -> None:
    """66.7, 65.1 and 63.2 % at 0.5, 0.7 and 1.0, by the matcher alone."""
    rows = read("qwen2p5_1p5b_gsm8k_t05_t07_t10.jsonl")
    for temperature, expected in ((0.5, 0.667), (0.7, 0.651), (1.0, 0.632)):
        matched = [
            match_answer(text, row["gold"])
            for row in rows
            if row["temperature"] == temperature
            for text in row["responses"]
        ]
        assert sum(matched) / len(matched) == pytest.approx(expected, abs=0.0006)


def test_judges_are_counted_side_by_side() -> None:
    """Two texts on which they agree, and one where only the first closing phrase is right."""
    texts = [
        "9 * 2 = 18. The answer is 18.",
        "9 * 3 = 27. The answer is 27.",
        "The answer is 18. Wait, I forgot a duck: 9 * 3 = 27. The answer is 27.",
    ]
    figures = measure_texts([{"problem": 0, "temperature": 0.5, "gold": "18", "responses": texts}])
    (level,) = figures["by_temperature"]
    assert level["author"]["value"] == pytest.approx(2 / 3, abs=1e-4)
    assert level["setpoint"]["value"] == pytest.approx(1 / 3, abs=1e-4)
    (reason,) = figures["disagreements_by_reason"]
    assert (reason["author"], reason["ours"], reason["texts"]) == ("right", "WRONG", 1)


def test_the_cliff_of_one_model_is_between_1_4_and_1_6() -> None:
    """The largest drop is there in every resample; the published figures are majority votes."""
    found = measure_choices(read("mcq_temperature_0_to_1p6.jsonl"))["gpt-35-turbo"]
    levels = {level["temperature"]: level for level in found["levels"]}
    assert [levels[t]["value"] for t in (1.4, 1.5, 1.6)] == [0.453, 0.31, 0.055]
    for temperature, published in ((1.4, 0.56), (1.5, 0.35), (1.6, 0.05)):
        lost, won = levels[temperature]["majority"]
        assert lost <= published <= won
    cliff = [drop for drop in found["drops"] if drop["from"] >= 1.4]
    assert max(found["drops"], key=lambda drop: drop["value"]) in cliff
    assert sum(drop["largest_in_resamples"] for drop in cliff) == 1
    assert all(drop["low"] > 0 for drop in cliff)


def test_the_means_of_math500_come_out() -> None:
    """.357, .295, .092 and .004; pass@1 is the accuracy, and stability is below it."""
    levels = measure_counts(read("qwen2p5_1p5b_math500_counts.jsonl"))
    assert [round(level["accuracy"]["value"], 3) for level in levels] == [
        0.357,
        0.295,
        0.092,
        0.004,
    ]
    for level in levels:
        assert level["pass_at_k"]["1"]["value"] == level["accuracy"]["value"]
        assert level["mg_pass_at_8"]["value"] < level["accuracy"]["value"]
