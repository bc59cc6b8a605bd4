"""Trains nano from scratch on generated text, on one thread of a CPU.

What is covered: tokenizer and weights in a folder that `transformers` loads; a run that is
repeatable from its seed and goes on from its last checkpoint.
What is not: judging the model (`evaluate`).
"""

import argparse
import json
import time
from dataclasses import fields
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import Qwen2ForCausalLM

from tools.nano.batches import Batch, pool_of_batches
from tools.nano.checkpoint import Progress, load_checkpoint, save_checkpoint
from tools.nano.network import CONTEXT, build_network, write_model
from tools.nano.recipe import Recipe, build_optimizers, learning_rate
from tools.nano.tokens import build_tokenizer, save_tokenizer

_SECONDS_BETWEEN_CHECKPOINTS = 180
_STEPS_BETWEEN_LINES = 10


def main() -> None:
    """Trains, or goes on training, and leaves the model in the output folder."""
    arguments = _parse_arguments()
    recipe = Recipe(**{field.name: getattr(arguments, field.name) for field in fields(Recipe)})
    torch.set_num_threads(1)  # sums in one order
    torch.manual_seed(recipe.seed)
    model = arguments.out / "model"
    if not (model / "tokenizer.json").exists():
        save_tokenizer(build_tokenizer(), model, CONTEXT)
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    train(build_network(tokenizer), tokenizer, recipe, arguments.out, max_steps=arguments.max_steps)


def train(
    network: Qwen2ForCausalLM,
    tokenizer: Tokenizer,
    recipe: Recipe,
    out: Path,
    max_steps: int | None = None,
) -> None:
    """Trains until the recipe's tokens are seen, going on from a checkpoint if there is one.

    Args:
        network: Changed in place.
        tokenizer: Without truncation or padding.
        recipe: What to do.
        out: Gets ``log.jsonl``, the checkpoint, and the model in ``model/``.
        max_steps: Stop after so many steps, without a checkpoint; for trials.
    """
    out.mkdir(parents=True, exist_ok=True)
    optimizers = build_optimizers(network, recipe.rate)
    progress = load_checkpoint(network, optimizers, out)
    spread = smoothing_target(tokenizer, recipe)
    pad = network.config.pad_token_id
    began = saved = time.monotonic()
    while progress.tokens < recipe.tokens:
        for batch in pool_of_batches(tokenizer, progress.pool, recipe):
            rate = learning_rate(recipe, progress.tokens)
            loss = _step(network, optimizers, batch, rate, spread, recipe.smoothing)
            progress.steps += 1
            progress.tokens += int((batch.inputs != pad).sum())
            if progress.steps % _STEPS_BETWEEN_LINES == 0 or progress.steps < _STEPS_BETWEEN_LINES:
                _log(out, progress, loss, rate, time.monotonic() - began)
            if max_steps and progress.steps >= max_steps:
                return
        progress.pool += 1
        if time.monotonic() - saved > _SECONDS_BETWEEN_CHECKPOINTS:
            save_checkpoint(network, optimizers, progress, out)
            saved = time.monotonic()
    save_checkpoint(network, optimizers, progress, out)
    write_model(network, out / "model")


def smoothing_target(tokenizer: Tokenizer, recipe: Recipe) -> torch.Tensor:
    """Returns where smoothed mass goes, (vocabulary): half evenly, half by frequency; sums to 1."""
    counts = torch.zeros(tokenizer.get_vocab_size())
    for batch in pool_of_batches(tokenizer, 0, recipe):
        counts += torch.bincount(batch.targets[batch.targets >= 0], minlength=len(counts))
    return 0.5 / len(counts) + 0.5 * counts / counts.sum()


def _step(
    network: Qwen2ForCausalLM,
    optimizers: list[torch.optim.Optimizer],
    batch: Batch,
    rate: float,
    spread: torch.Tensor,
    smoothing: float,
) -> float:
    """Takes one step and returns the mean cross-entropy of the targets, in nats."""
    with torch.autocast("cpu", torch.bfloat16):
        states = network.model(batch.inputs, use_cache=False).last_hidden_state
        chosen = batch.targets >= 0
        logits = network.lm_head(states[chosen])
    log_odds = functional.log_softmax(logits.float(), dim=-1)
    entropy = functional.nll_loss(log_odds, batch.targets[chosen])
    loss = (1 - smoothing) * entropy - smoothing * (log_odds @ spread).mean()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
        optimizer.zero_grad()
    return float(entropy.detach())


def _log(out: Path, progress: Progress, loss: float, rate: float, seconds: float) -> None:
    entry = {
        "step": progress.steps,
        "tokens": progress.tokens,
        "loss": round(loss, 5),
        "rate": round(rate, 7),
        "seconds": round(seconds, 1),
    }
    with (out / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(f"{json.dumps(entry)}\n")


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for model, log, checkpoint")
    parser.add_argument("--max-steps", type=int, help="stop early, for trials")
    for field in fields(Recipe):
        option = f"--{field.name.replace('_', '-')}"
        parser.add_argument(option, type=type(field.default), default=field.default)
    return parser.parse_args()


if __name__ == "__main__":
    main()
