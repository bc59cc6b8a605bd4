"""Tokenizers that would spoil every measurement are refused at the start."""

import pytest
from fakes.networks import BEGIN, PLAIN_TEMPLATE, THINKING_TEMPLATE, byte_tokenizer
from tokenizers import decoders, normalizers
from tokenizers.processors import TemplateProcessing

from setpoint.errors import ModelUnusableError
from setpoint.models.selftest import check_tokenizer


@pytest.mark.parametrize("template", [PLAIN_TEMPLATE, THINKING_TEMPLATE, None])
def test_a_sound_tokenizer_passes(template: str | None) -> None:
    """With and without a template, with and without a prefilled thought."""
    check_tokenizer(byte_tokenizer(template))


def test_lost_spaces_are_noticed() -> None:
    """A decoder of the wrong kind drops spaces; a normalizer may change letters."""
    tokenizer = byte_tokenizer()
    tokenizer.backend_tokenizer.decoder = decoders.WordPiece()
    with pytest.raises(ModelUnusableError, match="changes text"):
        check_tokenizer(tokenizer)
    tokenizer = byte_tokenizer()
    tokenizer.backend_tokenizer.normalizer = normalizers.Lowercase()
    with pytest.raises(ModelUnusableError, match="changes text"):
        check_tokenizer(tokenizer)


def test_a_doubled_beginning_is_noticed() -> None:
    """A template that writes the token twice is refused."""
    with pytest.raises(ModelUnusableError, match="two '<|begin|>'".replace("|", r"\|")):
        check_tokenizer(byte_tokenizer("{{ bos_token }}" + PLAIN_TEMPLATE))


def test_a_lost_beginning_is_noticed() -> None:
    """If plain text gets the token, so must a prompt."""
    tokenizer = byte_tokenizer(PLAIN_TEMPLATE.replace("{{ bos_token }}", ""))
    tokenizer.backend_tokenizer.post_processor = TemplateProcessing(
        single=f"{BEGIN} $A", special_tokens=[(BEGIN, tokenizer.bos_token_id)]
    )
    with pytest.raises(ModelUnusableError, match="does not begin"):
        check_tokenizer(tokenizer)
