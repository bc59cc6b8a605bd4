"""Renders a conversation as the model's own prompt.

The template tokenizes, so that the beginning-of-sentence token is written once. A reasoning
model's reply is made to begin inside its thought: newer templates do that themselves, older
ones are helped, as the model's authors advise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import TemplateError
from transformers import PreTrainedTokenizerBase

from setpoint.errors import SettingError

_OPENING = "<think>"
_CLOSING = "</think>"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPrompt:
    """A prompt as tokens.

    Attributes:
        opens_in_thought: True if it ends inside ``<think>``, so that the reply holds only the
            closing tag.
        is_continued: True if what follows is the rest of the prompt's own text, and no reply.
    """

    token_ids: tuple[int, ...]
    opens_in_thought: bool
    is_continued: bool = False


def render_prompt(tokenizer: PreTrainedTokenizerBase, question: str) -> RenderedPrompt:
    """Returns the prompt of a single user message, without a system prompt of ours."""
    return render_messages(tokenizer, [{"role": "user", "content": question}])


def render_messages(
    tokenizer: PreTrainedTokenizerBase, messages: Sequence[Mapping[str, str]]
) -> RenderedPrompt:
    """Returns the prompt of a conversation.

    A tokenizer without a chat template gets the contents as plain text.

    Raises:
        SettingError: The model's template refuses the conversation.
    """
    if tokenizer.chat_template is None:
        text = "\n\n".join(message["content"] for message in messages)
        return RenderedPrompt(token_ids=tuple(tokenizer(text).input_ids), opens_in_thought=False)
    try:
        rendered = tokenizer.apply_chat_template(
            [dict(message) for message in messages],
            tokenize=True,
            add_generation_prompt=True,
            return_dict=True,
        )
    except TemplateError as error:
        raise SettingError(f"the model's chat template refuses messages: {error}") from error
    ids = tuple(rendered["input_ids"])
    if _ends_in_thought(tokenizer, ids):
        return RenderedPrompt(token_ids=ids, opens_in_thought=True)
    if _thinks(tokenizer):
        prefill = tokenizer.encode(f"{_OPENING}\n", add_special_tokens=False)
        return RenderedPrompt(token_ids=(*ids, *prefill), opens_in_thought=True)
    return RenderedPrompt(token_ids=ids, opens_in_thought=False)


def render_text(tokenizer: PreTrainedTokenizerBase, text: str) -> RenderedPrompt:
    """Returns a text as it stands, with one beginning-of-sentence token where the model has it.

    Raises:
        SettingError: The text has no tokens.
    """
    begins = bool(tokenizer.bos_token) and text.startswith(str(tokenizer.bos_token))
    ids = tuple(tokenizer(text, add_special_tokens=not begins).input_ids)
    if not ids:
        raise SettingError("the prompt is empty, and the model has no token to begin with.")
    return RenderedPrompt(token_ids=ids, opens_in_thought=False, is_continued=True)


def _ends_in_thought(tokenizer: PreTrainedTokenizerBase, ids: tuple[int, ...]) -> bool:
    tail: str = tokenizer.decode(ids[-8:], skip_special_tokens=False)
    return tail.rstrip().endswith(_OPENING)


def _thinks(tokenizer: PreTrainedTokenizerBase) -> bool:
    """True for a model with a token of its own for thoughts and a template that knows them."""
    return _OPENING in tokenizer.get_vocab() and _CLOSING in str(tokenizer.chat_template)
