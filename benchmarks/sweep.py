"""``python -m benchmarks.sweep``: what a sweep takes here, as ratios against peers.

All engines have the same weights, dtype, prompts, numbers of tokens and threads, and take turns in
one run; figures are medians over its rounds, ratios of rates of the same round. A ratio above 1
says how many times faster a sweep is here. ``--json`` prints one JSON object and nothing else on
standard output; progress goes to standard error.
"""

import argparse
import json
import sys
from statistics import median

import torch

from benchmarks.contest import PEERS, Contest, hold, own_run, peer_run
from benchmarks.machine import describe
from benchmarks.ours import floor_seconds, step_seconds
from benchmarks.work import TEMPERATURES, Work, article_prompts
from setpoint.engine.build import Runner, prepare
from setpoint.models.find import find_model
from setpoint.models.load import Dtype, LoadedModel, load_model

_RUNS = 5
_WHOLE = "vs_generate_per_temperature"


def main() -> None:
    """Measures and prints."""
    options = _parse()
    torch.set_num_threads(options.threads)
    figures = compare(options)
    if options.json:
        print(json.dumps(figures, indent=2))
    else:
        print("\n".join(f"{name:<32} {value}" for name, value in figures.items()))


def compare(options: argparse.Namespace) -> dict[str, object]:
    """Returns every figure by name; null, with a reason under ``absent``, for what is not here."""
    model, runner = _load(options), prepare(_load(options).network)
    fixed = _work(model, prompts=1, new_tokens=options.tokens, is_fixed=True)
    whole = _work(model, prompts=3, new_tokens=options.cap, is_fixed=False)
    answers = hold(
        own_run(runner, fixed, model.stop_ids, shares=False),
        {name: peer_run(name, model, fixed, options.threads) for name in options.peers},
        options.rounds,
    )
    sweeps = hold(
        own_run(runner, whole, model.stop_ids, shares=True),
        {_WHOLE: peer_run(_WHOLE, model, whole, options.threads)} if options.sweeps else {},
        max(options.sweeps, 1),
    )
    return {
        "model": model.name,
        "dtype": model.fingerprint["dtype"],
        "threads": options.threads,
        "machine": describe(),
        **_whole_figures(sweeps),
        **_fixed_figures(answers, options.peers),
        **_floor_figures(runner, fixed, answers),
        "absent": answers.absent
        | {name: "left out with --peers" for name in PEERS if name not in options.peers},
    }


def _whole_figures(sweeps: Contest) -> dict[str, object]:
    """Returns the figures of whole sweeps, whose answers end where they end."""
    seconds = [timing.seconds for timing in sweeps.ours]
    theirs = [timing.seconds for timing in sweeps.theirs.get(_WHOLE, [])]
    ratios = [other / mine for mine, other in zip(seconds, theirs, strict=False)]
    return {
        "sweep_wall_ratio": round(median(ratios), 2) if ratios else None,
        "sweep_seconds": round(median(seconds), 1),
        "sweep_seconds_generate_per_temperature": round(median(theirs), 1) if theirs else None,
        "tokens_computed": sweeps.ours[-1].computed,
        "tokens_emitted": sweeps.ours[-1].emitted,
    }


def _fixed_figures(answers: Contest, names: list[str]) -> dict[str, object]:
    """Returns the figures of answers of one length, nothing shared but the prompt."""
    rates = {name.removeprefix("vs_"): answers.rate(name) for name in names}
    ours = round(median(timing.rate for timing in answers.ours), 1)
    return {
        **{name: answers.ratio(name) if name in names else None for name in PEERS},
        "tokens_per_second": {"setpoint": ours, **rates},
    }


def _floor_figures(runner: Runner, work: Work, answers: Contest) -> dict[str, object]:
    """Returns the share of a step that its matrix products would take alone."""
    if runner.weights is None:
        sys.exit("this model runs row by row; it has no floor to compare with")
    rounds = [(floor_seconds(runner.weights, work.rows), step_seconds(runner, work)) for _ in "123"]
    floor = median(floor for floor, _ in rounds)
    seconds = median(timing.seconds * work.rows / timing.computed for timing in answers.ours)
    return {
        "floor_fraction": round(median(floor / step for floor, step in rounds), 3),
        "floor_fraction_with_sampling": round(floor / seconds, 3),
        "floor_milliseconds": round(1000 * floor, 1),
        "step_milliseconds": round(1000 * median(step for _, step in rounds), 1),
    }


def _load(options: argparse.Namespace) -> LoadedModel:
    return load_model(options.model, find_model(options.model), dtype=Dtype(options.dtype))


def _work(model: LoadedModel, *, prompts: int, new_tokens: int, is_fixed: bool) -> Work:
    return Work(
        prompts=article_prompts(model, prompts),
        temperatures=TEMPERATURES,
        runs=_RUNS,
        new_tokens=new_tokens,
        is_fixed=is_fixed,
    )


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="smollm2-135m")
    parser.add_argument("--dtype", default="bfloat16")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--tokens", type=int, default=128, help="length of a fixed answer")
    parser.add_argument("--cap", type=int, default=512, help="most tokens of a free answer")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of fixed answers")
    parser.add_argument(
        "--sweeps", type=int, default=1, help="rounds of whole sweeps (0: only ours)"
    )
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS))
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
