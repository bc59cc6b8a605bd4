"""``python -m benchmarks.saving``: what sharing saves, and that it changes no answer.

Shown: tokens computed per token emitted at 12 temperatures, by the length at which answers are cut;
and for the split-plot, in which every temperature of the thought meets every temperature of the
answer, rows of one seed that think alike are one row until the thought ends. Every text is compared
with that of the same request computed apart. ``--plot FILE`` draws the first (needs matplotlib).
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch

from benchmarks.work import TEMPERATURES
from setpoint.backends.local import LocalGenerator
from setpoint.models.find import find_model
from setpoint.models.load import Dtype, load_model
from setpoint.problems import Problem
from setpoint.records import (
    Arm,
    Block,
    Completion,
    GenerationRequest,
    Language,
    PromptStyle,
    SampleKey,
    Sampling,
    StepReport,
)
from setpoint.suites.catalog import load_suite

_LENGTHS = (10, 25, 50, 100, 200, 400)
_GRID = (0.2, 0.4, 0.6, 0.8, 1.0, 1.2)


def main() -> None:
    """Measures, prints, and draws if asked to."""
    options = _parse()
    torch.set_num_threads(1)
    model = load_model(options.model, find_model(options.model), dtype=Dtype(options.dtype))
    generator, problems = LocalGenerator(model), load_suite(options.suite, Language.EN)
    by_length = saving_by_length(generator, problems, options.runs, _LENGTHS)
    split = saving_in_split_plot(generator, problems, options.runs, _GRID)
    figures = {"by_length": by_length, "split_plot": split}
    print(json.dumps({"model": model.name, "dtype": options.dtype, **figures}, indent=2))
    if options.plot:
        _draw(by_length, model.name, options.plot)


def saving_by_length(
    generator: LocalGenerator, problems: Sequence[Problem], runs: int, lengths: Sequence[int]
) -> list[dict[str, Any]]:
    """Returns what 12 temperatures compute and emit together, for each length of an answer."""
    levels = [Sampling(temperature=temperature) for temperature in TEMPERATURES]
    return [
        {"most_tokens": length, **_compare(generator, _requests(problems, runs, levels, length))}
        for length in lengths
    ]


def saving_in_split_plot(
    generator: LocalGenerator, problems: Sequence[Problem], runs: int, levels: Sequence[float]
) -> dict[str, Any]:
    """Returns the same for every temperature of the thought with every one of the answer."""
    settings = list(split_plot(levels))
    return _compare(generator, _requests(problems, runs, settings, _LENGTHS[-1]))


def split_plot(levels: Sequence[float]) -> Iterator[Sampling]:
    """Yields every temperature of the thought with every one of what follows."""
    for think in levels:
        for answer in levels:
            yield Sampling(temperature=answer, blocks=((Block.THINK, think),))


def _compare(generator: LocalGenerator, requests: Sequence[GenerationRequest]) -> dict[str, Any]:
    """Runs requests together, and again arm by arm, where no two rows have anything to share."""
    together, shared = _run(generator, requests)
    arms: dict[str, list[GenerationRequest]] = {}
    for request in requests:
        arms.setdefault(request.key.arm, []).append(request)
    runs = [_run(generator, arm) for arm in arms.values()]
    apart = {key: text for texts, _ in runs for key, text in texts.items()}
    return {
        "answers": len(requests),
        "mean_tokens": round(shared.tokens_emitted / len(requests), 1),
        "tokens_emitted": shared.tokens_emitted,
        "tokens_computed": shared.tokens_computed,
        "tokens_computed_arm_by_arm": sum(report.tokens_computed for _, report in runs),
        "computed_per_emitted": round(shared.tokens_computed / shared.tokens_emitted, 3),
        "texts_changed": sum(together[key] != apart[key] for key in apart),
    }


def _run(
    generator: LocalGenerator, requests: Sequence[GenerationRequest]
) -> tuple[dict[SampleKey, str], StepReport]:
    reports: list[StepReport] = []
    completions: list[Completion] = list(generator.generate(requests, reports.append))
    return {completion.key: completion.text for completion in completions}, reports[-1]


def _requests(
    problems: Sequence[Problem], runs: int, settings: Sequence[Sampling], most_tokens: int
) -> list[GenerationRequest]:
    return [
        GenerationRequest(
            key=SampleKey(problem_id=problem.id, arm=Arm(sampling=sampling).name, run=run),
            prompt=problem.prompts[PromptStyle.PLAIN],
            sampling=sampling,
            seed=place * runs + run,
            max_new_tokens=most_tokens,
        )
        for place, problem in enumerate(problems)
        for run in range(runs)
        for sampling in settings
    ]


def _draw(rows: Sequence[dict[str, Any]], model: str, file: Path) -> None:
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 3.5), layout="constrained")
    lengths = [row["mean_tokens"] for row in rows]
    axes.plot(lengths, [row["computed_per_emitted"] for row in rows], marker="o")
    axes.set(ylim=(0, 1), xlabel="mean tokens of an answer", ylabel="computed / emitted")
    axes.set_title(f"{model}: 12 temperatures in one batch")
    axes.grid(alpha=0.3)
    figure.savefig(file, dpi=120)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="nano")
    parser.add_argument("--dtype", default="float32")
    parser.add_argument("--suite", default="nano:12")
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--plot", type=Path, metavar="FILE")
    return parser.parse_args()


if __name__ == "__main__":
    main()
