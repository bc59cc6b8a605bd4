"""Every architecture gives the logits of an uncached pass, by the forward that suits it."""

import copy

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
    Qwen2Config,
    Qwen3Config,
)

from setpoint.engine.build import prepare
from setpoint.engine.forward import Forward
from setpoint.engine.native import NativeForward
from setpoint.engine.rows import RowForward

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

FUSED = [
    LlamaConfig(**SHAPE, **HEADS),
    MistralConfig(**SHAPE, **HEADS, head_dim=4, sliding_window=None),
    Qwen2Config(**SHAPE, **HEADS),
    Qwen3Config(**SHAPE, **HEADS, head_dim=4),
]
OTHERS = [
    Phi3Config(**SHAPE, **HEADS),
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


def check_against_full_pass(config: PretrainedConfig, forward: Forward, *, is_shared: bool) -> None:
    """Compares prefill and a hundred cached steps in two slots with uncached passes."""
    network = build(config)
    prefill = forward.prefill(PROMPT)
    for slot in (0, 1):
        forward.admit(slot, prefill, is_shared=is_shared)
    texts = [list(PROMPT), list(PROMPT)]
    for step in range(100):
        tokens = [(5 + step) % VOCABULARY, (140 - step) % VOCABULARY]
        logits = forward.decode(tokens)
        for text, token in zip(texts, tokens, strict=True):
            text.append(token)
        if step % 33 == 0:
            with torch.inference_mode():
                expected = network(input_ids=torch.tensor(texts)).logits[:, -1]
            torch.testing.assert_close(logits, expected, atol=1e-4, rtol=1e-3)


@pytest.mark.parametrize("is_shared", [True, False])
@pytest.mark.parametrize("config", FUSED, ids=lambda config: config.model_type)
def test_known_families_run_natively(config: PretrainedConfig, is_shared: bool) -> None:  # noqa: FBT001
    """Whole batches in one pass, with the prompt shared or copied."""
    forward = prepare(build(config)).forward(slots=2, capacity=140)

    assert isinstance(forward, NativeForward)
    check_against_full_pass(config, forward, is_shared=is_shared)


@pytest.mark.parametrize("is_shared", [True, False])
@pytest.mark.parametrize("config", FUSED, ids=lambda config: config.model_type)
def test_recorded_steps_give_the_same_logits(config: PretrainedConfig, is_shared: bool) -> None:  # noqa: FBT001
    """What a GPU replays is the same function, on buffers of its own."""
    weights = prepare(build(config)).weights
    assert weights is not None
    forward = NativeForward(weights, slots=2, capacity=140, is_recorded=True)

    check_against_full_pass(config, forward, is_shared=is_shared)


@pytest.mark.parametrize("config", OTHERS, ids=lambda config: config.model_type)
def test_other_architectures_run_row_by_row(config: PretrainedConfig) -> None:
    """Learned positions, sliding windows and recurrent state keep the model's own cache."""
    forward = prepare(build(config)).forward(slots=2, capacity=140)

    assert isinstance(forward, RowForward)
    check_against_full_pass(config, forward, is_shared=False)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_sixteen_bits_stay_close_to_thirty_two(dtype: torch.dtype) -> None:
    """Native logits are no farther from float32 than those of `transformers` in the same dtype."""
    config = Qwen2Config(**SHAPE, **HEADS)
    with torch.inference_mode():
        exact = build(config)(input_ids=torch.tensor([PROMPT])).logits[0, -1]
        theirs = build(config).to(dtype)(input_ids=torch.tensor([PROMPT])).logits[0, -1]
    ours = prepare(build(config).to(dtype)).forward(slots=2, capacity=40).prefill(PROMPT).logits
    error, allowed = (ours - exact).abs().max(), (theirs - exact).abs().max()
    assert error <= 2 * allowed


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_sixteen_bits_bear_large_biases_of_keys(dtype: torch.dtype) -> None:
    """What all keys have in common costs no precision, in steps as little as in a full pass."""
    network = build(Qwen2Config(**SHAPE | {"hidden_size": 128}, **HEADS, initializer_range=0.1))
    with torch.random.fork_rng():
        torch.manual_seed(0)
        for layer in network.model.layers:
            layer.self_attn.k_proj.bias.data.view(2, 2, -1)[..., -4:] = 60  # turn slowly
            layer.self_attn.q_proj.bias.data.normal_()
    narrow = copy.deepcopy(network).to(dtype)
    with torch.inference_mode():
        exact = narrow.float()(input_ids=torch.tensor([PROMPT])).logits[0, 16:]
        theirs = narrow.to(dtype)(input_ids=torch.tensor([PROMPT])).logits[0, 16:]
    forward = prepare(narrow).forward(slots=1, capacity=40)
    forward.admit(0, forward.prefill(PROMPT[:16]), is_shared=True)
    ours = torch.cat([forward.decode([token]) for token in PROMPT[16:]])
    assert (ours - exact).square().mean() <= 2 * (theirs - exact).square().mean()


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float16])
def test_rows_that_share_a_prompt_may_lie_anywhere(dtype: torch.dtype) -> None:
    """Rows of two prompts in turn get what each prompt's rows get side by side."""
    runner = prepare(build(Qwen2Config(**SHAPE, **HEADS)).to(dtype))
    mixed = runner.forward(slots=4, capacity=40)
    prompts = [mixed.prefill(PROMPT), mixed.prefill(PROMPT[:20])]
    for slot in range(4):
        mixed.admit(slot, prompts[slot % 2], is_shared=True)
    logits = mixed.decode([5, 6, 5, 6])
    for place, prompt in enumerate(prompts):
        apart = runner.forward(slots=2, capacity=40)
        for slot in (0, 1):
            apart.admit(slot, prompt, is_shared=True)
        expected = apart.decode([5 + place] * 2)
        torch.testing.assert_close(logits[place::2], expected, atol=0.02, rtol=0.02)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float16])
@pytest.mark.parametrize("config", [FUSED[2], OTHERS[1]], ids=["native", "rows"])
def test_a_rescued_row_goes_on_from_the_same_text(
    config: PretrainedConfig, dtype: torch.dtype
) -> None:
    """Logits are those of a float32 pass; the memory is right, whatever the slot held before."""
    network = build(config).to(dtype).float()
    narrow = build(config).to(dtype)
    forward = prepare(narrow).forward(slots=2, capacity=140)
    text = [*PROMPT, 9, 8, 7]
    rescued = forward.rescue(1, text)
    forward.admit(0, forward.prefill(PROMPT), is_shared=True)
    following = forward.decode([5, 6])[1]
    with torch.inference_mode():
        exact = network(input_ids=torch.tensor([[*text, 6]])).logits[0]

    loose = 1e-4 if dtype is torch.float32 else 0.02
    assert rescued.dtype is torch.float32
    assert narrow.dtype is dtype
    torch.testing.assert_close(rescued, exact[-2], atol=1e-4, rtol=1e-3)
    torch.testing.assert_close(following.float(), exact[-1], atol=loose, rtol=1e-3)
