"""The engine of this project, and its floor: the matrix products of a step and nothing else."""

import time
from statistics import median

import torch
from torch import Tensor

from benchmarks.work import Work
from setpoint.engine.build import Runner
from setpoint.engine.engine import Engine
from setpoint.engine.schedule import Row
from setpoint.engine.weights import Weights
from setpoint.records import GenerationRequest, SampleKey, Sampling, StepReport

_SLOTS = 256


def run_engine(
    runner: Runner, work: Work, *, stop_ids: frozenset[int], shares: bool
) -> tuple[int, int]:
    """Samples the work; returns tokens emitted and computed."""
    rows = [
        _row(work, prompt, temperature, run)
        for prompt in range(len(work.prompts))
        for run in range(work.runs)
        for temperature in work.temperatures
    ]
    capacity = max(len(row.prompt_ids) + row.room for row in rows)
    slots = min(len(rows), _SLOTS)
    forward = runner.forward(slots=slots, capacity=capacity)
    ends = frozenset() if work.is_fixed else stop_ids
    engine = Engine(forward, slots=slots, stop_ids=ends, shares=shares)
    reports: list[StepReport] = []
    for _ in engine.run(rows, reports.append):
        pass
    return reports[-1].tokens_emitted, reports[-1].tokens_computed


def step_seconds(runner: Runner, work: Work, steps: int = 40) -> float:
    """Returns the median time of a decode step of all rows, sampling excluded."""
    capacity = max(map(len, work.prompts)) + steps
    forward = runner.forward(slots=work.rows, capacity=capacity)
    prefills = [forward.prefill(prompt) for prompt in work.prompts]
    for slot in range(work.rows):
        forward.admit(slot, prefills[slot * len(prefills) // work.rows], is_shared=True)
    times = []
    for step in range(steps):
        began = time.perf_counter()
        forward.decode([step + 1] * work.rows)
        times.append(time.perf_counter() - began)
    return median(times)


@torch.inference_mode()
def floor_seconds(weights: Weights, rows: int, repeats: int = 20) -> float:
    """Returns the median time of the matrix products of one step, laid out as in the engine."""
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        advance_floor(weights, torch.arange(rows))
        times.append(time.perf_counter() - began)
    return median(times)


@torch.inference_mode()
def advance_floor(weights: Weights, tokens: Tensor) -> Tensor:
    """Computes the matrix products of one step, and nothing else."""
    hidden = weights.embedding[tokens]
    heads = hidden.new_zeros(len(tokens), weights.heads * weights.head_size)
    for layer in weights.layers:
        layer.query_key_value(hidden)
        layer.attention_output(heads)
        layer.gate(hidden)
        layer.down(layer.up(hidden))
    return weights.head(hidden)


def _row(work: Work, prompt: int, temperature: float, run: int) -> Row:
    request = GenerationRequest(
        key=SampleKey(problem_id=str(prompt), arm=f"T={temperature}", run=run),
        prompt="",
        sampling=Sampling(temperature=temperature),
        seed=prompt * work.runs + run,
        max_new_tokens=work.new_tokens,
    )
    return Row(request=request, prompt_ids=work.prompts[prompt], room=work.new_tokens)
