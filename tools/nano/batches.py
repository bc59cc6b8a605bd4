"""Training batches: documents of like length, padded, with the reply marked for the loss.

What is covered: an endless, seeded series of batches that can be entered at any pool.
What is not: the documents' text (`texts`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import torch
from tokenizers import Tokenizer

from tools.nano.recipe import Recipe
from tools.nano.texts.documents import write_document
from tools.nano.tokens import END, render

_POOL = 1024
"""Documents that are sorted by length together."""

_IGNORED = -100


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Padded documents.

    Attributes:
        inputs: Token ids, (documents, length).
        targets: The next token where it belongs to a reply, else -100, (documents, length).
    """

    inputs: torch.Tensor
    targets: torch.Tensor


def pool_of_batches(tokenizer: Tokenizer, number: int, recipe: Recipe) -> list[Batch]:
    """Returns the batches of one pool, in random order.

    Args:
        tokenizer: Without truncation or padding.
        number: Which pool, from 0.
        recipe: Says what is written and how large a batch may be, padding included.
    """
    random = Random(f"{recipe.seed} {number}")  # noqa: S311 - reproducible on purpose
    pad = int(tokenizer.token_to_id(END) or 0)
    documents = [_encode(tokenizer, random, recipe) for _ in range(_POOL)]
    batches = [_pad(group, pad) for group in _group(documents, recipe.batch)]
    return random.sample(batches, len(batches))


def _encode(tokenizer: Tokenizer, random: Random, recipe: Recipe) -> tuple[list[int], int]:
    """Returns a document's tokens and how many of them are its prompt."""
    document = write_document(random, recipe.slip_rate)
    question, reply = render(document.prompt, document.reply.thought, document.reply.answer)
    asked = tokenizer.encode(question, add_special_tokens=False).ids
    answered = tokenizer.encode(reply, add_special_tokens=False).ids
    return asked + answered, len(asked)


def _group(
    documents: list[tuple[list[int], int]], size: int
) -> Iterator[list[tuple[list[int], int]]]:
    group: list[tuple[list[int], int]] = []
    for document in sorted(documents, key=lambda pair: len(pair[0])):
        if group and (len(group) + 1) * len(document[0]) > size:
            yield group
            group = []
        group.append(document)
    yield group


def _pad(group: list[tuple[list[int], int]], pad: int) -> Batch:
    width = max(len(ids) for ids, _ in group)
    rows = torch.full((len(group), width), pad)
    targets = torch.full((len(group), width), _IGNORED)
    for row, (ids, asked) in enumerate(group):
        rows[row, : len(ids)] = torch.tensor(ids)
        targets[row, asked - 1 : len(ids) - 1] = torch.tensor(ids[asked:])
    return Batch(inputs=rows, targets=targets)
