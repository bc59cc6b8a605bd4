"""Prompts: one beginning, and thoughts that are open where the reply begins."""

from fakes.networks import PLAIN_TEMPLATE, THINKING_TEMPLATE, byte_tokenizer

from setpoint.models.chat import render_prompt

OLDER_TEMPLATE = PLAIN_TEMPLATE + "{# replies are split at </think> #}"


def rendered(template: str | None) -> tuple[str, bool]:
    """Returns the prompt of one question as text, and whether it ends in a thought."""
    tokenizer = byte_tokenizer(template)
    prompt = render_prompt(tokenizer, "2+2?")
    return tokenizer.decode(prompt.token_ids), prompt.opens_in_thought


def test_a_plain_template_is_used_as_it_is() -> None:
    """No system prompt, no thought, one beginning."""
    assert rendered(PLAIN_TEMPLATE) == ("<|begin|><|user|>2+2?<|assistant|>", False)


def test_a_template_that_opens_the_thought_is_recognised() -> None:
    """The reply will hold the closing tag only."""
    assert rendered(THINKING_TEMPLATE) == ("<|begin|><|user|>2+2?<|assistant|><think>\n", True)


def test_an_older_template_of_a_reasoning_model_is_helped() -> None:
    """The thought is opened as the model's authors advise."""
    assert rendered(OLDER_TEMPLATE) == ("<|begin|><|user|>2+2?<|assistant|><think>\n", True)


def test_no_template_means_plain_text() -> None:
    """A base model gets the question itself."""
    assert rendered(None) == ("2+2?", False)


def test_a_question_that_ends_with_the_tag_is_not_a_thought() -> None:
    """Only the end of the rendered prompt counts, not the user's words."""
    prompt = render_prompt(byte_tokenizer(PLAIN_TEMPLATE), "what does <think>")
    assert not prompt.opens_in_thought
