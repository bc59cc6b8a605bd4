"""Training repeats itself from its seed and goes on from its checkpoint."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from transformers import Qwen2Config, Qwen2ForCausalLM

from setpoint.models.find import find_model
from tools.nano.recipe import Recipe, learning_rate
from tools.nano.train import smoothing_target, train

TOKENIZER: Tokenizer = Tokenizer.from_file(str(find_model("nano") / "tokenizer.json"))
RECIPE = Recipe(tokens=60_000, batch=16_384)


def small_network() -> Qwen2ForCausalLM:
    """Returns a network of nano's kind that trains in a moment."""
    torch.manual_seed(0)
    return Qwen2ForCausalLM(
        Qwen2Config(
            vocab_size=TOKENIZER.get_vocab_size(),
            hidden_size=16,
            intermediate_size=16,
            num_hidden_layers=1,
            num_attention_heads=1,
            num_key_value_heads=1,
            bos_token_id=1800,
            eos_token_id=1801,
            pad_token_id=1801,
            tie_word_embeddings=True,
        )
    )


def losses(folder: Path) -> list[float]:
    """Returns the losses of a log."""
    return [json.loads(line)["loss"] for line in (folder / "log.jsonl").read_text().splitlines()]


def test_a_seed_gives_one_loss_curve(tmp_path: Path) -> None:
    """Two runs of three steps are equal, another seed differs."""
    for name, seed in (("one", 0), ("two", 0), ("three", 1)):
        recipe = replace(RECIPE, seed=seed)
        train(small_network(), TOKENIZER, recipe, tmp_path / name, max_steps=3)
    one, two, three = (losses(tmp_path / name) for name in ("one", "two", "three"))
    assert len(one) == 3
    assert one == two != three


def test_a_finished_run_leaves_a_model_and_has_nothing_left_to_do(tmp_path: Path) -> None:
    """It learned something, and started again it takes no step."""
    recipe = replace(RECIPE, batch=2048)
    train(small_network(), TOKENIZER, recipe, tmp_path)
    before = losses(tmp_path)
    assert before[-1] < before[0] - 0.1
    assert (tmp_path / "model" / "model.safetensors").exists()
    train(small_network(), TOKENIZER, recipe, tmp_path)
    assert losses(tmp_path) == before


def test_the_rate_rises_stays_and_falls_to_zero() -> None:
    """Warm-up over 50 batches, and the fall over the last half."""
    recipe = Recipe(tokens=1_000_000, batch=1000, rate=2.0)
    rates = [learning_rate(recipe, tokens) for tokens in (0, 49_000, 500_000, 750_000, 1_000_000)]
    assert rates == pytest.approx([0.04, 2.0, 2.0, 1.0, 0.0])


def test_smoothed_mass_is_a_distribution_over_all_tokens() -> None:
    """Every token gets some, frequent ones more."""
    target = smoothing_target(TOKENIZER, RECIPE)
    assert float(target.sum()) == pytest.approx(1)
    assert float(target.min()) > 0
    assert float(target[TOKENIZER.token_to_id("=")]) > 100 * float(target.min())
