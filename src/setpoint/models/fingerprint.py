"""Says exactly what made a sample: weights, tokenizer, versions, dtype and device."""

import hashlib
import platform
from importlib.metadata import version
from pathlib import Path

import torch

_WEIGHT_FILES = ("*.safetensors", "*.bin")
_TOKENIZER_FILES = ("tokenizer*", "vocab*", "merges*", "chat_template*", "special_tokens_map.json")


def fingerprint(folder: Path, *, dtype: torch.dtype, device: torch.device) -> dict[str, str]:
    """Returns what a sample depends on besides its request.

    Two runs may be continued or compared token by token only if their fingerprints agree.
    """
    return {
        "weights_sha256": _hash_files(folder, _WEIGHT_FILES),
        "config_sha256": _hash_files(folder, ("config.json",)),
        "tokenizer_sha256": _hash_files(folder, _TOKENIZER_FILES),
        "dtype": str(dtype).removeprefix("torch."),
        "device": _device_name(device),
        "setpoint": version("setpoint"),
        "torch": torch.__version__,
        "transformers": version("transformers"),
    }


def _hash_files(folder: Path, patterns: tuple[str, ...]) -> str:
    """Hashes names and contents, in the order of names."""
    files = sorted({file for pattern in patterns for file in folder.glob(pattern)})
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            digest.update(f"{file.name}\0".encode())
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def _device_name(device: torch.device) -> str:
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return f"{device.type} {platform.machine()} {torch.backends.cpu.get_cpu_capability()}"
