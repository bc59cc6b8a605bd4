"""Finds a model on this machine: a folder, a bundled or pulled model, or a hub's local cache.

What is covered: reading caches as they are. What is not: the network; nothing is downloaded.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from setpoint.errors import ModelNotFoundError
from setpoint.models.known import BUNDLED, HEADLINE, KNOWN_MODELS, known_model, pulled_folder

_WEIGHTS = ("*.safetensors", "*.bin")


def find_model(name: str) -> Path:
    """Returns the folder that holds the model's config, weights and tokenizer.

    Args:
        name: A folder, a short name (`KNOWN_MODELS`), or a hub id such as ``org/name``.

    Raises:
        ModelNotFoundError: Says where it looked and how to get the model.
    """
    looked: list[Path] = []
    for folder in _candidates(name):
        if _is_model(folder):
            return folder
        looked.append(folder)
    raise ModelNotFoundError(_not_found(name, looked))


def default_model() -> str:
    """Returns the name of the headline model if it is here, else of the bundled one."""
    return HEADLINE if is_here(HEADLINE) else BUNDLED


def is_here(name: str) -> bool:
    """Returns True if `find_model` would find it."""
    return any(_is_model(folder) for folder in _candidates(name))


def cache_folders() -> dict[str, Path]:
    """Returns the folders that are searched for hub ids, by hub."""
    return {"Hugging Face": _hugging_face_cache(), "ModelScope": _modelscope_cache()}


def _candidates(name: str) -> Iterator[Path]:
    yield Path(name).expanduser()
    known = known_model(name)
    if known is not None:
        yield known.folder or pulled_folder(known.name)
    hub_id = known.hub_id if known else name
    if hub_id and hub_id.count("/") == 1 and not hub_id.startswith((".", "/", "~")):
        yield from _hugging_face_snapshots(hub_id)
        yield from _modelscope_folders(hub_id)


def _hugging_face_cache() -> Path:
    home = os.environ.get("HF_HOME") or Path.home() / ".cache" / "huggingface"
    return Path(os.environ.get("HF_HUB_CACHE") or Path(home) / "hub").expanduser()


def _hugging_face_snapshots(hub_id: str) -> Iterator[Path]:
    """Yields the snapshot that ``main`` names, then any other, newest first."""
    repository = _hugging_face_cache() / f"models--{hub_id.replace('/', '--')}"
    main = repository / "refs" / "main"
    if main.is_file():
        yield repository / "snapshots" / main.read_text().strip()
    snapshots = repository / "snapshots"
    if snapshots.is_dir():
        yield from sorted(snapshots.iterdir(), key=lambda path: -path.stat().st_mtime)
    else:
        yield snapshots


def _modelscope_cache() -> Path:
    cache = os.environ.get("MODELSCOPE_CACHE") or Path.home() / ".cache" / "modelscope"
    return Path(cache).expanduser()


def _modelscope_folders(hub_id: str) -> Iterator[Path]:
    """Yields the layouts of its releases; dots in names may be written as ``___``."""
    for root in ("hub/models", "models", "hub", ""):
        for spelling in dict.fromkeys((hub_id.replace(".", "___"), hub_id)):
            yield _modelscope_cache() / root / spelling


def _is_model(folder: Path) -> bool:
    try:
        has_weights = any(True for pattern in _WEIGHTS for _ in folder.glob(pattern))
        return has_weights and (folder / "config.json").is_file()
    except OSError:
        return False


def _not_found(name: str, looked: list[Path]) -> str:
    known = known_model(name)
    lines = [f"no model {name!r} on this machine. Looked for config.json and weights in:"]
    lines += [f"  {folder}" for folder in looked]
    if known and known.package:
        lines.append(f"Get it with:  setpoint models pull {known.name}")
    hub_id = known.hub_id if known else name
    if hub_id and hub_id.count("/") == 1:
        lines.append(f"Hugging Face:  hf download {hub_id}")
        lines.append(f"ModelScope:    modelscope download --model {hub_id}")
    else:
        lines.append(
            "Give a folder, a hub id such as deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B, or one "
            f"of: {', '.join(model.name for model in KNOWN_MODELS)}."
        )
    return "\n".join(lines)
