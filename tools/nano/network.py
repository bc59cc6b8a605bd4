"""The network of nano, and its model folder.

What is covered: a Qwen2 of 3.4 M parameters, the architecture of the headline model.
What is not: weights (`train`) and tokenizer (`tokens`).
"""

from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import GenerationConfig, Qwen2Config, Qwen2ForCausalLM

from tools.nano.tokens import BEGIN, END

CONTEXT = 512
"""Most tokens of prompt and reply together."""


def build_network(tokenizer: Tokenizer) -> Qwen2ForCausalLM:
    """Returns an untrained network for the tokenizer; `torch.manual_seed` decides its weights."""
    return Qwen2ForCausalLM(
        Qwen2Config(
            vocab_size=tokenizer.get_vocab_size(),
            hidden_size=256,
            intermediate_size=704,
            num_hidden_layers=4,
            num_attention_heads=4,
            num_key_value_heads=2,
            head_dim=64,
            max_position_embeddings=CONTEXT,
            rope_parameters={"rope_type": "default", "rope_theta": 10000.0},
            tie_word_embeddings=True,
            use_cache=True,
            bos_token_id=tokenizer.token_to_id(BEGIN),
            eos_token_id=tokenizer.token_to_id(END),
            pad_token_id=tokenizer.token_to_id(END),
            attn_implementation="sdpa",
        )
    )


def write_model(network: Qwen2ForCausalLM, folder: Path) -> None:
    """Writes weights in FP16, config and generation_config; the network stays as it is."""
    copy = Qwen2ForCausalLM(network.config)
    copy.load_state_dict(network.state_dict())
    end = network.config.eos_token_id
    copy.generation_config = GenerationConfig(
        do_sample=True,
        temperature=0.6,
        top_p=0.95,
        bos_token_id=network.config.bos_token_id,
        eos_token_id=end,
        pad_token_id=end,
    )
    copy.to(torch.float16).save_pretrained(folder)
