"""``python -m benchmarks.scaling``: what a step costs by rows and context, and the memory it takes.

Shown for each number of rows behind one prompt: the time of a decode step and the memory of keys
and values, once with the prompt shared by all rows, as in a sweep, and once with a copy in each
row, which stands for rows whose own text is as long. Memory is what the engine's tensors hold,
exactly; ``peak`` is the most that the process held beyond what it had before, temporaries included
(Linux).
``--plot FILE`` draws both (needs matplotlib).
"""

import argparse
import gc
import json
import time
from pathlib import Path
from statistics import median

import torch

from benchmarks.machine import describe
from setpoint.engine.build import Runner, prepare
from setpoint.models.find import find_model
from setpoint.models.load import Dtype, load_model

_STEPS = 12
_MIB = 2**20
Point = dict[str, float | bool]


def main() -> None:
    """Measures, prints, and draws if asked to."""
    options = _parse()
    torch.set_num_threads(options.threads)
    model = load_model(options.model, find_model(options.model), dtype=Dtype(options.dtype))
    runner = prepare(model.network)
    points = [
        measure_point(runner, rows=rows, context=context, is_shared=is_shared)
        for context in options.contexts
        for is_shared in (True, False)
        for rows in options.rows
    ]
    figures = {"model": model.name, "dtype": options.dtype, "machine": describe()}
    print(json.dumps({**figures, "points": points}, indent=2))
    if options.plot:
        _draw(points, f"{model.name}, {options.dtype}", options.plot)


def measure_point(runner: Runner, *, rows: int, context: int, is_shared: bool) -> Point:
    """Measures steps of so many rows behind a prompt of so many tokens."""
    before, resident = _tensor_bytes(), _reset_peak()
    forward = runner.forward(slots=rows, capacity=context + _STEPS + 1)
    prefill = forward.prefill(tuple(5 + index % 100 for index in range(context)))
    for slot in range(rows):
        forward.admit(slot, prefill, is_shared=is_shared)
    times = []
    for step in range(_STEPS):
        began = time.perf_counter()
        forward.decode([step + 5] * rows)
        times.append(time.perf_counter() - began)
    return {
        "rows": rows,
        "context": context,
        "is_shared": is_shared,
        "milliseconds": round(1000 * median(times), 2),
        "memory_mib": round((_tensor_bytes() - before) / _MIB, 1),
        "peak_mib": round((_peak() - resident) / _MIB, 1),
    }


def _tensor_bytes() -> int:
    """Returns the bytes of all tensors there are, each storage once."""
    storages = {
        tensor.untyped_storage().data_ptr(): tensor.untyped_storage().nbytes()
        for tensor in gc.get_objects()
        if isinstance(tensor, torch.Tensor) and not tensor.is_mkldnn  # weights, laid out
    }
    return sum(storages.values())


def _reset_peak() -> int:
    """Forgets the process's peak of resident memory; returns what it holds now, in bytes."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _status("VmRSS")


def _peak() -> int:
    return _status("VmHWM")


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def _draw(points: list[Point], title: str, file: Path) -> None:
    from matplotlib import pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.8), layout="constrained")
    series = dict.fromkeys((point["context"], point["is_shared"]) for point in points)
    for number, (context, is_shared) in enumerate(series):
        mine = [p for p in points if (p["context"], p["is_shared"]) == (context, is_shared)]
        rows = [p["rows"] for p in mine]
        style = {
            "marker": "o",
            "markersize": 3,
            "color": f"C{number // 2}",
            "linestyle": "-" if is_shared else "--",
            "label": f"{context} tokens, {'shared' if is_shared else 'own'}",
        }
        left.plot(rows, [p["milliseconds"] for p in mine], **style)
        right.plot(rows, [p["memory_mib"] for p in mine], **style)
    left.set(xscale="log", yscale="log", xlabel="rows", ylabel="milliseconds of a step")
    right.set(xlabel="rows", ylabel="MiB of keys and values")
    left.legend(fontsize=7)
    for axes in (left, right):
        axes.grid(alpha=0.3)
    figure.suptitle(title)
    figure.savefig(file, dpi=110)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="smollm2-135m")
    parser.add_argument("--dtype", default="bfloat16")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rows", type=int, nargs="+", default=[1, 2, 4, 8, 16, 32, 60, 128, 256])
    parser.add_argument("--contexts", type=int, nargs="+", default=[64, 256, 1024])
    parser.add_argument("--plot", type=Path, metavar="FILE")
    return parser.parse_args()


if __name__ == "__main__":
    main()
