"""Builds nano's tokenizer: a small byte-level BPE with the special tokens of R1.

What is covered: training the vocabulary, the chat template with its prefilled ``<think>``, and
saving a folder that `transformers.AutoTokenizer` loads.
What is not: the text itself (`texts`).
"""

import json
from collections.abc import Iterable
from pathlib import Path
from random import Random

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, processors
from tokenizers.trainers import BpeTrainer

from tools.nano.texts.documents import Document, write_document

BEGIN = "<｜begin▁of▁sentence｜>"
END = "<｜end▁of▁sentence｜>"
USER = "<｜User｜>"
ASSISTANT = "<｜Assistant｜>"
OPEN_THOUGHT = "<think>"
CLOSE_THOUGHT = "</think>"

CHAT_TEMPLATE = (
    "{{ bos_token }}"
    "{% for message in messages %}"
    "{% if message['role'] == 'system' %}{{ message['content'] }}"
    "{% elif message['role'] == 'user' %}{{ '<｜User｜>' + message['content'] }}"
    "{% elif message['role'] == 'assistant' %}"
    "{{ '<｜Assistant｜>' + message['content'].split('</think>')[-1].lstrip()"
    " + '<｜end▁of▁sentence｜>' }}"
    "{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<｜Assistant｜><think>\\n' }}{% endif %}"
)
"""As the headline model's: a reply begins inside its thought, earlier thoughts are dropped."""


_PIECES = r"\n[ ]*|\p{N}|\p{Han}+|[ ]?[A-Za-z_]+|[ ]?[^\s\p{L}\p{N}_]+|\p{L}+|\s+"
"""A line break with its indentation, one digit, Chinese, a word, signs; then all else."""


_ENTRIES = 1800
_DOCUMENTS = 20_000
_SLIP_RATE = 0.02


def build_tokenizer() -> Tokenizer:
    """Returns nano's tokenizer, always the same one."""
    random = Random("tokenizer 0")  # noqa: S311 - reproducible on purpose
    documents = (write_document(random, _SLIP_RATE) for _ in range(_DOCUMENTS))
    return train_tokenizer(map(_text_of, documents), _ENTRIES)


def train_tokenizer(texts: Iterable[str], size: int) -> Tokenizer:
    """Learns a vocabulary.

    Args:
        texts: Training text without special tokens.
        size: Number of entries, the special tokens not counted.
    """
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_PIECES), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = BpeTrainer(
        vocab_size=size,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        max_token_length=18,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.add_special_tokens([_whole(token) for token in (BEGIN, END, USER, ASSISTANT)])
    tokenizer.add_tokens([_whole(token) for token in (OPEN_THOUGHT, CLOSE_THOUGHT)])
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{BEGIN} $A",
        pair=f"{BEGIN} $A $B",
        special_tokens=[(BEGIN, tokenizer.token_to_id(BEGIN))],
    )
    return tokenizer


def save_tokenizer(tokenizer: Tokenizer, folder: Path, context_length: int) -> None:
    """Writes the files of a tokenizer folder."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": BEGIN,
        "eos_token": END,
        "pad_token": END,
        "model_max_length": context_length,
        "clean_up_tokenization_spaces": False,
        "add_bos_token": True,
        "chat_template": CHAT_TEMPLATE,
    }
    text = json.dumps(settings, ensure_ascii=False, indent=2)
    (folder / "tokenizer_config.json").write_text(f"{text}\n", encoding="utf-8")


def render(prompt: str, thought: str = "", answer: str = "") -> tuple[str, str]:
    """Returns the chat template's text for a prompt, and the reply that follows it."""
    question = f"{BEGIN}{USER}{prompt}{ASSISTANT}{OPEN_THOUGHT}\n"
    return question, f"{thought}\n{CLOSE_THOUGHT}\n\n{answer}{END}"


def _text_of(document: Document) -> str:
    return f"{document.prompt}\n{document.reply.thought}\n\n{document.reply.answer}"


def _whole(token: str) -> AddedToken:
    return AddedToken(token, normalized=False)
