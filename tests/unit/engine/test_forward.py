"""Every architecture gives the tokens of an uncached pass, by the forward that suits it."""

import pytest
import torch
from transformers import (
    AutoModelForCausalLM,
    GPT2Config,
    LlamaConfig,
    MambaConfig,
    MistralConfig,
    Phi3Config,
    PretrainedConfig,
    PreTrainedModel,
    Qwen3Config,
)

from setpoint.engine.forward import RowForward, SlotForward, build_forward

VOCABULARY = 64
PROMPT = list(range(3, 33))
SHAPE = {
    "vocab_size": VOCABULARY,
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "bos_token_id": 1,
    "eos_token_id": 2,
    "pad_token_id": 2,
}
HEADS = {"intermediate_size": 32, "num_attention_heads": 4, "num_key_value_heads": 2}

FULL_ATTENTION = [
    LlamaConfig(**SHAPE, **HEADS),
    MistralConfig(**SHAPE, **HEADS, head_dim=4, sliding_window=None),
    Phi3Config(**SHAPE, **HEADS),
    Qwen3Config(**SHAPE, **HEADS, head_dim=4),
]
OTHERS = [
    GPT2Config(
        vocab_size=VOCABULARY, n_embd=16, n_layer=2, n_head=2, bos_token_id=1, eos_token_id=2
    ),
    MistralConfig(**SHAPE, **HEADS, head_dim=4, sliding_window=8),
    MambaConfig(**SHAPE),
]


def build(config: PretrainedConfig) -> PreTrainedModel:
    """Returns a random network of the architecture."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        network: PreTrainedModel = AutoModelForCausalLM.from_config(config)
    return network.eval()


def check_against_full_pass(network: PreTrainedModel) -> None:
    """Compares logits of prefill and of ten cached steps in two slots with uncached passes."""
    forward = build_forward(network, slots=2, capacity=64)
    prefill = forward.prefill(PROMPT)
    for slot in (0, 1):
        forward.admit(slot, prefill)
    texts = [list(PROMPT), list(PROMPT)]
    for step in range(10):
        tokens = [5 + step, 40 - step]
        logits = forward.decode(tokens)
        for text, token, row in zip(texts, tokens, logits, strict=True):
            text.append(token)
            with torch.inference_mode():
                expected = network(input_ids=torch.tensor([text])).logits[0, -1]
            torch.testing.assert_close(row, expected, atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("config", FULL_ATTENTION, ids=lambda config: config.model_type)
def test_full_attention_runs_as_one_batch(config: PretrainedConfig) -> None:
    """These families share slots."""
    network = build(config)
    assert isinstance(build_forward(network, slots=2, capacity=64), SlotForward)
    check_against_full_pass(network)


@pytest.mark.parametrize("config", OTHERS, ids=lambda config: config.model_type)
def test_other_architectures_run_row_by_row(config: PretrainedConfig) -> None:
    """Learned positions, sliding windows and recurrent state keep the model's own cache."""
    network = build(config)
    assert isinstance(build_forward(network, slots=2, capacity=64), RowForward)
    check_against_full_pass(network)
