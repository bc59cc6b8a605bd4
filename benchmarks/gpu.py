"""``python -m benchmarks.gpu``: decode steps on a GPU, in the shape of the headline model.

Shown for each number of rows: a step launched kernel by kernel, the same step replayed from a
recording, and the floor, which is the matrix products alone, replayed too; then the tokens/s of a
sweep against `transformers` in two ways. Speed does not depend on what the weights are. With
``--device cpu --shape tiny`` all of it runs anywhere, to see that it does.
"""

import argparse
import json
import platform
import time
from collections.abc import Callable
from functools import partial
from statistics import median

import torch
from transformers import PreTrainedModel, Qwen2Config, Qwen2ForCausalLM

from benchmarks import peers
from benchmarks.ours import advance_floor, run_engine
from benchmarks.work import TEMPERATURES, Work, measure
from setpoint.engine.build import Runner, prepare
from setpoint.engine.capture import Recordings
from setpoint.engine.native import NativeForward

SHAPES = {
    "1.5b": Qwen2Config(
        vocab_size=151_936,
        hidden_size=1536,
        intermediate_size=8960,
        num_hidden_layers=28,
        num_attention_heads=12,
        num_key_value_heads=2,
    ),
    "tiny": Qwen2Config(
        vocab_size=512,
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
    ),
}
_PROMPT = tuple(range(5, 105))
_STEPS = 30
_RUNS = 5


def main() -> None:
    """Measures and prints."""
    options = _parse()
    with torch.device(options.device):
        network = Qwen2ForCausalLM(SHAPES[options.shape]).to(getattr(torch, options.dtype)).eval()
    print(json.dumps(compare(network, options), indent=2))


@torch.inference_mode()
def compare(network: PreTrainedModel, options: argparse.Namespace) -> dict[str, object]:
    """Returns all figures; times are medians in milliseconds, rates tokens/s."""
    work = Work(
        prompts=(_PROMPT,),
        temperatures=TEMPERATURES,
        runs=_RUNS,
        new_tokens=options.tokens,
        is_fixed=True,
    )
    none_stop = frozenset({0})
    theirs = {
        name: measure(partial(run, network, work, none_stop), options.repeats).rate
        for name, run in (
            ("generate_per_temperature", peers.generate_per_temperature),
            ("batched_generate", peers.generate_batched),
        )
    }
    runner = prepare(network)
    ours = partial(run_engine, runner, work, stop_ids=none_stop)
    alone = measure(partial(ours, shares=False), options.repeats).rate
    together = measure(partial(ours, shares=True), options.repeats).rate
    return {
        "device": _describe(network.device),
        "torch": torch.__version__,
        "shape": options.shape,
        "dtype": options.dtype,
        "steps": [step_times(runner, rows) for rows in options.rows],
        "tokens_per_second": {
            "setpoint": round(together),
            "setpoint_sharing_off": round(alone),
            **{name: round(rate) for name, rate in theirs.items()},
        },
        **{f"vs_{name}": round(alone / rate, 2) for name, rate in theirs.items()},
    }


def step_times(runner: Runner, rows: int) -> dict[str, float]:
    """Returns the milliseconds of one step of so many rows behind one shared prompt."""
    weights = runner.weights
    if weights is None:
        raise SystemExit("this network runs row by row; there is nothing to compare")
    times: dict[str, float] = {"rows": rows}
    for name, is_recorded in (("launched", False), ("recorded", True)):
        forward = NativeForward(
            weights, slots=rows, capacity=len(_PROMPT) + 4 * _STEPS, is_recorded=is_recorded
        )
        prefill = forward.prefill(_PROMPT)
        for slot in range(rows):
            forward.admit(slot, prefill, is_shared=True)
        times[name] = _milliseconds(partial(forward.decode, [7] * rows), weights.device)
    recordings = Recordings(weights.device)
    floor = partial(recordings.run, (rows,), partial(advance_floor, weights))
    inputs = torch.arange(rows, device=weights.device)
    times["floor"] = _milliseconds(lambda: floor(inputs), weights.device)
    times["floor_fraction"] = round(times["floor"] / times["recorded"], 3)
    return times


def _milliseconds(run: Callable[[], object], device: torch.device) -> float:
    """Returns the median time of a run, after some that do not count."""
    times = []
    for _ in range(2 * _STEPS):
        began = time.perf_counter()
        run()
        if device.type == "cuda":
            torch.cuda.synchronize()
        times.append(time.perf_counter() - began)
    return round(1000 * median(times[_STEPS:]), 3)


def _describe(device: torch.device) -> str:
    return torch.cuda.get_device_name() if device.type == "cuda" else platform.processor() or "cpu"


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--shape", choices=list(SHAPES), default="1.5b")
    parser.add_argument("--dtype", default="float16", choices=["float16", "bfloat16", "float32"])
    parser.add_argument("--rows", type=int, nargs="+", default=[1, 8, 60, 256])
    parser.add_argument("--tokens", type=int, default=128, help="length of an answer")
    parser.add_argument("--repeats", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
