"""How many rows fit: the batch is planned before it starts, so that it cannot run out."""

import os

import torch
from transformers import PreTrainedModel

from setpoint.errors import SettingError

_MOST_ROWS = {"cpu": 256, "cuda": 512}
_SHARE_OF_FREE_MEMORY = 0.6


def plan_slots(network: PreTrainedModel, *, capacity: int, rows: int) -> int:
    """Returns the number of slots to allocate, at least 1 and at most ``rows``.

    Args:
        network: The loaded model.
        capacity: Most tokens of a row, prompt included.
        rows: Rows that want to run.

    Raises:
        SettingError: Not even one row fits; names the sizes.
    """
    row_bytes = capacity * bytes_per_token(network)
    free = free_bytes(network.device)
    fitting = int(free * _SHARE_OF_FREE_MEMORY) // row_bytes
    if fitting < 1:
        raise SettingError(
            f"a row of {capacity} tokens needs {row_bytes / 2**20:.0f} MiB of key-value memory, "
            f"but only {free / 2**20:.0f} MiB are free on {network.device}. Lower --max-tokens."
        )
    return min(rows, fitting, _MOST_ROWS.get(network.device.type, 128))


def bytes_per_token(network: PreTrainedModel) -> int:
    """Returns the key-value memory of one token over all layers, in bytes."""
    config = network.config.get_text_config()
    heads = getattr(config, "num_key_value_heads", None) or config.num_attention_heads
    head_size = getattr(config, "head_dim", None)
    head_size = head_size or config.hidden_size // config.num_attention_heads
    return int(config.num_hidden_layers * heads * head_size * 2 * network.dtype.itemsize)


def free_bytes(device: torch.device) -> int:
    """Returns the memory free on the device, in bytes."""
    if device.type == "cuda":
        return torch.cuda.mem_get_info(device)[0]
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
