"""Batches: seeded, padded, and the loss only on what the model is to write."""

from tokenizers import Tokenizer

from setpoint.models.find import find_model
from tools.nano.batches import pool_of_batches
from tools.nano.recipe import Recipe
from tools.nano.tokens import ASSISTANT, BEGIN, END, render

TOKENIZER: Tokenizer = Tokenizer.from_file(str(find_model("nano") / "tokenizer.json"))


def test_a_pool_comes_from_seed_and_number() -> None:
    """The same pool again, and another one for another number."""
    first, again, other = (pool_of_batches(TOKENIZER, number, Recipe()) for number in (0, 0, 1))
    assert all(a.inputs.equal(b.inputs) for a, b in zip(first, again, strict=True))
    assert not first[0].inputs.equal(other[0].inputs)


def test_targets_are_the_replies_shifted_by_one() -> None:
    """Before the prompt's last token there is no target; the last target ends the reply."""
    batch = pool_of_batches(TOKENIZER, 0, Recipe(slip_rate=0))[0]
    end, assistant = TOKENIZER.token_to_id(END), TOKENIZER.token_to_id(ASSISTANT)
    for inputs, targets in zip(batch.inputs.tolist(), batch.targets.tolist(), strict=True):
        chosen = [place for place, target in enumerate(targets) if target >= 0]
        assert min(chosen) > inputs.index(assistant)
        assert all(targets[place] == inputs[place + 1] for place in chosen)
        assert targets[max(chosen)] == end


def test_a_batch_has_at_most_its_size() -> None:
    """Padding counts."""
    for batch in pool_of_batches(TOKENIZER, 0, Recipe(batch=1024)):
        assert batch.inputs.numel() <= 1024


def test_a_rendered_prompt_is_that_of_the_chat_template() -> None:
    """Training sees exactly what the product sends."""
    question, reply = render("1+1?", "Add.", "2")
    assert question == f"{BEGIN}<｜User｜>1+1?{ASSISTANT}<think>\n"
    assert reply == f"Add.\n</think>\n\n2{END}"
