"""Start-up checks of a tokenizer: known ways in which one silently spoils every measurement."""

from transformers import PreTrainedTokenizerBase

from setpoint.errors import ModelUnusableError
from setpoint.models.chat import render_prompt

_PROBES = (
    "Since S_3 = 15,  a_9 = a_1 + 8d = 5/3 + 80/3 = 85/3",
    "def f(s: str) -> list[str]:\n    return sorted({s})\n",
    "已知等差数列，求第9项。【答案】85/3",
)
_QUESTION = "What is 2 + 2?"


def check_tokenizer(tokenizer: PreTrainedTokenizerBase) -> None:
    """Checks the round trip of text and that a prompt has exactly one beginning.

    Raises:
        ModelUnusableError: Text changes on its way through the tokenizer (for example spaces
            lost by a wrong tokenizer class), or the beginning-of-sentence token is doubled or
            missing.
    """
    for probe in _PROBES:
        _check_round_trip(tokenizer, probe)
    _check_beginning(tokenizer)


def _check_round_trip(tokenizer: PreTrainedTokenizerBase, text: str) -> None:
    ids = tokenizer.encode(text, add_special_tokens=False)
    returned = tokenizer.decode(ids, skip_special_tokens=False, clean_up_tokenization_spaces=False)
    if returned != text:
        raise ModelUnusableError(
            f"the tokenizer changes text: {text!r} came back as {returned!r}. Its files do not "
            "belong to the class that loads them; update transformers or repair the folder."
        )


def _check_beginning(tokenizer: PreTrainedTokenizerBase) -> None:
    begin = tokenizer.bos_token_id
    if begin is None:
        return
    ids = render_prompt(tokenizer, _QUESTION).token_ids
    expected = tokenizer(_QUESTION).input_ids[:1] == [begin]
    if ids[:2] == (begin, begin):
        raise ModelUnusableError(
            f"the prompt begins with two {tokenizer.bos_token!r}: both the chat template and the "
            "tokenizer add one. Remove one of them from the model's folder."
        )
    if expected and ids[0] != begin:
        raise ModelUnusableError(
            f"the prompt does not begin with {tokenizer.bos_token!r}, though the tokenizer adds "
            "it to plain text: the chat template has lost it."
        )
