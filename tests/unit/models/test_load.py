"""A model folder is loaded offline, with all that a run must record."""

from pathlib import Path

import pytest
import torch
from fakes.networks import save_model

from setpoint.errors import ModelUnusableError
from setpoint.models.load import Dtype, choose_dtype, load_model


def test_a_folder_becomes_a_model(tmp_path: Path) -> None:
    """Dtype, stop tokens and context are those asked for or stored; attention is not eager."""
    model = load_model("tiny", save_model(tmp_path / "tiny"), dtype=Dtype.FLOAT32)
    assert model.network.dtype is torch.float32
    assert model.stop_ids == {256}
    assert model.context_length == 512
    assert model.network.config._attn_implementation == "sdpa"


def test_every_end_token_stops_an_answer(tmp_path: Path) -> None:
    """generation_config may list several, and the tokenizer adds its own."""
    folder = save_model(tmp_path / "tiny")
    (folder / "generation_config.json").write_text('{"eos_token_id": [258, 259], "top_p": 0.95}')
    model = load_model("tiny", folder, dtype=Dtype.FLOAT32)
    assert model.stop_ids == {256, 258, 259}
    assert model.default_sampling["top_p"] == 0.95


def test_the_fingerprint_names_weights_tokenizer_and_dtype(tmp_path: Path) -> None:
    """It is equal for equal files and differs where one byte or the dtype differs."""
    folder = save_model(tmp_path / "tiny")
    first = load_model("tiny", folder, dtype=Dtype.FLOAT32).fingerprint
    assert load_model("tiny", folder, dtype=Dtype.FLOAT32).fingerprint == first
    other = load_model("tiny", folder, dtype=Dtype.BFLOAT16).fingerprint
    assert {name for name in first if first[name] != other[name]} == {"dtype"}
    with (folder / "tokenizer.json").open("a") as stream:
        stream.write(" ")
    changed = load_model("tiny", folder, dtype=Dtype.FLOAT32).fingerprint
    assert {name for name in first if first[name] != changed[name]} == {"tokenizer_sha256"}


def test_a_folder_without_a_model_is_explained(tmp_path: Path) -> None:
    """The reason of the loader is passed on."""
    (tmp_path / "config.json").write_text('{"model_type": "no-such-architecture"}')
    with pytest.raises(ModelUnusableError, match="cannot load"):
        load_model("broken", tmp_path)


def test_automatic_dtype_is_half_precision_on_cuda() -> None:
    """float16 there; on a CPU never float16, which is slow; a named dtype is taken as it is."""
    assert choose_dtype(Dtype.AUTO, torch.device("cuda")) is torch.float16
    assert choose_dtype(Dtype.AUTO, torch.device("cpu")) in (torch.bfloat16, torch.float32)
    assert choose_dtype(Dtype.FLOAT16, torch.device("cpu")) is torch.float16
