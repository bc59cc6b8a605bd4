"""``python -m benchmarks.sweep``: what a sweep takes here, as ratios against peers.

All engines have the same weights, dtype, prompts, numbers of tokens and threads, and run in turn in
this process; figures are medians. ``--json`` prints one JSON object and nothing else.
"""

import argparse
import json
import sys
from collections.abc import Callable
from functools import partial

import torch
from transformers import PreTrainedModel

from benchmarks import peers
from benchmarks.ours import floor_seconds, run_engine, step_seconds
from benchmarks.work import TEMPERATURES, Timing, Work, article_prompts, measure
from setpoint.engine.build import prepare
from setpoint.models.find import find_model
from setpoint.models.load import Dtype, LoadedModel, load_model

_RUNS = 5
_PEERS: dict[str, Callable[[PreTrainedModel, Work, frozenset[int]], tuple[int, int]]] = {
    "vs_generate_per_temperature": peers.generate_per_temperature,
    "vs_batched_generate": peers.generate_batched,
    "vs_continuous_batching": peers.continuous_batching,
}
_ABSENT = ("vs_lm_eval", "vs_llama_cpp", "vs_llama_cpp_per_temperature")


def main() -> None:
    """Measures and prints."""
    options = _parse()
    torch.set_num_threads(options.threads)
    model = load_model(options.model, find_model(options.model), dtype=Dtype(options.dtype))
    figures = compare(model, options)
    if options.json:
        print(json.dumps(figures, indent=2))
    else:
        print("\n".join(f"{name:<32} {value}" for name, value in figures.items()))


def compare(model: LoadedModel, options: argparse.Namespace) -> dict[str, object]:
    """Returns every figure by name; null, with a reason under ``absent``, for what is not here."""
    fixed = Work(
        prompts=article_prompts(model, 1),
        temperatures=TEMPERATURES,
        runs=_RUNS,
        new_tokens=options.tokens,
        is_fixed=True,
    )
    whole = Work(
        prompts=article_prompts(model, 3),
        temperatures=TEMPERATURES,
        runs=_RUNS,
        new_tokens=options.cap,
        is_fixed=False,
    )
    theirs = {name: _time(_PEERS[name], model, fixed, options.repeats) for name in options.peers}
    slow = _time(peers.generate_per_temperature, model, whole, 1) if options.whole else None
    runner = prepare(model.network)
    if runner.weights is None:
        sys.exit(f"{model.name} runs row by row; there is nothing to compare")
    ours = partial(run_engine, runner, stop_ids=model.stop_ids)
    alone = measure(partial(ours, fixed, shares=False), options.repeats)
    shared = measure(partial(ours, whole, shares=True), options.repeats)
    absent = dict.fromkeys(name for name in (*_PEERS, *_ABSENT) if name not in theirs)
    step, floor = step_seconds(runner, fixed), floor_seconds(runner.weights, fixed.rows)
    return {
        "model": model.name,
        "dtype": model.fingerprint["dtype"],
        "threads": options.threads,
        "tokens_per_second": round(alone.rate, 1),
        "sweep_wall_ratio": _ratio(shared.seconds, slow.seconds if slow else None),
        "sweep_seconds": round(shared.seconds, 1),
        **{name: _ratio(1 / alone.rate, 1 / timing.rate) for name, timing in theirs.items()},
        **absent,
        "floor_fraction": round(floor / step, 3),
        "floor_fraction_with_sampling": round(
            floor * alone.computed / fixed.rows / alone.seconds, 3
        ),
        "tokens_computed": shared.computed,
        "tokens_emitted": shared.emitted,
        "absent": {
            name: "left out with --peers" if name in _PEERS else "no runner for it yet"
            for name in absent
        },
    }


def _time(
    run: Callable[[PreTrainedModel, Work, frozenset[int]], tuple[int, int]],
    model: LoadedModel,
    work: Work,
    repeats: int,
) -> Timing:
    return measure(partial(run, model.network, work, model.stop_ids), repeats)


def _ratio(ours: float, theirs: float | None) -> float | None:
    """Returns how many times longer they take."""
    return None if theirs is None else round(theirs / ours, 2)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="smollm2-135m")
    parser.add_argument("--dtype", default="bfloat16")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--tokens", type=int, default=128, help="length of a fixed answer")
    parser.add_argument("--cap", type=int, default=512, help="most tokens of a free answer")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--peers", nargs="*", choices=list(_PEERS), default=list(_PEERS))
    parser.add_argument("--whole", action="store_true", help="the whole sweep by generate() too")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
