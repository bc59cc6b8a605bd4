"""``python -m benchmarks.pages``: how long `setpoint report` takes, and how large its page is.

The run is made up: texts of random words with the frequencies of a natural language, which no two
answers share, so that a real run's texts, with common beginnings, pack better.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from setpoint.problems import MathKey, Problem
from setpoint.records import (
    Arm,
    Completion,
    FinishReason,
    GradedSample,
    Kind,
    Language,
    Outcome,
    PromptStyle,
    SampleKey,
    Sampling,
    Step,
    Truth,
    Verdict,
)
from setpoint.store.run_store import RunStore

_TEMPERATURES = tuple(step / 10 for step in range(1, 13))
_RUNS = 5
_VOCABULARY = 3_000
_NAMES = ("dtype", "device", "setpoint", "torch", "transformers", "seed", "weights_sha256")


def main() -> None:
    """Makes a run, reports it, and prints what that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--problems", type=int, default=167, help="60 samples each")
    parser.add_argument("--words", type=int, default=350, help="of an answer")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        samples = make_run(Path(place), problems=options.problems, words=options.words)
        html = Path(place, "report.html")
        command = [sys.executable, "-m", "setpoint", "report", place, "--html", str(html)]
        begun = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
        seconds = time.perf_counter() - begun
        figures = {
            "samples": len(samples),
            "text_megabytes": sum(len(each.completion.text) for each in samples) / 1e6,
            "page_megabytes": html.stat().st_size / 1e6,
            "seconds": seconds,
        }
    print(json.dumps(figures, indent=2))


def make_run(folder: Path, *, problems: int, words: int) -> list[GradedSample]:
    """Stores a run of 12 temperatures and five runs, and returns its samples."""
    arms = [Arm(sampling=Sampling(temperature=temperature)) for temperature in _TEMPERATURES]
    asked = [_problem(number) for number in range(problems)]
    configuration = {
        **dict.fromkeys(_NAMES, "-"),
        "model": "made up",
        "suites": ["made-up"],
        "max_new_tokens": 2048,
        "runs": _RUNS,
    }
    samples = list(_samples(asked, arms, words, random.Random(1)))  # noqa: S311 - reproducible
    with RunStore.start_or_continue(folder, configuration, asked, arms) as store:
        for sample in samples:
            store.add(sample)
    return samples


def _problem(number: int) -> Problem:
    return Problem(
        id=f"made-up/{number}",
        kind=Kind.MATH,
        language=Language.EN,
        prompts={PromptStyle.PLAIN: f"What is {number} + {number}?"},
        key=MathKey(answer=str(2 * number)),
    )


def _samples(
    problems: Sequence[Problem], arms: Sequence[Arm], words: int, dice: random.Random
) -> Iterator[GradedSample]:
    letters = "etaoinshrdlu"
    vocabulary = ["".join(dice.choices(letters, k=dice.randint(2, 9))) for _ in range(_VOCABULARY)]
    weights = list(accumulate(1 / rank for rank in range(1, _VOCABULARY + 1)))
    for problem in problems:
        for arm in arms:
            for run in range(_RUNS):
                said = dice.choices(vocabulary, cum_weights=weights, k=words)
                key = SampleKey(problem_id=problem.id, arm=arm.name, run=run)
                is_right = dice.random() > arm.sampling.temperature / 2
                yield _sample(key, " ".join(said), is_right=is_right)


def _sample(key: SampleKey, words: str, *, is_right: bool) -> GradedSample:
    claims = [f"{number} + {number} = {2 * number}" for number in range(8)]
    text = f"{words} {', '.join(claims)}</think>\n\n\\boxed{{{is_right:d}}}"
    return GradedSample(
        completion=Completion(
            key=key,
            text=text,
            tokens=len(text) // 4,
            prompt_tokens=20,
            finish_reason=FinishReason.STOP,
            opens_in_thought=True,
        ),
        verdict=Verdict(
            outcome=Outcome.CORRECT if is_right else Outcome.WRONG,
            answer=f"{is_right:d}",
            reason="compared with the proven answer",
            checks={"complete": True, "consistent": is_right},
            steps=tuple(
                Step(text=claim, verdict=Truth.TRUE, why="computed", start=text.index(claim))
                for claim in claims
            ),
        ),
    )


if __name__ == "__main__":
    main()
