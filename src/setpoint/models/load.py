"""Loads a model folder into memory, ready for the engine."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import torch
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    GenerationConfig,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)
from transformers.utils import logging

from setpoint.errors import ModelUnusableError
from setpoint.models.fingerprint import fingerprint
from setpoint.models.selftest import check_tokenizer


class Dtype(StrEnum):
    """The number format of weights and activations."""

    AUTO = "auto"
    """float16 on CUDA; on a CPU bfloat16 where it is fast, else float32."""
    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"
    FLOAT16 = "float16"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedModel:
    """A model in memory.

    Attributes:
        stop_ids: Tokens that end an answer.
        context_length: Most tokens of prompt and answer together.
        fingerprint: What a sample depends on besides its request.
        default_sampling: What the model's own generation_config asks for; shown, never used.
    """

    name: str
    folder: Path
    network: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase
    stop_ids: frozenset[int]
    context_length: int
    fingerprint: dict[str, str]
    default_sampling: dict[str, float]


def load_model(name: str, folder: Path, *, dtype: Dtype = Dtype.AUTO) -> LoadedModel:
    """Loads and checks a model; nothing is fetched.

    transformers takes scaled-dot-product attention wherever an architecture has it, Qwen2 among
    them, whose eager attention overflows in float16.

    Args:
        name: What the user calls it.
        folder: From `find_model`.
        dtype: See `Dtype`.

    Raises:
        ModelUnusableError: The folder cannot be read as a causal language model, or its
            tokenizer fails the self-test.
    """
    logging.disable_progress_bar()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch_dtype = choose_dtype(dtype, device)
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        network = AutoModelForCausalLM.from_pretrained(
            folder, dtype=torch_dtype, local_files_only=True
        )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ModelUnusableError(f"cannot load {folder} as a causal model: {error}") from error
    check_tokenizer(tokenizer)
    generation = network.generation_config or GenerationConfig()
    return LoadedModel(
        name=name,
        folder=folder,
        network=network.to(device).eval(),
        tokenizer=tokenizer,
        stop_ids=_stop_ids(tokenizer, generation),
        context_length=int(getattr(network.config, "max_position_embeddings", 1 << 20)),
        fingerprint=fingerprint(folder, dtype=torch_dtype, device=device),
        default_sampling=_default_sampling(generation),
    )


def choose_dtype(dtype: Dtype, device: torch.device) -> torch.dtype:
    """Resolves AUTO for the device."""
    if dtype is not Dtype.AUTO:
        chosen: torch.dtype = getattr(torch, dtype)
        return chosen
    if device.type == "cuda":
        return torch.float16
    has_fast_bfloat16 = torch.ops.mkldnn._is_mkldnn_bf16_supported()  # noqa: SLF001 - no public name
    return torch.bfloat16 if has_fast_bfloat16 else torch.float32


def _stop_ids(tokenizer: PreTrainedTokenizerBase, generation: GenerationConfig) -> frozenset[int]:
    """Returns the end tokens of the tokenizer and of generation_config, which may list several."""
    listed = generation.eos_token_id
    ids = listed if isinstance(listed, list) else [listed]
    return frozenset(int(token) for token in [*ids, tokenizer.eos_token_id] if token is not None)


def _default_sampling(generation: GenerationConfig) -> dict[str, float]:
    names = ("temperature", "top_p", "top_k", "min_p", "repetition_penalty")
    values = {name: getattr(generation, name, None) for name in names}
    return {name: float(value) for name, value in values.items() if value is not None}
