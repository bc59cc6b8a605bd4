"""Measures nano on the held-out problems of its suite, by kind and temperature.

What is covered: both languages and both prompt styles, the full softmax (top_p 1); a table as
text, counts as JSON, the curve as a picture, and wrong samples to look at.
What is not: anything about other models, though any folder can be measured.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch

from setpoint.experiment.arms import build_arms, parse_temperatures
from setpoint.models.find import find_model
from setpoint.models.load import Dtype
from setpoint.records import Outcome, PromptStyle
from setpoint.suites.catalog import load_suite
from tools.nano.curve import draw_curve
from tools.nano.measure import Count, Judged, count, measure


def main() -> None:
    """Measures a model, prints a table, and writes what was asked for."""
    arguments = _parse_arguments()
    torch.set_num_threads(arguments.threads)
    arms = build_arms(parse_temperatures(arguments.temperatures), tuple(PromptStyle))
    problems = load_suite(arguments.suite)
    samples = measure(
        find_model(arguments.model), problems, arms, arguments.runs, Dtype(arguments.dtype)
    )
    counts = count(samples)
    sys.stdout.write("\n".join([format_table(counts), ""]))
    if arguments.out:
        _write(arguments.out, counts, samples)


def format_table(counts: Sequence[Count]) -> str:
    """Returns a Markdown table: a row a temperature and kind."""
    head = [
        "| T | kind | correct | 95 % | complete | consistent | tokens |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *(_row(each) for each in counts)])


def _row(one: Count) -> str:
    cells = (
        f"{one.temperature:g}",
        str(one.kind or "all"),
        f"{one.correct}/{one.samples} = {one.correct / one.samples:.0%}",
        f"{one.low:.0%} to {one.high:.0%}",
        f"{one.complete / one.samples:.0%}",
        f"{one.consistent / one.samples:.0%}" if one.kind == "math" else "",
        f"{one.mean_tokens:.0f}",
    )
    return f"| {' | '.join(cells)} |"


def _write(folder: Path, counts: Sequence[Count], samples: Sequence[Judged]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = json.dumps([asdict(each) for each in counts], indent=1)
    (folder / "counts.json").write_text(f"{rows}\n", encoding="utf-8")
    (folder / "curve.svg").write_text(draw_curve(counts), encoding="utf-8")
    with (folder / "wrong.jsonl").open("w", encoding="utf-8") as lines:
        for sample in samples:
            if sample.verdict.outcome is not Outcome.CORRECT:
                lines.write(f"{json.dumps(_entry(sample), ensure_ascii=False)}\n")


def _entry(sample: Judged) -> dict[str, str]:
    return {
        "problem": sample.problem.id,
        "arm": sample.arm.name,
        "outcome": sample.verdict.outcome,
        "reason": sample.verdict.reason,
        "prompt": sample.problem.prompts[sample.arm.style],
        "text": sample.completion.text,
    }


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", nargs="?", default="nano", help="a folder or a known name")
    parser.add_argument("--suite", default="nano:180", help="which problems (60 of each kind)")
    parser.add_argument("--temperatures", default="0,0.3,0.6,0.9,1.2")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--dtype", choices=list(Dtype), default=Dtype.AUTO)
    parser.add_argument("--out", type=Path, help="folder for counts.json, curve.svg, wrong.jsonl")
    return parser.parse_args()


if __name__ == "__main__":
    main()
