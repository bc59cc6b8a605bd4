"""Random networks and a byte tokenizer, small enough for unit tests."""

from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import PreTrainedModel, PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

BEGIN, END, USER, ASSISTANT = "<|begin|>", "<|end|>", "<|user|>", "<|assistant|>"
SPECIALS = [END, BEGIN, USER, ASSISTANT, "<think>", "</think>"]

THINKING_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}<|user|>{{ message['content'] }}"
    "{% endfor %}{% if add_generation_prompt %}<|assistant|><think>\n{% endif %}"
)
PLAIN_TEMPLATE = THINKING_TEMPLATE.replace("<think>\n", "")


def byte_tokenizer(template: str | None = PLAIN_TEMPLATE) -> PreTrainedTokenizerFast:
    """Returns a tokenizer with one token a byte, so that every text survives a round trip."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {character: index for index, character in enumerate(alphabet)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(SPECIALS)
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token=BEGIN, eos_token=END, pad_token=END
    )
    fast.chat_template = template
    return fast


def random_qwen2(*, seed: int = 0, context: int = 512, vocabulary: int = 262) -> PreTrainedModel:
    """Returns a Qwen2 of a few thousand parameters with random weights, in float32."""
    config = Qwen2Config(
        vocab_size=vocabulary,
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=context,
        initializer_range=0.4,
        eos_token_id=256,
        bos_token_id=257,
        pad_token_id=256,
    )
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        network: PreTrainedModel = Qwen2ForCausalLM(config)
    return network.eval()


def save_model(folder: Path, *, template: str | None = PLAIN_TEMPLATE) -> Path:
    """Writes the random network and its tokenizer as a model folder."""
    random_qwen2().save_pretrained(folder)
    byte_tokenizer(template).save_pretrained(folder)
    return folder
