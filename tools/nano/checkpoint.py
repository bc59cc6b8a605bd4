"""Where a training run stands, on disk: it can be stopped and goes on from its last checkpoint."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import torch
from transformers import Qwen2ForCausalLM

_FILE = "state.pt"


@dataclass(slots=True, kw_only=True)
class Progress:
    """Where a run stands: pools that are done, steps and tokens so far."""

    pool: int = 0
    steps: int = 0
    tokens: int = 0


def save_checkpoint(
    network: Qwen2ForCausalLM,
    optimizers: Sequence[torch.optim.Optimizer],
    progress: Progress,
    folder: Path,
) -> None:
    """Writes all that is needed to go on, whole or not at all."""
    state = {
        "network": network.state_dict(),
        "optimizers": [optimizer.state_dict() for optimizer in optimizers],
        "progress": list(astuple(progress)),
    }
    unfinished = folder / f"{_FILE}.part"
    torch.save(state, unfinished)
    unfinished.replace(folder / _FILE)


def load_checkpoint(
    network: Qwen2ForCausalLM, optimizers: Sequence[torch.optim.Optimizer], folder: Path
) -> Progress:
    """Puts network and optimizers where they were; a folder without a checkpoint begins anew."""
    if not (folder / _FILE).exists():
        return Progress()
    state = torch.load(folder / _FILE, weights_only=True)
    network.load_state_dict(state["network"])
    for optimizer, saved in zip(optimizers, state["optimizers"], strict=True):
        optimizer.load_state_dict(saved)
    pool, steps, tokens = state["progress"]
    return Progress(pool=pool, steps=steps, tokens=tokens)
